//! From a snapshot to a workspace.

use chrono_tz::Tz;
use rayon::prelude::*;

use super::file::{FileReader, Outcome};
use super::list::{Found, LeadPath, lead_files};
use super::{LeftOut, Workspace, duplicates, sort_findings};
use crate::expr::Conditions;
use crate::finding::Finding;
use crate::pipeline::{Config, Day, Lead, StageRef};
use crate::read::{self, CustomFields, ReadConfig, read_config};
use crate::source::{ReadError, RelPath, Snapshot};
use crate::yaml::{Arena, Tree};

/// The configuration's file.
pub const CONFIG_FILE: &str = "corong.yaml";

/// One lead's file while its text is at hand: what a rule about one lead sees.
pub struct LeadFile<'a> {
    /// The file.
    pub path: &'a RelPath,
    /// Its text.
    pub text: &'a str,
    /// Its tree; without a root where it is not YAML.
    pub tree: Tree<'a>,
    /// The lead; `None` where its history cannot be read.
    pub lead: Option<&'a Lead>,
    /// The index of the pipeline it lies in.
    pub pipeline: u16,
    /// The stage whose folder it lies in; `None` outside every stage's folder.
    pub at: Option<StageRef>,
    /// The team's configuration.
    pub config: &'a Config,
    /// Its gates and required fields.
    pub conditions: &'a Conditions,
    /// The day it is looked at.
    pub today: Day,
}

/// What is done with each file while its text is at hand: it sees what the
/// reader told of it, and may add and remove.
pub type PerLead<'p> = &'p (dyn Fn(&LeadFile<'_>, &mut Vec<Finding>) + Sync);

/// A workspace and what was found on the way.
pub struct Loaded {
    /// The workspace.
    pub workspace: Workspace,
    /// What was compiled from its configuration.
    pub conditions: Conditions,
    /// The schemas of the team's own fields.
    pub custom: CustomFields,
    /// What the reader and the per-lead rules found, sorted.
    pub findings: Vec<Finding>,
    /// How many lead files there are, readable or not.
    pub files: usize,
}

/// Why there is no workspace.
#[derive(Debug)]
pub enum LoadError {
    /// The configuration cannot be read.
    Unreadable(ReadError),
    /// The configuration is wrong.
    Configuration {
        /// Its text, for showing the places.
        text: String,
        /// Everything that is wrong with it.
        findings: Vec<Finding>,
    },
    /// A folder cannot be listed.
    Folder(RelPath, ReadError),
}

/// Reads the configuration alone. `rules` are the names `rules:` may hold.
///
/// # Errors
/// Where it is missing, unreadable or wrong.
pub fn load_config(snapshot: &dyn Snapshot, rules: &[&str]) -> Result<ReadConfig, LoadError> {
    config_of(&config_text(snapshot)?, rules)
}

/// The text of the configuration.
pub(super) fn config_text(snapshot: &dyn Snapshot) -> Result<String, LoadError> {
    read::text(snapshot, &RelPath::new(CONFIG_FILE)).map_err(LoadError::Unreadable)
}

/// A text as a configuration.
pub(super) fn config_of(text: &str, rules: &[&str]) -> Result<ReadConfig, LoadError> {
    read_config(&RelPath::new(CONFIG_FILE), text, rules)
        .map_err(|findings| LoadError::Configuration { text: text.to_owned(), findings })
}

/// Loads a workspace: pure but for reading from the snapshot. `today` gives the
/// day it is looked at, in the workspace's time zone. `per_lead` runs in the
/// worker that has the file at hand.
///
/// # Errors
/// Where the configuration or a folder cannot be read; never for a lead.
pub fn load(
    snapshot: &dyn Snapshot,
    rules: &[&str],
    today: &dyn Fn(Tz) -> Day,
    per_lead: PerLead<'_>,
) -> Result<Loaded, LoadError> {
    load_reusing(snapshot, rules, today, per_lead, &|_| None)
}

/// A lead that was read before from the very same text, place and configuration.
pub type Known<'k> = &'k (dyn Fn(&RelPath) -> Option<Lead> + Sync);

/// The same, but a file whose lead is `known` is not read again: no rule sees it
/// and nothing is found in it.
///
/// # Errors
/// As [`load`].
pub fn load_reusing(
    snapshot: &dyn Snapshot,
    rules: &[&str],
    today: &dyn Fn(Tz) -> Day,
    per_lead: PerLead<'_>,
    known: Known<'_>,
) -> Result<Loaded, LoadError> {
    let ReadConfig { config, custom, conditions } = load_config(snapshot, rules)?;
    let today = today(config.timezone);
    let Found { files, mut findings } = lead_files(snapshot, &config)?;
    let reader = FileReader::new(snapshot, &config, &custom, &conditions, today, per_lead);
    let read = |memory: &mut (Vec<u8>, Arena), file: &LeadPath| match known(&file.path) {
        Some(lead) => Outcome { lead: Ok(lead), findings: Vec::new() },
        None => reader.read(file, &mut memory.0, &mut memory.1),
    };
    let outcomes: Vec<Outcome> = files.par_iter().map_init(Default::default, read).collect();
    let mut leads = Vec::with_capacity(outcomes.len());
    let mut left_out = Vec::new();
    for (outcome, file) in outcomes.into_iter().zip(&files) {
        findings.extend(outcome.findings);
        match outcome.lead {
            Ok(lead) => leads.push(lead),
            Err(why) => left_out.push(LeftOut { path: file.path.clone(), why }),
        }
    }
    let counts = duplicates::counted(&leads, &mut left_out);
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    sort_findings(&mut findings);
    let workspace = Workspace { config, today, leads, counts, left_out };
    Ok(Loaded { workspace, conditions, custom, findings, files: files.len() })
}
