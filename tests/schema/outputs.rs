//! Real outputs fit their schemas, and nothing is told that is not there.

use serde_json::{Value, json};

use super::{schema_of, validator};
use crate::support::Bench;

fn fits(validator: &jsonschema::Validator, value: &Value, what: &str) {
    let wrong: Vec<_> = validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
}

#[test]
fn every_report_fits_its_schema() {
    let bench = Bench::copy_of("examples/nusantara");
    let report = validator(&schema_of(&bench, "report"));
    for mode in ["cohort", "entered", "period"] {
        for more in [
            &["--language", "en"][..],
            &["--owner", "siti"],
            &["--pipeline", "sales", "--as-of", "2026-06-30"],
            &["--period", "2019"],
            &["--owner", "nobody-at-all"],
            &["--trend", "months"],
        ] {
            let ran = bench.run(&[&["report", "--format", "json", "--mode", mode], more].concat());
            if ran.status == 0 {
                fits(&report, &ran.json(), &format!("{mode} {more:?}"));
            }
        }
    }
    bench.repository();
    for more in [&["--trend", "weeks", "--period", "2026-11"][..], &["--rev", "HEAD", "--trend", "months"]] {
        let ran = bench.run(&[&["report", "--format", "json"], more].concat());
        fits(&report, &ran.json(), &format!("{more:?}"));
    }
    let empty = Bench::new();
    fits(&report, &empty.run(&["report", "--format", "json"]).json(), "an empty workspace");
    empty.write("pipeline/1-prospect/odd.yaml", "title: [");
    empty.write("pipeline/1-prospect/no-value.yaml", crate::support::PROSPECT);
    fits(&report, &empty.run(&["report", "--format", "json"]).json(), "files left out");
}

#[test]
fn the_report_schema_notices_what_is_wrong() {
    let bench = Bench::copy_of("examples/nusantara");
    let report = validator(&schema_of(&bench, "report"));
    let good = bench.run(&["report", "--format", "json"]).json();
    for (pointer, wrong) in [
        ("/schema", json!("corong.report/2")),
        ("/as_of", json!(5)),
        ("/mode", json!("other")),
        ("/pipelines/0/open/value", json!(12)),
        ("/pipelines/0/won/average", json!("1,5")),
        ("/pipelines/0/stages/0/raw", json!(0.5)),
        ("/pipelines/0/closing/overdue", json!({})),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = wrong;
        assert!(!report.is_valid(&bad), "{pointer}");
    }
    for pointer in
        ["", "/pipelines/0", "/pipelines/0/stages/0", "/pipelines/0/months/0", "/pipelines/0/conversion"]
    {
        let mut bad = good.clone();
        bad.pointer_mut(pointer).unwrap().as_object_mut().unwrap().insert("surplus".to_owned(), json!(1));
        assert!(!report.is_valid(&bad), "a key too much at `{pointer}`");
    }
}

#[test]
fn every_check_fits_its_schema() {
    let bench = Bench::copy_of("examples/nusantara");
    let check = validator(&schema_of(&bench, "check"));
    fits(&check, &bench.run(&["check", "--format", "json"]).json(), "the example");
    let wrong = Bench::new();
    for (path, text) in [
        (
            "1-prospect/a.yaml",
            "title: A\nowner: sitti\nhistory: [{stage: prospect, at: 2026-11-10}]\nvaleu: 3\n",
        ),
        ("2-qualified/a.yaml", "title: A\nowner: siti\nhistory: [{stage: prospect, at: 2026-11-10}]\n"),
        ("1-prospect/b.yaml", "title: [\n"),
        ("1-prospect/c.yaml", ""),
        ("nowhere/D.yaml", "title: D\n"),
    ] {
        wrong.write(&format!("pipeline/{path}"), text);
    }
    let found = wrong.run(&["check", "--format", "json"]).json();
    assert!(found["findings"].as_array().unwrap().iter().any(|f| !f["fix"].is_null()), "{found:#}");
    assert!(found["findings"].as_array().unwrap().iter().any(|f| f["related"] != json!([])), "{found:#}");
    fits(&check, &found, "findings of many kinds");
    let mut bad = found;
    bad["findings"][0]["surplus"] = json!(1);
    assert!(!check.is_valid(&bad));
}
