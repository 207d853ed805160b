//! A sentence as data: which message, and what goes into it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::pipeline::{Day, Decimal};

/// A message of the words, and what goes into it. It is the same in every
/// language and format; what shows it puts it into words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Sentence {
    /// The message, by its name in the words.
    pub say: &'static str,
    /// What goes into it.
    pub with: With,
}

/// What goes into a sentence, by the names that the message knows.
pub type With = BTreeMap<&'static str, Said>;

/// One thing that goes into a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum Said {
    /// A name.
    Text(String),
    /// A word of the reports, by its name in the words.
    Word(&'static str),
    /// A count.
    Count(u64),
    /// A share from 0 to 1.
    Percent(f64),
    /// A number with one decimal.
    Tenths(f64),
    /// Days.
    Days(f64),
    /// Money in the report's currency.
    Money(Decimal),
    /// A period by its short name: `2026`, `2026-Q4`, `2026-11`.
    Period(String),
    /// A month: `2026-11`.
    Month(String),
    /// A date.
    Date(Day),
    /// A sentence within it.
    Sentence(Box<Sentence>),
}

impl Sentence {
    /// A message with what goes into it.
    pub fn new<const N: usize>(say: &'static str, with: [(&'static str, Said); N]) -> Self {
        Self { say, with: with.into() }
    }
}

impl Said {
    /// A name, or the word for what has none.
    pub fn name(label: Option<&str>, key: Option<&str>, none: &'static str) -> Self {
        let filled = |text: &&str| !text.trim().is_empty();
        label.filter(filled).or(key.filter(filled)).map_or(Self::Word(none), Self::from)
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Said {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Said {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<Decimal> for Said {
    fn from(amount: Decimal) -> Self {
        Self::Money(amount)
    }
}
