//! Why git does not answer.

use std::path::PathBuf;

use crate::text::Message;
use crate::{message, said_by_message};
/// Why git does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitError {
    /// The `git` program cannot be run; what the system says.
    NoGit(String),
    /// Filters that are configured would run; what `git version` says.
    TooOld(String),
    /// The folder is in no repository.
    NoRepository(PathBuf),
    /// The repository is another user's, and git's configuration does not call
    /// it safe; what git says.
    NotTrusted(String),
    /// The repository has no such commit.
    Unknown {
        /// What was asked for.
        revision: String,
        /// Whether the clone's history is cut off.
        shallow: bool,
    },
    /// `HEAD` and the revision have no commit in common.
    Unrelated {
        /// What was asked for.
        revision: String,
        /// Whether the clone's history is cut off.
        shallow: bool,
    },
    /// The commit holds no workspace there.
    NoWorkspace {
        /// What was asked for.
        revision: String,
        /// The folder of the repository the search began in; empty at its top.
        from: String,
        /// The folders that do hold one, a few of them.
        others: Vec<String>,
    },
    /// What git says cannot be used, and why.
    Unread(Message),
    /// Anything else that git refused; what git says.
    Git(String),
}

impl GitError {
    /// Git's words on stderr: its lines without indentation and blank ones.
    pub(super) fn words(stderr: &[u8]) -> String {
        let text = String::from_utf8_lossy(stderr);
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        lines.join("\n  ")
    }

    /// Git's words alone where it has some, else the whole message.
    pub fn why(self) -> Message {
        match self {
            Self::Git(why) if !why.is_empty() => Message::verbatim(why),
            error => error.message(),
        }
    }
}

impl GitError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        let help = |shallow: bool| match shallow {
            true => message!(
                "\n  help: this clone is shallow: `git fetch --unshallow` brings the rest; \
                 in CI let the checkout fetch everything (`fetch-depth: 0`, GIT_DEPTH: 0)"
            ),
            false => Message::default(),
        };
        match self {
            Self::NoGit(why) => message!("git cannot be run: {why}", why),
            Self::TooOld(version) => message!(
                "{version} cannot be kept from running the filters that are configured\n  help: git 2.31 and later can",
                version
            ),
            Self::NoRepository(folder) => {
                message!(
                    "git opens no repository here: there is no `.git` in {folder} or above",
                    folder = folder.display()
                )
            }
            Self::NotTrusted(why) => message!("git opens no repository here: {why}", why),
            Self::Unknown { revision, shallow } => {
                message!(
                    "there is no commit `{revision}` in this repository{help}",
                    revision,
                    help = help(*shallow)
                )
            }
            Self::Unrelated { revision, shallow } => {
                message!(
                    "`{revision}` and HEAD have no commit in common{help}",
                    revision,
                    help = help(*shallow)
                )
            }
            Self::NoWorkspace { revision, from, others } => {
                let told = match from.as_str() {
                    "" => message!("`{revision}` has no `corong.yaml` at its top", revision),
                    from => message!(
                        "`{revision}` has no `corong.yaml` in `{from}` or in the folders above it",
                        revision,
                        from
                    ),
                };
                told.and(match others.as_slice() {
                    [] => Message::default(),
                    [one] => {
                        message!("\n  help: it has one in `{one}`: `--rev {revision}:{one}`", one, revision)
                    }
                    [one, ..] => message!(
                        "\n  help: it has some in `{others}`: `--rev {revision}:{one}` names the first",
                        others = others.join("`, `"),
                        revision,
                        one
                    ),
                })
            }
            Self::Unread(why) => message!("git refused: {why}", why),
            Self::Git(why) => message!("git refused: {why}", why),
        }
    }
}

said_by_message!(GitError);

impl std::error::Error for GitError {}
