//! SARIF against its official schema, which `tests/all` installs.

use std::collections::BTreeSet;

use corong::check::RULES;
use corong::finding::Severity;
use corong::show::findings::{Format, TextStyle, render};
use corong::text::Language;
use serde_json::Value;

use super::{CONFIG, World, pages};

/// The schema of SARIF 2.1.0 as OASIS publishes it.
fn schema() -> Value {
    let tools = std::env::var("CORONG_TEST_TOOLS").unwrap_or_else(|_| "target/test-tools".to_owned());
    let text = std::fs::read_to_string(format!("{tools}/sarif-2.1.0.json")).expect("what tests/all installs");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let id = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    assert_eq!(schema["id"], id);
    schema
}

/// Every rule's bad example, with every rule on.
fn every_rule() -> Vec<World> {
    let off = RULES.iter().filter(|rule| rule.severity == Severity::Off);
    let on: Vec<String> = off.map(|rule| format!("{}: warning", rule.name)).collect();
    let config = format!("{CONFIG}rules: {{{}}}\n", on.join(", "));
    RULES.iter().map(|rule| pages::world_of(&config, rule.page.in_language(Language::En), "bad")).collect()
}

/// Files whose names and words are chosen to break a document.
fn hostile() -> World {
    let lead = |owner: &str| {
        format!(
            "title: ERP\nowner: {owner}\nnext_step: {{do: Call, due: 2026-11-30}}\nhistory:\n  \
             - {{stage: prospect, at: 2026-11-10}}\n"
        )
    };
    let names = ["a b", "é", "a\nb", "::error::x", "%2e%2e", "a\\b", "\"", "a\u{202e}b", "x#y?z", "<x>&amp;"];
    let owners =
        ["'::error::x'", "\"\\e[31m\\u0000\"", "\"a\\nb\"", "漢字👩‍👩‍👧", "{a: b}", "'{0} [x](y)'", "sitti"];
    let named = names.iter().fold(World::new(CONFIG), |world, name| {
        world.with(&format!("pipeline/1-prospect/{name}.yaml"), lead("siti"))
    });
    let owned = owners.iter().enumerate().fold(named, |world, (at, owner)| {
        world.with(&format!("pipeline/1-prospect/owner-{at}.yaml"), lead(owner).replace('\n', "\r\n"))
    });
    owned.with("pipeline/1-prospect/bytes.yaml", b"title: caf\xe9".to_vec()).link("pipeline/lost/c\"d.yaml")
}

#[test]
#[ignore = "needs what tests/all installs"]
fn sarif_passes_the_official_schema() {
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).expect("a schema");
    assert!(
        !validator.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{}]})),
        "it refuses what is wrong"
    );
    let (mut rules, mut fixes, mut related) = (BTreeSet::new(), 0, 0);
    for world in every_rule().into_iter().chain([hostile(), World::new(CONFIG)]) {
        let text = render(&world.check(), &world, Format::Sarif, TextStyle::default());
        let report: Value = serde_json::from_str(&text).expect("JSON");
        let wrong: Vec<String> =
            validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{}\n{text}", wrong.join("\n"));
        for result in report["runs"][0]["results"].as_array().expect("results") {
            rules.insert(result["ruleId"].as_str().expect("a rule").to_owned());
            fixes += usize::from(!result["fixes"].is_null());
            related += usize::from(!result["relatedLocations"].is_null());
        }
    }
    assert_eq!(rules.len(), RULES.len(), "{rules:?}");
    assert!(fixes > 3 && related > 3, "{fixes} fixes, {related} with other places");
}
