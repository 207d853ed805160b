//! What the CRM's words are here: people, sources, reasons, by any case of their letters.

use std::collections::HashMap;

use crate::exchange::spelling::{folded, name_of};
use crate::pipeline::{Config, ImportMap, Labelled, meant};

/// The owner of a lead that the export names nobody for.
pub const NOBODY: &str = "unassigned";
/// The reason of a lost lead that the export gives none for.
pub const NO_REASON: &str = "unknown";

/// The tables of a map, with the workspace's own names behind them.
pub struct ImportWords {
    people: HashMap<String, String>,
    sources: HashMap<String, String>,
    reasons: HashMap<String, String>,
}

fn table(of: &[(String, String)]) -> HashMap<String, String> {
    of.iter().map(|(word, id)| (folded(word), id.clone())).collect()
}

fn own<T: Labelled>(into: &mut HashMap<String, String>, all: &[T]) {
    for one in all {
        for word in [one.id(), one.label()] {
            // A word that two have means neither.
            if meant(word, all).is_some_and(|meant| meant.id() == one.id()) {
                into.entry(folded(word)).or_insert_with(|| one.id().to_owned());
            }
        }
    }
}

impl ImportWords {
    /// The words of a map and of a workspace; the map's come first.
    pub fn new(map: &ImportMap, config: &Config) -> Self {
        let mut people = table(&map.people);
        own(&mut people, &config.team);
        for member in &config.team {
            if let Some(email) = &member.email {
                people.entry(folded(email)).or_insert_with(|| member.id.clone());
            }
        }
        let (mut sources, mut reasons) = (table(&map.sources), table(&map.reasons));
        own(&mut sources, &config.sources);
        own(&mut reasons, &config.lost_reasons);
        own(&mut reasons, &config.won_reasons);
        Self { people, sources, reasons }
    }

    /// The member of the team that a name or an address means.
    pub fn person(&self, word: &str) -> Option<&str> {
        let known = |word: &str| self.people.get(&folded(word)).map(String::as_str);
        known(word).or_else(|| known(name_of(word).0)).or_else(|| known(name_of(word).1?))
    }

    /// The source that a word means.
    pub fn source(&self, word: &str) -> Option<&str> {
        self.sources.get(&folded(word)).map(String::as_str)
    }

    /// The reason that a word means.
    pub fn reason(&self, word: &str) -> Option<&str> {
        self.reasons.get(&folded(word)).map(String::as_str)
    }
}
