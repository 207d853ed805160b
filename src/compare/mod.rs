//! What differs between two workspaces: leads paired by id, and the waterfall
//! between the values of what is open in them.
//!
//! Each side is looked at as of its own day through [`figures::View`], so that
//! start and end are the report's own open values. Nothing is guessed from
//! git: a lead is its id, and only a very strict rule (see `renames`) calls a
//! new id an old lead.

mod book;
mod fields;
mod gates;
mod half;
mod lead;
mod likely;
mod pairs;
mod renames;

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use book::{Counts, Waterfall};
pub use fields::{Changed, ChangedFields};
pub use gates::{Demand, GateChanges, Gates, demands};
pub use lead::{Change, Direction, LeadChange, LeadPlace};
pub use likely::{ForecastDiff, TargetChance};

use crate::figures;
use crate::pipeline::{Config, Day, Decimal};
use crate::source::RelPath;
use crate::workspace::Workspace;
use half::{Half, Whole};

/// The name and version of the JSON output's form.
pub const SCHEMA: &str = "corong.diff/1";

/// One side of a comparison.
pub struct ComparedSide<'w> {
    /// The files.
    pub workspace: &'w Workspace,
    /// Nothing after this day exists.
    pub as_of: Day,
    /// What the stages' conditions find lacking, by file; files that need not
    /// be asked are not in it.
    pub gates: &'w HashMap<RelPath, Gates>,
}

/// What differs, pipeline by pipeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Diff {
    /// The name and version of this form.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The object id of the commit compared with.
    pub base: String,
    /// The object id of the commit that is looked at; `null` for the working tree.
    pub head: Option<String>,
    /// The day the base is as of.
    pub from: Day,
    /// The day the head is as of.
    pub to: Day,
    /// What money is in, ISO 4217: the workspace's currency at the head.
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub currency: String,
    /// The workspace's currency at the base, where it was another: then the
    /// base's values, `start` among them, are converted by the head's rates.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub currency_before: Option<String>,
    /// Whether `corong.yaml` is another text.
    pub configuration_changed: bool,
    /// The pipelines of either side, the head's first.
    pub pipelines: Vec<PipelineDiff>,
    /// What people call an owner, by id.
    #[serde(skip)]
    pub owners: HashMap<String, String>,
}

/// What differs in one pipeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PipelineDiff {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// From the value of what was open to the value of what is.
    pub waterfall: Waterfall,
    /// How many leads each line of the waterfall is about.
    pub counts: Counts,
    /// The open leads' value × chance, as the report has it.
    pub weighted: Ends<Decimal>,
    /// How many leads are open.
    pub open: Ends<u64>,
    /// What is likely until the end of the quarter; absent where no lead changed, and
    /// where either side has too little history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<ForecastDiff>,
    /// How many expected dates were moved.
    pub pushed: Pushed,
    /// The leads that changed, each once: the most telling first.
    pub leads: Vec<LeadChange>,
    /// What people call a stage, by id.
    #[serde(skip)]
    pub stages: HashMap<String, String>,
}

/// A figure at both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ends<T> {
    /// At the base.
    pub start: T,
    /// At the head.
    pub end: T,
}

/// Expected dates that were moved; the leads tell by how many days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pushed {
    /// Leads whose expected date is later now.
    pub later: u64,
    /// Leads whose expected date is earlier now.
    pub earlier: u64,
}

impl Diff {
    /// Whether anything changed that a person would want to know: a lead did,
    /// or the configuration did and with it an amount. Time alone changes
    /// nothing.
    pub fn is_material(&self) -> bool {
        let moved = |pipeline: &PipelineDiff| {
            pipeline.waterfall.start != pipeline.waterfall.end
                || pipeline.weighted.start != pipeline.weighted.end
        };
        let leads = self.pipelines.iter().any(|pipeline| !pipeline.leads.is_empty());
        leads
            || self.currency_before.is_some()
            || (self.configuration_changed && self.pipelines.iter().any(moved))
    }
}

/// Makes the base speak of money as the head does: where the workspace's
/// currency changed, its code before, and the base's values are converted by
/// the head's rates from then on.
pub fn one_currency(base: &mut Workspace, head: &Config) -> Option<String> {
    if base.config.currency == head.currency {
        return None;
    }
    let before = base.config.currency.code().to_owned();
    base.config.currency = head.currency;
    base.config.rates = head.rates.clone();
    Some(before)
}

/// Compares two sides that speak of money in one currency.
pub fn compare(start: &ComparedSide<'_>, end: &ComparedSide<'_>) -> Vec<PipelineDiff> {
    let ids = |side: &ComparedSide<'_>| -> Vec<String> {
        side.workspace.config.pipelines.iter().map(|pipeline| pipeline.id.clone()).collect()
    };
    let mut all = ids(end);
    let sides = (start, end);
    all.extend(ids(start).into_iter().filter(|id| end.workspace.config.pipeline_index(id).is_none()));
    let (start, end) = (Whole::new(start), Whole::new(end));
    let (before, after) = (start.places(), end.places());
    let halves = |id: &str| (Half::new(&start, &before, id), Half::new(&end, &after, id));
    let mut diffs: Vec<PipelineDiff> = all.into_iter().map(|id| pipeline(halves(&id), id)).collect();
    likely::foresee(&mut diffs, sides.0, sides.1);
    diffs
}

fn pipeline((start, end): (Half<'_, '_>, Half<'_, '_>), id: String) -> PipelineDiff {
    let pairs = pairs::pairs(&start, &end);
    let mut booked = book::Booked::default();
    let mut leads = Vec::new();
    for pair in &pairs {
        booked.book(pair, &start, &end);
        leads.extend(lead::change(pair, &start, &end));
    }
    lead::sort(&mut leads);
    let (before, after) = (start.open(), end.open());
    let day = |later: bool| {
        let pushed = leads.iter().filter_map(|lead| lead.pushed_days);
        pushed.filter(|days| (*days > 0) == later && *days != 0).count() as u64
    };
    let labels = start.labels().chain(end.labels());
    let (counts, sums) = (booked.counts, booked.sums);
    PipelineDiff {
        label: end.label().or(start.label()).unwrap_or(&id).to_owned(),
        waterfall: sums.between(before.value, after.value, end.currency()),
        counts,
        weighted: Ends { start: before.weighted, end: after.weighted },
        open: Ends { start: before.count, end: after.count },
        forecast: None,
        pushed: Pushed { later: day(true), earlier: day(false) },
        leads,
        stages: labels.map(|(id, label)| (id.to_owned(), label.to_owned())).collect(),
        id,
    }
}

/// What nobody has: the open value of a side without the pipeline.
fn nothing() -> figures::Open {
    figures::open(&[])
}

#[cfg(test)]
mod tests;
