//! What became of the past: the trend and the slips.

use std::borrow::Borrow;
use std::cmp::Ordering;

use crate::figures::Slips;
use crate::report::{Said, Sentence, TrendPoint, TrendSource};

/// What became of the open value; days that git knows are not compared with
/// days it does not.
pub fn trend<P: Borrow<TrendPoint>>(points: &[P]) -> Sentence {
    let known = known(points).unwrap_or(0);
    let from = points.get(known).filter(|_| known + 1 < points.len()).or(points.first());
    let (Some(first), Some(last)) = (from, points.last()) else { return Sentence::new("trend-none", []) };
    let (first, last) = (first.borrow(), last.borrow());
    let unvalued = first.open.value.is_zero() && last.open.value.is_zero();
    let say = match last.open.value.cmp(&first.open.value) {
        _ if unvalued && last.open.count + first.open.count == 0 => "trend-none",
        _ if unvalued => "trend-count",
        Ordering::Greater => "trend-up",
        Ordering::Less => "trend-down",
        Ordering::Equal => "trend-same",
    };
    let with = [
        ("date", Said::Date(first.date)),
        ("then", first.open.value.into()),
        ("value", last.open.value.into()),
        ("n", last.open.count.into()),
        ("before", first.open.count.into()),
    ];
    Sentence::new(say, with)
}

/// The first day that is not of the leads' own histories.
fn known<P: Borrow<TrendPoint>>(points: &[P]) -> Option<usize> {
    points.iter().position(|point| point.borrow().source != TrendSource::History)
}

/// Where the days of a trend come from.
pub fn trend_sources<P: Borrow<TrendPoint>>(points: &[P]) -> Sentence {
    match known(points).map(|at| (at, points[at].borrow())) {
        Some((0, _)) => Sentence::new("trend-git", []),
        Some((_, first)) if first.source == TrendSource::Git => {
            Sentence::new("trend-both", [("date", Said::Date(first.date))])
        }
        _ => Sentence::new("trend-history", []),
    }
}

/// How many dates were pushed, how often and how far.
pub fn slips(slips: &Slips) -> Sentence {
    let say = match (slips.since, slips.pushes) {
        (None, _) => "slips-unknown",
        (_, 0) => "slips-none",
        _ => "slips-title",
    };
    let with = [
        ("leads", slips.leads.into()),
        ("of", slips.of.into()),
        ("pushes", slips.pushes.into()),
        ("median", Said::Days(slips.median_days.unwrap_or(0.0))),
    ];
    Sentence::new(say, with)
}

/// How late wins come.
pub fn slips_typical(slips: &Slips) -> Sentence {
    let days = slips.typical.days;
    let say = match days {
        _ if slips.typical.n == 0 => "slips-typical-none",
        None => "slips-typical-few",
        Some(days) if days > 0.0 => "slips-typical",
        Some(days) if days < 0.0 => "slips-typical-early",
        Some(_) => "slips-typical-even",
    };
    let with = [("days", Said::Days(days.unwrap_or(0.0).abs())), ("n", slips.typical.n.into())];
    Sentence::new(say, with)
}
