//! From a snapshot to a workspace, and from a workspace to what it is after
//! some files changed: the same as a reading of all files gives.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use rayon::prelude::*;

use super::file::{CONFIG_FILE, FileOutcome, FileReader, PerLead};
use super::list::{LeadPath, Listed, Relisted};
use super::sorted::renew_sorted;
use super::{LoadError, UncountedFile, Workspace, duplicates, sort_findings};
use crate::expr::Conditions;
use crate::finding::Finding;
use crate::pipeline::{Day, Lead};
use crate::read::{self, CustomFields, ReadConfig, read_config};
use crate::source::{Changes, RelPath, Snapshot};
use crate::text::Message;
use crate::yaml::Arena;

/// A lead that was read before from the very same text, place and configuration.
pub type Known<'k> = &'k (dyn Fn(&RelPath) -> Option<Lead> + Sync);

/// Reads workspaces: pure but for reading from snapshots.
#[derive(Clone, Copy)]
pub struct Loader<'l> {
    rules: &'l [&'l str],
    today: &'l dyn Fn(Tz) -> Day,
    per_lead: PerLead<'l>,
    known: Known<'l>,
}

/// A workspace and what was found on the way.
pub struct Loaded {
    /// The workspace.
    pub workspace: Workspace,
    /// What was compiled from its configuration.
    pub conditions: Conditions,
    /// The schemas of the team's own fields.
    pub custom: CustomFields,
    configuration: String,
    listed: Listed,
    /// What the reader and the per-lead rules found; of files with a finding.
    found: BTreeMap<RelPath, Vec<Finding>>,
    /// Why a file is no lead.
    unreadable: BTreeMap<RelPath, Message>,
}

/// What was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renewed {
    /// Every file: the configuration or the day is another.
    All,
    /// These, and among them those that are gone.
    Files(Vec<RelPath>),
}

/// Reads the configuration alone. `rules` are the names `rules:` may hold.
///
/// # Errors
/// Where it is missing, unreadable or wrong.
pub fn load_config(snapshot: &dyn Snapshot, rules: &[&str]) -> Result<ReadConfig, LoadError> {
    config_of(&config_text(snapshot)?, rules)
}

fn config_text(snapshot: &dyn Snapshot) -> Result<String, LoadError> {
    read::text(snapshot, &RelPath::new(CONFIG_FILE)).map_err(LoadError::Unreadable)
}

fn config_of(text: &str, rules: &[&str]) -> Result<ReadConfig, LoadError> {
    read_config(&RelPath::new(CONFIG_FILE), text, rules)
        .map_err(|findings| LoadError::Configuration { text: text.to_owned(), findings })
}

impl<'l> Loader<'l> {
    /// Reads everything and judges nothing. `rules` are the names `rules:` may
    /// hold; `today` gives the day it is, in the workspace's time zone.
    pub fn new(rules: &'l [&'l str], today: &'l dyn Fn(Tz) -> Day) -> Self {
        Self { rules, today, per_lead: &|_, _| {}, known: &|_| None }
    }

    /// The same; `per_lead` runs in the worker that has the file at hand.
    #[must_use]
    pub fn each(self, per_lead: PerLead<'l>) -> Self {
        Self { per_lead, ..self }
    }

    /// The same, but a file whose lead is `known` is not read again: no rule
    /// sees it and nothing is found in it.
    #[must_use]
    pub fn knowing(self, known: Known<'l>) -> Self {
        Self { known, ..self }
    }

    /// Reads a workspace.
    ///
    /// # Errors
    /// Where the configuration or a folder cannot be read; never for a lead.
    pub fn load(&self, snapshot: &dyn Snapshot) -> Result<Loaded, LoadError> {
        let configuration = config_text(snapshot)?;
        let ReadConfig { config, custom, conditions } = config_of(&configuration, self.rules)?;
        let listed = Listed::of(snapshot, &config)?;
        let read = Relisted { read: listed.files.clone(), gone: BTreeSet::new() };
        let today = (self.today)(config.timezone);
        let workspace =
            Workspace { config, today, leads: Vec::new(), counts: Vec::new(), left_out: Vec::new() };
        let (found, unreadable) = Default::default();
        let mut loaded = Loaded { workspace, conditions, custom, configuration, listed, found, unreadable };
        self.take(&mut loaded, snapshot, read);
        Ok(loaded)
    }

    /// Reads what changed, everything where the configuration or the day is
    /// another; then `loaded` is what [`Self::load`] gives now.
    ///
    /// # Errors
    /// As there; then `loaded` is as it was, and the next changes must include these.
    pub fn renew(
        &self,
        loaded: &mut Loaded,
        snapshot: &dyn Snapshot,
        changes: &Changes,
    ) -> Result<Renewed, LoadError> {
        let other_day = (self.today)(loaded.workspace.config.timezone) != loaded.workspace.today;
        if other_day || config_text(snapshot)? != loaded.configuration {
            *loaded = self.load(snapshot)?;
            return Ok(Renewed::All);
        }
        let relisted = loaded.listed.renew(snapshot, &loaded.workspace.config, changes)?;
        let paths = relisted.read.iter().map(|file| &file.path).chain(&relisted.gone).cloned().collect();
        self.take(loaded, snapshot, relisted);
        Ok(Renewed::Files(paths))
    }

    /// Reads files, each where its lead is not known, and takes those away that are gone.
    fn take(&self, loaded: &mut Loaded, snapshot: &dyn Snapshot, Relisted { read, mut gone }: Relisted) {
        let Workspace { config, today, .. } = &loaded.workspace;
        let reader =
            FileReader::new(snapshot, config, &loaded.custom, &loaded.conditions, *today, self.per_lead);
        let outcome = |memory: &mut (Vec<u8>, Arena), file: &LeadPath| match (self.known)(&file.path) {
            Some(lead) => FileOutcome { lead: Ok(lead), findings: Vec::new() },
            None => reader.read(file, &mut memory.0, &mut memory.1),
        };
        let outcomes: Vec<FileOutcome> = read.par_iter().map_init(Default::default, outcome).collect();
        for path in read.iter().map(|file| &file.path).chain(&gone) {
            loaded.found.remove(path);
            loaded.unreadable.remove(path);
        }
        let mut of = read.iter().map(|file| &file.path);
        let taken = |FileOutcome { lead, findings }| {
            let path = of.next()?;
            if !findings.is_empty() {
                loaded.found.insert(path.clone(), findings);
            }
            let why = match lead {
                Ok(lead) => return Some(lead),
                Err(why) => why,
            };
            gone.insert(path.clone());
            loaded.unreadable.insert(path.clone(), why);
            None
        };
        // In the memory of the outcomes: leads are the most of it.
        let came: Vec<Lead> = outcomes.into_iter().filter_map(taken).collect();
        let Workspace { leads, counts, left_out, .. } = &mut loaded.workspace;
        let moved = renew_sorted(leads, |lead| &lead.path, &gone, came);
        let unreadable = loaded.unreadable.iter();
        *left_out =
            unreadable.map(|(path, why)| UncountedFile { path: path.clone(), why: why.clone() }).collect();
        // Where no id was there twice and the ids are the same, none is there twice.
        if moved || !counts.iter().all(|counts| *counts) {
            let duplicates = duplicates::counted(leads);
            *counts = duplicates.0;
            left_out.extend(duplicates.1);
        }
        left_out.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

impl Loaded {
    /// The text of the configuration.
    pub fn configuration(&self) -> &str {
        &self.configuration
    }

    /// What the reader and the per-lead rules found, sorted.
    pub fn findings(&self) -> Vec<Finding> {
        let listed = self.listed.findings(&self.workspace.config);
        let mut findings: Vec<Finding> = listed.chain(self.found.values().flatten().cloned()).collect();
        sort_findings(&mut findings);
        findings
    }

    /// How many lead files there are, readable or not.
    pub fn files(&self) -> usize {
        self.listed.files.len()
    }
}
