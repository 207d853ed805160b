//! The checker: pages of the rules, planted mistakes, outputs.

mod formats;
mod misread;
pub mod hundred;
mod outputs;
pub mod pages;
mod planted;
mod sarif;

use std::sync::Arc;

use corong::check::{self, BaseRules, Checked, Coming, CommitStep, LeadTracks, Reading, new_findings};
use corong::finding::Finding;
use corong::source::{Entry, EntryKind, MemorySnapshot, ReadError, RelPath, Snapshot};
use corong::text::Language;
use corong::workspace::{LoadError, load_config};

/// The configuration of the examples.
pub const CONFIG: &str = include_str!("corong.yaml");

/// The day everything is looked at.
pub const TODAY: &str = "2026-11-23";

/// Files in memory with symbolic links among them.
#[derive(Default)]
pub struct World {
    files: MemorySnapshot,
    links: Vec<RelPath>,
    /// What commits did; with some, what git tells is looked at.
    steps: Vec<CommitStep>,
    /// The base whose rules hold, where the files bring a configuration of their own.
    base: Option<MemorySnapshot>,
}

impl World {
    /// A workspace of that configuration.
    pub fn new(config: &str) -> Self {
        Self { files: MemorySnapshot::default().with("corong.yaml", config), ..Self::default() }
    }

    /// With a file.
    pub fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        if path == "corong.yaml" {
            self.base = Some(self.files.clone());
        }
        self.files = self.files.with(path, text);
        self
    }

    /// With a symbolic link.
    pub fn link(mut self, path: &str) -> Self {
        self.links.push(RelPath::new(path));
        self
    }

    /// With a commit in which a file came to a path, from wherever it lay; its
    /// first text is not known to have a history.
    pub fn commit(mut self, commit: &str, day: &str, path: &str) -> Self {
        let day = day.parse().expect("a day");
        let by = Coming { commit: commit.to_owned(), day, or: Vec::new(), email: String::new() };
        let path = RelPath::new(path);
        let before = self.steps.iter().rev().flat_map(|step| &step.came).find(|c| c.0.stem() == path.stem());
        let gone = before.map(|(path, ..)| path.clone()).into_iter().collect();
        self.steps.push(CommitStep { gone, came: vec![(path, String::new(), Arc::new(by))] });
        self
    }

    /// What `check` finds in it.
    pub fn check(&self) -> Checked {
        let today = |_| TODAY.parse().expect("a day");
        if let Some(base) = &self.base {
            return by_base(self, base).unwrap_or_else(|error| panic!("{error:?}"));
        }
        if self.steps.is_empty() {
            return check::run(self, &today).unwrap_or_else(|error| panic!("{error:?}"));
        }
        let read = Reading::of(self, &today).unwrap_or_else(|error| panic!("{error:?}"));
        let workspace = &read.loaded.workspace;
        let past = LeadTracks::of(&self.steps, &workspace.config);
        read.checked_by(None, Vec::new(), Some(past.findings(workspace, self, &|_, _| Some(String::new()))))
    }

    /// What `check` finds, a line each.
    pub fn lines(&self) -> String {
        self.lines_in(Language::En)
    }

    /// The same in a language.
    pub fn lines_in(&self, language: Language) -> String {
        corong::show::findings::concise::render(&self.check().findings, self, language)
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

/// What `check --config-from main` finds in a branch.
pub fn by_base(branch: &dyn Snapshot, base: &dyn Snapshot) -> Result<Checked, LoadError> {
    ByBase::new(base, None)?.judge(branch)
}

/// `check --config-from main`, with `--changed-since` where the beginning of the
/// branches is given.
pub struct ByBase<'s> {
    rules: BaseRules<'s>,
    before: Option<(Vec<Finding>, &'s dyn Snapshot)>,
}

impl<'s> ByBase<'s> {
    pub fn new(base: &'s dyn Snapshot, since: Option<&'s dyn Snapshot>) -> Result<Self, LoadError> {
        let mut new = Self { rules: BaseRules::of("main", base)?, before: None };
        if let Some(since) = since {
            new.before = Some((new.check(since)?.findings, since));
        }
        Ok(new)
    }

    fn check(&self, files: &dyn Snapshot) -> Result<Checked, LoadError> {
        let today = |_| TODAY.parse().expect("a day");
        Reading::of(&self.rules.over(files), &today)
            .map(|read| read.checked_by(Some(&self.rules), check::in_files(files), None))
    }

    /// What it finds in a branch.
    pub fn judge(&self, branch: &dyn Snapshot) -> Result<Checked, LoadError> {
        let mut checked = self.check(branch)?;
        if let Some((before, since)) = &self.before {
            checked.findings = new_findings(checked.findings, branch, before, *since);
        }
        let own = load_config(branch, &check::names().collect::<Vec<_>>())?.config;
        checked.add(self.rules.unseen(branch, &own, &checked.findings)?);
        Ok(checked)
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
