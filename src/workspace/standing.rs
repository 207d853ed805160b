//! A workspace that stands while its files change: only what changed is read
//! again, and what stands is what a reading of all files would give.

use std::collections::HashMap;

use chrono_tz::Tz;
use rayon::prelude::*;

use super::file::{FileReader, Outcome};
use super::list::{Found, LeadPath, lead_files};
use super::load::{config_of, config_text};
use super::{LeftOut, LoadError, PerLead, Workspace, duplicates, sort_findings};
use crate::expr::Conditions;
use crate::finding::Finding;
use crate::pipeline::{Day, Lead};
use crate::read::{CustomFields, ReadConfig};
use crate::source::{RelPath, Snapshot};
use crate::yaml::Arena;

/// A workspace, and what was found in each of its files.
pub struct Standing {
    configuration: String,
    conditions: Conditions,
    custom: CustomFields,
    workspace: Workspace,
    /// Why a file is no lead.
    whys: HashMap<RelPath, String>,
    /// What the reader and the per-lead rules found; files without a finding are
    /// not in it.
    found: HashMap<RelPath, Vec<Finding>>,
    /// What is wrong with names and kinds of files.
    names: Vec<Finding>,
    files: usize,
}

/// What was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renewed {
    /// Every file: the configuration or the day is another.
    All,
    /// These, and among them those that are gone.
    Files(Vec<RelPath>),
}

impl Standing {
    /// Reads every file, as [`super::load`] does.
    ///
    /// # Errors
    /// As there.
    pub fn new(
        snapshot: &dyn Snapshot,
        rules: &[&str],
        today: &dyn Fn(Tz) -> Day,
        per_lead: PerLead<'_>,
    ) -> Result<Self, LoadError> {
        let configuration = config_text(snapshot)?;
        let ReadConfig { config, custom, conditions } = config_of(&configuration, rules)?;
        let today = today(config.timezone);
        let workspace =
            Workspace { config, today, leads: Vec::new(), counts: Vec::new(), left_out: Vec::new() };
        let (whys, found) = Default::default();
        let mut standing =
            Self { configuration, conditions, custom, workspace, whys, found, names: Vec::new(), files: 0 };
        standing.read(snapshot, &|_| true, per_lead)?;
        Ok(standing)
    }

    /// Reads what `touched` says may have changed, and what is new; everything
    /// where the configuration or the day is another.
    ///
    /// # Errors
    /// As [`Self::new`]; what stands is then as it was before, and what was
    /// touched has to be told again.
    pub fn renew(
        &mut self,
        snapshot: &dyn Snapshot,
        rules: &[&str],
        today: &dyn Fn(Tz) -> Day,
        touched: &dyn Fn(&RelPath) -> bool,
        per_lead: PerLead<'_>,
    ) -> Result<Renewed, LoadError> {
        let other_day = today(self.workspace.config.timezone) != self.workspace.today;
        if other_day || config_text(snapshot)? != self.configuration {
            *self = Self::new(snapshot, rules, today, per_lead)?;
            return Ok(Renewed::All);
        }
        self.read(snapshot, touched, per_lead).map(Renewed::Files)
    }

    /// The workspace.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// What the reader and the per-lead rules found, sorted.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            self.names.iter().chain(self.found.values().flatten()).cloned().collect();
        sort_findings(&mut findings);
        findings
    }

    /// How many lead files there are, readable or not.
    pub fn files(&self) -> usize {
        self.files
    }

    /// Reads the files that were touched or are new, and gives them and those
    /// that are gone.
    fn read(
        &mut self,
        snapshot: &dyn Snapshot,
        touched: &dyn Fn(&RelPath) -> bool,
        per_lead: PerLead<'_>,
    ) -> Result<Vec<RelPath>, LoadError> {
        let Found { files, findings } = lead_files(snapshot, &self.workspace.config)?;
        let mut kept: HashMap<RelPath, Result<Lead, String>> = HashMap::new();
        kept.extend(self.workspace.leads.drain(..).map(|lead| (lead.path.clone(), Ok(lead))));
        kept.extend(self.whys.drain().map(|(path, why)| (path, Err(why))));
        let is_old = |file: &&LeadPath| !touched(&file.path) && kept.contains_key(&file.path);
        let anew: Vec<&LeadPath> = files.iter().filter(|file| !is_old(file)).collect();
        let outcomes = self.outcomes(snapshot, &anew, per_lead);
        let mut read: Vec<RelPath> = anew.into_iter().map(|file| file.path.clone()).collect();
        read.iter().for_each(|path| drop(kept.remove(path)));
        for (path, outcome) in read.iter().zip(outcomes) {
            kept.insert(path.clone(), outcome.lead);
            self.found.remove(path);
            if !outcome.findings.is_empty() {
                self.found.insert(path.clone(), outcome.findings);
            }
        }
        self.gather(&files, &mut kept);
        kept.keys().for_each(|gone| drop(self.found.remove(gone)));
        read.extend(kept.into_keys());
        (self.names, self.files) = (findings, files.len());
        Ok(read)
    }

    fn outcomes(&self, snapshot: &dyn Snapshot, files: &[&LeadPath], per_lead: PerLead<'_>) -> Vec<Outcome> {
        let Workspace { config, today, .. } = &self.workspace;
        let reader = FileReader::new(snapshot, config, &self.custom, &self.conditions, *today, per_lead);
        let one =
            |memory: &mut (Vec<u8>, Arena), file: &&LeadPath| reader.read(file, &mut memory.0, &mut memory.1);
        files.par_iter().map_init(Default::default, one).collect()
    }

    /// Takes the leads of `files` out of what was kept, in their order.
    fn gather(&mut self, files: &[LeadPath], kept: &mut HashMap<RelPath, Result<Lead, String>>) {
        let Workspace { leads, counts, left_out, .. } = &mut self.workspace;
        left_out.clear();
        leads.reserve(files.len());
        for file in files {
            match kept.remove(&file.path) {
                Some(Ok(lead)) => leads.push(lead),
                Some(Err(why)) => {
                    left_out.push(LeftOut { path: file.path.clone(), why: why.clone() });
                    self.whys.insert(file.path.clone(), why);
                }
                None => {}
            }
        }
        *counts = duplicates::counted(leads, left_out);
        left_out.sort_by(|a, b| a.path.cmp(&b.path));
    }
}
