//! The whole way: random leads written as files, in several styles, by code that
//! knows nothing of the crate; the program's report against the brute-force one.

use std::fmt::Write;
use std::fs;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::against_brute::assert_same;
use super::brute;
use super::build::date;
use super::raw::{self, RawLead, RawOptions};
use crate::support::{Bench, Ran, command};

const CONFIG: &str = "\
corong: 1
language: id
currency: IDR
rates:
";

/// Random leads, the same for a number of them; each counts.
pub fn leads(count: usize) -> Vec<RawLead> {
    let mut leads = raw::leads(count).new_tree(&mut TestRunner::deterministic()).unwrap().current();
    leads.iter_mut().for_each(|lead| lead.counts = true);
    leads
}

/// Writes leads as the files of a workspace.
pub fn write(bench: &Bench, name: &str, leads: &[RawLead]) {
    bench.write("corong.yaml", format!("name: {name}\n{}", config()));
    for (at, raw) in leads.iter().enumerate() {
        let stage = raw::STAGES[raw.history.last().unwrap().stage];
        let folder = bench.place(&format!("{}/{stage}", raw::PIPELINES[raw::pipeline(raw)]));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{}.yaml", raw.id)), lead(raw, at % 3)).unwrap();
    }
}

fn config() -> String {
    let mut text = CONFIG.to_owned();
    for (currency, from, mantissa, decimals) in raw::rupiah().rates {
        let whole = mantissa as f64 / 10_f64.powi(decimals as i32);
        let _ = writeln!(
            text,
            "  - {{currency: {}, at: {}, rate: {whole}}}",
            raw::CURRENCIES[currency],
            date(from)
        );
    }
    let named = |ids: &[&str]| {
        ids.iter().map(|id| format!("{{id: {id}, label: {}}}", id.to_uppercase())).collect::<Vec<_>>()
    };
    let _ = writeln!(text, "team:");
    for id in raw::OWNERS {
        let _ = writeln!(text, "  {id}: {{name: {}}}", id.to_uppercase());
    }
    let _ = writeln!(text, "sources: [{}]", named(&raw::SOURCES).join(", "));
    let lost = named(&raw::REASONS).join(", ").replace("label: SPAM", "label: SPAM, counts: false");
    let _ = writeln!(text, "lost_reasons: [{lost}]");
    let _ = writeln!(text, "won_reasons: [{}]", named(&raw::REASONS).join(", "));
    let _ = writeln!(text, "activity_kinds: [call, demo]\nqualification: [{{id: need, label: Need}}]");
    let _ = writeln!(text, "pipelines:");
    for pipeline in raw::PIPELINES {
        let _ = writeln!(
            text,
            "  - id: {pipeline}\n    dir: {pipeline}\n    label: {}\n    stages:",
            pipeline.to_uppercase()
        );
        for (at, stage) in raw::STAGES.iter().enumerate() {
            let _ = write!(
                text,
                "      - {{id: {stage}, dir: {stage}, label: {}, kind: {}",
                stage.to_uppercase(),
                raw::KINDS[at]
            );
            if let Some(percent) = raw::STAGE_PROBABILITY.get(at).copied().flatten() {
                let _ = write!(text, ", probability: {}.{}", percent / 10, percent % 10);
            }
            if let Some(days) = raw::MAX_DAYS.get(at).copied().flatten() {
                let _ = write!(text, ", max_days: {days}");
            }
            text.push_str("}\n");
        }
    }
    text
}

/// Hundredths as a decimal.
fn cents(amount: i128) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

/// A lead in one of three styles: flow, block, and block with comments and CRLF.
fn lead(raw: &RawLead, style: usize) -> String {
    let mut text = format!("title: {}\nowner: {}\n", raw.id, raw::OWNERS[raw.owner]);
    if !raw.split.is_empty() {
        let part = |(who, part): &(usize, i128)| format!("{}: {part}", raw::OWNERS[*who]);
        let parts: Vec<String> = raw.split.iter().map(part).collect();
        let _ = writeln!(text, "split: {{{}}}", parts.join(", "));
    }
    if let Some(source) = raw.source {
        let _ = writeln!(text, "source: '{}'", raw::SOURCES[source]);
    }
    if let Some(industry) = raw.industry {
        let _ = writeln!(
            text,
            "company: {{name: PT A, industry: {}{}}}",
            raw::INDUSTRIES[industry],
            raw::size(raw).map(|size| format!(", size: {size}")).unwrap_or_default()
        );
    }
    match raw.value {
        Some((amount, 0)) if style == 0 => {
            let _ = writeln!(text, "value: {}", cents(amount));
        }
        Some((amount, currency)) => {
            let _ = writeln!(
                text,
                "value:\n  amount: {}\n  currency: {}",
                cents(amount),
                raw::CURRENCIES[currency]
            );
        }
        None => {}
    }
    if let Some(level) = raw::level(raw) {
        let _ = writeln!(text, "qualification: {{need: {level}}}");
    }
    if let Some(percent) = raw.probability {
        let _ = writeln!(text, "probability: {}.{}", percent / 10, percent % 10);
    }
    if let Some(day) = raw.expected {
        let _ = writeln!(text, "expected_close: {}", date(day));
    }
    if let Some(day) = raw::hold(raw) {
        let _ = writeln!(text, "hold: {{until: {}}}", date(day));
    }
    if let Some(due) = raw.due {
        let _ = writeln!(text, "next_step: {{do: Call, due: {}}}", date(due));
    }
    if !raw.lines.is_empty() {
        text.push_str("products:\n");
        for line in &raw.lines {
            let price = line.price.map(|price| format!(", price: {}", cents(price))).unwrap_or_default();
            let recurs = line.recurs.map(|(a_year, term)| {
                let per = match a_year {
                    12 => "month",
                    4 => "quarter",
                    _ => "year",
                };
                format!(", per: {per}, term: {term}")
            });
            let discount = line.discount.map(|(percent, number)| match percent {
                true => format!(", discount: {number}%"),
                false => format!(", discount: {}", cents(number)),
            });
            let more = recurs.unwrap_or_default() + &discount.unwrap_or_default();
            let _ = writeln!(
                text,
                "  - {{name: {}, quantity: {}{price}{more}}}",
                raw::PRODUCTS[line.product],
                line.quantity
            );
        }
    }
    if !raw.activities.is_empty() {
        text.push_str("activities:\n");
        for day in &raw.activities {
            let (kind, by, minutes, cost) = raw::activity(*day);
            let _ = writeln!(text, "- at: {}\n  kind: {kind}", date(*day));
            by.iter().for_each(|by| text.push_str(&format!("  by: {by}\n")));
            minutes.iter().for_each(|minutes| text.push_str(&format!("  minutes: {minutes}\n")));
            cost.iter().for_each(|cost| text.push_str(&format!("  cost: {}\n", cents(*cost))));
        }
    }
    text.push_str("history:\n");
    let mut before = None;
    for entry in &raw.history {
        // The first of them needs not be said where there are two.
        let moved = before.map_or(style == 1 && raw.history.len() > 1, |before| before != entry.pipeline);
        before = Some(entry.pipeline);
        let reason = entry.reason.map(|at| raw::REASONS[at]);
        let (stage, day) = (raw::STAGES[entry.stage], date(entry.day));
        let competitor = raw::competitor(entry);
        let flow = competitor.map(|name| format!(", competitor: {name}")).unwrap_or_default();
        let block = competitor.map(|name| format!("\n    competitor: {name}")).unwrap_or_default();
        let owner = entry.owner.map(|at| raw::OWNERS[at]);
        let flow = owner.map_or(flow.clone(), |owner| format!("{flow}, owner: {owner}"));
        let block = owner.map_or(block.clone(), |owner| format!("{block}\n    owner: {owner}"));
        let (flow, block) = match entry.unknown {
            true => (format!("{flow}, path: unknown"), format!("{block}\n    path: unknown")),
            false => (flow, block),
        };
        let (flow, block) = match moved.then(|| raw::PIPELINES[entry.pipeline]) {
            Some(id) => (format!("{flow}, pipeline: {id}"), format!("{block}\n    pipeline: {id}")),
            None => (flow, block),
        };
        let _ = match (style, reason) {
            (0, None) => writeln!(text, "  - {{stage: {stage}, at: {day}{flow}}}"),
            (0, Some(reason)) => writeln!(text, "  - {{stage: {stage}, at: {day}, reason: {reason}{flow}}}"),
            (_, None) => writeln!(text, "  - stage: {stage}   # in\n    at: {day}T12:00:00Z{block}"),
            (_, Some(reason)) => {
                writeln!(text, "  - at: \"{day}\"\n    stage: {stage}\n    reason: {reason}{block}")
            }
        };
    }
    if style == 2 { text.replace('\n', "\r\n") } else { text }
}

/// Drops what files have and plain numbers have not.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("path");
            map.remove("left_out");
            map.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

#[test]
fn eight_thousand_eight_hundred_files_in_every_mode() {
    let bench = Bench::new();
    let leads = leads(8_800);
    write(&bench, "Random", &leads);
    for mode in 0..3 {
        let options =
            RawOptions { as_of: 650, from: 286, to: 620, mode, pipeline: None, owner: None, sliced: false };
        let today = date(raw::DAYS).to_string();
        let days = [options.as_of, options.from, options.to].map(|day| date(day).to_string());
        let output = command()
            .current_dir(bench.root())
            .args(["--today", &today, "report", "--format", "json", "--mode", raw::MODES[mode]])
            .args(["--as-of", &days[0], "--from", &days[1], "--to", &days[2]])
            .output()
            .unwrap();
        let ran = Ran::of(output);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let (mut ours, mut theirs) = (ran.json(), brute::report(&leads, &raw::rupiah(), &options));
        assert_eq!(ours["left_out"], serde_json::json!([]));
        assert!(ours["stamp"].take().is_object());
        without_places(&mut ours);
        without_places(&mut theirs);
        assert_same("", &ours, &theirs);
    }
}
