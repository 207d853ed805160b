//! The edge: disk, environment and clock. The only room with side effects; it
//! knows places and plans, and nothing of leads.
#![allow(clippy::disallowed_methods, reason = "this room is where they belong")]

mod clock;
mod disk;
mod env;
mod git;
mod lock;
mod past;
mod root;
mod whole;
mod write;

pub use clock::now;
pub use disk::Disk;
pub use env::{absolute, current_dir, is_set, terminal_width};
pub use git::{commit, user_email};
pub use lock::{Lock, LockError};
pub use past::{Brought, brought, in_repository, is_uncommitted};
pub use root::{NoWorkspace, find_root};
pub use whole::write_whole;
pub use write::{WriteError, carry_out};
