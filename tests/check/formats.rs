//! Findings for other programs: SARIF, GitHub, GitLab, JUnit.

use corong::show::findings::{Format, TextStyle, render};
use serde_json::Value;

use super::{CONFIG, World};

const LEAD: &str = "title: ERP\nowner: sitti\nnext_step: {do: Call, due: 2026-11-30}\nhistory:\n  - {stage: prospect, at: 2026-11-10}\n";

fn rendered(world: &World, format: Format) -> String {
    render(&world.check(), world, format, TextStyle::default())
}

/// Two files of one lead, and a misspelt owner in each.
fn world() -> World {
    World::new(CONFIG).with("pipeline/1-prospect/x.yaml", LEAD).with("pipeline/1-prospect/a b/x.yaml", LEAD)
}

#[test]
fn sarif_points_and_mends() {
    let report: Value = serde_json::from_str(&rendered(&world(), Format::Sarif)).expect("JSON");
    assert_eq!(report["version"], "2.1.0");
    let run = &report["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 3);
    let first = &results[0];
    let rule = first["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], first["ruleId"]);
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "pipeline/1-prospect/a%20b/x.yaml");
    assert_eq!(place["region"]["startColumn"], 8);
    assert_eq!(place["region"]["endColumn"], 13);
    let mend = &first["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(mend["insertedContent"]["text"], "siti");
    let related = results.iter().filter(|result| !result["relatedLocations"].is_null());
    assert_eq!(related.map(|result| &result["ruleId"]).collect::<Vec<_>>(), ["duplicate-id"]);
}

#[test]
fn github_annotates_and_lists_what_it_would_swallow() {
    let mut world = World::new(CONFIG);
    for at in 0..500 {
        world = world.with(&format!("pipeline/1-prospect/x-{at}.yaml"), LEAD);
    }
    let out = rendered(&world, Format::Github);
    assert_eq!(out.lines().filter(|line| line.starts_with("::error ")).count(), 10);
    let first = "::error file=pipeline/1-prospect/x-0.yaml,line=2,col=8,endLine=2,endColumn=12,\
        title=unknown-owner::`sitti` is nobody of the team%0Adid you mean `siti`?";
    assert_eq!(out.lines().next(), Some(first));
    assert_eq!(out.lines().filter(|line| line.contains(": error[unknown-owner]")).count(), 500);
    assert!(out.ends_with("500 errors in 500 of 500 leads\n"), "{out}");
    let none = World::new(CONFIG).with("pipeline/1-prospect/x.yaml", LEAD.replace("sitti", "siti"));
    assert_eq!(rendered(&none, Format::Github), "nothing found in 1 lead\n");
}

#[test]
fn github_ends_with_a_summary_of_five_hundred_findings_of_both_severities() {
    let late = LEAD.replace("sitti", "siti").replace("2026-11-30", "2026-11-20");
    let world = (0..500).fold(World::new(CONFIG), |world, at| {
        // Warnings come first in the order of paths.
        let text = if at < 260 { late.as_str() } else { LEAD };
        world.with(&format!("pipeline/1-prospect/x-{at:03}.yaml"), text)
    });
    let out = rendered(&world, Format::Github);
    let lines: Vec<&str> = out.lines().collect();
    let starting = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!((starting("::warning "), starting("::error ")), (10, 10));
    assert_eq!(lines[20], "::group::All findings");
    let due = late.lines().nth(2).and_then(|line| line.find("2026-11-20")).expect("a day") + 1;
    for at in 0..500 {
        let place = if at < 260 { format!("3:{due}") } else { "2:8".to_owned() };
        let line = lines[21 + at];
        assert!(line.starts_with(&format!("pipeline/1-prospect/x-{at:03}.yaml:{place}: ")), "{line}");
    }
    let end = [
        "::endgroup::",
        "GitHub shows 10 errors and 10 warnings of a step; all are listed above.",
        "240 errors, 260 warnings in 500 of 500 leads",
    ];
    assert_eq!(lines[521..], end);
}

#[test]
fn no_lead_speaks_to_the_runner() {
    for owner in ["'::error file=x::boo'", "\"x\\n::stop-commands::y\"", "'##[add-mask]x'", "\"\\e]0;t\\a\""]
    {
        let world = World::new(CONFIG).with("pipeline/1-prospect/x.yaml", LEAD.replace("sitti", owner));
        for format in [Format::Text, Format::Concise, Format::Github] {
            let out = rendered(&world, format);
            assert!(!out.contains("##["), "{out}");
            assert!(!out.contains('\u{1b}'), "{out}");
            let speaks = |line: &&str| line.trim_start().starts_with("::");
            let told: Vec<_> = out.lines().filter(speaks).collect();
            let place = "file=pipeline/1-prospect/x.yaml,line=2,";
            let ours =
                [&format!("::error {place}"), &format!("::warning {place}"), "::group::All", "::endgroup::"];
            assert!(told.iter().all(|line| ours.iter().any(|ours| line.starts_with(ours))), "{told:?}");
        }
    }
}

#[test]
fn gitlab_tells_findings_apart() {
    let report: Value = serde_json::from_str(&rendered(&world(), Format::Gitlab)).expect("JSON");
    let issues = report.as_array().expect("a list");
    let mut prints: Vec<_> =
        issues.iter().map(|issue| issue["fingerprint"].as_str().expect("text")).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!((issues.len(), prints.len()), (3, 3));
    assert_eq!(issues[0]["location"]["lines"]["begin"], 2);
}

#[test]
fn junit_has_a_suite_for_each_file() {
    let warned = LEAD.replace("sitti", "siti").replace("2026-11-30", "2026-11-20");
    let world = world().with("pipeline/1-prospect/y.yaml", warned.replace("ERP", "<ERP>"));
    let out = rendered(&world, Format::Junit);
    assert!(out.contains(r#"<testsuites name="corong check" tests="4" failures="3">"#), "{out}");
    assert_eq!(out.matches("<testsuite ").count(), 3);
    assert_eq!(out.matches("</testsuite>").count(), 3);
    assert_eq!(out.matches("<failure ").count(), 3);
    assert_eq!(out.matches("<system-out>").count(), 1);
    let none = World::new(CONFIG);
    assert!(rendered(&none, Format::Junit).contains(r#"<testcase name="0 leads""#));
}
