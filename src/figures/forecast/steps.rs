//! The days ahead that something is asked of.

use super::aimed::Aim;
use super::gather::number;
use crate::pipeline::{Day, Period};

/// Days ahead that something is asked of: month ends, the last day, the ends of targets and
/// the days before they begin.
pub fn steps(as_of: Day, until: Day, aims: &[Aim<'_>]) -> Vec<i32> {
    let ahead = |day: Day| number(day) - number(as_of);
    let months = month_ends(as_of, until).into_iter().map(ahead);
    let aimed = aims.iter().map(|aim| aim.days(as_of)).flat_map(|(after, to)| after.into_iter().chain([to]));
    let mut steps: Vec<i32> = months.chain(aimed).collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// The last days of the months ahead, the last of them the forecast's.
pub fn month_ends(as_of: Day, until: Day) -> Vec<Day> {
    let months = Period { from: as_of, to: until }.months().into_iter();
    let ends = months.filter_map(|first| first.checked_add_months(chrono::Months::new(1))?.pred_opt());
    let mut ends: Vec<Day> = ends.filter(|end| as_of < *end && *end < until).collect();
    ends.push(until);
    ends
}
