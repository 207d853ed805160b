//! What each chart of a report says, with a variant for every case that says
//! nothing. Titles tell what is, never why.

mod flow;
mod open;
mod past;
mod results;
mod segments;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{PipelineReport, Said, Sentence};
use crate::figures::{CriterionWins, Segment};
pub use flow::{curve, cycle, days, funnel};
pub use open::{closing, owners, stages};
use open::{rotting, targets};
pub use past::{slips, slips_typical, trend, trend_sources};
pub use results::{closed, losses, retained, won};
pub use segments::{label, level, of_what, segments};

/// What the charts and tables of a pipeline say, each in a sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct ChartTitles {
    /// Where the settled conversion is lowest.
    pub funnel: Sentence,
    /// Which stage holds most of the open value.
    pub stages: Sentence,
    /// Who holds most of it.
    pub owners: Sentence,
    /// Which month ahead is expected to bring most, and what is overdue.
    pub closing: Sentence,
    /// How many leads rot, and what they are worth.
    pub rotting: Sentence,
    /// The month with most wins.
    pub closed: Sentence,
    /// The month that brought most value.
    pub won: Sentence,
    /// The stage whose stays have the longest median.
    pub stays: Sentence,
    /// The stage whose present ages have the longest median.
    pub ages: Sentence,
    /// How long half of the wins, and nine of ten, took.
    pub cycle: Sentence,
    /// How many are won and lost after 90 days, or as many as are followed.
    pub curve: Sentence,
    /// The reason for losing given most often.
    pub losses: Sentence,
    /// Which owner wins most often.
    pub by_owner: Sentence,
    /// Which group of owners; absent where the team has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_group: Option<Sentence>,
    /// Which source.
    pub by_source: Sentence,
    /// Which product.
    pub by_product: Sentence,
    /// Which industry.
    pub by_industry: Sentence,
    /// Which size of the customer.
    pub by_size: Sentence,
    /// Which number of first activities.
    pub by_early_activity: Sentence,
    /// Which level of each criterion, by the criterion's id.
    pub by_qualification: BTreeMap<String, Sentence>,
    /// How many targets are reached; `null` where there is none.
    pub targets: Option<Sentence>,
    /// How much of recurring contracts goes on; `null` where none ended.
    pub retained: Option<Sentence>,
    /// What became of the open value; only where the trend was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Sentence>,
    /// Where its days come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend_sources: Option<Sentence>,
    /// How many expected dates were pushed, how often and how far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slips: Option<Sentence>,
    /// How late wins come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slips_typical: Option<Sentence>,
}

impl ChartTitles {
    /// The titles of a pipeline's figures.
    pub fn of(p: &PipelineReport) -> Self {
        let by = |rows: &[Segment], none: &'static str| segments(rows, |row| label(row, none));
        let criterion = |c: &CriterionWins| {
            let title = segments(&c.levels, |row| level(row, "not-judged"));
            (c.id.clone(), of_what(c.label.as_str().into(), title))
        };
        let points = p.trend.as_deref().filter(|points| !points.is_empty());
        Self {
            funnel: funnel(&p.stages),
            stages: stages(&p.stages),
            owners: owners(&p.by_owner),
            closing: closing(&p.closing),
            rotting: rotting(&p.rotting),
            closed: closed(&p.months),
            won: won(&p.months),
            stays: days(&p.stages, false),
            ages: days(&p.stages, true),
            cycle: cycle(&p.cycle_days),
            curve: curve(&p.time_to_win),
            losses: losses(&p.loss_reasons),
            by_owner: by(&p.by_owner, "no-owner"),
            by_group: (!p.by_group.is_empty()).then(|| by(&p.by_group, "no-group")),
            by_source: by(&p.by_source, "no-source"),
            by_product: by(&p.by_product, "no-product"),
            by_industry: by(&p.by_industry, "no-industry"),
            by_size: of_what(Said::Word("size"), by(&p.wins.by_size, "no-size")),
            by_early_activity: of_what(Said::Word("early"), by(&p.wins.by_early_activity, "none")),
            by_qualification: p.wins.by_qualification.iter().map(criterion).collect(),
            targets: targets(&p.targets),
            retained: retained(&p.retention),
            trend: points.map(trend),
            trend_sources: points.map(trend_sources),
            slips: p.slips.as_ref().map(slips),
            slips_typical: p.slips.as_ref().map(slips_typical),
        }
    }
}
