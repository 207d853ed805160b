//! Any title and company make a lead that both readers read back.

use corong::change::{NewLead, PlanStep, Policy, create, free_id, slug};
use corong::pipeline::shape::is_id;
use corong::read::{ReadConfig, read_config};
use corong::source::RelPath;
use corong::yaml::{Arena, NewValue, agrees};
use proptest::prelude::*;

use crate::support::CONFIG;

/// Words as people and mischief write them.
fn words() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "no",
        "null",
        "~",
        "012",
        "1.10",
        "2026-11-02",
        "- x",
        "a: b",
        "# x",
        "x #y",
        "{a}",
        "[b",
        "'",
        "\"",
        "\\",
        "%",
        "@x",
        "`",
        "!tag",
        "&a",
        "*a",
        "<<",
        "---",
        "...",
        "?",
        ":",
        "|",
        ">",
        "\u{202e}",
        "\u{feff}x",
        "漢字",
        "Ünïcode",
        "two\nlines",
        " lead",
        "trail ",
        "tab\tx",
        "\r",
        "\u{85}",
        "\u{2028}",
        "con",
        "=",
        "0x1F",
        "1e3",
    ]);
    prop_oneof![
        4 => "\\PC{1,40}",
        3 => prop::collection::vec(odd, 1..4).prop_map(|words| words.join(" ")),
        2 => "[ -~]{1,100}",
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_make_a_lead(title in words(), company in words(), taken in 0usize..3) {
        prop_assume!(!title.trim().is_empty() && !company.trim().is_empty());
        let ReadConfig { config, custom, conditions } = read_config(&RelPath::new("corong.yaml"), CONFIG, &[]).unwrap();
        let today = "2026-11-23".parse().unwrap();
        let team = Policy { config: &config, custom: &custom, conditions: &conditions, today };
        let base = slug(&company).or_else(|| slug(&title)).unwrap_or_else(|| "lead".to_owned());
        let left = std::cell::Cell::new(taken);
        let is_taken = |_: &str| left.replace(left.get().saturating_sub(1)) > 0;
        let id = free_id(&base, &is_taken);
        prop_assert!(is_id(&id), "{id}");
        let named = NewValue::Map(vec![("name".into(), NewValue::text(&company))]);
        let intent = NewLead {
            id: id.clone(),
            at: "2026-11-20".into(),
            fields: vec![
                ("owner".into(), NewValue::text("siti")),
                ("company".into(), named),
                ("title".into(), NewValue::text(&title)),
            ],
            title: corong::text::Message::verbatim("new"),
            ..NewLead::default()
        };
        let plan = create(&team, &intent, &|_| false);
        let plan = plan.map_err(|refused| TestCaseError::fail(refused.to_string()))?;
        let [PlanStep::Create { path, new }] = plan.steps.as_slice() else { panic!("{plan:?}") };
        prop_assert_eq!(path.as_str(), format!("pipeline/1-prospect/{id}.yaml"));
        prop_assert_eq!(agrees(new), Ok(()));
        let mut arena = Arena::default();
        let parsed = arena.parse(new);
        prop_assert!(parsed.problems.is_empty(), "{new}");
        prop_assert_eq!(parsed.tree.find("title").unwrap().value(), Some(title.as_str()));
        prop_assert_eq!(parsed.tree.find("company.name").unwrap().value(), Some(company.as_str()));
        let second: serde_json::Value = serde_yaml::from_str(new).unwrap();
        prop_assert_eq!(second["title"].as_str(), Some(title.as_str()));
        prop_assert_eq!(second["company"]["name"].as_str(), Some(company.as_str()));
    }
}
