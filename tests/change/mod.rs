//! Changes: edits that keep every other byte, moves, writes, locks.

mod edits;
mod moves;
mod random_edits;
mod writes;
