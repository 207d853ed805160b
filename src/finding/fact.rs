//! What a finding knows, apart from the words that it says it in.

use chrono::NaiveDate;

/// A number, a day or a name that a finding tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// How many.
    Count(u64),
    /// When.
    Day(NaiveDate),
    /// Who or what, as the file writes it.
    Text(String),
}

impl From<u64> for Fact {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u32> for Fact {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

/// Days since something; what is still ahead counts as none.
impl From<i64> for Fact {
    fn from(count: i64) -> Self {
        Self::Count(u64::try_from(count).unwrap_or_default())
    }
}

impl From<NaiveDate> for Fact {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
