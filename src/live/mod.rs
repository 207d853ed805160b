//! What lives on: watching the files and repeating a command on change, and
//! the board on a terminal.

pub mod board;
mod changes;
mod watcher;

pub use changes::Changes;
pub use watcher::{Watched, watch};
