//! Scalars of leads and configurations: dates and exact decimals.

use chrono::{DateTime, Datelike};
use chrono_tz::Tz;

use crate::pipeline::{Day, Decimal};
use crate::yaml::{Node, NodeKind, Scalar};

/// A date as written, with its day in a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The day.
    pub day: Day,
    /// Seconds since 1970, where a time of day was given.
    pub instant: Option<i64>,
}

/// `YYYY-MM-DD`, strictly: ten characters.
pub fn day(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    Day::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

/// `YYYY-MM-DD`, or RFC 3339 with `T` or a space before the time, which becomes
/// a day of the time zone `zone`.
pub fn date(text: &str, zone: Tz) -> Option<Date> {
    if let Some(day) = day(text) {
        return Some(Date { day, instant: None });
    }
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    let day = time.with_timezone(&zone).date_naive();
    (0..=9999).contains(&day.year()).then_some(Date { day, instant: Some(time.timestamp()) })
}

/// An exact decimal of an unquoted number, `1e6` included; `None` of text,
/// quoted numbers, infinities, hexadecimals and what 28 digits do not hold.
pub fn amount(node: Node<'_>) -> Option<Decimal> {
    if node.kind() != NodeKind::Plain || !matches!(node.scalar(), Some(Scalar::Int | Scalar::Float)) {
        return None;
    }
    decimal(node.value()?)
}

/// An exact decimal of a number's text.
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.strip_prefix('+').unwrap_or(text);
    if text.contains(['e', 'E']) && !text.contains(['x', 'o']) {
        return Decimal::from_scientific(text).ok();
    }
    let written = text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    if written { Decimal::from_str_exact(text.strip_suffix('.').unwrap_or(text)).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_strict() {
        assert!(day("2026-11-02").is_some());
        for bad in ["2026-1-02", "2026-02-30", "26-11-02", "2026-11-02 ", "2026/11/02", "+026-11-02"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }

    #[test]
    fn timestamps_become_days_of_the_zone() {
        let jakarta = chrono_tz::Asia::Jakarta;
        let at = date("2026-10-19T22:30:00Z", jakarta).expect("a date");
        assert_eq!(at.day, day("2026-10-20").expect("a day"));
        assert_eq!(date("2026-10-19 22:30:00Z", jakarta), Some(at));
        assert!(date("2026-10-19  22:30:00Z", jakarta).is_none());
        assert!(date("2026-10-19T22:30:00", jakarta).is_none());
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal("250000000.10").map(|d| d.to_string()).as_deref(), Some("250000000.10"));
        assert_eq!(decimal("1e6"), Some(1_000_000.into()));
        assert_eq!(decimal("5."), Some(5.into()));
        assert_eq!(decimal("0x1F"), None);
        assert_eq!(decimal(&"9".repeat(40)), None);
        assert_eq!(decimal("1e99"), None);
    }
}
