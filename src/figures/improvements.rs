//! What the team changed, before and after.

use chrono::Days as Span;
use schemars::JsonSchema;
use serde::Serialize;

use super::fisher::fisher;
use super::holm::LEVEL;
use super::{Days, Mode, Rate, View, flows, time_in_stage};
use crate::pipeline::{Day, Improvement, Period};

/// **Improvement**: the stage it is meant for in the days from its first to the
/// as-of date, and in as many before. Both are judged at the as-of date, so
/// that entries of before were followed for longer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Improved {
    /// The stage's id.
    pub stage: String,
    /// What people call the stage.
    pub label: String,
    /// The first day it held.
    pub from: Day,
    /// The id of who leads it.
    pub owner: Option<String>,
    /// What is done differently.
    pub action: String,
    /// As many days before; `null` where it has not begun.
    pub before: Option<StageDays>,
    /// From its first day to the as-of date; `null` where it has not begun.
    pub after: Option<StageDays>,
    /// Two-sided p of Fisher's exact test of advanced and lost, after against
    /// before; `null` where either has none.
    pub p: Option<f64>,
    /// Whether the settled conversion differs beyond chance: p is at most 5 %.
    pub differs: bool,
}

/// A stage in some days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StageDays {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Attempts that entered the stage in these days.
    pub entered: u64,
    /// Of these, reached a further stage by the as-of date.
    pub advanced: u64,
    /// Of these, lost here.
    pub lost: u64,
    /// advanced / (advanced + lost).
    pub settled: Rate,
    /// Stays that ended in these days.
    pub stay_days: Days,
}

/// Every improvement of a stage of the pipeline, in the configuration's order.
pub fn improvements(view: &View<'_>) -> Vec<Improved> {
    let mine =
        |improvement: &&Improvement| improvement.pipeline.as_deref().is_none_or(|id| id == view.pipeline.id);
    let all = view.workspace.config.improvements.iter().filter(mine);
    all.filter_map(|improvement| improved(view, improvement)).collect()
}

fn improved(view: &View<'_>, improvement: &Improvement) -> Option<Improved> {
    let at = view.pipeline.stage_index(&improvement.stage).filter(|at| *at < view.pipeline.open_stages())?;
    let stage = view.pipeline.stages.get(at)?;
    let after = Period::new(improvement.from, view.as_of);
    let before = after.and_then(|after| {
        let to = after.from.pred_opt()?;
        Some(Period { from: to.checked_sub_days(Span::new(after.days() as u64 - 1))?, to })
    });
    let (before, after) =
        (before.and_then(|days| side(view, at, days)), after.and_then(|days| side(view, at, days)));
    let p = before.zip(after).and_then(|(before, after)| {
        let both = before.settled.n > 0 && after.settled.n > 0;
        both.then(|| fisher(after.advanced, after.lost, before.advanced, before.lost))
    });
    Some(Improved {
        stage: stage.id.clone(),
        label: stage.label.clone(),
        from: improvement.from,
        owner: improvement.owner.clone(),
        action: improvement.action.clone(),
        before,
        after,
        p,
        differs: p.is_some_and(|p| p <= LEVEL),
    })
}

fn side(view: &View<'_>, stage: usize, days: Period) -> Option<StageDays> {
    let view = view.over(days);
    let flow = flows(&view, Mode::Entered).into_iter().nth(stage)?;
    let time = time_in_stage(&view).into_iter().nth(stage)?;
    Some(StageDays {
        from: days.from,
        to: days.to,
        entered: flow.entered,
        advanced: flow.advanced,
        lost: flow.lost,
        settled: flow.settled,
        stay_days: time.stay_days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{day, workspace};

    fn change(stage: &str, from: &str) -> Improvement {
        Improvement {
            stage: stage.into(),
            pipeline: None,
            from: day(from),
            owner: None,
            action: "Ask".into(),
        }
    }

    /// From 1 June to 30 June are 30 days; the 30 before are 2 May to 31 May.
    #[test]
    fn as_many_days_before_and_after() {
        let mut workspace = workspace(&[
            ("too-old", "qualified 2026-05-01, lost 2026-05-02"),
            ("before", "prospect 2026-04-01, qualified 2026-05-02, lost 2026-05-12"),
            ("before-too", "qualified 2026-05-31, proposal 2026-06-20"),
            ("after", "qualified 2026-06-01, proposal 2026-06-03"),
            ("after-open", "qualified 2026-06-30"),
            ("skips", "prospect 2026-06-01, won 2026-06-30"),
        ]);
        workspace.config.improvements = vec![
            change("qualified", "2026-06-01"),
            change("prospect", "2026-07-01"),
            change("won", "2026-06-01"),
        ];
        let figures = improvements(&workspace.view());
        assert_eq!(figures.len(), 2);
        let (before, after) = (figures[0].before.unwrap(), figures[0].after.unwrap());
        assert_eq!((before.from, before.to), (day("2026-05-02"), day("2026-05-31")));
        assert_eq!((after.from, after.to), (day("2026-06-01"), day("2026-06-30")));
        assert_eq!((before.entered, before.settled), (2, Rate::new(1, 2)));
        assert_eq!((after.entered, after.settled), (3, Rate::new(2, 2)));
        // ended in the days: 10 days (and the older one's 1 on 2 May), then 20 and 2
        assert_eq!((before.stay_days.n, before.stay_days.median), (2, Some(5.5)));
        assert_eq!((after.stay_days.n, after.stay_days.median), (2, Some(11.0)));
        assert!((figures[0].p.unwrap() - 1.0).abs() < 1e-12 && !figures[0].differs);
        assert!(figures[1].before.is_none() && figures[1].after.is_none() && figures[1].p.is_none());
    }
}
