//! Dates as people type them, in every language.

use chrono::{Datelike, Days, Weekday};
use chrono_tz::Tz;

use super::Failure;
use crate::change::Policy;
use crate::message;
use crate::pipeline::{Day, Language, NumericDay, numeric_day};
use crate::read::{self, LocalMoment};
use crate::text::{Message, ToArg};
use crate::workspace::Workspace;

/// Which way a weekday's name looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// The last one, today included: for what happened.
    Past,
    /// The next one, never today: for what is due.
    Future,
}

/// From where dates are read: weekdays and `+3d` from a day, `3/4/2026` by a language.
#[derive(Clone, Copy, Debug)]
pub struct DateReader {
    /// Today.
    pub today: Day,
    /// The workspace's language.
    pub language: Language,
    /// Where a day begins.
    pub zone: Tz,
}

impl From<&Workspace> for DateReader {
    fn from(workspace: &Workspace) -> Self {
        let config = &workspace.config;
        Self { today: workspace.today, language: config.language, zone: config.timezone }
    }
}

impl From<&Policy<'_>> for DateReader {
    fn from(team: &Policy<'_>) -> Self {
        Self { today: team.today, language: team.config.language, zone: team.config.timezone }
    }
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// It is none.
    None,
    /// It could be either of two.
    Two(Day, Day),
}

impl NoDate {
    /// It in words; `place` is what the date was for.
    pub fn told(self, text: &str, place: impl ToArg) -> Message {
        match self {
            Self::None => message!(
                "`{text}` is not a date for {place}; write it as 2026-11-23, today, tomorrow, +3d, friday or jumat",
                text,
                place
            ),
            Self::Two(one, other) => {
                message!(
                    "`{text}` could be {one} or {other}: write the one that is meant for {place}",
                    text,
                    one,
                    other,
                    place
                )
            }
        }
    }
}

impl DateReader {
    /// The day a text means; weekdays are the coming ones.
    ///
    /// # Errors
    /// Where it means none; `option` is named in the message.
    pub fn day(self, text: &str, option: &str) -> Result<Day, Failure> {
        self.meant(text, Toward::Future).map_err(|why| Failure::usage(why.told(text, option)))
    }

    /// The day a text means; weekdays are the last ones.
    ///
    /// # Errors
    /// Where it means none; `option` is named in the message.
    pub fn past_day(self, text: &str, option: &str) -> Result<Day, Failure> {
        self.meant(text, Toward::Past).map_err(|why| Failure::usage(why.told(text, option)))
    }

    /// When something happened, as it is to be written: a day, weekdays being
    /// the last ones, or a moment of RFC 3339 as it is.
    ///
    /// # Errors
    /// Where it means neither; `option` is named in the message.
    pub fn moment(self, text: &str, option: &str) -> Result<String, Failure> {
        if read::date(text.trim(), chrono_tz::UTC).is_some() {
            return Ok(text.trim().to_owned());
        }
        if let Some(moment) = read::local_moment(text.trim(), self.zone) {
            return Err(Failure::usage(without_offset(text, option, &moment, self.zone)));
        }
        self.past_day(text, option).map(|day| day.to_string())
    }

    /// `YYYY-MM-DD`, a word, `+3d` or `-2w`, a weekday, or `31/12/2026`.
    ///
    /// # Errors
    /// Where it is none of these, or two.
    pub fn meant(self, text: &str, toward: Toward) -> Result<Day, NoDate> {
        let today = self.today;
        let word = text.trim().to_lowercase();
        let locales = || Language::ALL.map(Language::locale).into_iter();
        if let Some((_, days)) = locales().flat_map(|locale| locale.near).find(|(name, _)| *name == word) {
            return shifted(today, *days).ok_or(NoDate::None);
        }
        let named = |names: &&[&str]| names.contains(&word.as_str());
        let weekday = locales().find_map(|locale| locale.weekdays.iter().position(named));
        let day = match weekday {
            Some(at) => shifted(today, to_weekday(today.weekday(), at, toward)),
            None => read::day(&word).or_else(|| relative(&word, today)),
        };
        match (day, numeric_day(&word, self.language)) {
            (Some(day), _) | (None, Some(NumericDay::One(day))) => Ok(day),
            (None, Some(NumericDay::Two(one, other))) => Err(NoDate::Two(one, other)),
            (None, None) => Err(NoDate::None),
        }
    }
}

/// That a moment does not say how far from UTC it is, and what it is with that.
fn without_offset(text: &str, option: &str, moment: &LocalMoment, zone: Tz) -> Message {
    match moment {
        LocalMoment::There(moment) => message!(
            "`{text}` for {option} does not say how far from UTC it is; in {zone} it is {moment}",
            text,
            option,
            zone = zone.name(),
            moment
        ),
        LocalMoment::Skipped(moment) => message!(
            "the clocks of {zone} skip `{text}`; for {option} write how far from UTC it is, such as {moment}",
            text,
            option,
            zone = zone.name(),
            moment
        ),
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

    /// On a Monday.
    fn reader(language: Language) -> DateReader {
        let today = Day::from_ymd_opt(2026, 11, 23).unwrap();
        DateReader { today, language, zone: chrono_tz::Europe::Berlin }
    }

    #[test]
    fn what_people_type() {
        let reader = reader(Language::En);
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
            ("31/12/2026", "2026-12-31", "2026-12-31"),
        ] {
            let day = |toward| reader.meant(text, toward).map(|day| day.to_string());
            assert_eq!(day(Toward::Future).as_deref(), Ok(future), "{text}");
            assert_eq!(day(Toward::Past).as_deref(), Ok(past), "{text}");
        }
        for bad in ["", "3d", "+d", "+3", "+999999d", "2026-02-30", "next month", "++3d"] {
            assert_eq!(reader.meant(bad, Toward::Future), Err(NoDate::None), "{bad}");
        }
    }

    #[test]
    fn two_readings_are_told() {
        let told = reader(Language::En).meant("3/4/2026", Toward::Past).unwrap_err().told("3/4/2026", "--at");
        assert_eq!(
            told,
            "`3/4/2026` could be 2026-04-03 or 2026-03-04: write the one that is meant for --at"
        );
        assert!(reader(Language::Id).meant("3/4/2026", Toward::Past).is_ok());
    }

    #[test]
    fn moments_stay_as_written() {
        let reader = reader(Language::Id);
        for at in ["2026-11-20T10:30:00+07:00", "2026-11-20 10:30:00+07:00"] {
            assert_eq!(reader.moment(at, "--at").ok().as_deref(), Some(at));
        }
        assert!(reader.moment("noon", "--at").is_err());
        for (at, told) in [("2026-03-29 02:30", "skip"), ("2026-03-29T03:30", "2026-03-29T03:30:00+02:00")] {
            let said = reader.moment(at, "--at").unwrap_err().said();
            assert!(said.contains(told), "{said}");
        }
    }
}
