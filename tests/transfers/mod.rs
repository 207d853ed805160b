//! Leads that go from one pipeline to another.

mod moving;
mod reading;
mod repository;

use crate::support::{Bench, CONFIG, Ran};

/// A second pipeline, whose last stage is called as that of the first.
const CONTRACTS: &str = "  - id: contracts
    dir: contracts
    label: Contracts
    stages:
      - {id: draft, dir: 1-draft, label: Draft, probability: 70}
      - {id: review, dir: 2-review, label: Review, probability: 80, requires: [contacts]}
      - {id: signed, dir: 8-signed, label: Signed, kind: won}
      - {id: lost, dir: 9-lost, label: Lost, kind: lost}
";

/// A third one, of the same stages as the first.
const PARTNERS: &str = "  - id: partners
    dir: partners
    stages:
      - {id: prospect, dir: 1-prospect, label: Prospect}
      - {id: qualified, dir: 2-qualified, label: Qualified}
      - {id: won, dir: 3-won, label: Won, kind: won}
      - {id: lost, dir: 4-lost, label: Lost, kind: lost}
";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{CONFIG}{CONTRACTS}"));
    bench
}

/// A lead of 100 with these entries.
fn lead(entries: &[&str]) -> String {
    let entries: String = entries.iter().map(|entry| format!("  - {{{entry}, by: siti}}\n")).collect();
    format!(
        "title: ERP\nowner: siti\nsource: event\nvalue: 100\nnext_step: {{do: Call, due: 2026-12-01}}\nhistory:\n{entries}"
    )
}

/// What `check` finds: `rule: message; help`, one each.
fn found(ran: &Ran) -> Vec<String> {
    let all = ran.json()["findings"].as_array().unwrap().clone();
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    all.iter()
        .map(|one| format!("{}: {}; {}", text(one, "rule"), text(one, "message"), text(one, "help")))
        .collect()
}
