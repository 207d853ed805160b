//! The days people work on.

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::Day;

/// The days people work on: of a week, but holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Whether people work on it, by the days from Monday.
    week: [bool; 7],
    /// Days off that are in the week, sorted, each once.
    holidays: Vec<Day>,
}

impl Default for Calendar {
    /// Every day.
    fn default() -> Self {
        Self { week: [true; 7], holidays: Vec::new() }
    }
}

/// The days of the week, by the words of configurations, from Monday.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Over more days than these seconds are counted by whole days.
const LONG: i64 = 1000;
/// The days people work on where none are named.
const USUAL: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];

impl Calendar {
    /// The days of a week by their words, Monday to Friday where there is none,
    /// but the holidays.
    pub fn new<'d>(week: impl Iterator<Item = &'d str>, holidays: impl Iterator<Item = Day>) -> Self {
        let named: Vec<&str> = week.collect();
        let named = if named.is_empty() { USUAL.to_vec() } else { named };
        let mut own = Self { week: WEEKDAYS.map(|day| named.contains(&day)), holidays: Vec::new() };
        let mut days: Vec<Day> = holidays.filter(|day| own.is_in_week(*day)).collect();
        days.sort_unstable();
        days.dedup();
        own.holidays = days;
        own
    }

    /// Whether some days are off.
    pub fn has_days_off(&self) -> bool {
        *self != Self::default()
    }

    fn is_in_week(&self, day: Day) -> bool {
        self.week[day.weekday().num_days_from_monday() as usize]
    }

    fn is_off(&self, day: Day) -> bool {
        !self.is_in_week(day) || self.holidays.binary_search(&day).is_ok()
    }

    /// The working days after one day, up to another: 1 from Friday to Monday.
    /// Negative where that is earlier.
    pub fn days(&self, from: Day, to: Day) -> i64 {
        if to < from {
            return -self.days(to, from);
        }
        let (weeks, rest) = ((to - from).num_days() / 7, (to - from).num_days() % 7);
        let a_week = self.week.iter().filter(|works| **works).count() as i64;
        let last = (0..rest).filter_map(|back| to.checked_sub_days(Days::new(back.unsigned_abs())));
        let last = last.filter(|day| self.is_in_week(*day)).count() as i64;
        let upto = |day: Day| self.holidays.partition_point(|holiday| *holiday <= day) as i64;
        weeks * a_week + last - (upto(to) - upto(from))
    }

    /// The seconds from one moment to another, both in seconds since 1970, without
    /// those of days off; 0 where the other is earlier.
    pub fn seconds(&self, from: i64, to: i64, zone: Tz) -> i64 {
        let local =
            |moment: i64| DateTime::from_timestamp(moment, 0).map(|at| at.with_timezone(&zone).date_naive());
        let (Some(first), Some(last)) = (local(from), local(to)) else { return 0 };
        if (last - first).num_days() > LONG {
            return self.days(first, last) * 86_400;
        }
        let days = first.iter_days().take_while(|day| *day <= last);
        let off = days.filter(|day| self.is_off(*day)).map(|day| {
            let begins = midnight(day, zone).unwrap_or(from).max(from);
            let ends = day.succ_opt().and_then(|next| midnight(next, zone)).unwrap_or(to).min(to);
            (ends - begins).max(0)
        });
        let off = if self.has_days_off() { off.sum() } else { 0 };
        (to - from - off).max(0)
    }
}

/// When a day begins, in seconds since 1970.
fn midnight(day: Day, zone: Tz) -> Option<i64> {
    let at = day.and_time(NaiveTime::MIN);
    zone.from_local_datetime(&at).earliest().map(|moment| moment.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a date")
    }

    /// 2026-11-20 is a Friday; Christmas 2026 is one too.
    fn office() -> Calendar {
        let holidays = ["2026-12-25", "2026-12-26"].map(day);
        Calendar::new(std::iter::empty(), holidays.into_iter())
    }

    #[test]
    fn working_days_between() {
        let office = office();
        let of = |from: &str, to: &str| office.days(day(from), day(to));
        assert_eq!((of("2026-11-20", "2026-11-20"), of("2026-11-20", "2026-11-21")), (0, 0));
        assert_eq!((of("2026-11-20", "2026-11-23"), of("2026-11-22", "2026-11-23")), (1, 1));
        assert_eq!((of("2026-11-18", "2026-11-25"), of("2026-11-25", "2026-11-18")), (5, -5));
        // Thursday to Monday over Christmas on Friday; the Saturday was off anyway.
        assert_eq!((of("2026-12-24", "2026-12-28"), of("2026-12-24", "2027-01-04")), (1, 6));
        let six = Calendar::new(["sat", "mon", "tue", "wed", "thu", "fri"].into_iter(), std::iter::empty());
        assert_eq!(six.days(day("2026-11-20"), day("2026-11-23")), 2);
        let every = Calendar::default();
        assert_eq!((every.days(day("2026-02-27"), day("2026-03-02")), every.has_days_off()), (3, false));
    }

    /// Counted day by day, whatever the ends.
    #[test]
    fn as_counted_day_by_day() {
        let office = office();
        let all: Vec<Day> = day("2026-12-14").iter_days().take(30).collect();
        for (at, from) in all.iter().enumerate() {
            for (more, to) in all[at..].iter().enumerate() {
                let worked = all[at + 1..=at + more].iter().filter(|day| !office.is_off(**day)).count();
                assert_eq!(office.days(*from, *to), worked as i64, "{from} to {to}");
            }
        }
    }

    #[test]
    fn hours_without_days_off() {
        let (office, zone) = (office(), chrono_tz::Asia::Jakarta);
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a moment").timestamp();
        let hours = |from: &str, to: &str| office.seconds(at(from), at(to), zone) as f64 / 3600.0;
        assert_eq!(hours("2026-11-19T09:00:00+07:00", "2026-11-19T13:30:00+07:00"), 4.5);
        // Seven hours of Friday, nine of Monday.
        assert_eq!(hours("2026-11-20T17:00:00+07:00", "2026-11-23T09:00:00+07:00"), 16.0);
        assert_eq!(hours("2026-11-21T12:00:00+07:00", "2026-11-23T01:00:00+07:00"), 1.0);
        assert_eq!(hours("2026-11-23T09:00:00+07:00", "2026-11-23T08:00:00+07:00"), 0.0);
        let every = Calendar::default();
        assert_eq!(every.seconds(at("2026-11-20T17:00:00Z"), at("2026-11-23T09:00:00Z"), zone), 64 * 3600);
    }
}
