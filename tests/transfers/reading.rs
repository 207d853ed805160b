//! What a file says of the pipelines a lead was in.

use super::{CONTRACTS, PARTNERS, bench, found, lead};
use crate::support::{Bench, CONFIG};

const WENT: [&str; 3] = [
    "stage: prospect, at: 2026-10-01",
    "stage: proposal, at: 2026-10-10",
    "stage: draft, at: 2026-11-01, pipeline: contracts",
];

fn check(bench: &Bench) -> Vec<String> {
    found(&bench.run(&["check", "--format", "json"]))
}

#[test]
fn entries_before_belong_to_the_pipeline_before() {
    let bench = bench();
    bench.write("contracts/1-draft/went.yaml", lead(&WENT));
    assert_eq!(check(&bench), [""; 0]);
    let shown = bench.run(&["show", "went"]).out;
    assert!(shown.contains("→ Contracts: Draft") && shown.contains("→ Proposal"), "{shown}");
    let stages = |index: usize| -> Vec<String> {
        let report = bench.run(&["report", "--format", "json"]).json();
        let stages = report["pipelines"][index]["stages"].as_array().unwrap().clone();
        let open = stages.iter().filter(|stage| stage["kind"] == "open");
        let number = |stage: &serde_json::Value, key: &str| stage[key].as_u64().unwrap();
        let row = |s: &serde_json::Value| {
            ["count", "entered", "advanced", "open_here", "transferred"].map(|key| number(s, key))
        };
        open.map(|stage| format!("{:?}", row(stage))).collect()
    };
    assert_eq!(stages(0), ["[0, 1, 1, 0, 0]", "[0, 1, 1, 0, 0]", "[0, 1, 0, 0, 1]"]);
    assert_eq!(stages(1), ["[1, 1, 0, 1, 0]", "[0, 0, 0, 0, 0]"]);
    let before =
        bench.run(&["list", "--as-of", "2026-10-20", "--columns", "id,pipeline,stage", "--format", "csv"]);
    assert!(before.out.contains("went,sales,proposal"), "{}", before.out);
}

#[test]
fn a_pipeline_that_is_not_there_is_an_error() {
    let bench = bench();
    bench.write(
        "contracts/1-draft/went.yaml",
        lead(&[WENT[0], "stage: draft, at: 2026-11-01, pipeline: contract"]),
    );
    let all = check(&bench);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(
        all[0].contains("`pipeline` has to be one of sales, contracts")
            && all[0].contains("did you mean `contracts`"),
        "{all:?}"
    );
    let report = bench.run(&["report", "--format", "json"]).json();
    assert_eq!(report["left_out"][0]["path"], "contracts/1-draft/went.yaml");
}

#[test]
fn a_stage_is_one_of_its_own_pipeline() {
    let bench = bench();
    bench.write("contracts/1-draft/went.yaml", lead(&["stage: proposl, at: 2026-10-01", WENT[2]]));
    bench.write(
        "contracts/1-draft/other.yaml",
        lead(&[WENT[0], "stage: proposal, at: 2026-11-01, pipeline: contracts"]),
    );
    let all = check(&bench);
    assert_eq!(all.len(), 2, "{all:#?}");
    assert!(
        all[0].contains("`proposal` is a stage of the pipeline `sales`, and this entry is in `contracts`"),
        "{}",
        all[0]
    );
    assert!(all[0].contains("the stages of `contracts` are draft, review, signed, lost"), "{}", all[0]);
    assert!(
        all[1].contains("has to be one of prospect, qualified, proposal")
            && all[1].contains("did you mean `proposal`"),
        "{}",
        all[1]
    );
}

/// A file moved by hand, whose new entry does not say that it went.
#[test]
fn a_stage_of_another_pipeline_is_told_with_the_key_that_is_missing() {
    let bench = bench();
    bench.write("contracts/1-draft/went.yaml", lead(&[WENT[0], "stage: draft, at: 2026-11-01"]));
    let all = check(&bench);
    assert_eq!(all.len(), 1, "{all:#?}");
    let said = "schema: `prospect` is a stage of the pipeline `sales`, and this entry is in `contracts`; ";
    assert!(all[0].starts_with(said) && all[0].contains("`pipeline: sales`"), "{all:?}");
}

#[test]
fn the_first_pipeline_is_told_where_several_have_its_stages() {
    let bench = bench();
    bench.write("corong.yaml", format!("{CONFIG}{CONTRACTS}{PARTNERS}"));
    let entries = [WENT[0], WENT[2]];
    bench.write("contracts/1-draft/went.yaml", lead(&entries));
    let all = check(&bench);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(all[0].contains("nothing says in which pipeline it began: `sales`, `partners`"), "{all:?}");
    let named = "stage: prospect, at: 2026-10-01, pipeline: partners";
    bench.write("contracts/1-draft/went.yaml", lead(&[named, WENT[2]]));
    assert_eq!(check(&bench), [""; 0]);
    let report = bench.run(&["report", "--format", "json"]).json();
    let new: Vec<_> = (0..3).map(|at| report["pipelines"][at]["new"].to_string()).collect();
    assert_eq!(new[0], r#"{"count":0,"reopened":0,"transferred_in":0}"#);
    assert_eq!(new[1], r#"{"count":0,"reopened":0,"transferred_in":1}"#);
    assert_eq!(new[2], r#"{"count":1,"reopened":0,"transferred_in":0}"#);
    // a stage that only one of them has says it too
    bench.write("contracts/1-draft/went.yaml", lead(&WENT));
    assert_eq!(check(&bench), [""; 0]);
}

#[test]
fn a_file_that_did_not_follow_its_history_is_found() {
    let bench = bench();
    bench.write("pipeline/1-prospect/went.yaml", lead(&[WENT[0], WENT[2]]));
    let all = check(&bench);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(
        all[0].starts_with(
            "stage-history-mismatch: the history ends in `draft`, but the file lies in `pipeline/1-prospect`"
        ),
        "{all:?}"
    );
    assert!(all[0].contains("move the file to `contracts/1-draft`"), "{all:?}");
    assert!(all[0].contains("{stage: prospect, pipeline: sales, at: …, by: …}"), "{all:?}");
    // the history tells the figures
    let report = bench.run(&["report", "--format", "json"]).json();
    assert_eq!(report["pipelines"][1]["open"]["count"], 1);
    assert_eq!(report["total"]["new"]["count"], 1);
}

#[test]
fn lost_there_needs_one_of_the_reasons_too() {
    let bench = bench();
    let lost = "stage: lost, at: 2026-11-10";
    bench.write("contracts/9-lost/went.yaml", lead(&[WENT[0], WENT[2], lost]));
    assert!(check(&bench)[0].starts_with("missing-reason"));
    bench.write("contracts/9-lost/went.yaml", lead(&[WENT[0], WENT[2], &format!("{lost}, reason: prise")]));
    assert!(check(&bench)[0].starts_with("unknown-reason"));
    let report = bench.run(&["report", "--format", "json"]).json();
    assert_eq!(
        (report["pipelines"][0]["lost"]["count"].as_u64(), report["pipelines"][1]["lost"]["count"].as_u64()),
        (Some(0), Some(1))
    );
}
