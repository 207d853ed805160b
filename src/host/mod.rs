//! The edge: disk, environment and clock. The only room with side effects; it
//! knows places and plans, and nothing of leads.
#![allow(clippy::disallowed_methods, reason = "this room is where they belong")]

mod clock;
mod disk;
mod env;
mod root;
mod whole;

pub use clock::now;
pub use disk::Disk;
pub use env::{absolute, current_dir, is_set};
pub use root::{NoWorkspace, find_root};
pub use whole::write_whole;
