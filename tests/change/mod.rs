//! Changes: edits that keep every other byte, moves, writes, locks.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests may fail and touch the disk"
)]

mod asked;
mod commands;
mod edits;
mod killed;
mod many_at_once;
mod modeline;
mod moves;
mod random_edits;
mod writes;
