//! The same figures of other days: the period before, the year before, any.

use chrono::Days as DaysLong;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::past::{PastLeads, Remembered};
use super::{DateSpan, Differences, ReportOptions};
use crate::figures::{self, Days, Flow, Headline, LossReason, Mode, Rate, TimeInStage, View};
use crate::pipeline::{Day, Period, Stage};

/// The headline figures of another period. They are as of as many days after
/// its end as the report's are after the end of its own, and never later than
/// the report's; values, owners and expected dates are those the files hold now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Comparison {
    /// Which period it is.
    pub kind: ComparedWith,
    /// Its days.
    pub period: DateSpan,
    /// The date its figures are as of.
    pub as_of: Day,
    /// One for each pipeline of the report, in its order.
    pub pipelines: Vec<ComparedPipeline>,
    /// All of them together, where there are several.
    pub total: Option<Headline>,
}

/// What a report is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComparedWith {
    /// The period before: of whole months as many months, else as many days.
    Previous,
    /// The same days a year before; absent where that is the period before.
    YearBefore,
    /// The days that were asked for.
    Given,
}

/// The figures of one pipeline in the other period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ComparedPipeline {
    /// Its id.
    pub id: String,
    /// The headline figures.
    #[serde(flatten)]
    pub headline: Headline,
    /// How the report's headline figures differ from these.
    pub differences: Differences,
    /// Its open stages.
    pub stages: Vec<ComparedStage>,
    /// Why the period's lost attempts were lost, most first.
    pub loss_reasons: Vec<LossReason>,
}

/// A stage in the other period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ComparedStage {
    /// Its id.
    pub id: String,
    /// advanced / entered.
    pub raw: Rate,
    /// advanced / (advanced + lost).
    pub settled: Rate,
    /// Stays that ended in the period.
    pub stay_days: Days,
}

/// The other periods a report is compared with. A period that is not yet over
/// is compared with as many days of the other, from its first on.
pub(super) fn comparisons(
    views: &[View<'_>],
    options: &ReportOptions,
    now: &[Headline],
    past: Option<(&PastLeads, &Remembered<Comparison>)>,
) -> Vec<Comparison> {
    let Some(cut) = options.period.cut_at(options.as_of) else { return Vec::new() };
    let as_many = |other: Period| if cut == options.period { other } else { other.first(cut.days()) };
    let previous = options.period.previous().map(as_many);
    let year_before = options.period.year_before().map(as_many).filter(|other| Some(*other) != previous);
    let named = [
        (ComparedWith::Previous, previous),
        (ComparedWith::YearBefore, year_before),
        (ComparedWith::Given, options.compare),
    ];
    let after = DaysLong::new(u64::try_from((options.as_of - cut.to).num_days()).unwrap_or(0));
    let compared = |(kind, period): (ComparedWith, Option<Period>)| {
        let period = period?;
        let as_of = period.to.checked_add_days(after).unwrap_or(period.to).min(options.as_of);
        let make = || compare(views, options, now, (kind, period, as_of));
        let Some((leads, known)) = past else { return Some(make()) };
        let mut compared = leads.weighted(known, (as_of, period), make);
        // The days may be those of another kind, and what is now is another now.
        compared.kind = kind;
        for (pipeline, now) in compared.pipelines.iter_mut().zip(now) {
            pipeline.differences = Differences::of(now, &pipeline.headline);
        }
        Some(compared)
    };
    named.into_par_iter().filter_map(compared).collect()
}

fn compare(
    views: &[View<'_>],
    options: &ReportOptions,
    now: &[Headline],
    (kind, period, as_of): (ComparedWith, Period, Day),
) -> Comparison {
    let views: Vec<View<'_>> = views.par_iter().map(|view| view.before(as_of, period).weighed()).collect();
    let period = period.cut_at(as_of).unwrap_or(period);
    Comparison {
        kind,
        period: DateSpan { from: period.from, to: period.to },
        as_of,
        pipelines: views.iter().zip(now).map(|(view, now)| pipeline(view, now, options.mode)).collect(),
        total: (views.len() > 1).then(|| figures::headline(&views)),
    }
}

fn pipeline(view: &View<'_>, now: &Headline, mode: Mode) -> ComparedPipeline {
    let (flows, times) = (figures::flows(view, mode), figures::time_in_stage(view));
    let stages = view.pipeline.stages.iter().zip(flows).zip(times);
    let stage = |((stage, flow), time): ((&Stage, Flow), TimeInStage)| ComparedStage {
        id: stage.id.clone(),
        raw: flow.raw,
        settled: flow.settled,
        stay_days: time.stay_days,
    };
    let headline = figures::headline(std::slice::from_ref(view));
    ComparedPipeline {
        id: view.pipeline.id.clone(),
        differences: Differences::of(now, &headline),
        headline,
        stages: stages.map(stage).collect(),
        loss_reasons: figures::loss_reasons(view),
    }
}
