//! The rows that charts and titles read: what they need of a report, no more.
//!
//! Templates hand them over from the report's JSON, whole or filtered.

use serde::{Deserialize, Serialize};

use crate::pipeline::{Day, Decimal};

/// What a report was made from.
#[derive(Clone, Debug, Deserialize)]
pub struct Stamp {
    /// The commit's object id.
    pub commit: Option<String>,
    /// Whether files differ from it.
    pub changed: bool,
    /// The configuration's digest.
    pub configuration: String,
    /// The version it was made with.
    pub version: String,
}

/// What was open on a day.
#[derive(Clone, Debug, Deserialize)]
pub struct TrendPoint {
    /// The day.
    pub date: Day,
    /// `git`, `history` or `files`.
    pub source: String,
    /// What was open.
    pub open: Expected,
    /// How it stood in the open stages.
    pub stages: Vec<TrendStage>,
}

/// What was open in a stage.
#[derive(Clone, Debug, Deserialize)]
pub struct TrendStage {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Leads in it.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
}

/// How expected dates slipped.
#[derive(Clone, Debug, Deserialize)]
pub struct Slips {
    /// The first day that git knows.
    pub since: Option<Day>,
    /// Pushes.
    pub pushes: u64,
    /// Leads pushed.
    pub leads: u64,
    /// Leads that had a date.
    pub of: u64,
    /// The median days of a push.
    pub median_days: Option<f64>,
    /// How late wins come.
    pub typical: Typical,
}

/// How late wins come after the date first expected.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Typical {
    /// How many wins.
    pub n: u64,
    /// The median days.
    pub days: Option<f64>,
}

/// A share with its interval.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Rate {
    /// The share; absent where n is 0.
    pub value: Option<f64>,
    /// Over how many.
    pub n: u64,
    /// The interval's lower end.
    pub low: Option<f64>,
    /// The interval's upper end.
    pub high: Option<f64>,
}

/// Below this a rate is not shown.
pub const FEW: u64 = 5;

impl Rate {
    /// Value, low and high, where there are enough to show them.
    pub fn shown(&self) -> Option<(f64, f64, f64)> {
        (self.n >= FEW).then_some(())?;
        Some((self.value?, self.low?, self.high?))
    }
}

/// A stage.
#[derive(Clone, Debug, Deserialize)]
pub struct Stage {
    /// What people call it.
    pub label: String,
    /// `open`, `won` or `lost`.
    pub kind: String,
    /// Leads in it.
    #[serde(default)]
    pub count: u64,
    /// Their value.
    #[serde(default)]
    pub value: Decimal,
    /// Their weighted value.
    #[serde(default)]
    pub weighted: Decimal,
    /// Already there when the period began.
    #[serde(default)]
    pub carried_in: Option<u64>,
    /// Entered.
    #[serde(default)]
    pub entered: u64,
    /// Went further.
    #[serde(default)]
    pub advanced: u64,
    /// Were lost from here.
    #[serde(default)]
    pub lost: u64,
    /// Are here.
    #[serde(default)]
    pub open_here: u64,
    /// Went back.
    #[serde(default)]
    pub moved_back: u64,
    /// advanced / (advanced + lost).
    #[serde(default)]
    pub settled: Rate,
    /// Stays that ended in the period.
    #[serde(default)]
    pub stay_days: Days,
    /// Ages of those that last.
    #[serde(default)]
    pub age_days: Days,
}

/// How days are spread.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Days {
    /// How many there are.
    pub n: u64,
    /// Their median.
    pub median: Option<f64>,
    /// Their 90th percentile.
    pub p90: Option<f64>,
}

impl Days {
    /// Median and 90th percentile, where there are enough to show them.
    pub fn shown(&self) -> Option<(f64, f64)> {
        (self.n >= FEW).then_some(())?;
        Some((self.median?, self.p90?))
    }
}

impl Stage {
    /// Whether it is one of the stages before won and lost.
    pub fn is_open(&self) -> bool {
        self.kind == "open"
    }

    /// All that were in it: carried in and entered.
    pub fn total(&self) -> u64 {
        self.carried_in.unwrap_or(0) + self.entered
    }
}

/// A month.
#[derive(Clone, Debug, Deserialize)]
pub struct Month {
    /// `2026-11`.
    pub month: String,
    /// Begun.
    #[serde(default)]
    pub new: u64,
    /// Won.
    #[serde(default)]
    pub won: u64,
    /// Lost.
    #[serde(default)]
    pub lost: u64,
    /// Value of the won.
    #[serde(default)]
    pub won_value: Decimal,
}

/// The days events are counted over.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Span {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

/// A row of a breakdown.
#[derive(Clone, Debug, Deserialize)]
pub struct Segment {
    /// Its id; absent for what has none.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Open leads.
    pub open: u64,
    /// Their value.
    pub open_value: Decimal,
    /// Their weighted value.
    pub open_weighted: Decimal,
    /// Won / closed.
    pub win_rate: Rate,
    /// Whether that differs from all others' beyond chance.
    pub differs: bool,
}

/// A reason for losing.
#[derive(Clone, Debug, Deserialize)]
pub struct Reason {
    /// Its id; absent where none was given.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Lost for it.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
}

/// What people call a row: its label, else its id, else the words for neither.
pub fn name<'a>(label: Option<&'a str>, key: Option<&'a str>, none: &'a str) -> &'a str {
    let filled = |text: &&str| !text.trim().is_empty();
    label.filter(filled).or(key.filter(filled)).unwrap_or(none)
}

/// What is expected together.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub struct Expected {
    /// Open leads.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
    /// Their weighted value.
    pub weighted: Decimal,
}

/// A month ahead.
#[derive(Clone, Debug, Deserialize)]
pub struct ClosingMonth {
    /// `2026-12`.
    pub month: String,
    /// What is expected in it.
    #[serde(flatten)]
    pub expected: Expected,
}

/// When open leads are expected to close.
#[derive(Clone, Debug, Deserialize)]
pub struct Closing {
    /// By month.
    pub months: Vec<ClosingMonth>,
    /// Before the as-of date.
    pub overdue: Expected,
    /// Without a date.
    pub undated: Expected,
}

/// Some days and how many wins took them.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Bin {
    /// The first day.
    pub from: i64,
    /// The last day.
    pub to: i64,
    /// Wins.
    pub count: u64,
}

/// The spread of the sales cycle.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Cycle {
    /// Wins with a cycle.
    pub n: u64,
    /// Their median.
    pub median: Option<f64>,
    /// Their 90th percentile.
    pub p90: Option<f64>,
}

/// Where the curves of time to win stand from a day on.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct CurvePoint {
    /// Days since the start.
    pub days: i64,
    /// Won by then.
    pub won: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
    /// Lost by then.
    pub lost: f64,
}

/// The curves at one age.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct AtDays {
    /// Days since the start.
    pub days: i64,
    /// Won by then.
    pub won: Option<f64>,
    /// Lost by then.
    pub lost: Option<f64>,
    /// Still followed.
    pub at_risk: u64,
}

/// A target in a bullet chart.
#[derive(Clone, Debug, Deserialize)]
pub struct Bullet {
    /// What it is.
    pub label: String,
    /// Reached / target.
    pub attainment: f64,
    /// The part of its time that is gone.
    pub gone: f64,
    /// What is missing, in words.
    pub note: String,
}

/// What goes into a sentence that stands out.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum Said {
    /// A name.
    Text(String),
    /// A word, by its name in the words.
    Word(String),
    /// A count.
    Count(u64),
    /// A share.
    Percent(f64),
    /// Days.
    Days(f64),
    /// Money.
    Money(Decimal),
    /// A period's short name.
    Period(String),
}
