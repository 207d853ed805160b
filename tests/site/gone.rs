//! A field that is hidden is on no page, nor is what is computed from it.

use std::collections::{BTreeMap, BTreeSet};

use corong::source::{MemorySnapshot, RelPath, Snapshot};
use rayon::prelude::*;
use serde_yaml::Value;

use super::html;
use super::pages::{all, example, linked, load, site};

const CONFIG: &str = "\
corong: 1
name: Test
language: en
currency: USD
rates: [{currency: CHF, at: 2026-01-01, rate: 2}]
team: {siti: {name: Siti}, vanda: {name: Vanda Orlo}, otto: {name: Otto Brum}, mila: {name: Mila Fenk}}
sources: [{id: osmosis, label: Osmosis}]
activity_kinds: [{id: fax, label: Telefax}]
lost_reasons: [{id: whim, label: Whimsy}]
won_reasons: [fit]
qualification: [{id: need, label: Needing, weight: 50}]
fields: {code: {type: string}}
pipelines:
  - id: sales
    dir: pipeline
    stages:
      - {id: prospect, dir: 1-prospect, label: Prospecting, probability: 10, max_days: 5}
      - {id: talks, dir: 2-talks, label: Haggling, probability: 40, requires: [tags], gates: [{must: score > 10, say: Score it}]}
      - {id: won, dir: 6-won, kind: won}
      - {id: lost, dir: lost, kind: lost}
targets: [{period: 2026, value: 5000, deals: 3}]
";

const OPEN: &str = "\
title: Rollout
company: {name: Quixotl Stores, industry: zymurgy, website: https://vexil.example, size: 73310, country: Bhutania}
contacts: [{name: Gudrun Pell, role: Beekeeper, email: gudrun@pell.example, phone: \"+44 20 7946 0999\", notes: Likes sturgeon}]
value: {amount: 918273, currency: CHF}
products: [{name: Flugelhorn, quantity: 7707, price: 5150}]
owner: vanda
source: osmosis
expected_close: 2027-03-19
probability: 83
tags: [xylophone]
qualification: {need: met}
next_step: {do: Send the dirigible, due: 2026-12-09, by: mila}
activities:
  - {at: 2026-11-07, kind: fax, by: otto, summary: Spoke of marmalade, minutes: 43, cost: 31337}
contract: {start: 2027-04-13, end: 2029-08-29, payment: in tulips}
custom: {code: Q-PLUTO}
history:
  - {stage: prospect, at: 2026-10-05, by: siti, note: Whispered something}
notes: A confidential remark about marzipan.
";

/// Rots; its contract and its gate are told by findings.
const IDLE: &str = "\
title: Wallflower
owner: siti
value: 12
history: [{stage: prospect, at: 2026-09-05}, {stage: talks, at: 2026-10-05}]
";

const WON: &str = "\
title: Second round
company: {name: Quixotl Stores}
owner: vanda
value: 400
renews: firstround
contract: {start: 2026-01-02, end: 2026-12-30}
history: [{stage: prospect, at: 2026-02-05}, {stage: won, at: 2026-03-06, by: siti, reason: fit}]
";

const LOST: &str = "\
title: Too bad
owner: siti
history: [{stage: prospect, at: 2026-02-05}, {stage: lost, at: 2026-03-06, by: otto, reason: whim, competitor: Zanzicorp}]
";

/// Leads that make a page one of many: it has every section then.
const MANY: usize = 20;

/// A field, what its value looks like, and words of what is computed from it.
/// Each is there while nothing is hidden.
const FIELDS: [(&str, &[&str], &[&str]); 42] = [
    ("company", &["Quixotl", "zymurgy", "vexil", "73,310", "Bhutania"], &["Companies"]),
    ("company.name", &["Quixotl"], &["Companies"]),
    ("company.industry", &["zymurgy"], &["Industry"]),
    ("company.website", &["vexil"], &["Website"]),
    ("company.size", &["73,310"], &["Employees"]),
    ("company.country", &["Bhutania"], &["Country"]),
    ("contacts", &["Gudrun", "Beekeeper", "pell.example", "7946", "sturgeon"], &["Contacts"]),
    ("contacts.name", &["Gudrun"], &[]),
    ("contacts.role", &["Beekeeper"], &[]),
    ("contacts.email", &["gudrun@pell"], &[]),
    ("contacts.phone", &["7946"], &[]),
    ("contacts.notes", &["sturgeon"], &[]),
    ("value", MONEY, VALUE),
    ("value.amount", MONEY, VALUE),
    ("value.currency", MONEY, VALUE),
    ("products", &["Flugelhorn", "7707"], &["Products"]),
    ("products.name", &["Flugelhorn"], &[]),
    ("products.quantity", &["7707"], &[]),
    ("products.price", &["5,150"], &[]),
    ("owner", &["Vanda", "vanda", "Siti", "siti", "Mila", "mila", "Otto"], &["Owner", "By owner", "owners/"]),
    ("source", &["Osmosis"], &["By source", "Sources", "no source"]),
    (
        "expected_close",
        &["2027-03-19", "19 March 2027", "19 Mar"],
        &["Closes", "Closing ahead", "past its date", "no date", "Expected close", "Coverage"],
    ),
    ("probability", &["83%"], &["weighted", "Weighted", "Chance"]),
    ("tags", &["xylophone"], &["Tags", "tags is missing"]),
    ("qualification", &["Needing"], &["Qualification", "Score it"]),
    ("qualification.need", &["Needing"], &["Qualification", "Score it"]),
    ("next_step", &["dirigible", "2026-12-09", "9 December", "Mila"], STEP),
    ("next_step.do", &["dirigible", "2026-12-09", "9 December", "Mila"], STEP),
    ("next_step.due", &["2026-12-09", "9 December"], STEP),
    ("next_step.by", &["Mila"], &[]),
    ("activities", &["Telefax", "marmalade", "43 min", "31,337", "7 Nov"], ACTIVITY),
    ("activities.at", &["Telefax", "marmalade", "7 Nov"], ACTIVITY),
    ("activities.kind", &["Telefax", "marmalade"], ACTIVITY),
    ("activities.summary", &["marmalade"], &[]),
    ("activities.minutes", &["43 min"], &["Hours"]),
    ("activities.cost", &["31,337"], &["Cost"]),
    (
        "contract",
        &["13 April 2027", "29 August 2029", "tulips", "30 December"],
        &["contract ends", "Contract"],
    ),
    ("contract.end", &["29 August 2029", "30 December", "13 April 2027"], &["contract ends"]),
    ("renews", &["firstround"], &["Renewal", "Renews", "how many come back"]),
    ("custom.code", &["Q-PLUTO"], &["code"]),
    ("history.reason", &["Whimsy"], &["Reason", "Loss reasons"]),
    ("history.competitor", &["Zanzicorp"], &["Lost to"]),
];

const MONEY: &[&str] = &["918,273", "CHF", "1,836,546", "1836546", "1.84M", "5,150"];
const VALUE: &[&str] = &[
    "Value",
    "Open value",
    "Weighted",
    "weighted",
    "Average",
    "Sales velocity",
    "worth",
    "without a value",
    "no value",
    "tax",
];
const STEP: &[&str] = &["Next step", "Rotting", "rotting", "no next step", "stale-lead", "Next steps"];
const ACTIVITY: &[&str] =
    &["idle", "Idle", "Rotting", "rotting", "Effort", "Activities", "First contact", "stale-lead"];

fn files(rules: &str) -> MemorySnapshot {
    let filler = |files: MemorySnapshot, at: usize| {
        let text = "title: Filler\nowner: siti\nhistory: [{stage: prospect, at: 2026-11-20}]\n";
        files.with(&format!("pipeline/1-prospect/filler-{at}.yaml"), text)
    };
    (0..MANY).fold(few(rules), filler)
}

fn few(rules: &str) -> MemorySnapshot {
    let show = "show: [contacts.email, contacts.phone, costs, notes]";
    MemorySnapshot::default()
        .with("corong.yaml", format!("{CONFIG}site: {{{show}{rules}}}\n"))
        .with("pipeline/1-prospect/rollout.yaml", OPEN)
        .with("pipeline/2-talks/wallflower.yaml", IDLE)
        .with("pipeline/6-won/second-round.yaml", WON)
        .with("pipeline/lost/too-bad.yaml", LOST)
}

/// All files of a site, whose links all lead somewhere.
fn made(snapshot: &dyn Snapshot) -> BTreeMap<String, String> {
    let loaded = load(snapshot);
    let files = all(&site(&loaded, snapshot, None));
    linked(&files);
    files
}

/// Everything the files say, style and script aside; and what a reader sees or
/// hears of the pages.
fn said(files: &BTreeMap<String, String>) -> (String, String) {
    let own = files.iter().filter(|(path, _)| !["site.css", "site.js"].contains(&path.as_str()));
    let (mut whole, mut seen) = (String::new(), String::new());
    for (path, text) in own {
        whole += &format!("{path}\n{}\n", text.replace('\u{a0}', " "));
        if path.ends_with(".html") {
            let page = html::read(path, text);
            // Generic words of the glossary are of no lead.
            let glossary = page.text.find("The command beside an entry").unwrap_or(page.text.len());
            seen += &format!("{path}\n{}\n", &page.text[..glossary]);
            for name in ["aria-label", "data-label", "data-owner"] {
                page.values(name).for_each(|value| seen += &format!("{value}\n"));
            }
        }
    }
    (whole, seen)
}

#[test]
fn a_hidden_field_takes_along_what_is_computed_from_it() {
    let open = said(&made(&files("")));
    let mut wrong = Vec::new();
    for (field, values, words) in FIELDS {
        let missing = values.iter().filter(|value| !open.0.contains(**value));
        let missing = missing.chain(words.iter().filter(|word| !open.1.contains(**word)));
        wrong.extend(missing.map(|word| format!("{field}: {word} is nowhere even while it is shown")));
    }
    let told: Vec<String> = FIELDS
        .par_iter()
        .flat_map_iter(|(field, values, words)| {
            let (whole, seen) = said(&made(&files(&format!(", hide: {{fields: [{field}]}}"))));
            assert!(whole.contains("Rollout") && whole.contains("Prospecting"), "{field}");
            let told = values.iter().filter_map(|value| around(&whole, value));
            let told: Vec<String> = told.chain(words.iter().filter_map(|word| around(&seen, word))).collect();
            // The short page of few leads hides as much.
            let (whole, seen) = said(&made(&few(&format!(", hide: {{fields: [{field}]}}"))));
            let short = values.iter().filter_map(|value| around(&whole, value));
            let short: Vec<String> =
                short.chain(words.iter().filter_map(|word| around(&seen, word))).collect();
            let told = told.into_iter().chain(short);
            told.map(move |told| format!("{field}: {told}"))
        })
        .collect();
    wrong.extend(told);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What stands around a word.
fn around(text: &str, word: &str) -> Option<String> {
    let at = text.find(word)?;
    let from = (0..=at.saturating_sub(200)).rev().find(|at| text.is_char_boundary(*at))?;
    let to = (at + word.len() + 40..).find(|at| text.is_char_boundary(*at) || *at > text.len())?;
    Some(format!("{word} in …{}…", &text[from..to.min(text.len())]))
}

/// With a value that is the sum of products, and these hidden, sums of values
/// would be of some leads alone.
#[test]
fn values_by_products_are_gone_with_them() {
    let priced = OPEN.replace("value: {amount: 918273, currency: CHF}\n", "");
    for (fields, shown) in [("tags", true), ("products", false), ("products.price", false)] {
        let rules = format!(", hide: {{fields: [{fields}]}}");
        let (_, seen) = said(&made(&files(&rules).with("pipeline/1-prospect/rollout.yaml", priced.as_str())));
        for word in ["Open value", "Average deal", "39.7M", "without a value"] {
            assert_eq!(seen.contains(word), shown, "{fields}: {word}");
        }
    }
}

/// Every text of the leads under a field, longer ones alone, that no other
/// field has too.
fn texts(leads: &[Value], path: &str) -> BTreeSet<String> {
    fn gather(value: &Value, at: &str, all: &mut Vec<(String, String)>) {
        match value {
            Value::Mapping(map) => {
                for (key, inner) in map {
                    let key = key.as_str().unwrap_or_default();
                    gather(inner, &if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }, all);
                }
            }
            Value::Sequence(items) => items.iter().for_each(|item| gather(item, at, all)),
            Value::String(text) => all.push((at.to_owned(), text.clone())),
            _ => {}
        }
    }
    let mut all = Vec::new();
    leads.iter().for_each(|lead| gather(lead, "", &mut all));
    let within = |own: &str| own == path || own.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
    let others: String =
        all.iter().filter(|(own, _)| !within(own)).map(|(_, text)| format!("{text}\n")).collect();
    let own = all.into_iter().filter(|(own, text)| within(own) && text.chars().count() > 11);
    own.map(|(_, text)| text).filter(|text| !others.contains(text.as_str())).collect()
}

fn leads(name: &str) -> Vec<Value> {
    let root = format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "yaml"));
    let files = files.filter(|entry| entry.file_name() != "corong.yaml");
    files
        .filter_map(|entry| serde_yaml::from_str(&std::fs::read_to_string(entry.path()).ok()?).ok())
        .collect()
}

/// The site of an example with fields hidden.
fn example_without(name: &str, fields: &str) -> (String, String) {
    let disk = example(name);
    let path = RelPath::new("corong.yaml");
    let config = corong::read::text(&disk, &path).unwrap();
    let graft = MemorySnapshot::default()
        .with("corong.yaml", format!("{config}\nsite: {{hide: {{fields: [{fields}]}}}}\n"));
    said(&made(&corong::source::Grafted::new(&disk, &graft, vec![path])))
}

#[test]
fn the_examples_tell_nothing_of_a_hidden_field() {
    let brightline = leads("brightline");
    let (mut seen, mut wrong) = (0, Vec::new());
    for (fields, words) in [
        ("value", &["Open value", "weighted", "Average deal", "no value", "£"][..]),
        ("owner", &["Hannah", "hannah", "Owners"]),
        ("company.name", &["Companies"]),
        ("activities", &["Idle", "idle ", "Rotting:", "Effort", "Activities"]),
        ("next_step", &["Next step", "Rotting:", "Nothing is due"]),
        ("expected_close", &["Closing ahead", "Closes", "past its date"]),
        ("probability", &["Weighted", "weighted"]),
        ("source", &["By source", "Existing customer"]),
        ("products", &["By product"]),
        ("history.reason", &["Loss reasons", "Why leads are won", "no reason"]),
        ("contacts", &["Contacts"]),
    ] {
        let (whole, words_seen) = example_without("brightline", fields);
        wrong.extend(words.iter().filter_map(|word| Some((fields, around(&words_seen, word)?))));
        let texts = texts(&brightline, fields);
        seen += texts.len();
        wrong.extend(texts.iter().filter_map(|text| Some((fields, around(&whole, text)?))));
    }
    assert!(seen > 50, "{seen}");
    let nusantara = leads("nusantara");
    for fields in [
        "value, activities, company.name, history.reason",
        "owner, next_step, expected_close, products, source",
    ] {
        let (whole, _) = example_without("nusantara", fields);
        for field in fields.split(", ") {
            wrong.extend(
                texts(&nusantara, field).iter().filter_map(|text| Some((fields, around(&whole, text)?))),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
