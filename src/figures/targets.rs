//! What is to be reached, and what has to be done for it.

use schemars::JsonSchema;
use serde::Serialize;

use super::effort::cost_per_won;
use super::percentile::percentile;
use super::rounds::Rounds;
use super::{Closing, Flow, Mode, Total, Tracked, View, ViewFilter, flows};
use crate::pipeline::{Attempt, Day, Decimal, Period, Target, Text};

/// **Target**: what was won in its period by the as-of date, and the reverse
/// funnel: how many leads it still takes at each stage.
///
/// A target of an owner is measured on what that owner is credited with, one of
/// a group on what its people are credited with, one with a condition on the
/// leads it holds for, any other on everybody's. One that names no pipeline is the team's: what all pipelines
/// won and have open counts, and each pipeline tells what it would take to
/// close the gap by itself.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TargetFigures {
    /// The period as the team wrote it: `2026-Q4`.
    pub label: String,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// The pipeline it names; `null` where it is the team's.
    pub pipeline: Option<String>,
    /// The owner it names.
    pub owner: Option<String>,
    /// The group it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The condition its leads meet.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The value to win; `null` where only deals are to be won.
    pub value: Option<ValueTarget>,
    /// The deals to win; `null` where only value is to be won.
    pub deals: Option<DealsTarget>,
    /// The part of its time that is gone at the as-of date, 0 to 1.
    pub gone: f64,
    /// Days from the as-of date to its last; `null` where it is over or not begun.
    pub days_left: Option<i64>,
    /// What is still to be done.
    pub needed: Needed,
}

/// A value to win.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ValueTarget {
    /// To be won.
    pub target: Decimal,
    /// Won in the period by the as-of date.
    pub won: Decimal,
    /// Won / target; `null` where the target is 0.
    pub attainment: Option<f64>,
    /// What is missing; 0 where nothing is.
    pub gap: Decimal,
    /// Whether a smaller part of it is reached than of its time is gone.
    pub behind: bool,
    /// Value of the open leads expected to close between the as-of date and
    /// the period's end.
    pub open: Decimal,
    /// Open / gap; `null` without a gap.
    pub coverage: Option<f64>,
}

/// Deals to win.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DealsTarget {
    /// To be won.
    pub target: u64,
    /// Won in the period by the as-of date.
    pub won: u64,
    /// Won / target; `null` where the target is 0.
    pub attainment: Option<f64>,
    /// What is missing; 0 where nothing is.
    pub gap: u64,
    /// Whether a smaller part of it is reached than of its time is gone.
    pub behind: bool,
}

/// **Reverse funnel**: what it still takes, by the average deal, settled
/// conversions, days and costs of the report's period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Needed {
    /// max(⌈gap / average deal⌉, target deals − won); `null` where there is a
    /// gap in value and no average.
    pub deals: Option<u64>,
    /// What it takes at each open stage.
    pub stages: Vec<NeededStage>,
    /// Deals × cost per won lead; `null` where that is unknown.
    pub cost: Option<Decimal>,
}

/// The leads it takes at one stage.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NeededStage {
    /// The stage's id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Settled conversion from here to won: the product of this stage's and
    /// all further ones'; `null` where one is unknown.
    pub settled: Option<f64>,
    /// ⌈deals / settled⌉; `null` where either is unknown or nothing gets through.
    pub leads: Option<u64>,
    /// Leads open in this stage at the as-of date.
    pub open: u64,
    /// Leads less those open; 0 where there are enough.
    pub net: Option<u64>,
    /// Median days from entering the stage to won, over attempts won in the
    /// report's period.
    pub median_days: Option<f64>,
    /// Whether that is more than the target has days left.
    pub too_long: bool,
}

/// A target and the leads it is measured on.
#[derive(Clone, Debug)]
pub struct Measured<'w> {
    /// The target.
    pub target: &'w Target,
    /// The pipelines it counts, with its owner's leads, over the report's period.
    counted: Vec<View<'w>>,
    /// The same over its own period.
    within: Vec<View<'w>>,
}

impl<'w> Measured<'w> {
    fn new(target: &'w Target, view: &View<'w>, views: &[View<'w>]) -> Self {
        let counted = views.iter().filter(|v| target.pipeline.is_none() || v.pipeline.id == view.pipeline.id);
        let counted: Vec<View<'w>> = counted.map(|own| own.filtered(filter(target, view))).collect();
        let within = counted.iter().map(|view| view.over(target.period)).collect();
        Self { target, counted, within }
    }

    /// The attempts won in its period by the as-of date.
    pub fn won(&self) -> impl Iterator<Item = Closing<'_, 'w>> {
        self.within.iter().flat_map(View::closings).filter(|closing| closing.outcome.won)
    }

    /// What was won of it by the as-of date: the value, and the deals.
    pub fn so_far(&self) -> (Decimal, u64) {
        let (won, superseded) = super::won::total(&self.within, true);
        (won.value(self.within.as_slice()), won.valued + won.unvalued + superseded)
    }

    /// The pipelines it counts, with the leads that count for it.
    pub(super) fn counted(&self) -> &[View<'w>] {
        &self.counted
    }

    /// The open leads expected to close between the as-of date and its end.
    pub fn expected(&self) -> impl Iterator<Item = &Tracked<'w>> {
        let end = self.target.period.to;
        let open = self.counted.iter().flat_map(|view| view.open().map(move |(tracked, _)| (view, tracked)));
        let within = move |view: &View<'_>, tracked: &Tracked<'_>| {
            tracked.lead.expected_close.is_some_and(|day| view.as_of <= day && day <= end)
        };
        open.filter(move |(view, tracked)| within(view, tracked)).map(|(_, tracked)| tracked)
    }
}

/// The leads a target is about, of those a view is about.
fn filter(target: &Target, view: &View<'_>) -> ViewFilter {
    ViewFilter {
        owner: target.owner.as_deref().map(Text::new),
        group: target.group.as_deref().map(Text::new),
        target: target.condition.as_ref().map(|_| target.number),
        only: view.filter().only.clone(),
    }
}

/// The targets of a pipeline, in the configuration's order. `views` are those
/// of all pipelines; where the report is about one owner, only that owner's
/// targets are shown.
pub fn targets(view: &View<'_>, views: &[View<'_>], mode: Mode) -> Vec<TargetFigures> {
    measured(view, views).iter().map(|measured| figures(measured, view, mode)).collect()
}

/// The same targets, with the leads each is measured on.
pub fn measured<'w>(view: &View<'w>, views: &[View<'w>]) -> Vec<Measured<'w>> {
    let mine = |target: &&Target| {
        let here = target.pipeline.as_deref().is_none_or(|id| id == view.pipeline.id);
        here && view.owner().is_none_or(|owner| target.owner.as_deref() == Some(owner))
    };
    let all = view.workspace.config.targets.iter().filter(mine);
    all.map(|target| Measured::new(target, view, views)).collect()
}

fn figures(measured: &Measured<'_>, view: &View<'_>, mode: Mode) -> TargetFigures {
    let target = measured.target;
    let (won, superseded) = super::won::total(&measured.within, true);
    let deals_won = won.valued + won.unvalued + superseded;
    let Period { from, to } = target.period;
    let gone = ((view.as_of - from).num_days() + 1) as f64 / ((to - from).num_days() + 1) as f64;
    let gone = gone.clamp(0.0, 1.0);
    let days_left = target.period.contains(view.as_of).then(|| (to - view.as_of).num_days());
    let value = target.value.map(|value| value_target(value, &won, measured, gone));
    let deals = target.deals.map(|deals| deals_target(u64::from(deals), deals_won, gone));
    let average = super::won(&measured.counted).average;
    let by_value = value.map(|value| deals_for(value.gap, average));
    let needed = match by_value {
        None => deals.map(|deals| deals.gap),
        Some(by_value) => by_value.map(|by_value| by_value.max(deals.map_or(0, |deals| deals.gap))),
    };
    let own = view.filtered(filter(target, view));
    let cost = needed.zip(cost_per_won(&own)).and_then(|(deals, cost)| cost.checked_mul(deals.into()));
    TargetFigures {
        label: target.label.clone(),
        from,
        to,
        pipeline: target.pipeline.clone(),
        owner: target.owner.clone(),
        group: target.group.clone(),
        condition: target.condition.clone(),
        value,
        deals,
        gone,
        days_left,
        needed: Needed {
            deals: needed,
            stages: stages(&own, needed, days_left, mode),
            cost: cost.map(|cost| own.round(cost)),
        },
    }
}

fn value_target(value: Decimal, won: &Total, measured: &Measured<'_>, gone: f64) -> ValueTarget {
    let counted = measured.counted.as_slice();
    let (value, won) = (counted.round(value), won.value(counted));
    let gap = (value - won).max(Decimal::ZERO);
    let mut open = Total::default();
    measured.expected().for_each(|tracked| open.add(tracked.value.ok()));
    let open = open.value(counted);
    let attainment = share(won, value);
    ValueTarget {
        target: value,
        won,
        attainment,
        gap: counted.round(gap),
        behind: attainment.unwrap_or(0.0) < gone,
        open,
        coverage: share(open, gap),
    }
}

fn deals_target(target: u64, won: u64, gone: f64) -> DealsTarget {
    let attainment = (target > 0).then(|| won as f64 / target as f64);
    let behind = attainment.unwrap_or(0.0) < gone;
    DealsTarget { target, won, attainment, gap: target.saturating_sub(won), behind }
}

/// part / whole; `None` where the whole is 0.
fn share(part: Decimal, whole: Decimal) -> Option<f64> {
    let share = part.checked_div(whole)?;
    share.try_into().ok()
}

/// ⌈gap / average⌉; 0 without a gap, `None` without an average.
fn deals_for(gap: Decimal, average: Option<Decimal>) -> Option<u64> {
    if gap.is_zero() {
        return Some(0);
    }
    let deals = gap.checked_div(average?)?;
    deals.ceil().try_into().ok()
}

fn stages(view: &View<'_>, deals: Option<u64>, left: Option<i64>, mode: Mode) -> Vec<NeededStage> {
    let flows = flows(view, mode);
    let mut open = vec![0_u64; flows.len()];
    for (_, stage) in view.open() {
        if let Some(open) = open.get_mut(stage) {
            *open += 1;
        }
    }
    let row = |(at, open): (usize, u64)| {
        let stage = &view.pipeline.stages[at];
        let settled = flows[at..].iter().map(|flow: &Flow| flow.settled.value).product::<Option<f64>>();
        let median_days = median_days(view, at);
        let leads = deals.zip(settled).and_then(|(deals, settled)| leads_for(deals, settled));
        NeededStage {
            id: stage.id.clone(),
            label: stage.label.clone(),
            settled,
            leads,
            open,
            net: leads.map(|leads| leads.saturating_sub(open)),
            median_days,
            too_long: median_days.zip(left).is_some_and(|(days, left)| days > left as f64),
        }
    };
    open.into_iter().enumerate().map(row).collect()
}

/// ⌈deals / settled⌉. What is whole on paper may be above it by a rounding.
fn leads_for(deals: u64, settled: f64) -> Option<u64> {
    if deals == 0 {
        return Some(0);
    }
    let leads = (deals as f64 / settled * (1.0 - 1e-12)).ceil();
    (settled > 0.0 && leads < 1e15).then_some(leads as u64)
}

fn median_days(view: &View<'_>, stage: usize) -> Option<f64> {
    let days = |attempt: &Attempt, won: Day| attempt.entered(stage).map(|(day, _)| (won - day).num_days());
    let won = view.closings().filter(|closing| closing.outcome.won && closing.days().is_some());
    let mut days: Vec<i64> = won.filter_map(|closing| days(closing.attempt, closing.outcome.day)).collect();
    days.sort_unstable();
    percentile(&days, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{activity, day, workspace};
    use crate::pipeline::{Activity, FiscalYears};

    fn target(label: &str, value: Option<i64>, deals: Option<u32>) -> Target {
        Target {
            number: 0,
            period: Period::parse(label, FiscalYears::default()).unwrap(),
            label: label.into(),
            value: value.map(Into::into),
            deals,
            pipeline: None,
            owner: None,
            group: None,
            condition: None,
        }
    }

    /// Won 100 in January and 200 in May, lost one in each of prospect and
    /// proposal: settled 3 / 4, 3 / 3 and 2 / 3, so half come through.
    fn half() -> crate::figures::testing::TestWorkspace {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01, qualified 2026-01-05, proposal 2026-01-11, won 2026-01-31"),
            ("b", "prospect 2026-04-01, won 2026-05-01"),
            ("c", "prospect 2026-04-01, lost 2026-05-01"),
            ("d", "prospect 2026-04-01, proposal 2026-04-03, lost 2026-05-01"),
            ("open", "qualified 2025-04-01"),
            ("open-late", "qualified 2025-04-01"),
        ]);
        workspace.value("a", 100);
        workspace.value("b", 200);
        workspace.value("open", 60);
        workspace.value("open-late", 60);
        workspace.lead("open").expected_close = Some(day("2026-06-30"));
        workspace.lead("open-late").expected_close = Some(day("2026-07-01"));
        workspace.lead("c").activities = vec![Activity { cost: Some(30.into()), ..activity("2026-04-02") }];
        workspace
    }

    #[test]
    fn the_reverse_funnel_by_hand() {
        let mut workspace = half();
        workspace.config.targets = vec![target("2026-Q2", Some(700), Some(3))];
        let view = workspace.view();
        let figure = &targets(&view, std::slice::from_ref(&view), Mode::Cohort)[0];
        let value = figure.value.unwrap();
        assert_eq!((value.won, value.gap, value.open), (200.into(), 500.into(), 60.into()));
        assert!((value.attainment.unwrap() - 2.0 / 7.0).abs() < 1e-12);
        assert!((value.coverage.unwrap() - 0.12).abs() < 1e-12);
        let deals = figure.deals.unwrap();
        assert_eq!((deals.won, deals.gap), (1, 2));
        // 500 / 150 = 3.3, so 4 deals; 4 / ½ = 8, 4 / ⅔ = 6
        assert_eq!((figure.needed.deals, figure.needed.cost), (Some(4), Some(60.into())));
        let rows: Vec<_> =
            figure.needed.stages.iter().map(|s| (s.leads, s.open, s.net, s.median_days)).collect();
        let expected = [
            (Some(8), 0, Some(8), Some(30.0)),
            (Some(6), 2, Some(4), Some(13.0)),
            (Some(6), 0, Some(6), Some(10.0)),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn reached_unknown_and_deals_alone() {
        let mut workspace = half();
        let quarter = target("2026-Q2", Some(150), None);
        let mut owner = target("2026-Q2", Some(150), None);
        owner.owner = Some("joko".into());
        let mut elsewhere = quarter.clone();
        elsewhere.pipeline = Some("other".into());
        workspace.config.targets = vec![quarter, owner, elsewhere, target("2026-06", None, Some(2))];
        let view = workspace.view();
        let figures = targets(&view, std::slice::from_ref(&view), Mode::Cohort);
        assert_eq!(figures.len(), 3);
        let reached = figures[0].value.unwrap();
        assert_eq!((reached.gap, reached.coverage, figures[0].needed.deals), (0.into(), None, Some(0)));
        assert_eq!(figures[0].needed.stages[0].leads, Some(0));
        // joko has won nothing, so there is no average to reckon with
        assert_eq!((figures[1].value.unwrap().gap, figures[1].needed.deals), (150.into(), None));
        assert!(figures[1].needed.stages.iter().all(|stage| stage.leads.is_none()));
        assert_eq!((figures[2].value, figures[2].needed.deals), (None, Some(2)));
        assert_eq!(targets(&view.of(Some("siti")), std::slice::from_ref(&view), Mode::Cohort), []);
    }

    #[test]
    fn whole_on_paper_is_whole_here() {
        assert_eq!(leads_for(3, 0.1 * 0.1 * 10.0), Some(30));
        assert_eq!(leads_for(7, 0.7), Some(10));
        assert_eq!(leads_for(1, 0.3), Some(4));
        assert_eq!(leads_for(1, 0.0), None);
    }
}
