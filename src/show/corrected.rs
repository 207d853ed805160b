//! What is expected to close, as the files say it and corrected by the typical slip.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::{ClosingAhead, Expected};

/// A month ahead, both ways.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectedMonth {
    /// `2026-12`.
    pub month: String,
    /// What the files say.
    pub said: Expected,
    /// The same, corrected by the typical slip.
    pub corrected: Expected,
}

/// The months of either.
pub fn months(said: &ClosingAhead, corrected: &ClosingAhead) -> Vec<CorrectedMonth> {
    let mut months: BTreeMap<&str, (Expected, Expected)> = BTreeMap::new();
    for month in &said.months {
        months.entry(&month.month).or_default().0 = month.expected;
    }
    for month in &corrected.months {
        months.entry(&month.month).or_default().1 = month.expected;
    }
    let row = |(month, (said, corrected)): (&str, (Expected, Expected))| CorrectedMonth {
        month: month.to_owned(),
        said,
        corrected,
    };
    months.into_iter().map(row).collect()
}
