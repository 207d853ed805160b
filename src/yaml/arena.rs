//! Memory for trees, and how large one may grow.

use crate::source::Span;

/// How deep collections may nest.
pub const MAX_DEPTH: usize = 64;
/// How many nodes a file may have.
pub const MAX_NODES: usize = 10_000;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A scalar written without quotes.
    Plain,
    /// A scalar in single or double quotes.
    Quoted,
    /// A block scalar, `|` or `>`.
    Block,
    /// A mapping; `flow` where it is written in braces.
    Map {
        /// Whether it is written in braces.
        flow: bool,
    },
    /// A list; `flow` where it is written in brackets.
    List {
        /// Whether it is written in brackets.
        flow: bool,
    },
    /// `*name`: refused, yet a node.
    Alias,
}

/// How a scalar's value is found.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// It is these bytes of the text.
    Slice(Span),
    /// It had to be decoded: an index into the arena's strings.
    Decoded(u32),
    /// It is no scalar.
    None,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub kind: NodeKind,
    pub span: Span,
    pub value: Value,
    pub next: u32,
    pub first: u32,
}

/// Memory for trees, kept from one file to the next.
#[derive(Default)]
pub struct Arena {
    pub(super) slots: Vec<Slot>,
    pub(super) strings: Vec<String>,
    pub(super) comments: Vec<Span>,
    pub(super) open: Vec<OpenCollection>,
    pub(super) hashes: Vec<u32>,
}

/// A collection whose end has not come yet.
pub(super) struct OpenCollection {
    pub slot: u32,
    pub last: u32,
    pub children: u32,
}

impl Arena {
    /// Forgets what was read before.
    pub(super) fn empty(&mut self) {
        self.slots.clear();
        self.strings.clear();
        self.comments.clear();
        self.open.clear();
    }
}
