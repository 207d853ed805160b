//! Why a session cannot do what it is asked.

use crate::host::{GitError, LockError, NoWorkspace, WriteError};
use crate::text::Message;
use crate::workspace::LoadError;

/// Why a session cannot do what it is asked.
#[derive(Debug)]
pub enum SessionError {
    /// There is no workspace.
    NoWorkspace(NoWorkspace),
    /// The workspace cannot be read.
    Load(LoadError),
    /// Git does not answer.
    Git(GitError),
    /// Another change is under way.
    Locked(LockError),
    /// A change was not carried out.
    Unwritten(WriteError),
    /// What was asked does not fit the files, in words.
    Misfit(Message),
}

impl From<LoadError> for SessionError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<GitError> for SessionError {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}

impl From<LockError> for SessionError {
    fn from(error: LockError) -> Self {
        Self::Locked(error)
    }
}

impl From<WriteError> for SessionError {
    fn from(error: WriteError) -> Self {
        Self::Unwritten(error)
    }
}
