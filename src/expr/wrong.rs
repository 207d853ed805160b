//! What is wrong with an expression.

use std::ops::Range;

use super::said::engine_words;
use crate::message;
use crate::text::Message;

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What, in one sentence without a full stop.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
    /// The bytes of the expression it is about, where known.
    pub range: Option<Range<usize>>,
}

impl Wrong {
    /// What the language says.
    pub(super) fn of(error: &minijinja::Error) -> Self {
        Self {
            message: message!("the expression cannot be used: {what}", what = engine_words(error)),
            help: None,
            range: error.range(),
        }
    }
}
