//! Dates as people type them.

use super::Failure;
use crate::pipeline::Day;
use crate::read;

/// The day a text means, seen from `today`.
///
/// # Errors
/// Where it means none; `option` is named in the message.
pub fn day(text: &str, _today: Day, option: &str) -> Result<Day, Failure> {
    read::day(text).ok_or_else(|| Failure::usage(format!("`{text}` is not a date for {option}; write it as 2026-11-23")))
}
