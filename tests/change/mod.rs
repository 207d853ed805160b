//! Changes: edits that keep every other byte, moves, writes, locks.

mod edits;
mod random_edits;
