//! What was meant by a date that cannot be read.

use chrono::{Days, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::mend::disguised;
use crate::message;
use crate::pipeline::{Config, Day, Language, NumericDay, numeric_day};
use crate::text::{Message, is_disguised};

/// What to do about a text that is no date, and the day where only one can have
/// been meant. A configuration that is not read yet has no language.
pub(super) fn help(text: &str, team: Option<&Config>) -> (Option<Message>, Option<Day>) {
    if is_disguised(text) {
        return (Some(disguised()), None);
    }
    match numeric_day(text.trim(), team.map_or(Language::En, |config| config.language)) {
        Some(NumericDay::One(day)) => return (None, Some(day)),
        Some(NumericDay::Two(one, other)) => {
            let help = message!(
                "it could be {one} or {other}: write the one that is meant",
                one = one.to_string(),
                other = other.to_string()
            );
            return (Some(help), None);
        }
        None => {}
    }
    let offset = team.and_then(|config| offset(text.trim(), config));
    let usual = || message!("a date is written 2026-11-23, a moment 2026-11-23T10:30:00+07:00");
    (Some(offset.unwrap_or_else(usual)), None)
}

/// Of a moment without an offset: what it is with the workspace's.
fn offset(text: &str, config: &Config) -> Option<Message> {
    let zone = config.timezone.name();
    Some(match local_moment(text, config.timezone)? {
        LocalMoment::There(moment) => {
            message!("a moment says how far from UTC it is: {moment} in {zone}", moment, zone)
        }
        LocalMoment::Skipped(moment) => message!(
            "the clocks of {zone} skip that time; a moment says how far from UTC it is, such as {moment}",
            zone,
            moment
        ),
    })
}

/// A moment that was written without how far from UTC it is, as RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalMoment {
    /// It is one in the time zone; the earlier of two.
    There(String),
    /// A change of the clocks skips it: it by the clocks before the change.
    Skipped(String),
}

/// Reads a moment without an offset in a time zone.
pub fn local_moment(text: &str, zone: Tz) -> Option<LocalMoment> {
    let moment = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    if let Some(there) = zone.from_local_datetime(&moment).earliest() {
        return Some(LocalMoment::There(there.to_rfc3339()));
    }
    // Nowhere are the clocks put forward by more than a day.
    let before = zone.from_local_datetime(&moment.checked_sub_days(Days::new(1))?).earliest()?;
    let there = before.offset().fix().from_local_datetime(&moment).earliest()?;
    Some(LocalMoment::Skipped(there.to_rfc3339()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_the_clocks_skip_is_told_by_those_before() {
        let of = |text: &str| local_moment(text, chrono_tz::Europe::Berlin);
        let there = |text: &str| Some(LocalMoment::There(text.to_owned()));
        let skipped = |text: &str| Some(LocalMoment::Skipped(text.to_owned()));
        assert_eq!(of("2026-03-29T01:59"), there("2026-03-29T01:59:00+01:00"));
        assert_eq!(of("2026-03-29 02:30"), skipped("2026-03-29T02:30:00+01:00"));
        assert_eq!(of("2026-10-25T02:30"), there("2026-10-25T02:30:00+02:00"));
        assert_eq!(of("2026-03-29"), None);
    }
}
