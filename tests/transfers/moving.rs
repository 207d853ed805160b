//! `corong move --pipeline`.

use super::{CONTRACTS, PARTNERS, bench, found, lead};
use crate::support::{Bench, CONFIG, Ran};

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

fn prospect() -> (Bench, String) {
    let (bench, text) = (bench(), lead(&["stage: prospect, at: 2026-10-01"]));
    bench.write("pipeline/1-prospect/2026/karya.yaml", &text);
    (bench, text)
}

#[test]
fn a_lead_goes_to_another_pipeline_and_keeps_every_other_byte() {
    let (bench, text) = prospect();
    let args = ["move", "karya", "draft", "--pipeline", "contracts", "--at", "2026-11-02", "--by", "siti"];
    let dry = done(bench.run(&[&args[..], &["-n"]].concat())).out;
    assert!(dry.contains("rename to contracts/1-draft/karya.yaml"), "{dry}");
    let said = done(bench.run(&args));
    assert_eq!(said.out, "karya: sales/prospect → contracts/draft\ncontracts/1-draft/karya.yaml\n");
    assert!(!bench.place("pipeline/1-prospect/2026/karya.yaml").exists());
    let entry = "  - {stage: draft, pipeline: contracts, at: 2026-11-02, by: siti}\n";
    assert_eq!(bench.read("contracts/1-draft/karya.yaml"), format!("{text}{entry}"));
    assert_eq!(found(&bench.run(&["check", "--format", "json"])), [""; 0]);
    done(bench.run(&["undo"]));
    assert_eq!(bench.read("pipeline/1-prospect/2026/karya.yaml"), text);
}

#[test]
fn the_stages_of_the_other_pipeline_say_what_they_ask_for() {
    let (bench, text) = prospect();
    let refused = bench.run(&["move", "karya", "review", "--pipeline", "Contracts"]);
    assert_eq!(refused.status, 1);
    assert!(
        refused.err.contains("`contacts` is missing; `review` and all after it require it"),
        "{}",
        refused.err
    );
    assert_eq!(bench.read("pipeline/1-prospect/2026/karya.yaml"), text);
    let set = ["--set", "contacts:=[{name: Andi}]"];
    done(bench.run(&[&["move", "karya", "Review", "--pipeline", "CONTRACTS"][..], &set].concat()));
    assert_eq!(found(&bench.run(&["check", "--format", "json"])), [""; 0]);
    let report = bench.run(&["report", "--format", "json"]).json();
    assert_eq!(report["pipelines"][0]["stages"][0]["transferred"], 1);
    assert_eq!(report["pipelines"][1]["stages"][1]["skipped"], 0);
    assert_eq!(report["pipelines"][1]["stages"][0]["skipped"], 1);
    assert_eq!(
        (report["total"]["new"]["count"].as_u64(), report["total"]["open"]["count"].as_u64()),
        (Some(1), Some(1))
    );
}

#[test]
fn what_is_not_there_is_told_with_the_way_to_it() {
    let (bench, _) = prospect();
    let told = |args: &[&str]| {
        let ran = bench.run(&[&["move", "karya"], args].concat());
        (ran.status, ran.err)
    };
    let (status, said) = told(&["draft"]);
    assert_eq!(status, 2);
    assert!(said.contains("but contracts has: add `--pipeline contracts` to go there"), "{said}");
    let (status, said) = told(&["draft", "--pipeline", "contract"]);
    assert_eq!(status, 2);
    assert!(said.contains("did you mean `contracts`"), "{said}");
    let (status, said) = told(&["proposal", "--pipeline", "contracts"]);
    assert_eq!(status, 2);
    assert!(said.contains("the pipeline `contracts` has no stage `proposal`"), "{said}");
    let (status, said) = told(&["prospect", "--pipeline", "sales"]);
    assert_eq!(status, 1);
    assert!(said.contains("it is there already"), "{said}");
    let (status, said) = told(&["lost", "--pipeline", "contracts"]);
    assert_eq!(status, 1);
    assert!(said.contains("a lost lead needs a reason"), "{said}");
}

/// Two moves and a return; where several pipelines have the stages, the first entry
/// says which it was.
#[test]
fn every_way_is_read_as_it_was_gone() {
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{CONFIG}{CONTRACTS}{PARTNERS}"));
    bench.write("partners/1-prospect/karya.yaml", lead(&["stage: prospect, at: 2026-10-01"]));
    let go = |stage: &str, pipeline: &str, at: &str| {
        done(bench.run(&["move", "karya", stage, "--pipeline", pipeline, "--at", at, "--by", "siti"]));
        assert_eq!(found(&bench.run(&["check", "--format", "json"])), [""; 0]);
    };
    go("draft", "contracts", "2026-10-05");
    let first = "  - {stage: prospect, at: 2026-10-01, by: siti, pipeline: partners}\n";
    let second = "  - {stage: draft, pipeline: contracts, at: 2026-10-05, by: siti}\n";
    let text = bench.read("contracts/1-draft/karya.yaml");
    assert!(text.ends_with(&format!("{first}{second}")), "{text}");
    go("prospect", "sales", "2026-10-09");
    go("prospect", "partners", "2026-10-12");
    done(bench.run(&["win", "karya", "--at", "2026-10-20"]));
    let report = bench.run(&["report", "--format", "json"]).json();
    let row = |at: usize| {
        let own = &report["pipelines"][at];
        let gone: u64 =
            own["stages"].as_array().unwrap().iter().filter_map(|stage| stage["transferred"].as_u64()).sum();
        [
            own["new"]["count"].clone(),
            own["new"]["transferred_in"].clone(),
            gone.into(),
            own["won"]["count"].clone(),
        ]
        .map(|n| n.as_u64().unwrap())
    };
    assert_eq!([row(0), row(1), row(2)], [[0, 1, 1, 0], [0, 1, 1, 0], [1, 1, 1, 1]]);
    assert_eq!(report["total"]["won"]["count"], 1);
    assert_eq!(report["pipelines"][2]["cycle_days"]["median"], 8.0);
}

#[test]
fn what_was_won_may_go_on_in_another_pipeline() {
    let (bench, _) = prospect();
    done(bench.run(&[
        "win",
        "karya",
        "--at",
        "2026-10-20",
        "--set",
        "contacts:=[{name: A}]",
        "--set",
        "qualification.budget=met",
    ]));
    let said = done(bench.run(&["move", "karya", "draft", "--pipeline", "contracts", "--at", "2026-11-01"]));
    assert!(said.err.contains("`won` on 2026-10-20 stays in the figures"), "{}", said.err);
    let report = bench.run(&["report", "--format", "json"]).json();
    let won = &report["pipelines"][0]["won"];
    assert_eq!((won["count"].as_u64(), won["superseded"].as_u64()), (Some(1), Some(1)));
    assert_eq!(report["pipelines"][0]["stages"][0]["transferred"], 0);
    assert_eq!(report["pipelines"][1]["open"]["value"], "100");
}
