//! How a finding could be mended.

use crate::source::Span;

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// A mend of the file a finding is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "write `siti`".
    pub title: String,
    /// Whether it is certain and changes text only.
    pub safe: bool,
    /// Edits of the finding's own file, in order, not overlapping.
    pub edits: Vec<TextEdit>,
}

impl Fix {
    /// A certain mend that replaces `span` by `text`.
    pub fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), safe: true, edits: vec![TextEdit { span, text: text.into() }] }
    }
}
