//! What holds for any two branches, without git's help.

use corong::change::merge::{Marks, MergeVersions, Merged, merge};
use corong::yaml::{NewValue, agrees, document};
use proptest::prelude::*;

use super::taken;

/// One change that somebody makes to a lead.
#[derive(Clone, Debug)]
enum Change {
    Log(u32, u32),
    Move(usize, u32),
    Field(usize, u32),
    Tag(u32),
    Untag,
    Contact(usize, u32),
    Unlog,
    Notes(u32),
}

const FIELDS: [&str; 4] = ["owner", "source", "expected_close", "title"];
const STAGES: [&str; 3] = ["qualified", "proposal", "won"];
const NAMES: [&str; 3] = ["Andi", "Rina", "Dewi"];

#[derive(Clone, Debug, Default)]
struct Lead {
    fields: [u32; 4],
    tags: Vec<u32>,
    contacts: Vec<(usize, u32)>,
    activities: Vec<(u32, u32)>,
    history: Vec<(usize, u32)>,
    notes: u32,
    block: bool,
}

impl Lead {
    fn with(mut self, changes: &[Change]) -> Self {
        for change in changes {
            match *change {
                Change::Log(day, what) => {
                    let at = self.activities.iter().take_while(|other| other.0 <= day).count();
                    self.activities.insert(at, (day, what));
                }
                Change::Move(stage, day) => {
                    let last = self.history.last().map_or(1, |last| last.1);
                    self.history.push((stage, last.max(day)));
                }
                Change::Field(at, value) => self.fields[at] = value,
                Change::Tag(tag) if !self.tags.contains(&tag) => self.tags.push(tag),
                Change::Tag(_) => {}
                Change::Untag => drop(self.tags.pop()),
                Change::Contact(name, role) => {
                    match self.contacts.iter_mut().find(|contact| contact.0 == name) {
                        Some(contact) => contact.1 = role,
                        None => self.contacts.push((name, role)),
                    }
                }
                Change::Unlog => drop(self.activities.pop()),
                Change::Notes(text) => self.notes = text,
            }
        }
        self
    }

    fn text(&self) -> String {
        let plain = |text: String| NewValue::Plain(text);
        let map = |pairs: Vec<(&str, NewValue)>| {
            NewValue::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
        };
        let mut all: Vec<(String, NewValue)> = Vec::new();
        let mut put = |key: &str, value: NewValue| all.push((key.to_owned(), value));
        for (name, value) in FIELDS.iter().zip(self.fields) {
            put(name, NewValue::text(format!("{name} {value}")));
        }
        if !self.tags.is_empty() {
            put(
                "tags",
                NewValue::List(self.tags.iter().map(|tag| NewValue::text(format!("t{tag}"))).collect()),
            );
        }
        let contacts = self.contacts.iter().map(|(name, role)| {
            map(vec![
                ("name", NewValue::text(NAMES[*name])),
                ("role", NewValue::text(format!("role {role}"))),
            ])
        });
        if !self.contacts.is_empty() {
            put("contacts", NewValue::List(contacts.collect()));
        }
        let activities = self.activities.iter().map(|(day, what)| {
            let at = plain(format!("2026-11-{day:02}"));
            map(vec![
                ("at", at),
                ("kind", NewValue::text("call")),
                ("summary", NewValue::text(what_text(*what))),
            ])
        });
        if !self.activities.is_empty() {
            put("activities", NewValue::List(activities.collect()));
        }
        let first = map(vec![("stage", NewValue::text("prospect")), ("at", plain("2026-11-01".into()))]);
        let moves = self.history.iter().map(|(stage, day)| {
            map(vec![("stage", NewValue::text(STAGES[*stage])), ("at", plain(format!("2026-11-{day:02}")))])
        });
        put("history", NewValue::List(std::iter::once(first).chain(moves).collect()));
        put("notes", NewValue::text(format!("First {}.\nSecond.\n", self.notes)));
        let text = document(&all);
        if !self.block {
            return text;
        }
        // Items in block style, as some write them by hand.
        text.replace("  - {at: ", "  - at: ")
            .replace(", kind: call, summary: ", "\n    kind: call\n    summary: ")
            .lines()
            .map(|line| if line.starts_with("    summary") { line.trim_end_matches('}') } else { line })
            .map(|line| format!("{line}\n"))
            .collect()
    }
}

fn what_text(what: u32) -> String {
    format!("call no {what}")
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (2u32..28, 0u32..1000).prop_map(|(day, what)| Change::Log(day, what)),
        1 => (0usize..3, 2u32..28).prop_map(|(stage, day)| Change::Move(stage, day)),
        2 => (0usize..4, 0u32..9).prop_map(|(at, value)| Change::Field(at, value)),
        1 => (0u32..6).prop_map(Change::Tag),
        1 => Just(Change::Untag),
        1 => (0usize..3, 0u32..9).prop_map(|(name, role)| Change::Contact(name, role)),
        1 => Just(Change::Unlog),
        1 => (0u32..9).prop_map(Change::Notes),
    ]
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(change(), 0..5)
}

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(&MergeVersions { base: Some(base), ours, theirs }, &Marks::default(), &|_| None)
}

/// What a text says, lists as sets.
fn said(text: &str) -> String {
    fn sorted(value: &serde_yaml::Value) -> String {
        match value {
            serde_yaml::Value::Sequence(items) => {
                let mut all: Vec<_> = items.iter().map(sorted).collect();
                all.sort();
                format!("[{}]", all.join(","))
            }
            serde_yaml::Value::Mapping(map) => {
                let mut all: Vec<_> =
                    map.iter().map(|(k, v)| format!("{}:{}", sorted(k), sorted(v))).collect();
                all.sort();
                format!("{{{}}}", all.join(","))
            }
            other => format!("{other:?}"),
        }
    }
    sorted(&serde_yaml::from_str(text).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_neither_side_is_favoured(
        start in changes(), ours in changes(), theirs in changes(), block in any::<bool>()
    ) {
        let base = Lead { block, ..Lead::default() }.with(&start);
        let (own, other) = (base.clone().with(&ours), base.clone().with(&theirs));
        let (b, o, t) = (base.text(), own.text(), other.text());
        prop_assert_eq!(merged(&b, &b, &t).text, t.clone());
        prop_assert_eq!(merged(&b, &o, &b).text, o.clone());
        prop_assert_eq!(merged(&b, &o, &o).text, o.clone());

        let (one, two) = (merged(&b, &o, &t), merged(&b, &t, &o));
        prop_assert_eq!(one.clean, two.clean, "{:?} {:?}\n{}", one.fields, two.fields, one.text);
        let (mut fields, mut others) = (one.fields.clone(), two.fields.clone());
        fields.sort();
        others.sort();
        prop_assert_eq!(&fields, &others);
        prop_assert!(one.clean || !one.fields.is_empty(), "it fell back to lines:\n{}", one.text);
        let (ours_taken, theirs_taken) = (taken(&one.text, true), taken(&one.text, false));
        prop_assert_eq!(agrees(&ours_taken), Ok(()));
        prop_assert_eq!(agrees(&theirs_taken), Ok(()));
        prop_assert_eq!(said(&ours_taken), said(&taken(&two.text, false)));
        // Whatever either side logged is there, as often as either has it.
        for (day, what) in own.activities.iter().chain(&other.activities) {
            let before = |lead: &Lead| lead.activities.iter().filter(|other| **other == (*day, *what)).count();
            if before(&base) == 0 {
                let summary = format!("summary: {}", what_text(*what));
                prop_assert!(one.text.contains(&summary), "{summary} is gone:\n{}", one.text);
            }
        }
        // And in time.
        for text in [&ours_taken, &theirs_taken] {
            let read: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
            for list in ["activities", "history"] {
                let items = read[list].as_sequence().cloned().unwrap_or_default();
                let days: Vec<_> = items.iter().map(|item| item["at"].as_str().unwrap().to_owned()).collect();
                prop_assert!(days.is_sorted(), "{list}\n{text}");
            }
        }
    }
}
