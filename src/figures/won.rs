//! What was won.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounds::Rounds;
use super::{Total, View};
use crate::pipeline::Decimal;

/// **Won**: attempts won in the period. Money is carried by a lead's latest
/// attempt: an earlier win is superseded. **Average deal** is won value / won
/// leads that have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Won {
    /// Attempts won.
    pub count: u64,
    /// Value of the leads won.
    pub value: Decimal,
    /// Won leads without a value.
    pub unvalued: u64,
    /// Wins that a later attempt of the same lead took over: counted, not
    /// valued, not in the average.
    pub superseded: u64,
    /// Value / won leads that have one.
    pub average: Option<Decimal>,
    /// What twelve months of the recurring lines of the leads won are worth.
    pub annual: Decimal,
}

/// Sums up the attempts won.
pub fn won(views: &[View<'_>]) -> Won {
    let (total, superseded) = total(views, true);
    Won {
        count: total.valued + total.unvalued + superseded,
        value: total.value(views),
        unvalued: total.unvalued,
        superseded,
        average: total.average(views),
        annual: views.round(annual(views)),
    }
}

/// What twelve months of what was won are worth.
fn annual(views: &[View<'_>]) -> Decimal {
    let carrying = |view: &'_ View<'_>| {
        let won = view.closings().filter(|closing| closing.outcome.won && !closing.superseded);
        let annual = won.map(|closing| closing.tracked.annual(&view.workspace.config));
        annual.fold(Decimal::ZERO, Decimal::saturating_add)
    };
    views.iter().map(carrying).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// The value of the attempts won (or lost) in the period that are their lead's
/// latest, and how many are not.
pub(super) fn total(views: &[View<'_>], won: bool) -> (Total, u64) {
    let (mut total, mut superseded) = (Total::default(), 0);
    for closing in views.iter().flat_map(View::closings).filter(|closing| closing.outcome.won == won) {
        if closing.superseded {
            superseded += 1;
        } else {
            total.add(closing.tracked.value.ok());
        }
    }
    (total, superseded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{usd, workspace};

    #[test]
    fn earlier_wins_are_counted_and_not_valued() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01, won 2026-02-01"),
            ("again-open", "prospect 2026-01-01, won 2026-02-01, prospect 2026-03-01"),
            ("twice", "prospect 2026-01-01, won 2026-02-01, prospect 2026-03-01, won 2026-04-01"),
            ("unvalued", "won 2026-04-01"),
            ("corrected", "prospect 2026-01-01, won 2026-02-01, lost 2026-03-01"),
            ("before", "prospect 2025-01-01, won 2025-12-31"),
        ]);
        for id in ["a", "again-open", "corrected", "before"] {
            workspace.value(id, 100);
        }
        workspace.value("twice", 251);
        let expected = Won {
            count: 5,
            value: 351.into(),
            unvalued: 1,
            superseded: 2,
            average: Some(176.into()),
            annual: 0.into(),
        };
        assert_eq!(won(&[workspace.view()]), expected);
    }

    #[test]
    fn a_win_takes_the_rate_of_its_day() {
        let mut workspace = workspace(&[("a", "won 2026-02-01"), ("b", "won 2025-06-01")]);
        workspace.from("2025-01-01");
        workspace.lead("a").value = Some(usd(1));
        workspace.lead("b").value = Some(usd(1)); // no rate that early
        let won = won(&[workspace.view()]);
        assert_eq!((won.value, won.unvalued), (16_250.into(), 1));
    }

    #[test]
    fn nothing_won() {
        let won = won(&[workspace(&[]).view()]);
        assert_eq!((won.count, won.average), (0, None));
    }
}
