//! A workspace opened: from the disk, from a revision, or with changes laid over
//! it; kept, and re-read where it changed. Base and head of a branch, what git
//! knows, and who acts.
//!
//! Whoever looks at a workspace or writes to it goes through here: commands, a
//! server of pages, a board, later an editor. Nothing here prints; what is worth
//! knowing goes to a [`Listener`].

mod base;
mod carrying;
mod change;
mod ends;
mod error;
mod files;
mod git_history;
mod kept;
mod last_changes;
mod left_out;
mod mending;
mod opening;
mod own_templates;
mod past;
mod sides;
mod stamping;

pub use base::{NewSince, Rules, checked, keep_new_findings, note_unseen, own_configuration, team, under};
pub use carrying::{carry_out, content};
pub use change::{ChosenLead, WorkspaceChange};
pub use ends::DiffEnds;
pub use error::SessionError;
pub use files::Files;
pub use git_history::GitHistory;
pub use kept::{CurrentWorkspace, KeptSession};
pub use left_out::{left_out, of_workspace};
pub use mending::GitPast;
pub use opening::{Counted, Listener, Session, language};
pub use own_templates::TemplatesSaid;
pub use past::Look;
pub use sides::{Sides, read};
pub use stamping::Stamping;
