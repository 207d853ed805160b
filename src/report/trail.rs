//! The headline figures month by month, each over a period as long as the report's.

use chrono::Months;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::ReportOptions;
use super::past::{PastLeads, Remembered};
use crate::figures::{self, View};
use crate::pipeline::{Day, Decimal, Period};

/// How many points a line has, the report's own included.
const POINTS: u32 = 12;

/// The headline figures as of another day, over the report's period moved back
/// as far; values, owners and expected dates are those the files hold now.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TrailPoint {
    /// The date.
    pub as_of: Day,
    /// Value of the open leads.
    pub open_value: Decimal,
    /// Value of the leads won.
    pub won_value: Decimal,
    /// Won / closed.
    pub win_rate: Option<f64>,
    /// How many closed.
    pub closed: u64,
    /// Won / new.
    pub conversion: Option<f64>,
    /// Median days from start to won.
    pub cycle_median: Option<f64>,
    /// Over how many wins.
    pub cycle_n: u64,
    /// Value / won leads that have one.
    pub average: Option<Decimal>,
    /// Earned in a day.
    pub velocity_per_day: Option<Decimal>,
    /// Leads created.
    pub new: u64,
}

/// The same day of the twelve months that end at the as-of date, oldest first,
/// of each pipeline.
pub(super) fn trails(
    views: &[View<'_>],
    options: &ReportOptions,
    past: Option<(&PastLeads, &Remembered<Vec<TrailPoint>>)>,
) -> Vec<Vec<TrailPoint>> {
    let Some(period) = options.period.cut_at(options.as_of) else { return vec![Vec::new(); views.len()] };
    let moved = |back: u32| {
        let day = |day: Day| day.checked_sub_months(Months::new(back));
        Some((day(options.as_of)?, Period::new(day(period.from)?, day(period.to)?)?))
    };
    let points = |back: u32| {
        let at = moved(back)?;
        let make = || views.iter().map(|view| point(view, at)).collect();
        Some(past.map_or_else(make, |(leads, known)| leads.unweighted(known, at, make)))
    };
    let days: Vec<Vec<TrailPoint>> = (0..POINTS).into_par_iter().rev().filter_map(points).collect();
    let of = |at: usize| days.iter().filter_map(|points| points.get(at).cloned()).collect();
    (0..views.len()).map(of).collect()
}

fn point(view: &View<'_>, (as_of, period): (Day, Period)) -> TrailPoint {
    let view = view.before(as_of, period);
    let view = std::slice::from_ref(&view);
    let (won, win_rate, cycle) = (figures::won(view), figures::win_rate(view), figures::cycle_days(view));
    TrailPoint {
        as_of,
        open_value: figures::open(view).value,
        won_value: won.value,
        win_rate: win_rate.value,
        conversion: figures::conversion(view).rate.value,
        closed: win_rate.n,
        cycle_n: cycle.n,
        cycle_median: cycle.median,
        average: won.average,
        velocity_per_day: figures::velocity_per_day(view),
        new: figures::new(view).count,
    }
}
