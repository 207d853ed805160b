//! What the checker refuses as structure, the schemas refuse too, and nothing
//! else: valid files with a random mistake, checked by both. The schema sees
//! what an independent reader (serde_yaml) makes of the text.
//!
//! Left out, because one value has several spellings and the checker judges
//! the spelling: nothing behind a key (the checker refuses most, `null` is a
//! text), `~`, hexadecimal, octal, infinite and zero-led numbers, `1.0` for an id,
//! numbers of more than 28 digits; and what a JSON value cannot have: duplicate
//! keys, several documents, tags, anchors. Of one lead schema for several
//! pipelines the stages are those of all; here there is one. Dates (somebody
//! who left, a source that ended) are no structure: the configuration has no
//! `until`.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use corong::check;
use corong::pipeline::shape::CONFIG;
use corong::read::{Validator, read_config};
use corong::schema::{SchemaKind, schema};
use corong::source::{MemorySnapshot, RelPath};
use corong::text::Language;
use corong::yaml::Arena;
use serde_json::{Map, Value, json};

use super::{read, validator};

/// YAML that can be written with mistakes.
#[derive(Clone)]
enum Yaml {
    Raw(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    fn of(value: &Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(map) => Self::Map(map.iter().map(|(k, v)| (k.clone(), Self::of(v))).collect()),
            scalar => Self::Raw(scalar.to_string()),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Raw(text) => text.clone(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::text).collect::<Vec<_>>().join(", ")),
            Self::Map(map) => {
                let entry = |(key, value): &(String, Self)| format!("{}: {}", json!(key), value.text());
                format!("{{{}}}", map.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn count(&self) -> usize {
        1 + match self {
            Self::Raw(_) => 0,
            Self::List(items) => items.iter().map(Self::count).sum(),
            Self::Map(map) => map.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// Does something to the `n`th node in order.
    fn at(&mut self, n: &mut usize, act: &mut impl FnMut(&mut Self)) {
        if *n == 0 {
            act(self);
        }
        // Wraps below nought once done.
        *n = n.wrapping_sub(1);
        match self {
            Self::Raw(_) => {}
            Self::List(items) => items.iter_mut().for_each(|item| item.at(n, act)),
            Self::Map(map) => map.iter_mut().for_each(|(_, value)| value.at(n, act)),
        }
    }
}

/// A small generator of our own, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "no",
    "\"\"",
    "\"  \"",
    "0",
    "1",
    "-1",
    "101",
    "0.5",
    "1.10",
    "-0.5",
    "1e1",
    "\"5\"",
    "2026",
    "2026-11-02",
    "2026-02-30",
    "2026-13-01",
    "\"2024-02-29\"",
    "2026-11-02T10:00:00+07:00",
    "2026-11-02T10:00",
    "2026-Q4",
    "2026-Q5",
    "siti",
    "sitti",
    "referral",
    "referal",
    "price",
    "prize",
    "fit",
    "call",
    "calll",
    "prospect",
    "presentasi",
    "won",
    "lost",
    "nowhere",
    "met",
    "mett",
    "unmet",
    "IDR",
    "idr",
    "XYZ",
    "Asia/Jakarta",
    "Asia/Nowhere",
    "off",
    "warning",
    "../x",
    "a/b",
    ".git",
    "nul",
    "Big",
    "a_b",
    "[]",
    "{}",
    "[a]",
    "[1, {}]",
    "{a: 1}",
    "{name: x}",
    "{amount: 5}",
    "{amount: 5, currency: USD}",
    "{amount: -5}",
    "{id: x}",
    "{stage: lost, at: 2026-01-01}",
    "{stage: lost, at: 2026-01-01, reason: price}",
    "{stage: won, at: 2026-01-01, reason: timing}",
    "{stage: presentasi, at: 2026-01-01, reason: whatever}",
    "{type: integer}",
    "{amount: 5, currency: XYZ}",
];

const KEYS: &[&str] = &[
    "titel",
    "owner",
    "name",
    "by",
    "stage",
    "due",
    "currency",
    "label",
    "id",
    "notes",
    "price",
    "reason",
    "until",
    "probability",
    "hosting",
    "cabang",
    "need",
    "stale-lead",
    "weight",
    "x y",
];

fn mistake(yaml: &mut Yaml, dice: &mut Dice) {
    let mut place = dice.below(yaml.count());
    yaml.at(&mut place, &mut |node| match (dice.below(5), node) {
        (0, Yaml::Map(map)) if !map.is_empty() => {
            map.remove(dice.below(map.len()));
        }
        (1, Yaml::Map(map)) => {
            let key = dice.of(KEYS);
            if !map.iter().any(|(known, _)| known == key) {
                map.push((key.to_owned(), Yaml::Raw(dice.of(VALUES).to_owned())));
            }
        }
        (2, Yaml::Map(map)) if !map.is_empty() => {
            let at = dice.below(map.len());
            map[at].1 = Yaml::Raw(dice.of(VALUES).to_owned());
        }
        (0, Yaml::List(items)) if !items.is_empty() => {
            items.remove(dice.below(items.len()));
        }
        (1, Yaml::List(items)) => items.push(Yaml::Raw(dice.of(VALUES).to_owned())),
        (_, node) => *node = Yaml::Raw(dice.of(VALUES).to_owned()),
    });
}

fn config_text() -> String {
    let text = fs::read_to_string("examples/nusantara/corong.yaml").unwrap();
    text.replace(", until: 2026-03-31", "").replace(", until: 2026-06-30", "")
}

fn lead_files(folder: &Path, found: &mut Vec<String>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            lead_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The leads that the checker refuses as structure, all in one run.
fn refused(config: &str, leads: &[String]) -> HashSet<usize> {
    let path = |at: usize| format!("pipeline/1-prospect/lead-{at}.yaml");
    let mut snapshot = MemorySnapshot::default().with("corong.yaml", config.as_bytes());
    for (at, lead) in leads.iter().enumerate() {
        snapshot = snapshot.with(&path(at), lead.as_bytes());
    }
    let today = "2026-11-23".parse().unwrap();
    let checked = check::run(&snapshot, &|_| today).unwrap_or_else(|e| panic!("{e:?}"));
    let structure = ["schema", "unknown-owner", "unknown-source", "unknown-reason", "missing-reason"];
    for finding in &checked.findings {
        assert!(!["syntax", "yaml-feature"].contains(&finding.rule), "{finding:?}");
    }
    let told = checked.findings.iter().filter(|finding| structure.contains(&finding.rule));
    let at = |path: &RelPath| path.stem()["lead-".len()..].parse().unwrap();
    told.map(|finding| at(&finding.path)).collect()
}

#[test]
fn leads() {
    let config = config_text();
    let rules: Vec<&str> = check::names().collect();
    let own =
        read_config(&RelPath::new("corong.yaml"), &config, &rules).unwrap_or_else(|e| panic!("{e:?}")).config;
    let schema = validator(&schema(SchemaKind::Lead, Some(&own), Language::En));
    let mut leads = Vec::new();
    lead_files(Path::new("examples/nusantara/pipeline"), &mut leads);
    let good: Vec<Yaml> = leads.iter().map(|text| Yaml::of(&read(text).unwrap())).collect();
    let mut dice = Dice(1);
    for n in 0..1_500 {
        let mut lead = good[n % good.len()].clone();
        mistake(&mut lead, &mut dice);
        leads.push(lead.text());
    }
    // `contract:` with nothing behind it is fine, `contract: null` is not.
    leads.retain(|text| read(text).unwrap().get("contract") != Some(&Value::Null));
    let refused = refused(&config, &leads);
    let bad = leads.iter().enumerate().filter(|(_, text)| !schema.is_valid(&read(text).unwrap()));
    let bad: HashSet<usize> = bad.map(|(at, _)| at).collect();
    let differ: Vec<_> =
        refused.symmetric_difference(&bad).take(5).map(|at| (refused.contains(at), &leads[*at])).collect();
    assert!(differ.is_empty(), "(refused by the checker, lead): {differ:#?}");
    assert!(
        bad.len() > leads.len() / 3 && bad.len() < leads.len(),
        "{} of {} are wrong",
        bad.len(),
        leads.len()
    );
}

/// Laws between the parts of a configuration are the checker's alone, but for
/// two that the schema can tell: the version and the rules' names.
#[test]
fn configurations() {
    let path = RelPath::new("corong.yaml");
    let rules: Vec<&str> = check::names().collect();
    let schema = validator(&schema(SchemaKind::Config, None, Language::En));
    let mut good = read(&config_text()).unwrap();
    good["rules"] = json!({"stale-lead": "off"});
    let good = Yaml::of(&good);
    let (mut dice, mut arena, mut bad) = (Dice(2), Arena::default(), 0);
    for n in 0..800 {
        let mut config = good.clone();
        if n > 0 {
            mistake(&mut config, &mut dice);
        }
        let text = config.text();
        let mut told = Vec::new();
        let parsed = arena.parse(&text);
        Validator::new(&path, &mut told).root(
            parsed.tree.root().unwrap(),
            CONFIG,
            &corong::message!("the configuration"),
        );
        let fits = schema.is_valid(&read(&text).unwrap());
        assert!(told.is_empty() || !fits, "only the checker refuses {text}\n{told:#?}");
        if !fits {
            bad += 1;
            let read = read_config(&path, &text, &rules).is_ok();
            assert!(!read, "only the schema refuses {text}");
        }
    }
    assert!(bad > 200, "{bad} are wrong");
}

/// Text is kept as written: what an editor takes for a number or nothing is fine.
#[test]
fn text_of_any_spelling() {
    let lead = validator(&schema(SchemaKind::Lead, None, Language::En));
    for (title, fits) in [
        ("012", true),
        ("null", true),
        ("1.10", true),
        ("no", true),
        ("''", false),
        ("' '", false),
        ("[]", false),
    ] {
        let text = format!("title: {title}\nowner: x\nhistory: [{{stage: a, at: 2026-01-01}}]\n");
        assert_eq!(lead.is_valid(&read(&text).unwrap()), fits, "{title}");
    }
    let mut map = Map::new();
    map.insert("title".to_owned(), json!("x"));
    assert!(!lead.is_valid(&Value::Object(map)));
}
