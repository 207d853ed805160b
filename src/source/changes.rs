//! Which files changed since the last time.

use std::collections::BTreeSet;

use super::RelPath;
use crate::message;
use crate::text::Message;

/// How many paths are named before they are only counted.
const NAMED: usize = 3;

/// The files and folders that changed, were added, removed or moved (both
/// places). A folder means all that is below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    paths: BTreeSet<RelPath>,
    /// Events were lost, or nobody watched: anything may have changed.
    lost: bool,
}

impl Changes {
    /// Anything may have changed.
    pub fn everything() -> Self {
        Self { paths: BTreeSet::new(), lost: true }
    }

    /// Adds a file or a folder.
    pub fn add(&mut self, path: RelPath) {
        self.paths.insert(path);
    }

    /// Says that events were lost.
    pub fn lose(&mut self) {
        self.lost = true;
    }

    /// Adds what others say.
    pub fn join(&mut self, others: &Self) {
        self.paths.extend(others.paths.iter().cloned());
        self.lost |= others.lost;
    }

    /// Whether anything may have changed.
    pub fn is_everything(&self) -> bool {
        self.lost
    }

    /// What changed, sorted, without what is below another of them.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.paths.iter().filter(|path| !self.below_another(path))
    }

    fn below_another(&self, path: &RelPath) -> bool {
        std::iter::successors(path.parent(), RelPath::parent).any(|folder| self.paths.contains(&folder))
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.lost
    }

    /// Whether a file may have changed: it did, or a folder that it is in.
    pub fn touch(&self, path: &RelPath) -> bool {
        self.lost || self.paths.contains(path) || self.below_another(path)
    }

    /// One line of words: a few paths, or how many. Folders and the nameless
    /// files that editors write in between are named only where nothing else is.
    pub fn line(&self) -> Message {
        if self.lost {
            return message!("many files changed");
        }
        let named = |path: &&RelPath| path.name().contains('.') && !path.name().starts_with('.');
        let files: Vec<_> = self.paths.iter().filter(named).collect();
        let worth_naming = if files.is_empty() { self.paths.iter().collect() } else { files };
        let names: Vec<_> = worth_naming.iter().take(NAMED).map(|path| path.as_str()).collect();
        match worth_naming.len() {
            count if count <= NAMED => message!("{names} changed", names = names.join(", ")),
            count => message!("{count} files changed: {names}, …", count, names = names.join(", ")),
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
        changes.add(RelPath::new("p/sedXk3"));
        assert!(changes.line().to_string().starts_with("5 files"));
        let touched = |path: &str| changes.touch(&RelPath::new(path));
        assert!(touched("q/1.yaml") && touched("p/sedXk3/b.yaml"));
        assert!(!touched("q/9.yaml") && !touched("p"));
        changes.add(RelPath::new("q"));
        let tops: Vec<_> = changes.paths().map(RelPath::as_str).collect();
        assert_eq!(tops, ["p/a.yaml", "p/sedXk3", "q"]);
        changes.lose();
        assert!(changes.touch(&RelPath::new("q/9.yaml")));
        assert_eq!(changes.line(), "many files changed");
    }
}
