//! Dates as people type them, in every language.

use chrono::{Datelike, Days, Weekday};

use super::Failure;
use crate::pipeline::{Day, Language};
use crate::read;

/// Which way a weekday's name looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// The last one, today included: for what happened.
    Past,
    /// The next one, never today: for what is due.
    Future,
}

/// The day a text means, seen from `today`; weekdays are the coming ones.
///
/// # Errors
/// Where it means none; `option` is named in the message.
pub fn day(text: &str, today: Day, option: &str) -> Result<Day, Failure> {
    meant(text, today, Toward::Future).ok_or_else(|| no_date(text, option))
}

/// The day a text means, seen from `today`; weekdays are the last ones.
///
/// # Errors
/// Where it means none; `option` is named in the message.
pub fn past_day(text: &str, today: Day, option: &str) -> Result<Day, Failure> {
    meant(text, today, Toward::Past).ok_or_else(|| no_date(text, option))
}

/// When something happened, as it is to be written: a day seen from `today`,
/// weekdays being the last ones, or a moment of RFC 3339 as it is.
///
/// # Errors
/// Where it means neither; `option` is named in the message.
pub fn moment(text: &str, today: Day, option: &str) -> Result<String, Failure> {
    if read::date(text, chrono_tz::UTC).is_some() {
        return Ok(text.to_owned());
    }
    meant(text, today, Toward::Past).map(|day| day.to_string()).ok_or_else(|| no_date(text, option))
}

fn no_date(text: &str, option: &str) -> Failure {
    Failure::usage(format!(
        "`{text}` is not a date for {option}; write it as 2026-11-23, today, tomorrow, +3d, friday or jumat"
    ))
}

/// `YYYY-MM-DD`, a word, `+3d` or `-2w`, or a weekday.
fn meant(text: &str, today: Day, toward: Toward) -> Option<Day> {
    let word = text.trim().to_lowercase();
    let locales = || Language::ALL.map(Language::locale).into_iter();
    if let Some((_, days)) = locales().flat_map(|locale| locale.near).find(|(name, _)| *name == word) {
        return shifted(today, *days);
    }
    let named = |names: &&[&str]| names.contains(&word.as_str());
    let weekday = locales().find_map(|locale| locale.weekdays.iter().position(named));
    match weekday {
        Some(at) => shifted(today, to_weekday(today.weekday(), at, toward)),
        None => read::day(&word).or_else(|| relative(&word, today)),
    }
}

fn to_weekday(from: Weekday, to: usize, toward: Toward) -> i64 {
    let ahead = (to as i64 - i64::from(from.num_days_from_monday())).rem_euclid(7);
    match toward {
        Toward::Future if ahead == 0 => 7,
        Toward::Future => ahead,
        Toward::Past if ahead == 0 => 0,
        Toward::Past => ahead - 7,
    }
}

/// A sign, a number, and `d` or `w`.
fn relative(word: &str, today: Day) -> Option<Day> {
    let (sign, rest) = match word.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, word.strip_prefix('-')?),
    };
    let (number, days) = match rest.strip_suffix('w') {
        Some(number) => (number, 7),
        None => (rest.strip_suffix('d')?, 1),
    };
    let digits = !number.is_empty() && number.len() <= 5 && number.bytes().all(|b| b.is_ascii_digit());
    shifted(today, sign * days * number.parse::<i64>().ok().filter(|_| digits)?)
}

fn shifted(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type() {
        // A Monday.
        let today = Day::from_ymd_opt(2026, 11, 23).unwrap();
        for (text, future, past) in [
            ("2026-02-28", "2026-02-28", "2026-02-28"),
            ("today", "2026-11-23", "2026-11-23"),
            ("Besok", "2026-11-24", "2026-11-24"),
            ("kemarin", "2026-11-22", "2026-11-22"),
            ("+3d", "2026-11-26", "2026-11-26"),
            ("-3d", "2026-11-20", "2026-11-20"),
            ("+2w", "2026-12-07", "2026-12-07"),
            ("friday", "2026-11-27", "2026-11-20"),
            ("jumat", "2026-11-27", "2026-11-20"),
            ("Monday", "2026-11-30", "2026-11-23"),
            ("minggu", "2026-11-29", "2026-11-22"),
        ] {
            let day = |toward| meant(text, today, toward).map(|day| day.to_string());
            assert_eq!(day(Toward::Future).as_deref(), Some(future), "{text}");
            assert_eq!(day(Toward::Past).as_deref(), Some(past), "{text}");
        }
        for bad in ["", "3d", "+d", "+3", "+999999d", "2026-02-30", "next month", "++3d"] {
            assert_eq!(meant(bad, today, Toward::Future), None, "{bad}");
        }
    }

    #[test]
    fn moments_stay_as_written() {
        let today = Day::from_ymd_opt(2026, 11, 23).unwrap();
        let at = "2026-11-20T10:30:00+07:00";
        assert_eq!(moment(at, today, "--at").ok().as_deref(), Some(at));
        assert!(moment("noon", today, "--at").is_err());
    }
}
