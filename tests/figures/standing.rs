//! What stands out: each sentence where the data carries it, and no other.

use serde_json::Value;

use crate::support::Bench;

/// Leads of CONFIG's pipeline, written as files.
struct Leads(Bench, usize);

impl Leads {
    fn new() -> Self {
        Self(Bench::new(), 0)
    }

    /// So many more, each with these fields and these stages entered; gives their ids.
    fn add(&mut self, count: usize, fields: &str, entered: &[(&str, &str)]) -> Vec<String> {
        let last = entered.last().unwrap().0;
        let folder = match last {
            "won" => "6-won",
            "lost" => "lost",
            "proposal" => "3-proposal",
            "qualified" => "2-qualified",
            _ => "1-prospect",
        };
        let line = |(stage, at): &(&str, &str)| {
            let (at, reason) = at.split_once(' ').unwrap_or((at, "price"));
            let reason = if *stage == "lost" { format!(", reason: {reason}") } else { String::new() };
            format!("  - {{stage: {stage}, at: {at}{reason}}}\n")
        };
        let history: String = entered.iter().map(line).collect();
        let ids: Vec<String> = (self.1..self.1 + count).map(|at| format!("lead-{at:03}")).collect();
        for id in &ids {
            let text = format!("title: {id}\nowner: siti\nvalue: 100\n{fields}history:\n{history}");
            self.0.write(&format!("pipeline/{folder}/{id}.yaml"), text);
        }
        self.1 += count;
        ids
    }

    fn told(&self) -> Vec<Value> {
        let report = self.0.run(&["report", "--format", "json"]).json();
        report["pipelines"][0]["standing_out"].as_array().unwrap().clone()
    }
}

fn said<'v>(told: &'v [Value], say: &str) -> Vec<&'v Value> {
    told.iter().filter(|one| one["say"] == say).collect()
}

fn leads(one: &Value) -> Vec<String> {
    one["leads"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

const SMALL: &str = "company: {name: A, size: 5}\n";
const LARGE: &str = "company: {name: B, size: 300}\n";

#[test]
fn a_segment_of_any_side_is_told_with_its_leads() {
    let mut world = Leads::new();
    let won = world.add(12, LARGE, &[("prospect", "2026-02-01"), ("won", "2026-03-01")]);
    let lost = world.add(12, SMALL, &[("prospect", "2026-02-01"), ("lost", "2026-03-01")]);
    let told = world.told();
    let better = said(&told, "standing-segment-better");
    assert_eq!(better.len(), 1, "{told:#?}");
    assert_eq!(better[0]["with"]["label"]["value"], "250+");
    assert_eq!(better[0]["with"]["side"], serde_json::json!({"kind": "word", "value": "size"}));
    assert_eq!(leads(better[0]), won);
    assert_eq!(leads(said(&told, "standing-segment-worse")[0]), lost);
}

#[test]
fn a_criterion_is_a_side_too() {
    let mut world = Leads::new();
    let met = "qualification: {budget: met}\n";
    let won = world.add(12, met, &[("prospect", "2026-02-01"), ("won", "2026-03-01")]);
    world.add(12, "qualification: {budget: unmet}\n", &[("prospect", "2026-02-01"), ("lost", "2026-03-01")]);
    let told = world.told();
    let better = said(&told, "standing-segment-better");
    assert_eq!(better[0]["with"]["side"]["value"], "Budget");
    assert_eq!(better[0]["with"]["label"], serde_json::json!({"kind": "word", "value": "lead-met"}));
    assert_eq!(leads(better[0]), won);
    let page = world.0.run(&["report"]).out;
    assert!(page.contains("Budget “met” wins more often: 100% of 12 closed"), "{page}");
}

#[test]
fn the_stage_that_loses_most() {
    let mut world = Leads::new();
    let way = [("prospect", "2026-02-01"), ("qualified", "2026-02-05"), ("proposal", "2026-02-09")];
    world.add(15, "", &[way.as_slice(), &[("won", "2026-03-01")]].concat());
    let lost = world.add(15, "", &[way.as_slice(), &[("lost", "2026-03-01")]].concat());
    let told = world.told();
    let leak = said(&told, "standing-leak");
    assert_eq!(leak[0]["with"]["stage"]["value"], "Proposal");
    assert_eq!((&leak[0]["with"]["lost"]["value"], &leak[0]["n"]), (&15.into(), &30.into()));
    assert_eq!(leads(leak[0]), lost);
    assert_eq!(leak[0]["advice"], "proposal");
}

#[test]
fn the_stage_that_takes_longer_than_it_did() {
    let mut world = Leads::new();
    world.add(12, "", &[("prospect", "2025-03-01"), ("qualified", "2025-03-04")]);
    let now = world.add(12, "", &[("prospect", "2026-03-01"), ("qualified", "2026-04-01")]);
    let told = world.told();
    let slow = said(&told, "standing-slow");
    assert_eq!(slow[0]["with"]["days"]["value"], 31.0);
    assert_eq!(slow[0]["with"]["before"]["value"], 3.0);
    assert_eq!(leads(slow[0]), now);
}

#[test]
fn a_reason_that_rises() {
    let mut world = Leads::new();
    world.add(12, "", &[("prospect", "2025-02-01"), ("lost", "2025-03-01 price")]);
    world.add(2, "", &[("prospect", "2026-02-01"), ("lost", "2026-03-01 price")]);
    let risen = world.add(12, "", &[("prospect", "2026-02-01"), ("lost", "2026-03-01 no-budget")]);
    let told = world.told();
    let reason = said(&told, "standing-reason");
    assert_eq!(reason[0]["with"]["reason"]["value"], "no-budget");
    assert_eq!(leads(reason[0]), risen);
}

#[test]
fn little_data_carries_no_claim() {
    let mut world = Leads::new();
    world.add(2, LARGE, &[("prospect", "2026-02-01"), ("won", "2026-03-01")]);
    world.add(2, SMALL, &[("prospect", "2026-02-01"), ("lost", "2026-06-01")]);
    world.add(2, "", &[("prospect", "2025-02-01"), ("lost", "2025-02-03")]);
    let told = world.told();
    for say in ["leak", "slow", "reason", "segment-better", "segment-worse"] {
        assert!(said(&told, &format!("standing-{say}")).is_empty(), "{say}: {told:#?}");
    }
}

#[test]
fn what_could_be_chance_is_not_told() {
    let mut world = Leads::new();
    for fields in [LARGE, SMALL] {
        world.add(6, fields, &[("prospect", "2026-02-01"), ("won", "2026-03-01")]);
        world.add(6, fields, &[("prospect", "2026-02-01"), ("lost", "2026-03-01")]);
    }
    let told = world.told();
    assert!(
        !told.iter().any(|one| one["say"].as_str().unwrap().starts_with("standing-segment")),
        "{told:#?}"
    );
}
