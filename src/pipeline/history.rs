//! A lead's history, and the attempts it makes.

use std::borrow::Cow;
use std::ops::Deref;

use super::{Attempt, Day, Entered, attempt::attempts};

/// Every stage a lead entered, as written; never empty, days never fall. The
/// attempts are worked out once.
#[derive(Clone, Debug)]
pub struct History {
    entries: Vec<Entered>,
    open_stages: usize,
    attempts: Box<[Attempt]>,
}

impl History {
    /// The history of a lead in a pipeline of so many open stages.
    pub fn new(entries: Vec<Entered>, open_stages: usize) -> Self {
        let attempts = attempts(&entries, open_stages).into();
        Self { entries, open_stages, attempts }
    }

    /// The attempts, oldest first, as of a day: later entries do not exist.
    /// Empty where the lead was created after that day.
    pub fn attempts(&self, as_of: Day) -> Cow<'_, [Attempt]> {
        let known = self.entries.partition_point(|entry| entry.day <= as_of);
        match known == self.entries.len() {
            true => Cow::Borrowed(&self.attempts),
            false => Cow::Owned(attempts(&self.entries[..known], self.open_stages)),
        }
    }

    /// Changes the entries, which stay in order.
    pub fn edit(&mut self, change: impl FnOnce(&mut Vec<Entered>)) {
        change(&mut self.entries);
        self.attempts = attempts(&self.entries, self.open_stages).into();
    }
}

impl Deref for History {
    type Target = [Entered];

    fn deref(&self) -> &[Entered] {
        &self.entries
    }
}
