//! Why a command could not be done, as it is said.

use std::process::ExitCode;

use super::stderr::{print, spoken};
use crate::host::{self, GitError, LockError, WriteError};
use crate::message;
use crate::session::SessionError;
use crate::show::findings::{TextStyle, text};
use crate::source::MemorySnapshot;
use crate::text::Message;
use crate::workspace::{CONFIG_FILE, LoadError};

/// The exit status of a command that somebody stopped.
pub const INTERRUPTED: u8 = 130;

/// Why a command could not be done.
#[derive(Debug)]
pub struct Failure {
    /// 1 for a refused change, 130 where somebody stopped it, 2 for all else.
    status: u8,
    /// What is said, ready to print.
    message: Message,
}

impl Failure {
    /// Wrong usage, something unreadable, a failed write: status 2.
    pub fn usage(message: impl Into<Message>) -> Self {
        Self { status: 2, message: message!("error: {message}", message = message.into()) }
    }

    /// A refused change: status 1.
    pub fn refused(message: impl Into<Message>) -> Self {
        Self { status: 1, message: message!("refused: {message}", message = message.into()) }
    }

    /// Somebody stopped it: status 130.
    pub fn stopped(message: impl Into<Message>) -> Self {
        Self { status: INTERRUPTED, message: message.into() }
    }

    /// With more to say.
    #[must_use]
    pub fn and(self, more: impl Into<Message>) -> Self {
        Self { message: self.message.and(more.into()), ..self }
    }

    /// Prints it on stderr and gives its exit status.
    pub fn show(&self) -> ExitCode {
        print(&self.said());
        ExitCode::from(self.status)
    }

    /// What is said.
    pub fn message(&self) -> Message {
        self.message.clone()
    }

    /// What is said, in the language that is spoken.
    pub fn said(&self) -> String {
        self.message.shown(spoken())
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NoWorkspace(missing) => Self::usage(message!(
                "there is no `corong.yaml` in `{folder}` or in the folders above it\n  \
                 help: `corong init` makes a workspace here; -C DIR names another folder",
                folder = missing.from.display()
            )),
            SessionError::Load(error) => error.into(),
            SessionError::Git(error) => error.into(),
            SessionError::Locked(error) => error.into(),
            SessionError::Unwritten(error) => error.into(),
            SessionError::Misfit(why) => Self::usage(why),
        }
    }
}

impl From<LoadError> for Failure {
    /// With the places in the configuration.
    fn from(error: LoadError) -> Self {
        Self::usage(match error {
            LoadError::Unreadable(error) => {
                message!("`{path}` cannot be read: {error}", path = CONFIG_FILE, error)
            }
            LoadError::Folder(folder, error) => message!(
                "the folder `{folder}` cannot be listed: {error}",
                folder = folder.to_string(),
                error
            ),
            LoadError::Configuration { text, findings } => {
                let snapshot = MemorySnapshot::default().with(CONFIG_FILE, text.as_bytes());
                let shown = text::findings(
                    &findings,
                    &snapshot,
                    TextStyle { color: false, width: width(), language: spoken() },
                );
                message!("the configuration has to be mended first\n\n{shown}", shown)
            }
        })
    }
}

impl From<GitError> for Failure {
    fn from(error: GitError) -> Self {
        Self::usage(error)
    }
}

impl From<LockError> for Failure {
    fn from(error: LockError) -> Self {
        Self::usage(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        if error.is_refusal() { Self::refused(error) } else { Self::usage(error) }
    }
}

/// The columns that findings are set in.
pub fn width() -> usize {
    host::terminal_width().unwrap_or(TextStyle::default().width)
}
