//! How rates, days and rows are shown: what is too few is said, not shown.

use super::format::Style;
use crate::figures::{Days, Disqualified, DisqualifiedSource, Rate};

/// What people call a row: its label, else its id, else the words for neither.
pub fn name<'a>(label: Option<&'a str>, key: Option<&'a str>, none: &'a str) -> &'a str {
    let filled = |text: &&str| !text.trim().is_empty();
    label.filter(filled).or(key.filter(filled)).unwrap_or(none)
}

/// What is shown in place of a number over `n` that is too few.
pub fn unknown(style: &Style, n: u64) -> String {
    style.words.t(if n == 0 { "none" } else { "too-few" }, &[])
}

/// What a target is about.
#[derive(Clone, Debug, Default)]
pub struct TargetName<'n> {
    /// Its period, as the team wrote it.
    pub period: &'n str,
    /// Whether it counts all of several pipelines.
    pub all: bool,
    /// Whose it is: an owner's name.
    pub owner: Option<&'n str>,
    /// The group it is of.
    pub group: Option<&'n str>,
    /// The condition of its leads.
    pub condition: Option<&'n str>,
}

/// What a target is called: its period, and what it is about.
pub fn target_name(style: &Style, target: &TargetName<'_>) -> String {
    let words = |id: &str, key: &'static str, text: &str| style.words.t(id, &[(key, text.into())]);
    let mut parts = vec![style.period(target.period)];
    parts.extend(target.all.then(|| style.words.t("all-pipelines", &[])));
    parts.extend(target.owner.map(str::to_owned));
    parts.extend(target.group.map(|group| words("target-group", "group", group)));
    parts.extend(target.condition.map(|condition| words("target-where", "condition", condition)));
    parts.join(", ")
}

/// A rate alone.
pub fn rate(style: &Style, rate: &Rate) -> String {
    rate.shown().map_or_else(|| unknown(style, rate.n), |(value, ..)| style.percent(value))
}

/// The interval of a rate.
pub fn interval(style: &Style, rate: &Rate) -> String {
    rate.shown().map_or_else(|| style.words.t("none", &[]), |(_, low, high)| style.range(low, high))
}

/// Median and 90th percentile.
pub fn days(style: &Style, days: &Days) -> (String, String) {
    let words = |shown: Option<f64>| shown.map_or_else(|| unknown(style, days.n), |days| style.days(days));
    let shown = days.shown();
    (words(shown.map(|shown| shown.0)), words(shown.map(|shown| shown.1)))
}

/// What was disqualified, and of which sources.
pub fn disqualified(style: &Style, all: &Disqualified) -> String {
    let of = |row: &DisqualifiedSource| {
        let source = row.label.clone().unwrap_or_else(|| style.words.t("no-source", &[]));
        style.words.t("disqualified-of", &[("source", source.into()), ("n", row.count.into())])
    };
    let sources: Vec<String> = all.by_source.iter().map(of).collect();
    style.words.t("disqualified", &[("n", all.count.into()), ("sources", sources.join(", ").into())])
}
