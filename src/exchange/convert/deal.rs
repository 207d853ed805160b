//! A row of an export as a lead: its fields and its history, not yet a file.

use crate::pipeline::Day;
use crate::yaml::NewValue;

/// A stage that a deal entered, by indices into the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The pipeline.
    pub pipeline: u16,
    /// The stage.
    pub stage: u16,
    /// When; [`Day::default`] is no day.
    pub day: Day,
    /// The member of the team who moved it.
    pub by: Option<String>,
    /// Why it was won or lost.
    pub reason: Option<String>,
    /// Whom it was lost to.
    pub competitor: Option<String>,
    /// Whether the stages between the step before and this one are not known.
    pub unknown: bool,
}

/// A deal of an export.
#[derive(Clone, Debug, Default)]
pub struct Deal {
    /// Its row's number.
    pub row: usize,
    /// The CRM's id.
    pub key: String,
    /// What an id can be made of.
    pub name: String,
    /// The lead's fields in the order they are written, history and `imported` left out.
    pub fields: Vec<(String, NewValue)>,
    /// The stages entered, oldest first; the last is the one it is in.
    pub steps: Vec<Step>,
    /// Whether the steps are all that the export knows of its way.
    pub dated_way: bool,
    /// The day the CRM last changed it, where it says.
    pub modified: Option<Day>,
}

impl Deal {
    /// Where it is.
    pub fn place(&self) -> (u16, u16) {
        self.steps.last().map_or((0, 0), |step| (step.pipeline, step.stage))
    }
}
