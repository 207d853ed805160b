//! Why pages were not written.

use std::path::PathBuf;
use std::{fmt, io};

/// Why pages were not written.
#[derive(Debug)]
pub enum PublishError {
    /// The folder holds what is not ours, such as this.
    Foreign(PathBuf),
    /// A symbolic link is in the way, or something else that is no folder.
    NoFolder(PathBuf),
    /// Something that is not ours is where a page has to go.
    InTheWay(PathBuf),
    /// The manifest is damaged.
    Manifest(PathBuf),
    /// Another build has been writing all the time it was waited for.
    Busy(PathBuf),
    /// A page cannot be made.
    Page {
        /// Which one.
        path: String,
        /// Why, for people.
        why: String,
    },
    /// What the system said.
    Io(PathBuf, io::Error),
}

impl PublishError {
    /// Whether it was refused, not that it failed.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Foreign(_) | Self::NoFolder(_) | Self::InTheWay(_) | Self::Manifest(_))
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(path) => write!(
                f,
                "the folder holds something else, such as {}\n  help: name an empty folder, or one that a site was written to before",
                path.display()
            ),
            Self::NoFolder(path) => {
                write!(f, "{} is a link or no folder, and links are never followed", path.display())
            }
            Self::InTheWay(path) => {
                write!(f, "{} is no page of the site and lies where one goes", path.display())
            }
            Self::Manifest(path) => write!(
                f,
                "{} does not say which files are pages\n  help: remove the folder, and write the site anew",
                path.display()
            ),
            Self::Busy(path) => write!(f, "another build is writing to {}; try again", path.display()),
            Self::Page { path, why } => write!(f, "the page {path} cannot be made: {why}"),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for PublishError {}
