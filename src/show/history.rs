//! Sentences about the past: the trend and the slips.

use std::collections::BTreeMap;

use serde::Serialize;

use super::format::Style;
use super::rows::{Closing, Expected, Slips, TrendPoint};

/// What became of the open value; days that git knows are not compared with
/// days it does not.
pub fn trend(style: &Style, points: &[TrendPoint]) -> String {
    let known = points.iter().position(|point| point.source != "history").unwrap_or(0);
    let from = points.get(known).filter(|_| known + 1 < points.len()).or(points.first());
    let (Some(first), Some(last)) = (from, points.last()) else { return style.words.t("trend-none", &[]) };
    let args = [
        ("date", style.date(first.date).into()),
        ("then", style.compact(first.open.value).into()),
        ("value", style.compact(last.open.value).into()),
        ("n", last.open.count.into()),
        ("before", first.open.count.into()),
    ];
    let unvalued = first.open.value.is_zero() && last.open.value.is_zero();
    let id = match last.open.value.cmp(&first.open.value) {
        _ if unvalued && last.open.count + first.open.count == 0 => "trend-none",
        _ if unvalued => "trend-count",
        std::cmp::Ordering::Greater => "trend-up",
        std::cmp::Ordering::Less => "trend-down",
        std::cmp::Ordering::Equal => "trend-same",
    };
    style.words.t(id, &args)
}

/// Where the days come from.
pub fn sources(style: &Style, points: &[TrendPoint]) -> String {
    let known = points.iter().position(|point| point.source != "history");
    match known {
        Some(0) => style.words.t("trend-git", &[]),
        Some(at) if points[at].source == "git" => {
            style.words.t("trend-both", &[("date", style.date(points[at].date).into())])
        }
        _ => style.words.t("trend-history", &[]),
    }
}

/// How many dates were pushed, how often and how far.
pub fn slips(style: &Style, slips: &Slips) -> String {
    let id = match (slips.since, slips.pushes) {
        (None, _) => "slips-unknown",
        (_, 0) => "slips-none",
        _ => "slips-title",
    };
    let args = [
        ("leads", slips.leads.into()),
        ("of", slips.of.into()),
        ("pushes", slips.pushes.into()),
        ("median", style.days(slips.median_days.unwrap_or(0.0)).into()),
    ];
    style.words.t(id, &args)
}

/// How late wins come.
pub fn typical(style: &Style, slips: &Slips) -> String {
    let days = slips.typical.days;
    let id = match days {
        _ if slips.typical.n == 0 => "slips-typical-none",
        None => "slips-typical-few",
        Some(days) if days > 0.0 => "slips-typical",
        Some(days) if days < 0.0 => "slips-typical-early",
        Some(_) => "slips-typical-even",
    };
    let args = [("days", style.days(days.unwrap_or(0.0).abs()).into()), ("n", slips.typical.n.into())];
    style.words.t(id, &args)
}

/// A month ahead, as the files say it and corrected.
#[derive(Clone, Debug, Serialize)]
pub struct Both {
    /// `2026-12`.
    pub month: String,
    /// What the files say.
    pub said: Expected,
    /// The same, corrected by the typical slip.
    pub corrected: Expected,
}

/// The months of either.
pub fn both(said: &Closing, corrected: &Closing) -> Vec<Both> {
    let mut months: BTreeMap<&str, (Expected, Expected)> = BTreeMap::new();
    for month in &said.months {
        months.entry(&month.month).or_default().0 = month.expected;
    }
    for month in &corrected.months {
        months.entry(&month.month).or_default().1 = month.expected;
    }
    let row = |(month, (said, corrected)): (&str, (Expected, Expected))| Both {
        month: month.to_owned(),
        said,
        corrected,
    };
    months.into_iter().map(row).collect()
}
