//! How days, months and periods are written.

use chrono::Datelike;

use super::Style;
use crate::pipeline::Day;

impl Style {
    /// `23 November 2026`.
    pub fn date(&self, day: Day) -> String {
        self.once("date-long", day.num_days_from_ce().into(), || {
            self.dated("date-long", day, &self.months_long)
        })
    }

    /// `23 Nov`.
    pub fn date_short(&self, day: Day) -> String {
        self.once("date-short", day.num_days_from_ce().into(), || {
            self.dated("date-short", day, &self.months_short)
        })
    }

    fn dated(&self, id: &str, day: Day, months: &[String]) -> String {
        let month = months.get(day.month0() as usize).map_or("", String::as_str);
        let args = [
            ("day", day.day().to_string().into()),
            ("month", month.into()),
            ("year", day.year().to_string().into()),
        ];
        self.words.t(id, &args)
    }

    /// `November 2026` from `2026-11`; the text itself where it is no month.
    pub fn month(&self, month: &str) -> String {
        match first_day(month) {
            Some(day) => self.dated("month-year", day, &self.months_long),
            None => month.to_owned(),
        }
    }

    /// `Q4 2026` from `2026-Q4`, `November 2026` from `2026-11`, `Q1 FY2027` from
    /// `FY2027-Q1`; else the text itself, as a year is.
    pub fn period(&self, label: &str) -> String {
        let quarter = label.split_once("-Q").or_else(|| label.split_once("-q"));
        match quarter.and_then(|(year, quarter)| Some((year, quarter.parse::<u64>().ok()?))) {
            Some((year, n)) => self.words.t("quarter", &[("n", n.into()), ("year", self.year(year).into())]),
            None if label.len() == 6 => self.year(label),
            None => self.month(label),
        }
    }

    /// A year as it is, a fiscal one by the words for it.
    fn year(&self, label: &str) -> String {
        let fiscal = label.strip_prefix("FY").or_else(|| label.strip_prefix("fy"));
        fiscal.map_or_else(|| label.to_owned(), |year| self.words.t("fiscal-year", &[("year", year.into())]))
    }

    /// `Nov 2026` from `2026-11`; the text itself where it is no month.
    pub fn month_of_year(&self, month: &str) -> String {
        match first_day(month) {
            Some(day) => self.dated("month-year", day, &self.months_short),
            None => month.to_owned(),
        }
    }

    /// `Nov` from `2026-11`.
    pub fn month_short(&self, month: &str) -> String {
        let name = first_day(month).and_then(|day| self.months_short.get(day.month0() as usize));
        name.cloned().unwrap_or_else(|| month.to_owned())
    }
}

/// The first day of `2026-11`.
pub fn first_day(month: &str) -> Option<Day> {
    format!("{month}-01").parse().ok()
}
