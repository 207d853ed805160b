//! Words in dates: months in the languages that exports come in, days of the week,
//! time zones.

use std::collections::HashMap;
use std::sync::LazyLock;

const MONTHS: &str = include_str!("months.txt");
const IGNORED: &str = include_str!("ignored.txt");
const ZONES: &str = include_str!("zones.txt");

/// What a word in a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateWord {
    /// The month.
    Month(u32),
    /// The half of the day, of which the second begins at noon.
    Half(bool),
    /// The time zone, by the seconds that it is ahead of UTC.
    Zone(i32),
    /// Nothing that is not known: the day of the week, `at`.
    Ignored,
}

static WORDS: LazyLock<HashMap<&'static str, DateWord>> = LazyLock::new(|| {
    let zone = |line: &'static str| {
        let (name, minutes) = line.split_once(' ')?;
        Some((name, DateWord::Zone(minutes.parse::<i32>().ok()? * 60)))
    };
    let month = |(at, line): (u32, &'static str)| {
        line.split(' ').skip(1).map(move |name| (name, DateWord::Month(at)))
    };
    // A month's name wins: `mar` is Tuesday in Spanish too.
    let ignored = IGNORED.lines().map(|word| (word, DateWord::Ignored));
    let halves = [("am", false), ("a", false), ("pm", true), ("p", true)];
    let halves = halves.into_iter().map(|(name, second)| (name, DateWord::Half(second)));
    ignored
        .chain(halves)
        .chain(ZONES.lines().filter_map(zone))
        .chain((1..).zip(MONTHS.lines()).flat_map(month))
        .collect()
});

/// Whether a word is the name of a month, in a language that exports come in.
pub fn is_month(text: &str) -> bool {
    matches!(word(text), Some(DateWord::Month(_)))
}

/// What a word says; `None` where it is in no date.
pub(super) fn word(text: &str) -> Option<DateWord> {
    if let Some(known) = WORDS.get(text) {
        return Some(*known);
    }
    WORDS.get(text.to_lowercase().as_str()).copied()
}
