//! How long attempts stay in a stage.

use schemars::JsonSchema;
use serde::Serialize;

use super::percentile::percentile;
use super::{Tracked, View, is_few};
use crate::pipeline::Day;

/// How days are spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Days {
    /// How many there are.
    pub n: u64,
    /// Their median.
    pub median: Option<f64>,
    /// Their 90th percentile.
    pub p90: Option<f64>,
    /// Whether n is from 1 to 4: too few to show them to people.
    pub few: bool,
}

impl Days {
    fn of(mut days: Vec<i64>) -> Self {
        days.sort_unstable();
        let n = days.len() as u64;
        Self { n, median: percentile(&days, 0.5), p90: percentile(&days, 0.9), few: is_few(n) }
    }

    /// Median and 90th percentile, where there are enough to show them to people.
    pub fn shown(&self) -> Option<(f64, f64)> {
        self.median.zip(self.p90).filter(|_| !self.few)
    }
}

/// **Time in stage**, for one open stage; the two are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TimeInStage {
    /// Stays that ended in the period, one a visit, by moving on, back or closing.
    pub stay_days: Days,
    /// Ages of the stays that last at the as-of date.
    pub age_days: Days,
}

/// One visit of a lead to a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The index of the stage.
    pub stage: usize,
    /// The day it began.
    pub from: Day,
    /// How long it took, or has lasted at the as-of date.
    pub days: i64,
    /// Whether it ended in the period; else it lasts.
    pub ended: bool,
}

/// The visits that ended in the period or last at the as-of date.
pub fn visits<'v, 'w>(view: &'v View<'w>) -> impl Iterator<Item = (&'v Tracked<'w>, Visit)> {
    let mine = |tracked: &'v Tracked<'w>| tracked.attempts.iter().filter(|own| view.is_mine(tracked, own));
    let stays = view.each().flat_map(move |t| mine(t).flat_map(|own| &own.stays).map(move |stay| (t, stay)));
    stays.filter_map(|(tracked, stay)| {
        let until = match stay.to {
            None => view.as_of,
            Some(to) if stay.end_known && view.period.contains(to) => to,
            Some(_) => return None,
        };
        let days = (until - stay.from).num_days();
        Some((tracked, Visit { stage: stay.stage, from: stay.from, days, ended: stay.to.is_some() }))
    })
}

/// The time in each open stage, in order.
pub fn time_in_stage(view: &View<'_>) -> Vec<TimeInStage> {
    let open = view.pipeline.open_stages();
    let (mut stays, mut ages) = (vec![Vec::new(); open], vec![Vec::new(); open]);
    for (_, visit) in visits(view) {
        let days = if visit.ended { &mut stays } else { &mut ages };
        if let Some(days) = days.get_mut(visit.stage) {
            days.push(visit.days);
        }
    }
    let pairs = stays.into_iter().zip(ages);
    pairs.map(|(stays, ages)| TimeInStage { stay_days: Days::of(stays), age_days: Days::of(ages) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn one_a_visit_and_ages_apart() {
        let workspace = workspace(&[
            (
                "moves",
                "prospect 2026-01-01, prospect 2026-01-03, qualified 2026-01-05, prospect 2026-01-06, lost 2026-01-16",
            ),
            ("before", "prospect 2025-01-01, qualified 2025-02-01, lost 2025-03-01"),
            ("ends-in", "prospect 2025-12-03, won 2026-01-01"),
            ("corrected", "qualified 2026-02-01, won 2026-02-04, lost 2026-03-01"),
            ("open", "prospect 2026-05-31, qualified 2026-06-20"),
        ]);
        let times = time_in_stage(&workspace.view());
        // prospect: 4, 10, 29 and 20 days; qualified: 1, 3; open there for 10
        let days = |n, median, p90| Days { n, median: Some(median), p90: Some(p90), few: true };
        assert_eq!(times[0].stay_days, days(4, 15.0, 26.3));
        assert_eq!(times[0].age_days, Days::default());
        assert_eq!(times[1].stay_days, days(2, 2.0, 2.8));
        assert_eq!(times[1].age_days, days(1, 10.0, 10.0));
    }

    #[test]
    fn going_to_another_pipeline_ends_a_stay() {
        let workspace =
            workspace(&[("a", "prospect 2026-05-01, partners/prospect 2026-05-11")]).with_partners();
        let of = |index| {
            let time = time_in_stage(&workspace.view_of(index))[0];
            (time.stay_days.median, time.age_days.median)
        };
        assert_eq!((of(0), of(1)), ((Some(10.0), None), (None, Some(50.0))));
    }
}
