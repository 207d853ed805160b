//! A format of dates: how a map names it, and what a cell is in it.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::CellDate;
use super::parts::{DateParts, Order};
use crate::exchange::missing::{is_missing, is_no_date};
use crate::exchange::proof::NoFormat;
use crate::exchange::table::TableCell;

/// How a column writes its dates. In text `%d/%m/%Y` and the like, `unix`, `unix-ms`
/// or `excel`.
///
/// Only the order of day, month and year matters for reading: months may be numbers or
/// names, a time may follow or not, and a date with its year in front is read anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    kind: DateFormatKind,
    pattern: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateFormatKind {
    /// Parts in an order.
    Parts(Order),
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since then.
    UnixMillis,
    /// Days since 1899-12-30, as Excel counts.
    Excel,
}

impl DateFormat {
    /// Parts in an order, written as a text is.
    pub(super) fn of_parts(parts: &DateParts<'_>, order: Order) -> Self {
        Self { kind: DateFormatKind::Parts(parts.order(order)), pattern: parts.pattern(order) }
    }

    /// One that counts.
    pub(super) fn counting(kind: DateFormatKind) -> Self {
        let pattern = match kind {
            DateFormatKind::Parts(_) => "%Y-%m-%d",
            DateFormatKind::Unix => "unix",
            DateFormatKind::UnixMillis => "unix-ms",
            DateFormatKind::Excel => "excel",
        };
        Self { kind, pattern: pattern.to_owned() }
    }

    /// Whether both have day, month and year in one order.
    pub fn is_ordered_as(&self, other: &Self) -> bool {
        self.kind == other.kind
    }

    /// ISO 8601, which needs no proof.
    pub fn iso() -> Self {
        Self::counting(DateFormatKind::Parts(Order::Ymd))
    }

    /// What a cell is in it; `None` where it holds no date: nothing, `N/A`, `00/00/0000`.
    ///
    /// # Errors
    /// Where it holds something else, which is given back.
    pub fn read(&self, cell: &TableCell) -> Result<Option<CellDate>, String> {
        let date = match cell {
            TableCell::Moment(at) => Some(CellDate::local(*at)),
            TableCell::Number(number) if number.is_zero() => return Ok(None),
            TableCell::Number(number) => self.kind.of_number(*number),
            TableCell::Text(text) if is_missing(cell) || is_no_date(text) => return Ok(None),
            TableCell::Text(text) => self.kind.of_text(text),
            TableCell::Empty => return Ok(None),
            TableCell::Truth(_) => None,
        };
        date.map(Some).ok_or_else(|| cell.shown())
    }
}

impl DateFormatKind {
    fn of_text(self, text: &str) -> Option<CellDate> {
        match self {
            Self::Parts(order) => DateParts::of(text)?.read(order),
            _ => self.of_number(text.parse().ok()?),
        }
    }

    /// What a number is: milliseconds have thirteen digits, seconds ten, days five.
    pub(super) fn of_number(self, number: Decimal) -> Option<CellDate> {
        match self {
            Self::Parts(_) => DateParts::of(&number.to_string())?.read(Order::Ymd),
            Self::Unix => moment(number.checked_mul(Decimal::ONE_THOUSAND)?),
            Self::UnixMillis => moment(number),
            Self::Excel => {
                let whole = number.trunc().to_u64().filter(|days| (1..=73_050).contains(days))?;
                let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(whole))?;
                let seconds = (number.fract() * Decimal::from(86_400)).round().to_u32()?;
                let time = chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds.min(86_399), 0)?;
                Some(CellDate::local(day.and_time(time)))
            }
        }
    }
}

fn moment(millis: Decimal) -> Option<CellDate> {
    let at = DateTime::from_timestamp_millis(millis.trunc().to_i64()?)?;
    let plausible = NaiveDate::from_ymd_opt(1970, 1, 1)?..NaiveDate::from_ymd_opt(2200, 1, 1)?;
    plausible.contains(&at.date_naive()).then(|| CellDate::exact(at.fixed_offset()))
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pattern)
    }
}

impl FromStr for DateFormat {
    type Err = NoFormat;

    fn from_str(text: &str) -> Result<Self, NoFormat> {
        let pattern = text.trim();
        let kind = match pattern.to_lowercase().as_str() {
            "unix" | "%s" => Some(DateFormatKind::Unix),
            "unix-ms" => Some(DateFormatKind::UnixMillis),
            "excel" => Some(DateFormatKind::Excel),
            "iso" | "iso8601" | "rfc3339" => Some(DateFormatKind::Parts(Order::Ymd)),
            _ => order(pattern).map(DateFormatKind::Parts),
        };
        let kind = kind.ok_or_else(|| NoFormat::Date(text.to_owned()))?;
        Ok(Self { kind, pattern: pattern.to_owned() })
    }
}

/// The order that a pattern names its parts in: `%d/%m/%Y`, or `dd/mm/yyyy`.
fn order(pattern: &str) -> Option<Order> {
    match pattern {
        _ if pattern.starts_with("%F") => return Some(Order::Ymd),
        _ if pattern.starts_with("%D") => return Some(Order::Mdy),
        _ => {}
    }
    let (day, month, year): (&[&str], &[&str], &[&str]) = if pattern.contains('%') {
        (&["%d", "%e", "%-d"], &["%m", "%b", "%B", "%h", "%-m"], &["%Y", "%y"])
    } else {
        (&["d", "D"], &["m", "M"], &["y", "Y"])
    };
    let place = |signs: &[&str]| signs.iter().filter_map(|sign| pattern.find(sign)).min();
    let (day, month, year) = (place(day)?, place(month)?, place(year)?);
    match (day < month, year < day.min(month), year > day.max(month)) {
        (true, _, true) => Some(Order::Dmy),
        (false, _, true) => Some(Order::Mdy),
        (false, true, _) => Some(Order::Ymd),
        _ => None,
    }
}
