//! What changed since the last time, for one line of words.

use std::collections::BTreeSet;

use crate::source::RelPath;

/// How many paths are named before they are only counted.
const NAMED: usize = 3;

/// The files that changed in one batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    paths: BTreeSet<RelPath>,
    /// The system lost events: anything may have changed.
    lost: bool,
}

impl Changes {
    /// Adds a file.
    pub fn add(&mut self, path: RelPath) {
        self.paths.insert(path);
    }

    /// Says that events were lost.
    pub fn lose(&mut self) {
        self.lost = true;
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.lost
    }

    /// One line of words: a few paths, or how many.
    pub fn line(&self) -> String {
        if self.lost {
            return "many files changed".to_owned();
        }
        let names: Vec<_> = self.paths.iter().take(NAMED).map(RelPath::as_str).collect();
        match self.paths.len() {
            count if count <= NAMED => format!("{} changed", names.join(", ")),
            count => format!("{count} files changed: {}, …", names.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_named_and_many_counted() {
        let mut changes = Changes::default();
        assert!(changes.is_empty());
        changes.add(RelPath::new("p/a.yaml"));
        changes.add(RelPath::new("p/a.yaml"));
        assert_eq!(changes.line(), "p/a.yaml changed");
        for n in 0..4 {
            changes.add(RelPath::new(format!("q/{n}.yaml")));
        }
        assert_eq!(changes.line(), "5 files changed: p/a.yaml, q/0.yaml, q/1.yaml, …");
        changes.lose();
        assert_eq!(changes.line(), "many files changed");
    }
}
