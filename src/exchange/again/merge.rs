//! One lead and what the CRM says of it now.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{HISTORY, WRITTEN, print, print_of};
use crate::change::key_order;
use crate::exchange::convert::{Deal, Step};
use crate::exchange::lead_text::{entry, history, lead_path};
use crate::pipeline::{Config, Lead};
use crate::report::ImportConflict;
use crate::source::RelPath;
use crate::yaml::{Arena, NewValue, Node, Op, apply, document};

/// A lead, what was imported of it, and what the CRM says now.
pub struct Merging<'m> {
    /// What the CRM says.
    pub deal: &'m Deal,
    /// The lead.
    pub lead: &'m Lead,
    /// The configuration.
    pub config: &'m Config,
    /// The fingerprints of what was imported last.
    pub before: &'m BTreeMap<String, u32>,
    /// Those of what the CRM says now.
    pub now: &'m BTreeMap<String, u32>,
    /// The lead's file.
    pub text: &'m str,
}

/// What becomes of a lead.
pub struct LeadAfter {
    /// Its text.
    pub new: String,
    /// Where it is.
    pub path: RelPath,
    /// What both changed.
    pub conflicts: Vec<ImportConflict>,
    /// The fingerprint of the history as it is written now.
    pub written: u32,
}

impl Merging<'_> {
    /// Takes over what the CRM changed.
    pub fn merged(&self) -> LeadAfter {
        let mut arena = Arena::default();
        let tree = arena.parse(self.text).tree;
        let root = tree.root();
        let mut conflicts = Vec::new();
        let mut ops: Vec<(String, Vec<Op>)> = Vec::new();
        let keys: BTreeSet<&String> = self.before.keys().chain(self.now.keys()).collect();
        for key in keys.into_iter().filter(|key| !matches!(key.as_str(), HISTORY | WRITTEN)) {
            let here = tree.find(key);
            match self.field(key, here.map(print_of)) {
                Some(true) => ops.push((key.clone(), vec![self.op(key)])),
                Some(false) => conflicts.push(self.conflict(key, here)),
                None => {}
            }
        }
        let list = root.and_then(|root| root.get("history"));
        let here = list.map(print_of).unwrap_or_default();
        let (mut path, mut written) =
            (self.lead.path.clone(), self.before.get(WRITTEN).copied().unwrap_or(here));
        let mut new = self.text.to_owned();
        match self.way(here) {
            Way::Same => {}
            Way::Both => conflicts.push(self.conflict("stage", None)),
            Way::Taken(steps) => {
                let before = list.map_or(0, |list| list.items().count());
                match apply(&new, &self.history_ops(&steps, list, before), &key_order()) {
                    Ok(text) => {
                        new = text;
                        if let Some(last) = steps.last()
                            && (last.pipeline, last.stage) != (self.lead.at.pipeline, self.lead.at.stage)
                        {
                            path = lead_path(self.config, last, &self.lead.id);
                        }
                        written = history_print(&new);
                    }
                    Err(_) => conflicts.push(self.conflict("stage", None)),
                }
            }
        }
        for (key, ops) in ops {
            match apply(&new, &ops, &key_order()) {
                Ok(text) => new = text,
                Err(_) => conflicts.push(self.conflict(&key, tree.find(&key))),
            }
        }
        LeadAfter { new, path, conflicts, written }
    }

    /// Whether what the CRM says of a field is taken; `None` where there is nothing to do.
    fn field(&self, key: &str, here: Option<u32>) -> Option<bool> {
        let (before, now) = (self.before.get(key).copied(), self.now.get(key).copied());
        if now == before || here == now {
            return None;
        }
        Some(here == before)
    }

    fn value(&self, key: &str) -> Option<&NewValue> {
        let of =
            |entries: &'_ [(String, NewValue)], name: &str| entries.iter().position(|(own, _)| own == name);
        match key.strip_prefix("custom.") {
            None => of(&self.deal.fields, key).map(|at| &self.deal.fields[at].1),
            Some(name) => match &self.deal.fields[of(&self.deal.fields, "custom")?].1 {
                NewValue::Map(entries) => of(entries, name).map(|at| &entries[at].1),
                _ => None,
            },
        }
    }

    fn op(&self, key: &str) -> Op {
        match self.value(key) {
            Some(value) => Op::set(key, value.clone()),
            None => Op::remove(key),
        }
    }

    fn conflict(&self, key: &str, here: Option<Node<'_>>) -> ImportConflict {
        let plain = |value: &NewValue| {
            let line = document(&[("x".to_owned(), value.clone())]);
            line.trim_start_matches("x:").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let (here, there) = match key {
            "stage" => {
                let at = self.lead.at;
                let here = Step { pipeline: at.pipeline, stage: at.stage, ..Step::default() };
                let stage = |step: &Step| crate::exchange::lead_text::stage(self.config, step).id.clone();
                (stage(&here), self.deal.steps.last().map(stage).unwrap_or_default())
            }
            _ => {
                let span = here.map(|node| node.span().slice(self.text).to_owned()).unwrap_or_default();
                let here = span.split_whitespace().collect::<Vec<_>>().join(" ");
                (here, self.value(key).map(plain).unwrap_or_default())
            }
        };
        ImportConflict { lead: self.lead.id.to_string(), field: key.to_owned(), here, there }
    }

    /// What becomes of the history.
    fn way(&self, here: u32) -> Way {
        let (before, now) = (self.before.get(HISTORY), self.now.get(HISTORY).copied());
        if before.copied() == now || now == Some(here) {
            return Way::Same;
        }
        let place = (self.lead.at.pipeline, self.lead.at.stage);
        if self.before.get(WRITTEN).copied() != Some(here) {
            let both_there = self.deal.place() == place;
            return if both_there { Way::Same } else { Way::Both };
        }
        if self.deal.dated_way || self.deal.place() == place || self.lead.history.is_empty() {
            return Way::Taken(self.deal.steps.clone());
        }
        let Some(last) = self.deal.steps.last() else { return Way::Same };
        let mut steps: Vec<Step> = self
            .lead
            .history
            .iter()
            .map(|own| Step { pipeline: own.pipeline, stage: own.stage, day: own.day, ..Step::default() })
            .collect();
        let known = steps.last().map_or(last.day, |own| own.day);
        let next =
            steps.last().is_some_and(|own| own.pipeline == last.pipeline && own.stage + 1 == last.stage);
        let day = match self.deal.modified.filter(|_| last.day < known) {
            Some(modified) => modified.max(known),
            None => last.day.max(known),
        };
        steps.push(Step { day, unknown: !next, ..last.clone() });
        Way::Taken(steps)
    }

    /// Entries that only go on are appended, so that earlier ones stay as they are written.
    fn history_ops(&self, steps: &[Step], list: Option<Node<'_>>, before: usize) -> Vec<Op> {
        let entries = history(self.config, steps);
        let appended =
            !self.deal.dated_way && self.deal.place() != (self.lead.at.pipeline, self.lead.at.stage);
        let goes_on = list.is_some_and(|list| {
            list.items().zip(&entries).all(|(node, own)| print_of(node) == print(own))
                && entries.len() >= before
        });
        if goes_on || appended {
            let moved = |at: usize| at > 0 && steps[at - 1].pipeline != steps[at].pipeline;
            let rest = before..steps.len();
            return rest.map(|at| Op::append("history", entry(self.config, &steps[at], moved(at)))).collect();
        }
        vec![Op::set("history", NewValue::List(entries))]
    }
}

/// What becomes of a history.
enum Way {
    /// It stays.
    Same,
    /// Both moved it to different places.
    Both,
    /// These are its steps.
    Taken(Vec<Step>),
}

fn history_print(text: &str) -> u32 {
    let mut arena = Arena::default();
    let tree = arena.parse(text).tree;
    tree.find("history").map(print_of).unwrap_or_default()
}
