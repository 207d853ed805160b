//! How long it takes to win.

use schemars::JsonSchema;
use serde::Serialize;

use super::percentile::{mean, percentile};
use super::{View, is_few};

/// **Sales cycle**: days from an attempt's start to won, over attempts won in
/// the period; percentiles linear, type 7.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
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
    /// Whether n is from 1 to 4: too few to show them to people.
    pub few: bool,
}

impl CycleDays {
    /// Median and 90th percentile, where there are enough to show them to people.
    pub fn shown(&self) -> Option<(f64, f64)> {
        self.median.zip(self.p90).filter(|_| !self.few)
    }
}

/// Takes the cycles of the attempts won.
pub fn cycle_days(views: &[View<'_>]) -> CycleDays {
    let (mut days, mut unknown) = (Vec::new(), 0);
    for closing in views.iter().flat_map(View::closings).filter(|closing| closing.outcome.won) {
        match closing.days() {
            Some(cycle) => days.push(cycle),
            None => unknown += 1,
        }
    }
    days.sort_unstable();
    CycleDays {
        n: days.len() as u64,
        unknown,
        mean: mean(&days),
        median: percentile(&days, 0.5),
        p75: percentile(&days, 0.75),
        p90: percentile(&days, 0.9),
        few: is_few(days.len() as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn a_later_attempt_counts_from_its_restart() {
        let workspace = workspace(&[
            ("ten", "prospect 2026-01-01, qualified 2026-01-05, won 2026-01-11"),
            ("twenty", "prospect 2025-12-22, won 2026-01-11"),
            ("again", "prospect 2025-01-01, lost 2025-02-01, qualified 2026-03-01, won 2026-03-04"),
            ("created-won", "won 2026-03-04"),
            ("lost", "prospect 2026-01-01, lost 2026-02-01"),
        ]);
        let cycle = cycle_days(&[workspace.view()]);
        assert_eq!((cycle.n, cycle.unknown), (3, 1));
        assert_eq!((cycle.mean, cycle.median), (Some(11.0), Some(10.0)));
        assert_eq!((cycle.p75, cycle.p90), (Some(15.0), Some(18.0)));
    }

    #[test]
    fn nothing_won_has_no_cycle() {
        let cycle = cycle_days(&[workspace(&[]).view()]);
        assert_eq!((cycle.n, cycle.mean, cycle.p90), (0, None, None));
    }
}
