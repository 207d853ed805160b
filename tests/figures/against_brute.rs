//! The report's JSON against the brute-force calculation: every key of it.

use std::sync::Arc;

use corong::report::{self, Slice};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::raw::{self, Base, RawLead, RawOptions};
use super::{brute, build};

/// What a reference calculates again; the rest is held elsewhere: what is made of
/// other figures (`opening`, `forecast`, the attainment of `targets`, `standing_out`, `titles`, `quiet`, `trail`, `differences`), bins and curves beside their figure,
/// and which customers come back, which is told from texts; how much of contracts goes on is calculated by itself.
fn told_again(key: &str) -> bool {
    let elsewhere = [
        "retention",
        "cycle_bins",
        "standing_out",
        "titles",
        "trail",
        "win_curve",
        "differences",
        "opening",
        "forecast",
        "quiet",
        "targets",
    ];
    !elsewhere.contains(&key)
}

/// The same keys and values; numbers may differ by 1e-9, text (and so money) not at all.
pub fn assert_same(at: &str, ours: &Value, brute: &Value) {
    match (ours, brute) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = |map: &serde_json::Map<String, Value>| {
                let mut keys: Vec<String> = map.keys().filter(|key| told_again(key)).cloned().collect();
                keys.sort();
                keys
            };
            assert_eq!(keys(a), keys(b), "keys at {at}");
            let shared = a.iter().filter(|(key, _)| told_again(key));
            shared.for_each(|(key, value)| assert_same(&format!("{at}.{key}"), value, &b[key]));
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "length at {at}: {ours} against {brute}");
            a.iter().zip(b).enumerate().for_each(|(i, (a, b))| assert_same(&format!("{at}[{i}]"), a, b));
        }
        (Value::Number(a), Value::Number(b)) => {
            let apart = (a.as_f64().unwrap() - b.as_f64().unwrap()).abs();
            assert!(apart < 1e-9, "{at}: {a} against {b}");
        }
        _ => assert_eq!(ours, brute, "at {at}"),
    }
}

fn compare(leads: &[RawLead], base: &Base, options: &RawOptions) {
    let workspace = build::workspace(leads, base);
    let mut asked = build::options(options);
    let mine = leads.iter().filter(|lead| options.takes(lead)).map(|lead| lead.id.as_str().into());
    let slice = Slice { condition: raw::SLICE.to_owned(), leads: Arc::new(mine.collect()) };
    asked.slice = options.sliced.then_some(slice);
    let text = report::json(&report::build(&workspace, &asked));
    assert!(text.ends_with("}\n"));
    let ours: Value = serde_json::from_str(&text).unwrap();
    assert_same("", &ours, &brute::report(leads, base, options));
    let retained = brute::retained(leads, base, options);
    for (pipeline, brute) in ours["pipelines"].as_array().unwrap().iter().zip(retained.as_array().unwrap()) {
        assert_same("gross", &pipeline["retention"]["gross"], &brute[0]);
        assert_same("net", &pipeline["retention"]["net"], &brute[1]);
    }
    let targets = brute::targets(leads, base, options);
    for pipeline in ours["pipelines"].as_array().unwrap() {
        let all = pipeline["targets"].as_array().unwrap().iter();
        let won =
            |target: &Value| json!([target["deals"]["won"], target["value"]["won"], target["value"]["open"]]);
        assert_eq!(all.map(won).collect::<Value>(), targets);
    }
    let needed = brute::needed(leads, base, options);
    for (pipeline, brute) in ours["pipelines"].as_array().unwrap().iter().zip(needed.as_array().unwrap()) {
        for (target, brute) in pipeline["targets"].as_array().unwrap().iter().zip(brute.as_array().unwrap()) {
            for key in ["gap", "coverage"] {
                assert_same(key, &target["value"][key], &brute[key]);
            }
            assert_same("needed", &target["needed"], &brute["needed"]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn small_workspaces(leads in raw::leads(0..25), options in raw::options(), dollars: bool) {
        let base = if dollars { raw::dollar() } else { raw::rupiah() };
        compare(&leads, &base, &options);
    }
}

#[test]
fn four_thousand_leads_in_every_mode() {
    let mut runner = TestRunner::deterministic();
    let leads = raw::leads(4000).new_tree(&mut runner).unwrap().current();
    for mode in 0..3 {
        let options =
            RawOptions { as_of: 650, from: 286, to: 620, mode, pipeline: None, owner: None, sliced: false };
        compare(&leads, &raw::rupiah(), &options);
        compare(&leads, &raw::dollar(), &options);
        // Some of them went to the other pipeline.
        let report = report::build(&build::workspace(&leads, &raw::rupiah()), &build::options(&options));
        let flows = report.pipelines.iter().flat_map(|own| &own.stages).filter_map(|stage| stage.flow);
        assert!(flows.map(|flow| flow.transferred).sum::<u64>() > 50);
    }
}
