//! What stands out: sentences as data, each with what it is said of.
//!
//! Nothing is said that the data does not carry: differences are tested, and
//! the tests corrected for how many were tried. No sentence claims a cause.

mod changed;
mod due;
mod segments;
mod stages;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{ComparedPipeline, DateSpan, PipelineReport, Sentence};
use crate::figures::{Closing, Mode, Rate, View};
use crate::pipeline::Period;

/// A sentence that stands out, and whom it is about.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Highlight {
    /// What it says.
    #[serde(flatten)]
    pub sentence: Sentence,
    /// Over how many it is said.
    pub n: u64,
    /// The ids of the leads behind it, sorted.
    pub leads: Vec<String>,
    /// The topic of the handbook's advice; `null` where it has none.
    pub advice: Option<&'static str>,
}

/// Everything that stands out in a pipeline, most urgent kind first.
pub fn standing_out(
    view: &View<'_>,
    report: &PipelineReport,
    before: Option<(&ComparedPipeline, DateSpan)>,
    mode: Mode,
) -> Vec<Highlight> {
    let mut out = Vec::new();
    out.extend(stages::leak(view, report, mode));
    if let Some((past, period)) = before {
        out.extend(stages::slow(view, report, Period { from: period.from, to: period.to }));
        out.extend(changed::rising(view, report, past));
    }
    out.extend(due::rotting(report));
    out.extend(due::targets(view, report));
    out.extend(segments::segments(view, report));
    out.extend(changed::improvements(view, report));
    out.extend(due::try_again(view));
    out.extend(due::ask_again(report));
    out
}

/// Each id once.
fn sorted(ids: impl IntoIterator<Item = String>) -> Vec<String> {
    ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

fn value(rate: Rate) -> f64 {
    rate.value.unwrap_or(0.0)
}

/// The leads of the closings that are wanted.
fn closed_leads(view: &View<'_>, wanted: impl Fn(&Closing<'_, '_>) -> bool) -> Vec<String> {
    sorted(view.closings().filter(|c| wanted(c)).map(|c| c.tracked.lead.id.to_string()))
}
