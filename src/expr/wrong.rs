//! What is wrong with an expression.

use std::ops::Range;

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What, in one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The bytes of the expression it is about, where known.
    pub range: Option<Range<usize>>,
}

impl Wrong {
    /// What the language says.
    pub(super) fn of(error: &minijinja::Error) -> Self {
        let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        Self { message: format!("the expression cannot be used: {what}"), help: None, range: error.range() }
    }
}
