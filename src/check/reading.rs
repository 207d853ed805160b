//! A workspace read with the rules looking on, and kept up to date: what was
//! found in a file is kept until the file changes, what is found across files
//! is found anew.

use std::collections::HashMap;

use chrono_tz::Tz;

use super::ignore::Ignores;
use super::{BaseRules, Checked, Checker, in_files, names};
use crate::finding::Finding;
use crate::pipeline::Day;
use crate::source::{Changes, RelPath, Snapshot};
use crate::workspace::{CONFIG_FILE, LeadFile, LoadError, Loaded, Loader, Renewed};
use crate::yaml::Arena;

/// A workspace and what was found in its files.
pub struct Reading {
    /// The workspace.
    pub loaded: Loaded,
    /// What was found in the configuration.
    configuration: Vec<Finding>,
    ignores: HashMap<RelPath, Ignores>,
}

/// Reads a workspace and checks it; `today` gives the day it is looked at.
///
/// # Errors
/// Where the configuration or a folder cannot be read; never for a lead.
pub fn run(snapshot: &dyn Snapshot, today: &(dyn Fn(Tz) -> Day + Sync)) -> Result<Checked, LoadError> {
    let (reading, beside) = rayon::join(|| Reading::of(snapshot, today), || in_files(snapshot));
    reading.map(|reading| reading.checked_by(None, beside, None))
}

impl Reading {
    /// Reads all files; `today` gives the day it is, in the workspace's time zone.
    ///
    /// # Errors
    /// Where the configuration or a folder cannot be read; never for a lead.
    pub fn of(snapshot: &dyn Snapshot, today: &dyn Fn(Tz) -> Day) -> Result<Self, LoadError> {
        Self::counting(snapshot, today, &|| {})
    }

    /// The same; `read` is called after each file, from any thread.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn counting(
        snapshot: &dyn Snapshot,
        today: &dyn Fn(Tz) -> Day,
        read: &(dyn Fn() + Sync),
    ) -> Result<Self, LoadError> {
        let (checker, rules) = (Checker::default(), names().collect::<Vec<_>>());
        let loaded = Loader::new(&rules, today)
            .each(&|file, found| {
                checker.lead(file, found);
                read();
            })
            .load(snapshot)?;
        let configuration = in_configuration(&loaded, &checker);
        Ok(Self { loaded, configuration, ignores: by_path(checker) })
    }

    /// Reads what changed; then this is what [`Self::of`] gives now.
    ///
    /// # Errors
    /// As there; then this is as it was, and the next changes must include these.
    pub fn renew(
        &mut self,
        snapshot: &dyn Snapshot,
        today: &dyn Fn(Tz) -> Day,
        changes: &Changes,
    ) -> Result<(), LoadError> {
        let (checker, rules) = (Checker::default(), names().collect::<Vec<_>>());
        let judge = |file: &LeadFile<'_>, found: &mut Vec<Finding>| checker.lead(file, found);
        match Loader::new(&rules, today).each(&judge).renew(&mut self.loaded, snapshot, changes)? {
            Renewed::All => {
                self.ignores.clear();
                self.configuration = in_configuration(&self.loaded, &checker);
            }
            Renewed::Files(paths) => paths.iter().for_each(|path| drop(self.ignores.remove(path))),
        }
        self.ignores.extend(by_path(checker));
        Ok(())
    }

    /// What remains after severities and ignores.
    pub fn checked(&self) -> Checked {
        self.checked_by(None, Vec::new(), None)
    }

    /// The same where only the ignores of `base` count, with what
    /// [`in_files`](super::in_files) finds, and [`Past::findings`](super::Past::findings)
    /// where git is asked.
    pub fn checked_by(
        &self,
        base: Option<&BaseRules<'_>>,
        files: Vec<Finding>,
        git: Option<Vec<Finding>>,
    ) -> Checked {
        let checker = Checker::with(self.ignores.values().cloned().collect()).by(base);
        let checker = if git.is_some() { checker.beside_git() } else { checker };
        let mut findings = self.loaded.findings();
        findings.extend(self.configuration.iter().cloned());
        findings.extend(files.into_iter().chain(git.into_iter().flatten()));
        checker.finish(&self.loaded.workspace, findings, self.loaded.files())
    }
}

/// A reading kept from one time to the next, over times when there is none.
#[derive(Default)]
pub struct Kept {
    /// `None` before the first reading.
    reading: Option<Reading>,
    /// What changed since.
    pending: Changes,
}

impl Kept {
    /// What a reading of all files gives now; only what changed since the last
    /// time is read. `read` is called after each file of a reading of all.
    ///
    /// # Errors
    /// As [`Reading::of`].
    pub fn renew(
        &mut self,
        snapshot: &dyn Snapshot,
        today: &dyn Fn(Tz) -> Day,
        changes: &Changes,
        read: &(dyn Fn() + Sync),
    ) -> Result<&Reading, LoadError> {
        self.pending.join(changes);
        let reading = match self.reading.take() {
            None => Reading::counting(snapshot, today, read)?,
            Some(mut reading) => {
                let renewed = reading.renew(snapshot, today, &self.pending);
                if let Err(error) = renewed {
                    self.reading = Some(reading);
                    return Err(error);
                }
                reading
            }
        };
        self.pending = Changes::default();
        Ok(self.reading.insert(reading))
    }
}

/// What the rules about what is written find in the configuration.
fn in_configuration(loaded: &Loaded, checker: &Checker<'_>) -> Vec<Finding> {
    let (path, mut arena, mut found) = (RelPath::new(CONFIG_FILE), Arena::default(), Vec::new());
    let Loaded { workspace, conditions, .. } = loaded;
    let (config, today, text) = (&workspace.config, workspace.today, loaded.configuration());
    let tree = arena.parse(text).tree;
    let file =
        LeadFile { path: &path, text, tree, lead: None, pipeline: 0, at: None, config, conditions, today };
    checker.configuration(&file, &mut found);
    found
}

fn by_path(checker: Checker<'_>) -> HashMap<RelPath, Ignores> {
    checker.into_ignores().into_iter().map(|ignores| (ignores.path.clone(), ignores)).collect()
}
