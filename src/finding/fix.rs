//! How a finding could be mended.

use chrono::NaiveDate;

use crate::source::{RelPath, Span};
use crate::text::Message;

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// A mend of what a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "write `siti`".
    pub title: Message,
    /// What it does, for a program.
    pub mend: Mend,
    /// When it is done among the mends of its file.
    pub turn: Turn,
}

/// What a mend does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Edits of the finding's own file, in order, not overlapping. Certain, and
    /// text only: the safe kind.
    Edits(Vec<TextEdit>),
    /// Moves the finding's own file, its text unchanged.
    Move {
        /// Where to.
        to: RelPath,
    },
    /// Deletes a file, the finding's own or the other one, whose history
    /// another file continues.
    Delete {
        /// Which file goes.
        path: RelPath,
        /// Which file stays.
        kept: RelPath,
    },
    /// The history of the finding's own file lacks an entry of a move that git
    /// saw.
    Enter {
        /// The id of the stage.
        stage: String,
        /// The day of the move.
        day: NaiveDate,
        /// The address of who made it.
        email: String,
    },
    /// The finding's own file is in one stage's folder and its history ends
    /// in another: git tells whether the file was moved without an entry, or
    /// the entry written without moving the file.
    Settle {
        /// Where the file is if the history is right.
        to: RelPath,
        /// The id of the stage the entry names if the folder is right.
        stage: String,
        /// The id of its pipeline, where the history ends in another one.
        pipeline: Option<String>,
    },
}

/// When a mend is done: those of an earlier turn first, and the file is looked
/// at again in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Before the others: it decides whether they are wanted.
    First,
    /// With the others.
    #[default]
    Usual,
    /// After the others: they decide whether it is wanted.
    Last,
}

impl Fix {
    /// A certain mend by edits of the finding's own file.
    pub fn edits(title: impl Into<Message>, edits: Vec<TextEdit>) -> Self {
        Self { title: title.into(), mend: Mend::Edits(edits), turn: Turn::Usual }
    }

    /// A certain mend that replaces `span` by `text`.
    pub fn replace(title: impl Into<Message>, span: Span, text: impl Into<String>) -> Self {
        Self::edits(title, vec![TextEdit { span, text: text.into() }])
    }

    /// A mend of files, which is never safe.
    pub fn files(title: impl Into<Message>, mend: Mend) -> Self {
        Self { title: title.into(), mend, turn: Turn::Usual }
    }

    /// In its turn.
    #[must_use]
    pub fn turn(mut self, turn: Turn) -> Self {
        self.turn = turn;
        self
    }

    /// Whether it is certain and changes text only.
    pub fn is_safe(&self) -> bool {
        matches!(self.mend, Mend::Edits(_))
    }

    /// Its edits of the finding's own file; none where it is about files.
    pub fn text_edits(&self) -> &[TextEdit] {
        match &self.mend {
            Mend::Edits(edits) => edits,
            _ => &[],
        }
    }
}
