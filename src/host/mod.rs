//! The edge: disk, environment and clock. The only room with side effects; it
//! knows places and plans, and nothing of leads.
#![allow(clippy::disallowed_methods, reason = "this room is where they belong")]

mod bounded;
mod clock;
mod disk;
mod editor;
mod env;
mod export;
mod folder;
mod extent;
mod folders;
mod git;
mod given_file;
mod journal;
mod lock;
mod merged;
mod loopback;
mod new_folder;
mod output;
mod process;
mod publish;
mod root;
mod screen;
mod streams;
mod trace;
mod write;
mod zone;

pub use bounded::{Bounds, Exceeded, bounded};
pub use clock::{instant, now};
pub use disk::Disk;
pub use editor::{Copy, editor};
pub use env::{absolute, columns, current_dir, is_dumb, is_set, language, real, terminal_width};
pub use export::{ExportFile, ExportFolder, ExportPlace, export_place};
pub use extent::list_at_most;
pub use folders::{free_bytes, is_folder, is_taken, make_folder, temporary};
pub use git::{
    Asked, Authored, Cache, FileChange, GitError, GitStatus, HiddenFile, Latest, Log, LogFiles, Logged,
    MainBranch, Objects, Replay, Repository, Revision, Upstream, Walk, bytes, commit, is_object,
    make_repository, merge_lines, top, user_email, user_name,
};
pub use given_file::read_given;
pub use journal::{Journal, JournalEntry};
pub use lock::{Lock, LockError};
pub use loopback::{listen, listen_at_one_of};
pub use merged::write_merged;
pub use new_folder::NewFolder;
pub use output::{Output, OutputFile, OutputFolder, OutputRefused, output_folder};
pub use publish::{PublishError, PublishedFiles, publish};
pub use root::{NoWorkspace, find_root};
pub use screen::Screen;
pub use streams::runner_reads;
pub use trace::trace;
pub use write::{WriteError, carry_out, carry_out_within};
pub use zone::time_zone;
