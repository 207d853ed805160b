//! A lead's history, and the attempts it makes.

use std::borrow::Cow;
use std::ops::Deref;

use super::{Attempt, Day, Entered, attempt::attempts};

/// Every stage a lead entered, as written; never empty, days never fall. The
/// attempts are worked out once.
#[derive(Clone, Debug)]
pub struct History {
    entries: Vec<Entered>,
    attempts: Box<[Attempt]>,
}

impl History {
    /// The history of a lead.
    pub fn new(entries: Vec<Entered>) -> Self {
        let attempts = attempts(&entries).into();
        Self { entries, attempts }
    }

    /// The attempts, oldest first, as of a day: later entries do not exist.
    /// Empty where the lead was created after that day.
    pub fn attempts(&self, as_of: Day) -> Cow<'_, [Attempt]> {
        let known = self.entries.partition_point(|entry| entry.day <= as_of);
        match known == self.entries.len() {
            true => Cow::Borrowed(&self.attempts),
            false => Cow::Owned(attempts(&self.entries[..known])),
        }
    }

    /// The last entry on or before a day; `None` before the lead was created.
    pub fn on(&self, day: Day) -> Option<&Entered> {
        let known = self.entries.partition_point(|entry| entry.day <= day);
        self.entries.get(known.checked_sub(1)?)
    }

    /// The index of the pipeline the lead was in when a day ended; before it was
    /// created, of its first one.
    pub fn pipeline_on(&self, day: Day) -> Option<u16> {
        self.on(day).or(self.entries.first()).map(|entry| entry.pipeline)
    }

    /// Changes the entries, which stay in order.
    pub fn edit(&mut self, change: impl FnOnce(&mut Vec<Entered>)) {
        change(&mut self.entries);
        self.attempts = attempts(&self.entries).into();
    }
}

impl Deref for History {
    type Target = [Entered];

    fn deref(&self) -> &[Entered] {
        &self.entries
    }
}
