//! The checker: pages of the rules, planted mistakes, outputs.

mod formats;
mod hundred;
mod outputs;
pub mod pages;
mod planted;
mod sarif;

use corong::check::{self, Checked};
use corong::source::{Entry, EntryKind, MemorySnapshot, ReadError, RelPath, Snapshot};

/// The configuration of the examples.
pub const CONFIG: &str = include_str!("corong.yaml");

/// The day everything is looked at.
pub const TODAY: &str = "2026-11-23";

/// Files in memory with symbolic links among them.
#[derive(Default)]
pub struct World {
    files: MemorySnapshot,
    links: Vec<RelPath>,
}

impl World {
    /// A workspace of that configuration.
    pub fn new(config: &str) -> Self {
        Self { files: MemorySnapshot::default().with("corong.yaml", config), links: Vec::new() }
    }

    /// With a file.
    pub fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        self.files = self.files.with(path, text);
        self
    }

    /// With a symbolic link.
    pub fn link(mut self, path: &str) -> Self {
        self.links.push(RelPath::new(path));
        self
    }

    /// What `check` finds in it.
    pub fn check(&self) -> Checked {
        let today = |_| TODAY.parse().expect("a day");
        check::run(self, &today).unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// What `check` finds, a line each.
    pub fn lines(&self) -> String {
        corong::show::findings::concise::render(&self.check().findings, self)
    }

    /// `path:line:column rule` of each finding.
    pub fn places(&self) -> Vec<String> {
        let place = |line: &str| {
            let (place, rest) = line.split_once(": ").expect("a place");
            let rule = rest.split_once('[').and_then(|(_, rest)| rest.split_once(']')).expect("a rule").0;
            format!("{place} {rule}")
        };
        self.lines().lines().map(place).collect()
    }
}

impl Snapshot for World {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        let mut entries = self.files.list(folder)?;
        let below = self.links.iter().filter(|link| link.below(folder).is_some());
        entries.extend(below.map(|path| Entry {
            path: path.clone(),
            kind: EntryKind::Link,
            odd_name: false,
        }));
        Ok(entries)
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        self.files.read(path, limit, buffer)
    }
}
