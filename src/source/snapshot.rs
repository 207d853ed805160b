//! A state of the files, wherever it is kept.

use std::collections::BTreeMap;

use super::{RelPath, repositories};
use crate::text::Message;
use crate::{message, said_by_message};

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder. Listed so that a folder named like a lead is noticed.
    Folder,
    /// A symbolic link, wherever it points. Never followed.
    Link,
    /// A pipe, a socket, a device, or a file that could not be looked at.
    Special,
}

/// One path below a folder that was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Relative to the workspace.
    pub path: RelPath,
    /// What is there.
    pub kind: EntryKind,
    /// Whether the file's name is not UTF-8; `path` is then an approximation of it.
    pub odd_name: bool,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing is there.
    Missing,
    /// Git has it, and a sparse checkout leaves it out.
    LeftOut,
    /// Git knows it, and a partial clone does not hold what is in it.
    NotHeld,
    /// A component of the path is a symbolic link.
    Link,
    /// A folder or something else that is no regular file.
    NotAFile,
    /// Larger than the limit asked for; the size in bytes.
    TooLarge(u64),
    /// Not UTF-8.
    NotText,
    /// What the system or git said.
    Other(Message),
}

impl ReadError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => message!("there is no such file"),
            Self::LeftOut => message!("this checkout leaves it out, as a sparse one does"),
            Self::NotHeld => message!(
                "git does not have this file's contents: is this a partial clone? `git fetch --refetch --no-filter` brings all"
            ),
            Self::Link => message!("a symbolic link is in the way, and links are never followed"),
            Self::NotAFile => message!("it is not a regular file"),
            Self::TooLarge(size) => message!("it is too large ({size} bytes)", size),
            Self::NotText => message!("it is not UTF-8"),
            Self::Other(why) => why.clone(),
        }
    }
}

said_by_message!(ReadError);

impl std::error::Error for ReadError {}

/// A state of the files: a folder on disk, a revision, an editor's buffers, a
/// test's literal. It never follows a symbolic link.
pub trait Snapshot: Sync {
    /// Everything below `folder`, in any order, folders included. A missing
    /// folder is an empty one.
    ///
    /// # Errors
    /// Where a folder cannot be listed, or is a link.
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError>;

    /// What is at a path; `None` where nothing is.
    ///
    /// # Errors
    /// Where that cannot be found out.
    fn kind(&self, path: &RelPath) -> Result<Option<EntryKind>, ReadError> {
        let Some(folder) = path.parent() else { return Ok(Some(EntryKind::Folder)) };
        let found = self.list(&folder)?.into_iter().find(|entry| entry.path == *path);
        Ok(found.map(|entry| entry.kind))
    }

    /// Reads a whole file into `buffer` (cleared first), at most `limit` bytes.
    ///
    /// # Errors
    /// Where the file is missing, too large, a link or unreadable.
    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError>;

    /// The paths that make a folder look like a repository of git's; see
    /// [`repositories`].
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    fn repositories(&self) -> Result<Vec<RelPath>, ReadError> {
        Ok(repositories(self.list(&RelPath::new(""))?.iter().map(|entry| &entry.path)))
    }
}

impl<S: Snapshot + ?Sized> Snapshot for &S {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        (**self).list(folder)
    }

    fn kind(&self, path: &RelPath) -> Result<Option<EntryKind>, ReadError> {
        (**self).kind(path)
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        (**self).read(path, limit, buffer)
    }

    fn repositories(&self) -> Result<Vec<RelPath>, ReadError> {
        (**self).repositories()
    }
}

/// Files in memory, for tests and for editors.
#[derive(Clone, Debug, Default)]
pub struct MemorySnapshot(BTreeMap<RelPath, Vec<u8>>);

impl MemorySnapshot {
    /// Adds a file, replacing one at that path.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(RelPath::new(path), bytes.into());
        self
    }
}

impl Snapshot for MemorySnapshot {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        let inside = self.0.keys().filter(|path| path.below(folder).is_some());
        let entry = |path: &RelPath| Entry { path: path.clone(), kind: EntryKind::File, odd_name: false };
        Ok(inside.map(entry).collect())
    }

    fn kind(&self, path: &RelPath) -> Result<Option<EntryKind>, ReadError> {
        let file = self.0.contains_key(path).then_some(EntryKind::File);
        let folder = || self.0.keys().any(|own| own.below(path).is_some()).then_some(EntryKind::Folder);
        Ok(file.or_else(folder))
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        buffer.clear();
        let bytes = self.0.get(path).ok_or(ReadError::Missing)?;
        if bytes.len() as u64 > limit {
            return Err(ReadError::TooLarge(bytes.len() as u64));
        }
        buffer.extend_from_slice(bytes);
        Ok(())
    }
}
