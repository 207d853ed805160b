//! Why a command could not be done, as it is said.

use std::process::ExitCode;

use super::stderr::say;
use crate::host::{self, GitError, LockError, WriteError};
use crate::session::SessionError;
use crate::show::findings::{TextStyle, text};
use crate::source::MemorySnapshot;
use crate::text::visible;
use crate::workspace::{CONFIG_FILE, LoadError};

/// Why a command could not be done.
#[derive(Debug)]
pub struct Failure {
    /// 1 for a refused change, 2 for all else.
    status: u8,
    /// What is said, ready to print.
    message: String,
}

impl Failure {
    /// Wrong usage, something unreadable, a failed write: status 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { status: 2, message: format!("error: {}", message.into()) }
    }

    /// A refused change: status 1.
    pub fn refused(message: impl Into<String>) -> Self {
        Self { status: 1, message: format!("refused: {}", message.into()) }
    }

    /// With more to say.
    #[must_use]
    pub fn and(mut self, more: &str) -> Self {
        self.message.push_str(more);
        self
    }

    /// Prints it on stderr and gives its exit status.
    pub fn show(&self) -> ExitCode {
        say(&self.message);
        ExitCode::from(self.status)
    }

    /// What is said.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NoWorkspace(missing) => Self::usage(format!(
                "there is no `{CONFIG_FILE}` in `{}` or in the folders above it\n  \
                 help: `corong init` makes a workspace here; -C DIR names another folder",
                missing.from.display()
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
            LoadError::Unreadable(error) => format!("`{CONFIG_FILE}` cannot be read: {error}"),
            LoadError::Folder(folder, error) => format!("the folder `{folder}` cannot be listed: {error}"),
            LoadError::Configuration { text, findings } => {
                let snapshot = MemorySnapshot::default().with(CONFIG_FILE, text.as_bytes());
                let shown = text::findings(&findings, &snapshot, TextStyle { color: false, width: width() });
                format!("the configuration has to be mended first\n\n{shown}")
            }
        })
    }
}

impl From<GitError> for Failure {
    fn from(error: GitError) -> Self {
        let lines: Vec<_> = error.to_string().lines().map(|line| visible(line).into_owned()).collect();
        Self::usage(lines.join("\n"))
    }
}

impl From<LockError> for Failure {
    fn from(error: LockError) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        if error.is_refusal() { Self::refused(error.to_string()) } else { Self::usage(error.to_string()) }
    }
}

/// The columns that findings are set in.
pub fn width() -> usize {
    host::terminal_width().unwrap_or(TextStyle::default().width)
}
