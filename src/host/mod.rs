//! The edge: disk, environment and clock. The only room with side effects; it
//! knows places and plans, and nothing of leads.
#![allow(clippy::disallowed_methods, reason = "this room is where they belong")]

mod blobs;
mod cache;
mod clock;
mod disk;
mod driver;
mod editor;
mod env;
mod folders;
mod git;
mod journal;
mod line;
mod lock;
mod main_branch;
mod merge_lines;
mod object_id;
mod objects;
mod loopback;
mod past;
mod publish;
mod revision;
mod root;
mod screen;
mod standing;
mod trace;
mod whole;
mod write;
mod zone;

pub use cache::Cache;
pub use clock::now;
pub use disk::Disk;
pub use driver::install_driver;
pub use editor::{Copy, editor};
pub use env::{absolute, columns, current_dir, is_dumb, is_set, real, terminal_width};
pub use folders::{make_folder, repository};
pub use git::{commit, merge_base, parting, user_email, user_name};
pub use journal::{Journal, Kept};
pub use line::{Commit, Version, line, versions};
pub use lock::{Lock, LockError};
pub use loopback::{listen, listen_at_one_of};
pub use main_branch::{MainBranch, main_branch};
pub use merge_lines::{bytes, merge_lines};
pub use object_id::is_object;
pub use objects::Objects;
pub use past::{Brought, brought, in_repository, is_uncommitted};
pub use publish::{PublishError, Published, publish};
pub use revision::{Revision, RevisionError};
pub use root::{NoWorkspace, find_root};
pub use screen::Screen;
pub use standing::{Asked, Standing, ask};
pub use trace::trace;
pub use whole::write_whole;
pub use write::{WriteError, carry_out};
pub use zone::time_zone;
