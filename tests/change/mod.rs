//! Changes: edits that keep every other byte, moves, writes, locks.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod edits;
mod moves;
mod random_edits;
mod writes;
