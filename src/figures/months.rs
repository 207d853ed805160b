//! The period month by month.

use chrono::Datelike;
use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::pipeline::{Day, Decimal};

/// One calendar month of the period. Only days of the period count, so that
/// the months together are the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Month {
    /// `2026-11`.
    pub month: String,
    /// The fiscal quarter it is in, `FY2027-Q3`; absent where years are the calendar's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarter: Option<String>,
    /// Leads created.
    pub new: u64,
    /// Attempts won.
    pub won: u64,
    /// Attempts lost.
    pub lost: u64,
    /// Value of the leads won.
    pub won_value: Decimal,
}

/// The period's calendar months, in order.
pub fn months(view: &View<'_>) -> Vec<Month> {
    let first = number(view.period.from);
    let years = view.workspace.config.fiscal_years;
    let empty = |day: Day| Month {
        month: day.format("%Y-%m").to_string(),
        quarter: years.own_quarter(day),
        new: 0,
        won: 0,
        lost: 0,
        won_value: Decimal::ZERO,
    };
    let mut months: Vec<Month> = view.period.months().into_iter().map(empty).collect();
    let place = |day: Day| usize::try_from(number(day) - first).unwrap_or(usize::MAX);
    for (_, attempt) in view.begun().filter(|(_, attempt)| attempt.number == 0) {
        if let Some(month) = months.get_mut(place(attempt.start)) {
            month.new += 1;
        }
    }
    for closing in view.closings() {
        let Some(month) = months.get_mut(place(closing.outcome.day)) else { continue };
        if !closing.outcome.won {
            month.lost += 1;
            continue;
        }
        month.won += 1;
        if let Ok(value) = closing.tracked.value
            && !closing.superseded
        {
            month.won_value += value;
        }
    }
    months.iter_mut().for_each(|month| month.won_value = view.round(month.won_value));
    months
}

/// Months since the year 0.
fn number(day: Day) -> i32 {
    day.year() * 12 + day.month0() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn only_days_of_the_period() {
        let mut workspace = workspace(&[
            ("before", "prospect 2025-12-14, won 2026-01-15"),
            ("a", "prospect 2025-12-15, lost 2025-12-31, prospect 2026-01-01, won 2026-02-10"),
            ("b", "prospect 2026-02-01, won 2026-02-02, prospect 2026-02-03"),
            ("after", "prospect 2026-02-11"),
        ]);
        workspace.from("2025-12-15");
        workspace.to("2026-02-10");
        for id in ["before", "a", "b"] {
            workspace.value(id, 100);
        }
        let row = |m: &Month| (m.month.clone(), [m.new, m.won, m.lost], m.won_value.to_string());
        let rows: Vec<_> = months(&workspace.view()).iter().map(row).collect();
        let expected =
            [("2025-12", [1, 0, 1], "0"), ("2026-01", [0, 1, 0], "100"), ("2026-02", [1, 2, 0], "100")];
        assert_eq!(rows, expected.map(|(month, counts, value)| (month.to_owned(), counts, value.to_owned())));
    }
}
