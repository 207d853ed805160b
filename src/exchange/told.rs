//! What is reported of an import beside its leads: rows left out, stand-ins, oddities.

use crate::text::Message;

/// What became of a row or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToldKind {
    /// The row became no lead.
    LeftOut,
    /// A value was replaced by a stand-in.
    StandIn,
    /// Something of the row, or of its history, cannot be and was not taken over.
    Impossible,
}

/// One thing to report, with the row it is about.
#[derive(Clone, Debug)]
pub struct RowNote {
    /// What became of it.
    pub kind: ToldKind,
    /// The row's number in its file.
    pub row: usize,
    /// The CRM's id, where it is known.
    pub id: Option<String>,
    /// The field it is about.
    pub field: &'static str,
    /// Why, in a sentence.
    pub why: Message,
}
