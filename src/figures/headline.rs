//! The figures a manager asks first, for one pipeline or several together.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Conversion, CycleDays, Lost, New, Open, Rate, View, Won};
use super::{conversion, cycle_days, lost, new, open, velocity_per_day, win_rate, won};
use crate::pipeline::Decimal;

/// **Headline** figures. Of several pipelines: counts and money are summed,
/// rates, averages and percentiles are taken over all attempts anew.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Headline {
    /// Leads created in the period.
    pub new: New,
    /// Of the new, how many were won by the as-of date.
    pub conversion: Conversion,
    /// What is open at the as-of date.
    pub open: Open,
    /// What was won in the period.
    pub won: Won,
    /// What was lost in the period.
    pub lost: Lost,
    /// Won / closed, over attempts closed in the period.
    pub win_rate: Rate,
    /// Days from start to won, over attempts won in the period.
    pub cycle_days: CycleDays,
    /// Open count × win rate × average deal / mean cycle.
    pub velocity_per_day: Option<Decimal>,
}

/// The headline figures of some pipelines.
pub fn headline(views: &[View<'_>]) -> Headline {
    Headline {
        new: new(views),
        conversion: conversion(views),
        open: open(views),
        won: won(views),
        lost: lost(views),
        win_rate: win_rate(views),
        cycle_days: cycle_days(views),
        velocity_per_day: velocity_per_day(views),
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use crate::figures::testing::workspace;

    /// A rate of the whole is not the mean of rates.
    #[test]
    fn several_are_counted_anew() {
        let workspace = workspace(&[
            ("a", "prospect 2026-01-01, won 2026-01-11"),
            ("b", "prospect 2026-01-01, lost 2026-01-11"),
            ("c", "partners/prospect 2026-01-01, partners/won 2026-01-31"),
            ("d", "partners/prospect 2026-01-01, partners/won 2026-02-10"),
            ("e", "partners/prospect 2026-01-01"),
        ]);
        let mut workspace = workspace.with_partners();
        workspace.value("a", 100);
        workspace.value("c", 201);
        workspace.value("e", 50);
        let both = headline(&[workspace.view(), workspace.view_of(1)]);
        assert_eq!((both.new.count, both.open.count, both.lost.count), (5, 1, 1));
        assert_eq!(both.win_rate, Rate::new(3, 4));
        assert_eq!(both.conversion, Conversion { rate: Rate::new(3, 5), open: 1 });
        assert_eq!((both.won.value, both.won.average), (301.into(), Some(150.into())));
        assert_eq!((both.cycle_days.median, both.open.weighted), (Some(30.0), 5.into()));
    }

    /// A lead that went from one to the other is one lead, worth what it is once.
    #[test]
    fn a_lead_of_both_counts_once() {
        let leads = [
            ("open", "prospect 2026-01-01, partners/prospect 2026-02-01"),
            ("won", "prospect 2026-01-01, partners/prospect 2026-02-01, partners/won 2026-02-11"),
            ("won-before", "prospect 2026-01-01, won 2026-01-05, partners/prospect 2026-02-01"),
        ];
        let mut workspace = workspace(&leads).with_partners();
        leads.iter().for_each(|(id, _)| workspace.value(id, 100));
        let of = |views: &[View<'_>]| {
            let head = headline(views);
            let conversion = (head.conversion.rate.n, head.conversion.rate.value, head.conversion.open);
            let won = (head.won.count, head.won.superseded, head.won.value);
            (head.new.count, conversion, (head.open.count, head.open.value), won)
        };
        let (sales, partners) = (workspace.view(), workspace.view_of(1));
        let rate = Some(2.0 / 3.0);
        assert_eq!(of(from_ref(&sales)), (3, (3, rate, 1), (0, 0.into()), (1, 1, 0.into())));
        assert_eq!(of(from_ref(&partners)), (0, (0, None, 0), (2, 200.into()), (1, 0, 100.into())));
        assert_eq!(of(&[sales, partners]), (3, (3, rate, 1), (2, 200.into()), (2, 1, 100.into())));
    }
}
