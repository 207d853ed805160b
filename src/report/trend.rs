//! What was open on past days.

use chrono::{Datelike, Days};
use schemars::JsonSchema;
use serde::Serialize;

use crate::figures::{TrendOpen, TrendStage};
use crate::pipeline::{Day, Period};

/// How far apart the days of a trend are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrendInterval {
    /// A week, counted back from the last day.
    Weeks,
    /// The ends of months, and the last day.
    Months,
}

/// Where a point of a trend comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TrendSource {
    /// The last commit on or before the day, on the line of first parents: the
    /// files as they were.
    Git,
    /// No commit is that old: the leads' own histories, with the fields they
    /// have now.
    History,
    /// The files the report is about; the day is the report's own.
    Files,
}

/// What was open on a day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TrendPoint {
    /// The day.
    pub date: Day,
    /// Where it comes from.
    pub source: TrendSource,
    /// The commit whose files these are, where the source is `git`.
    pub commit: Option<String>,
    /// What was open.
    pub open: TrendOpen,
    /// How it stood in the open stages, in order. Together they are what was open.
    pub stages: Vec<TrendStage>,
}

/// The days of a trend over a period, oldest first; its last day is the last.
pub fn dates(step: TrendInterval, period: Period) -> Vec<Day> {
    let before = |day: &Day| match step {
        TrendInterval::Weeks => day.checked_sub_days(Days::new(7)),
        TrendInterval::Months => day.with_day(1).and_then(|first| first.pred_opt()),
    };
    let back = std::iter::successors(Some(period.to), before);
    let mut dates: Vec<Day> = back.take_while(|day| period.from <= *day).collect();
    dates.reverse();
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_months_count_back_from_the_last_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let period = Period { from: day("2026-01-31"), to: day("2026-03-23") };
        let told = |step| dates(step, period).iter().map(Day::to_string).collect::<Vec<_>>();
        assert_eq!(told(TrendInterval::Months), ["2026-01-31", "2026-02-28", "2026-03-23"]);
        let weeks = told(TrendInterval::Weeks);
        assert_eq!((weeks.len(), weeks[0].as_str(), weeks[7].as_str()), (8, "2026-02-02", "2026-03-23"));
    }
}
