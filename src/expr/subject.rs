//! What is judged.

use crate::pipeline::{Config, Day, Lead, Pipeline, Stage};
use crate::yaml::Node;

/// What is judged: one lead, as its tree and as what was read from it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The outermost mapping of its file.
    pub root: Node<'a>,
    /// The lead, where its history could be read.
    pub lead: Option<&'a Lead>,
    /// The team's configuration.
    pub config: &'a Config,
    /// The pipeline it is in.
    pub pipeline: &'a Pipeline,
    /// The stage it is in, or is to be moved to.
    pub stage: &'a Stage,
    /// The day it is looked at.
    pub today: Day,
}
