//! Memory for trees, and how large one may grow.

use super::tree::Slot;
use crate::source::Span;

/// How deep collections may nest.
pub const MAX_DEPTH: usize = 64;
/// How many nodes a file may have.
pub const MAX_NODES: usize = 10_000;

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
