//! What is expected to close, and when.

use std::collections::BTreeMap;

use chrono::Datelike;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Total, Tracked, View};
use crate::pipeline::{Day, Decimal};

/// **Closing ahead**: the open leads by the month of their expected close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClosingAhead {
    /// The months that leads are expected to close in, in order.
    pub months: Vec<ClosingMonth>,
    /// Leads whose expected date is before the as-of date.
    pub overdue: Expected,
    /// Leads without an expected date.
    pub undated: Expected,
}

/// One month ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClosingMonth {
    /// `2026-12`.
    pub month: String,
    /// The fiscal quarter it is in, `FY2027-Q3`; absent where years are the calendar's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarter: Option<String>,
    /// What is expected in it.
    #[serde(flatten)]
    pub expected: Expected,
}

/// Open leads that are expected together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Expected {
    /// Open leads.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
    /// Their weighted value.
    pub weighted: Decimal,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    total: Total,
    weighted: Decimal,
}

impl Sum {
    fn expected(&self, view: &View<'_>) -> Expected {
        Expected {
            count: self.total.valued + self.total.unvalued,
            value: self.total.value(view),
            weighted: view.round(self.weighted),
        }
    }
}

/// Sums up the open leads by when they are expected to close.
pub fn closing_ahead(view: &View<'_>) -> ClosingAhead {
    closing_by(view, &|tracked| tracked.lead.expected_close)
}

/// The same by another day for each lead.
pub(super) fn closing_by(view: &View<'_>, expected: &dyn Fn(&Tracked<'_>) -> Option<Day>) -> ClosingAhead {
    let (mut months, mut overdue, mut undated) = (BTreeMap::new(), Sum::default(), Sum::default());
    for (tracked, _) in view.open() {
        let sum = match expected(tracked) {
            None => &mut undated,
            // What was expected while it is parked is expected no more.
            Some(day) if day < view.as_of && tracked.lead.is_held(view.as_of) => &mut undated,
            Some(day) if day < view.as_of => &mut overdue,
            Some(day) => months.entry((day.year(), day.month())).or_default(),
        };
        sum.total.add(tracked.value.ok());
        sum.weighted += tracked.weighted;
    }
    let years = view.workspace.config.fiscal_years;
    let month = |((year, month), sum): ((i32, u32), Sum)| ClosingMonth {
        month: format!("{year:04}-{month:02}"),
        quarter: Day::from_ymd_opt(year, month, 1).and_then(|day| years.own_quarter(day)),
        expected: sum.expected(view),
    };
    ClosingAhead {
        months: months.into_iter().map(month).collect(),
        overdue: overdue.expected(view),
        undated: undated.expected(view),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{day, workspace};

    #[test]
    fn overdue_and_undated_stand_apart() {
        let mut workspace = workspace(&[
            ("today", "prospect 2026-01-01"),
            ("next-year", "qualified 2026-01-01"),
            ("next-year-too", "proposal 2026-01-01"),
            ("overdue", "prospect 2026-01-01"),
            ("undated", "prospect 2026-01-01"),
            ("won", "won 2026-01-01"),
        ]);
        let dates = [("today", "2026-06-30"), ("next-year", "2027-01-01"), ("next-year-too", "2027-01-31")];
        for (id, date) in dates.into_iter().chain([("overdue", "2026-06-29"), ("won", "2026-08-01")]) {
            workspace.lead(id).expected_close = Some(day(date));
            workspace.value(id, 100);
        }
        let expected = |count, value: i64, weighted: i64| Expected {
            count,
            value: value.into(),
            weighted: weighted.into(),
        };
        let month = |month: &str, expected| ClosingMonth { month: month.to_owned(), quarter: None, expected };
        let figure = ClosingAhead {
            months: vec![month("2026-06", expected(1, 100, 10)), month("2027-01", expected(2, 200, 25))],
            overdue: expected(1, 100, 10),
            undated: expected(1, 0, 0),
        };
        assert_eq!(closing_ahead(&workspace.view()), figure);
    }
}
