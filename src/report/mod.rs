//! What a report shows, as data: versioned, complete, free of words and looks.
//!
//! The JSON output is this, serialised; templates see nothing else. Every money
//! value is a decimal string in the report's currency, every rate an object
//! with its interval and n, what cannot be computed is `null`.

use serde::Serialize;

use crate::pipeline::{Day, Decimal};

/// The name and version of the JSON output's form.
pub const SCHEMA: &str = "corong.report/1";

/// A whole report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The workspace's name.
    pub name: String,
    /// The date every figure is as of.
    pub as_of: Day,
    /// `current_fields`: stages and activities are dated; value, owner and
    /// expected date are those the files hold now. It matters, and is said to
    /// people, where the as-of date is not today.
    pub basis: &'static str,
    /// The day the report was made.
    pub today: Day,
    /// The days that events are counted over.
    pub period: Span,
    /// What money is in, ISO 4217.
    pub currency: String,
    /// How stages are counted.
    pub mode: Mode,
    /// The language of people's words in it: `en`, `id`.
    pub language: &'static str,
    /// The filters that were set; absent fields were not.
    pub filter: Filter,
    /// One for each pipeline shown.
    pub pipelines: Vec<PipelineReport>,
    /// Files that no figure counts.
    pub left_out: Vec<LeftOut>,
}

/// Which leads a report is about.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filter {
    /// Only this pipeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    /// Only leads of this owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// How the stages of a report are counted (spec: modes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Follows the attempts begun in the period.
    #[default]
    Cohort,
    /// Takes the entries to each stage in the period.
    Entered,
    /// Counts the period's events.
    Period,
}

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// A share with its 95 % Wilson interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// hits / n; `null` where n is 0.
    pub value: Option<f64>,
    /// How many it is taken over.
    pub n: u64,
    /// The lower end of the interval.
    pub low: Option<f64>,
    /// The upper end of the interval.
    pub high: Option<f64>,
}

/// The figures of one pipeline.
#[derive(Clone, Debug, Serialize)]
pub struct PipelineReport {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Leads created in the period.
    pub new: New,
    /// Of the new, how many were won by the as-of date.
    pub conversion: Conversion,
    /// What is open at the as-of date.
    pub open: Open,
    /// What was won in the period.
    pub won: Won,
    /// What was lost in the period.
    pub lost: Lost,
    /// Won / closed, over attempts closed in the period.
    pub win_rate: Rate,
    /// Days from start to won, over attempts won in the period.
    pub cycle_days: CycleDays,
    /// Open count × win rate × average deal / mean cycle.
    pub velocity_per_day: Option<Decimal>,
    /// Every stage in order, won and lost included.
    pub stages: Vec<StageFigures>,
    /// The period's calendar months.
    pub months: Vec<Month>,
    /// By owner.
    pub by_owner: Vec<Segment>,
    /// By source.
    pub by_source: Vec<Segment>,
    /// By product.
    pub by_product: Vec<Segment>,
    /// Why the period's lost attempts were lost, most first.
    pub loss_reasons: Vec<LossReason>,
    /// Leads that rot, longest idle first.
    pub rotting: Vec<Rotting>,
}

/// Leads created in the period.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct New {
    /// First attempts begun.
    pub count: u64,
    /// Later attempts begun.
    pub reopened: u64,
}

/// Leads new in the period and won by the as-of date, of the new ones.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Conversion {
    /// The rate itself.
    #[serde(flatten)]
    pub rate: Rate,
    /// How many of the new ones are still open.
    pub open: u64,
}

/// What is open at the as-of date.
#[derive(Clone, Debug, Serialize)]
pub struct Open {
    /// Open leads.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
    /// Their value weighted by their chances.
    pub weighted: Decimal,
    /// How many have no value, or none that can be converted.
    pub unvalued: u64,
    /// How many are weighted by what.
    pub weighted_by: WeightedBy,
}

/// Where the chances came from.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct WeightedBy {
    /// The lead's own `probability`.
    pub lead: u64,
    /// The pipeline's history.
    pub history: u64,
    /// The stage's configured probability.
    pub stage: u64,
    /// Nothing: not weighted.
    pub none: u64,
}

/// What was won in the period.
#[derive(Clone, Debug, Serialize)]
pub struct Won {
    /// Attempts won.
    pub count: u64,
    /// Value of the leads won.
    pub value: Decimal,
    /// Won leads without a value.
    pub unvalued: u64,
    /// Wins that a later attempt of the same lead took over: not valued.
    pub superseded: u64,
    /// Value / won leads that have one.
    pub average: Option<Decimal>,
}

/// What was lost in the period.
#[derive(Clone, Debug, Serialize)]
pub struct Lost {
    /// Attempts lost.
    pub count: u64,
    /// Value of the leads lost.
    pub value: Decimal,
}

/// Days from start to won.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CycleDays {
    /// Attempts won that have a cycle.
    pub n: u64,
    /// Leads created directly in won: no cycle.
    pub unknown: u64,
    /// Their mean.
    pub mean: Option<f64>,
    /// Their median.
    pub median: Option<f64>,
    /// Their 75th percentile.
    pub p75: Option<f64>,
    /// Their 90th percentile.
    pub p90: Option<f64>,
}

/// The figures of one stage. The flow figures stand on open stages only.
#[derive(Clone, Debug, Serialize)]
pub struct StageFigures {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// `open`, `won` or `lost`.
    pub kind: &'static str,
    /// Leads in it at the as-of date.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
    /// Their weighted value.
    pub weighted: Decimal,
    /// What went in and out.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Flow>,
}

/// What went in and out of an open stage:
/// `carried_in + entered = advanced + lost + open_here + moved_back`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Flow {
    /// In mode `period`: attempts already there when it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_in: Option<u64>,
    /// Attempts that entered.
    pub entered: u64,
    /// Reached a further stage.
    pub advanced: u64,
    /// This was the furthest, and it ended lost.
    pub lost: u64,
    /// This was the furthest, and it is there.
    pub open_here: u64,
    /// This was the furthest, and it is open in an earlier one.
    pub moved_back: u64,
    /// Of those that entered, how many never stood here first.
    pub skipped: u64,
    /// advanced / entered.
    pub raw: Rate,
    /// advanced / (advanced + lost).
    pub settled: Rate,
}

/// One calendar month of the period.
#[derive(Clone, Debug, Serialize)]
pub struct Month {
    /// `2026-11`.
    pub month: String,
    /// Leads created.
    pub new: u64,
    /// Attempts won.
    pub won: u64,
    /// Attempts lost.
    pub lost: u64,
    /// Value of the leads won.
    pub won_value: Decimal,
}

/// A row of a breakdown: leads open at the as-of date and attempts closed in
/// the period.
#[derive(Clone, Debug, Serialize)]
pub struct Segment {
    /// The owner's, source's id, the product's name; `null` where the lead has none.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Open leads.
    pub open: u64,
    /// Their value.
    pub open_value: Decimal,
    /// Their weighted value.
    pub open_weighted: Decimal,
    /// Attempts won.
    pub won: u64,
    /// Attempts lost.
    pub lost: u64,
    /// Won / closed.
    pub win_rate: Rate,
    /// Value of the leads won.
    pub won_value: Decimal,
    /// Value / won leads that have one.
    pub average: Option<Decimal>,
    /// Median days from start to won.
    pub cycle_median: Option<f64>,
}

/// A reason for losing.
#[derive(Clone, Debug, Serialize)]
pub struct LossReason {
    /// The reason's id; `null` where none was given.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Attempts lost for it.
    pub count: u64,
    /// Value of the leads lost.
    pub value: Decimal,
}

/// A lead that rots.
#[derive(Clone, Debug, Serialize)]
pub struct Rotting {
    /// Its id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Whose it is.
    pub owner: String,
    /// The id of the stage it is in.
    pub stage: String,
    /// Days since anything happened.
    pub idle_days: i64,
    /// What the stage allows.
    pub max_days: u32,
    /// Its value in the report's currency.
    pub value: Option<Decimal>,
}

/// A file that no figure counts.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOut {
    /// The file.
    pub path: String,
    /// Why.
    pub why: String,
}
