//! From a snapshot to a workspace.

use crate::pipeline::{Config, Day, Lead, StageRef};
use crate::source::RelPath;
use crate::yaml::Tree;

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
    /// The stage whose folder it lies in; `None` outside every stage's folder.
    pub at: Option<StageRef>,
    /// The team's configuration.
    pub config: &'a Config,
    /// The day it is looked at.
    pub today: Day,
}
