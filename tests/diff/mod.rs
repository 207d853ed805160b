//! `corong diff`: what a branch did to the pipeline.

mod kinds;
mod laws;
mod merged;
mod places;
mod untouched;

use crate::support::{Bench, Ran};

/// A workspace of both sides' leads: what is there at first is on `main`, the
/// rest is work on the branch `work`.
pub fn lead(title: &str, value: &str, history: &str) -> String {
    let value = if value.is_empty() { String::new() } else { format!("value: {value}\n") };
    let entry = |entry: &str| {
        let words: Vec<&str> = entry.split(' ').collect();
        let reason = words.get(2).map(|reason| format!(", reason: {reason}")).unwrap_or_default();
        format!("  - {{stage: {}, at: 2026-{}, by: siti{reason}}}\n", words[0], words[1])
    };
    let history: String = history.split(", ").map(entry).collect();
    format!(
        "title: '{title}'\nowner: siti\nsource: referral\n{value}qualification: {{need: met, budget: met}}\n\
         contacts: [{{name: A}}]\nexpected_close: 2026-12-15\nhistory:\n{history}"
    )
}

/// The result of a `diff` that went well.
pub fn diff(bench: &Bench, args: &[&str]) -> Ran {
    let ran = bench.run(&[&["diff"], args].concat());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    ran
}

/// `id change from to` of each lead of the first pipeline.
pub fn named(json: &serde_json::Value) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let leads = json["pipelines"][0]["leads"].as_array().unwrap();
    let one = |l: &serde_json::Value| [&l["id"], &l["change"], &l["from"], &l["to"]].map(text).join(" ");
    leads.iter().map(one).collect()
}

/// Whether the lines of each waterfall add up.
pub fn adds_up(json: &serde_json::Value) {
    for pipeline in json["pipelines"].as_array().unwrap() {
        let line = |name: &str| -> corong::pipeline::Decimal {
            pipeline["waterfall"][name].as_str().unwrap().parse().unwrap()
        };
        let plus = ["start", "new", "reopened", "increased", "unreadable", "currency"].map(line);
        let minus = ["decreased", "won", "lost", "removed"].map(line);
        let sum = plus.into_iter().sum::<corong::pipeline::Decimal>()
            - minus.into_iter().sum::<corong::pipeline::Decimal>();
        assert_eq!(sum, line("end"), "{pipeline:#}");
    }
}
