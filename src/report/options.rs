//! What a report is asked for.

use std::sync::Arc;

use super::{FrozenForecasts, Slice, Stamp};
use crate::figures::{Mode, ViewFilter};
use crate::pipeline::{Config, Day, Language, Period};

/// What a report is asked for.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// The date every figure is as of.
    pub as_of: Day,
    /// The days events are counted over, whole: figures cut it at the as-of
    /// date, and comparisons ask which period it is the beginning of.
    pub period: Period,
    /// Another period to compare with, beside the ones before.
    pub compare: Option<Period>,
    /// How stages are counted.
    pub mode: Mode,
    /// Only the pipeline of this id.
    pub pipeline: Option<String>,
    /// Only leads of this owner.
    pub owner: Option<String>,
    /// Only the leads that a condition holds for.
    pub slice: Option<Slice>,
    /// The language of people's words in it.
    pub language: Language,
    /// The day of the commit whose files these are; `None` of the working tree.
    pub files_of: Option<Day>,
    /// What it is made from, where that is known.
    pub stamp: Option<Stamp>,
    /// The forecasts that the workspace keeps.
    pub frozen: Arc<FrozenForecasts>,
}

impl ReportOptions {
    /// The usual report: everything as of a day, over the twelve months that end there.
    pub fn as_of(as_of: Day, language: Language) -> Self {
        let period = Period::year_to(as_of);
        Self {
            as_of,
            period,
            compare: None,
            mode: Mode::default(),
            pipeline: None,
            owner: None,
            slice: None,
            language,
            files_of: None,
            stamp: None,
            frozen: Arc::default(),
        }
    }

    /// Which leads the figures are about.
    pub fn filter(&self) -> ViewFilter {
        let only = self.slice.as_ref().map(|slice| slice.leads.clone());
        ViewFilter { only, ..ViewFilter::owner(self.owner.as_deref()) }
    }

    /// The indices of the pipelines that are shown.
    pub(super) fn pipelines(&self, config: &Config) -> impl Iterator<Item = usize> {
        let wanted = |id: &str| self.pipeline.as_deref().is_none_or(|only| only == id);
        let all = config.pipelines.iter().enumerate();
        all.filter(move |(_, pipeline)| wanted(&pipeline.id)).map(|(index, _)| index)
    }
}
