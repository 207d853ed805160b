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

    /// Whether a file may have changed: it did, or a folder that it lies in.
    pub fn touch(&self, path: &RelPath) -> bool {
        let with_folders = std::iter::successors(Some(path.clone()), RelPath::parent);
        self.lost || with_folders.into_iter().any(|path| self.paths.contains(&path))
    }

    /// One line of words: a few paths, or how many. Folders and the nameless
    /// files that editors write in between are named only where nothing else is.
    pub fn line(&self) -> String {
        if self.lost {
            return "many files changed".to_owned();
        }
        let files: Vec<_> = self.paths.iter().filter(|path| path.name().contains('.')).collect();
        let worth_naming = if files.is_empty() { self.paths.iter().collect() } else { files };
        let names: Vec<_> = worth_naming.iter().take(NAMED).map(|path| path.as_str()).collect();
        match worth_naming.len() {
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
        changes.add(RelPath::new("p/sedXk3"));
        assert!(changes.line().starts_with("5 files"));
        let touched = |path: &str| changes.touch(&RelPath::new(path));
        assert!(touched("q/1.yaml") && touched("p/sedXk3/b.yaml"));
        assert!(!touched("q/9.yaml") && !touched("p"));
        changes.lose();
        assert!(changes.touch(&RelPath::new("q/9.yaml")));
        assert_eq!(changes.line(), "many files changed");
    }
}
