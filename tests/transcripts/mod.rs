//! Transcripts of the commands that read: what they answer, refusals included.
//! Those of the commands that change leads lie beside their other tests.

use crate::support::transcript::plays;
use crate::support::{Bench, CONFIG, PROSPECT};

/// A lead of PT Karya with two mistakes.
const WRONG: &str = "\
title: ERP rollout
company: {name: PT Karya}
owner: sitti
source: referral
expected_close: 2026-11-01
next_step: {do: Call, due: 2026-11-28}
history:
  - {stage: prospect, at: 2026-11-10, by: siti}
";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    bench.write("pipeline/1-prospect/pt-karya.yaml", WRONG);
    bench
}

#[test]
fn check() {
    plays(&bench(), "tests/transcripts/check.txt");
}

#[test]
fn explain() {
    plays(&bench(), "tests/transcripts/explain.txt");
}

#[test]
fn report() {
    plays(&bench(), "tests/transcripts/report.txt");
}

#[test]
fn forecast() {
    plays(&bench(), "tests/transcripts/forecast.txt");
}

#[test]
fn schema_and_watch() {
    plays(&bench(), "tests/transcripts/schema.txt");
}

#[test]
fn what_is_no_workspace() {
    let bench = bench();
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    plays(&bench, "tests/transcripts/none.txt");
}

/// The workspace decides which language is spoken; outside one the environment does.
#[test]
fn indonesian() {
    let bench = bench();
    bench.write("corong.yaml", CONFIG.replace("name: Test", "name: Test\nlanguage: id # bahasa"));
    plays(&bench, "tests/transcripts/indonesian.txt");
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    plays(&bench, "tests/transcripts/none-indonesian.txt");
}
