//! What lives on: watching the files and repeating a command on change.

mod changes;
mod watcher;

pub use changes::Changes;
pub use watcher::{Watched, watch};
