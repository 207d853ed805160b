//! Why git does not answer.

use std::fmt;
use std::path::PathBuf;

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
    pub fn why(self) -> String {
        match self {
            Self::Git(why) if !why.is_empty() => why,
            error => error.to_string(),
        }
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHALLOW: &str = "\n  help: this clone is shallow: `git fetch --unshallow` brings the rest; in CI let the checkout fetch everything (`fetch-depth: 0`, GIT_DEPTH: 0)";
        let help = |shallow: &bool| if *shallow { SHALLOW } else { "" };
        match self {
            Self::NoGit(why) => write!(f, "git cannot be run: {why}"),
            Self::TooOld(version) => write!(
                f,
                "{version} cannot be kept from running the filters that are configured\n  help: git 2.31 and later can"
            ),
            Self::NoRepository(folder) => {
                write!(f, "git opens no repository here: there is no `.git` in {} or above", folder.display())
            }
            Self::NotTrusted(why) => write!(f, "git opens no repository here: {why}"),
            Self::Unknown { revision, shallow } => {
                write!(f, "there is no commit `{revision}` in this repository{}", help(shallow))
            }
            Self::Unrelated { revision, shallow } => {
                write!(f, "`{revision}` and HEAD have no commit in common{}", help(shallow))
            }
            Self::NoWorkspace { revision, from, others } => {
                match from.as_str() {
                    "" => write!(f, "`{revision}` has no `corong.yaml` at its top")?,
                    from => {
                        write!(
                            f,
                            "`{revision}` has no `corong.yaml` in `{from}` or in the folders above it"
                        )?;
                    }
                }
                match others.as_slice() {
                    [] => Ok(()),
                    [one] => write!(f, "\n  help: it has one in `{one}`: `--rev {revision}:{one}`"),
                    [one, ..] => write!(
                        f,
                        "\n  help: it has some in `{}`: `--rev {revision}:{one}` names the first",
                        others.join("`, `")
                    ),
                }
            }
            Self::Git(why) => write!(f, "git refused: {why}"),
        }
    }
}

impl std::error::Error for GitError {}
