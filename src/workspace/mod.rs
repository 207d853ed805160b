//! A workspace: the configuration, the leads and the date they are looked at.
//!
//! Made by a pure function of a snapshot and a date ([`Loader`]), so that a
//! revision, a buffer of an editor and a test's literal are all the same.

mod brief;
mod duplicates;
mod file;
mod list;
mod load;
mod load_error;
mod merged_ids;
mod past;
mod shared;
mod sorted;

pub use brief::Brief;
pub use duplicates::continues;
pub use file::{CONFIG_FILE, FileOutcome, FileReader, LeadFile, MAP_FILE, PerLead, conflicted};
pub use list::{LeadPath, Listed};
pub use load::{Known, Loaded, Loader, Renewed, load_config};
pub use load_error::LoadError;
pub use merged_ids::MergedIds;
pub use past::{Memory, Past, PastLead};
pub use shared::shared;

use crate::finding::Finding;
use crate::pipeline::{Config, Day, Lead, Pipeline, Stage};
use crate::source::RelPath;
use crate::text::Message;

/// Everything a figure or a rule across files may look at.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The team's configuration.
    pub config: Config,
    /// The day it is looked at, in the workspace's time zone.
    pub today: Day,
    /// Every lead whose history could be read, sorted by path. Of several with
    /// one id all are here; figures look at [`Workspace::counted`].
    pub leads: Vec<Lead>,
    /// Whether the lead at this index counts in figures: not where another
    /// file with its id counts instead, or neither does.
    pub counts: Vec<bool>,
    /// Files that are left out of every figure, sorted by path.
    pub left_out: Vec<UncountedFile>,
}

/// A file that no figure counts, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UncountedFile {
    /// The file.
    pub path: RelPath,
    /// Why, in a few words.
    pub why: Message,
}

impl Workspace {
    /// The leads that figures count, each id once.
    pub fn counted(&self) -> impl Iterator<Item = &Lead> {
        self.leads.iter().zip(&self.counts).filter(|(_, counts)| **counts).map(|(lead, _)| lead)
    }

    /// The pipeline a lead is in.
    pub fn pipeline(&self, lead: &Lead) -> &Pipeline {
        &self.config.pipelines[usize::from(lead.at.pipeline)]
    }

    /// The stage whose folder a lead is in.
    pub fn stage(&self, lead: &Lead) -> &Stage {
        &self.pipeline(lead).stages[usize::from(lead.at.stage)]
    }
}

/// Findings sorted as they are shown: by path, then by place, then by rule.
pub fn sort_findings(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.span.start, f.span.end);
        a.path
            .cmp(&b.path)
            .then(key(a).cmp(&key(b)))
            .then(a.rule.cmp(b.rule))
            .then_with(|| a.message.to_string().cmp(&b.message.to_string()))
    });
}
