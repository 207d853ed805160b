//! What a whole column proves about how its values are written.

use crate::text::Message;
use crate::{message, said_by_message};

/// What a column's values are written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof<F> {
    /// Nothing is in it.
    Nothing,
    /// It holds something else; a value that does not fit.
    No(String),
    /// They are written so.
    Yes(F),
    /// They can be read in two ways.
    Unclear(TwoReadings<F>),
}

impl<F> Proof<F> {
    /// The format that is proven.
    pub fn proven(self) -> Option<F> {
        match self {
            Self::Yes(format) => Some(format),
            _ => None,
        }
    }
}

/// A value that two formats read differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoReadings<F> {
    /// It as the file has it.
    pub sample: String,
    /// A format, and what the value is in it.
    pub one: (F, String),
    /// Another one, and what it is in that.
    pub other: (F, String),
}

impl<F: std::fmt::Display> TwoReadings<F> {
    /// Both readings in words, and how to say which is meant.
    pub fn message(&self) -> Message {
        let Self { sample, one, other } = self;
        message!(
            "`{sample}` is {one} as `{first}`, and {other} as `{second}`: write into the map which it is",
            sample,
            one = one.1,
            first = one.0.to_string(),
            other = other.1,
            second = other.0.to_string()
        )
    }
}

/// A text that is no format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoFormat {
    /// Not one of dates.
    Date(String),
    /// Not one of numbers.
    Number(String),
}

impl NoFormat {
    /// It in words, with what formats look like.
    pub fn message(&self) -> Message {
        match self {
            Self::Date(text) => message!(
                "`{text}` is no format of dates: write it as in `%d/%m/%Y`, `%m/%d/%Y` or `%Y-%m-%d`, or `unix`, `unix-ms`, `excel`",
                text
            ),
            Self::Number(text) => {
                message!("`{text}` is no format of numbers: write `1,234.56` or `1.234,56`", text)
            }
        }
    }
}

said_by_message!(NoFormat);

/// How many of a column's values have to fit for it to be of a kind: four of five.
pub(super) const fn is_most(fits: usize, all: usize) -> bool {
    fits * 5 >= all * 4 && fits > 0
}
