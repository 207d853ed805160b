//! Why pages were not written.

use std::io;
use std::path::PathBuf;

use crate::text::Message;
use crate::{message, said_by_message};
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
        why: Message,
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

impl PublishError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Foreign(path) => message!(
                "the folder holds something else, such as {path}\n  help: name an empty folder, or one that a site was written to before",
                path = path.display()
            ),
            Self::NoFolder(path) => {
                message!("{path} is a link or no folder, and links are never followed", path = path.display())
            }
            Self::InTheWay(path) => {
                message!("{path} is no page of the site and lies where one goes", path = path.display())
            }
            Self::Manifest(path) => message!(
                "{path} does not say which files are pages\n  help: remove the folder, and write the site anew",
                path = path.display()
            ),
            Self::Busy(path) => {
                message!("another build is writing to {path}; try again", path = path.display())
            }
            Self::Page { path, why } => message!("the page {path} cannot be made: {why}", path, why),
            Self::Io(path, error) => message!("{path}: {error}", path = path.display(), error),
        }
    }
}

said_by_message!(PublishError);

impl std::error::Error for PublishError {}
