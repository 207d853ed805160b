//! How likely an attempt is won by so many days.

use schemars::JsonSchema;
use serde::Serialize;

use super::incidence::{Followed, Incidence};
use super::{Tracked, View, is_few};

/// The ages the curves are read at, in days.
const AGES: [i64; 7] = [7, 14, 30, 60, 90, 180, 365];

/// **Time to win**: Aalen–Johansen cumulative incidence of won and of lost over
/// attempts begun in the period, open ones censored at the as-of date and those of
/// leads that went to another pipeline on that day. Leads
/// created in won or lost had no way there and are not in it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TimeToWin {
    /// Attempts followed.
    pub n: u64,
    /// Of these, won by the as-of date.
    pub won: u64,
    /// Of these, lost.
    pub lost: u64,
    /// Of these, still open, or gone to another pipeline.
    pub censored: u64,
    /// The days by which half are won; `null` where that is not reached.
    pub median: Option<i64>,
    /// The curves at 7, 14, 30, 60, 90, 180 and 365 days.
    pub at_days: Vec<AtDays>,
}

/// The curves at one age.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AtDays {
    /// The age in days.
    pub days: i64,
    /// The probability of having been won by then; `null` beyond the longest follow-up.
    pub won: Option<f64>,
    /// The probability of having been lost by then.
    pub lost: Option<f64>,
    /// How many were followed for at least so long.
    pub at_risk: u64,
    /// Whether that is from 1 to 4: too few to show the curves to people there.
    pub few: bool,
}

impl AtDays {
    /// Won and lost, where enough are followed to show them to people.
    pub fn shown(&self) -> Option<(f64, f64)> {
        self.won.zip(self.lost).filter(|_| !self.few && self.at_risk > 0)
    }
}

/// The attempts begun in the period, each with how long it was followed; those
/// created closed went no way.
pub fn followed<'v, 'w>(view: &'v View<'w>) -> impl Iterator<Item = (&'v Tracked<'w>, Followed)> {
    let began = view.begun().filter(|(_, attempt)| !attempt.stays.is_empty());
    began.map(|(tracked, attempt)| {
        let until = attempt.end().unwrap_or(view.as_of);
        let won = attempt.outcome.map(|outcome| outcome.won);
        (tracked, Followed { days: (until - attempt.start).num_days(), won })
    })
}

/// Follows the attempts begun in the period.
pub fn time_to_win(view: &View<'_>) -> TimeToWin {
    let followed: Vec<Followed> = followed(view).map(|(_, followed)| followed).collect();
    let count = |ended| followed.iter().filter(|attempt| attempt.won == ended).count() as u64;
    let (won, lost, censored) = (count(Some(true)), count(Some(false)), count(None));
    let curve = Incidence::of(followed);
    let at = |days| {
        let step = curve.at(days);
        let (won, lost) = (step.map(|step| step.won), step.map(|step| step.lost));
        let at_risk = curve.at_risk(days);
        AtDays { days, won, lost, at_risk, few: is_few(at_risk) }
    };
    TimeToWin {
        n: won + lost + censored,
        won,
        lost,
        censored,
        median: curve.median(),
        at_days: AGES.map(at).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    /// Followed: won at 0 and at 10, lost at 20, open for 40.
    #[test]
    fn by_hand() {
        let workspace = workspace(&[
            ("same-day", "prospect 2026-05-01, won 2026-05-01"),
            ("ten", "prospect 2026-05-01, won 2026-05-11"),
            ("again", "prospect 2025-05-01, lost 2025-05-02, prospect 2026-05-01, lost 2026-05-21"),
            ("open", "prospect 2026-05-21"),
            ("created-won", "won 2026-05-01"),
            ("created-lost", "lost 2026-05-01"),
            ("older", "prospect 2025-12-31, won 2026-05-01"),
        ]);
        let figure = time_to_win(&workspace.view());
        assert_eq!((figure.n, figure.won, figure.lost, figure.censored), (4, 2, 1, 1));
        assert_eq!(figure.median, Some(10));
        let rows: Vec<_> =
            figure.at_days.iter().map(|row| (row.days, row.won, row.lost, row.at_risk)).collect();
        let expected = [
            (7, Some(0.25), Some(0.0), 3),
            (14, Some(0.5), Some(0.0), 2),
            (30, Some(0.5), Some(0.25), 1),
            (60, None, None, 0),
        ];
        assert_eq!(rows[..4], expected);
        assert_eq!(rows.len(), 7);
    }

    #[test]
    fn what_went_elsewhere_is_censored_that_day() {
        let went = "prospect 2026-05-01, partners/prospect 2026-05-08, partners/won 2026-05-10";
        let workspace = workspace(&[("went", went), ("won", "prospect 2026-05-01, won 2026-05-11")]);
        let workspace = workspace.with_partners();
        let figure = time_to_win(&workspace.view());
        assert_eq!((figure.n, figure.won, figure.lost, figure.censored), (2, 1, 0, 1));
        // of the one that is followed beyond a week, all are won
        assert_eq!(
            (figure.median, figure.at_days[0].at_risk, figure.at_days[0].won),
            (Some(10), 2, Some(0.0))
        );
        let there = time_to_win(&workspace.view_of(1));
        assert_eq!((there.n, there.won, there.median), (1, 1, Some(2)));
    }
}
