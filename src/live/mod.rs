//! What lives on: watching the files and repeating a command on change, pages
//! served to a browser, and the board on a terminal.

pub mod board;
pub mod serve;
mod watcher;

pub use watcher::{Changing, QUIET};
