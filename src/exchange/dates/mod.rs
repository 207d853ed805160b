//! Dates as exports write them: which format a column has, proven from all its
//! cells, and what a cell means in it.

mod column;
mod format;
mod parts;
mod words;

pub use column::DateColumn;
pub use format::DateFormat;
pub use words::is_month;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone};
use chrono_tz::Tz;

/// A date or a moment of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellDate {
    /// A day. Midnight, in UTC too, is how programs write one.
    Day(NaiveDate),
    /// A moment on the clock of whoever exported it.
    Local(NaiveDateTime),
    /// A moment.
    Exact(DateTime<FixedOffset>),
}

impl CellDate {
    /// A moment on a clock; a day where it is midnight.
    fn local(at: NaiveDateTime) -> Self {
        if at.time() == chrono::NaiveTime::MIN { Self::Day(at.date()) } else { Self::Local(at) }
    }

    /// A moment; a day where it is midnight in UTC.
    fn exact(at: DateTime<FixedOffset>) -> Self {
        let utc = at.naive_utc();
        let day = at.offset().local_minus_utc() == 0 && utc.time() == chrono::NaiveTime::MIN;
        if day { Self::Day(utc.date()) } else { Self::Exact(at) }
    }

    /// Its day in a time zone.
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Local(at) => at.date(),
            Self::Exact(at) => at.with_timezone(&zone).date_naive(),
        }
    }

    /// The moment, in a time zone; that of a day is its beginning. `None` where a
    /// clock was put forward over it.
    pub fn moment(self, zone: Tz) -> Option<DateTime<Tz>> {
        match self {
            Self::Day(day) => zone.from_local_datetime(&day.and_time(chrono::NaiveTime::MIN)).earliest(),
            Self::Local(at) => zone.from_local_datetime(&at).earliest(),
            Self::Exact(at) => Some(at.with_timezone(&zone)),
        }
    }

    /// It as a lead says it: `2026-10-05`, or `2026-10-05T10:30:00+07:00`.
    pub fn written(self, zone: Tz) -> String {
        let moment = if matches!(self, Self::Day(_)) { None } else { self.moment(zone) };
        moment.map_or_else(
            || self.day(zone).to_string(),
            |at| at.fixed_offset().to_rfc3339_opts(SecondsFormat::Secs, false),
        )
    }
}

#[cfg(test)]
mod tests;
