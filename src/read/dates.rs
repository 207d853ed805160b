//! What was meant by a date that cannot be read.

use chrono::{NaiveDateTime, TimeZone};

use super::mend::DISGUISED;
use crate::pipeline::{Config, Day, Language, NumericDay, numeric_day};
use crate::text::is_disguised;

/// What to do about a text that is no date, and the day where only one can have
/// been meant. A configuration that is not read yet has no language.
pub(super) fn help(text: &str, team: Option<&Config>) -> (Option<String>, Option<Day>) {
    if is_disguised(text) {
        return (Some(DISGUISED.to_owned()), None);
    }
    match numeric_day(text.trim(), team.map_or(Language::En, |config| config.language)) {
        Some(NumericDay::One(day)) => return (None, Some(day)),
        Some(NumericDay::Two(one, other)) => {
            return (Some(format!("it could be {one} or {other}: write the one that is meant")), None);
        }
        None => {}
    }
    let offset = team.and_then(|config| offset(text.trim(), config));
    let usual = || "a date is written 2026-11-23, a moment 2026-11-23T10:30:00+07:00".to_owned();
    (Some(offset.unwrap_or_else(usual)), None)
}

/// Of a moment without an offset: what it is with the workspace's.
fn offset(text: &str, config: &Config) -> Option<String> {
    let moment = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    let there = config.timezone.from_local_datetime(&moment).earliest()?;
    Some(format!("a moment says how far from UTC it is: {} in {}", there.to_rfc3339(), config.timezone))
}
