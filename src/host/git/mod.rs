//! Git: the repository of a folder, and all that it is asked. How it is called
//! is in `call.rs`, and nowhere else.
#![allow(clippy::disallowed_types, reason = "git is a program; only `call` starts it")]

mod blobs;
mod cache;
mod call;
mod calls;
mod commit;
mod config;
mod error;
mod hidden;
mod inside;
mod latest;
mod log;
mod main_branch;
mod merge_lines;
mod object_id;
mod objects;
mod replay;
mod repository;
mod resolve;
mod revision;
mod status;
mod upstream;

pub use cache::Cache;
pub use commit::commit;
pub(super) use config::setting;
pub use config::{user_email, user_name};
pub use error::GitError;
pub use hidden::HiddenFile;
pub use latest::Latest;
pub use log::{FileChange, Log, LogFiles, Logged, Walk};
pub use main_branch::MainBranch;
pub use merge_lines::{bytes, merge_lines};
pub use object_id::is_object;
pub use objects::Objects;
pub use replay::{Authored, Replay, make_repository};
pub(super) use repository::find;
pub use repository::{Repository, top};
pub use revision::Revision;
pub use status::{Asked, GitStatus};
pub use upstream::Upstream;
