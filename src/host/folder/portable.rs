//! Folders by their paths, for systems without handles of them: each name is
//! looked at before it is used.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use super::{FolderEntry, LINK, Meta, checked, parts};
use crate::source::EntryKind;

/// A folder, by its path.
#[derive(Debug)]
pub struct Folder {
    place: PathBuf,
}

impl Folder {
    /// Opens the folder of a path that a person named.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(path: &Path) -> Result<Self> {
        match fs::metadata(path)?.is_dir() {
            true => Ok(Self { place: path.to_owned() }),
            false => Err(ErrorKind::NotADirectory.into()),
        }
    }

    /// Opens a folder below one that a person named.
    ///
    /// # Errors
    /// [`LINK`] where a part of the path below is a link, `NotADirectory` where one
    /// is something else.
    pub fn at(root: &Path, below: &Path) -> Result<Self> {
        parts(below)?.into_iter().try_fold(Self::open(root)?, |folder, part| folder.below(part))
    }

    /// Opens what is at a path below a folder that a person named, for reading; a
    /// file or not.
    ///
    /// # Errors
    /// As [`Self::at`] and [`Self::file`].
    pub fn file_at(root: &Path, below: &Path) -> Result<File> {
        let parts = parts(below)?;
        let (name, folders) = parts.split_last().ok_or(ErrorKind::InvalidInput)?;
        folders.iter().try_fold(Self::open(root)?, |folder, part| folder.below(part))?.file(name)
    }

    /// Another handle of the same folder.
    ///
    /// # Errors
    /// None.
    pub fn again(&self) -> Result<Self> {
        Ok(Self { place: self.place.clone() })
    }

    /// Opens a folder in it.
    ///
    /// # Errors
    /// [`LINK`] of a link, `NotADirectory` of anything else that is none.
    pub fn below(&self, name: impl AsRef<OsStr>) -> Result<Self> {
        match self.metadata(name.as_ref())?.kind {
            EntryKind::Folder => Ok(Self { place: self.place.join(name.as_ref()) }),
            EntryKind::Link => Err(LINK.into()),
            _ => Err(ErrorKind::NotADirectory.into()),
        }
    }

    /// Whether both are one folder.
    ///
    /// # Errors
    /// None.
    pub fn is(&self, other: &Self) -> Result<bool> {
        Ok(self.place == other.place)
    }

    /// What it is itself.
    ///
    /// # Errors
    /// What the system says.
    pub fn itself(&self) -> Result<Meta> {
        Ok(meta(&fs::metadata(&self.place)?))
    }

    /// Makes a folder in it.
    ///
    /// # Errors
    /// What the system says.
    pub fn make(&self, name: impl AsRef<OsStr>) -> Result<()> {
        fs::create_dir(self.named(name)?)
    }

    /// What has the name, a link itself and not its end.
    ///
    /// # Errors
    /// What the system says.
    pub fn metadata(&self, name: impl AsRef<OsStr>) -> Result<Meta> {
        Ok(meta(&fs::symlink_metadata(self.named(name)?)?))
    }

    /// Opens what has the name for reading; a file or not.
    ///
    /// # Errors
    /// [`LINK`] of a link, `InvalidInput` of what cannot be read from.
    pub fn file(&self, name: impl AsRef<OsStr>) -> Result<File> {
        match self.metadata(name.as_ref())?.kind {
            EntryKind::Link => Err(LINK.into()),
            EntryKind::Special => Err(ErrorKind::InvalidInput.into()),
            _ => File::open(self.place.join(name.as_ref())),
        }
    }

    /// Makes a file that is not there.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(&self, name: &str, _mode: u32) -> Result<File> {
        OpenOptions::new().write(true).create_new(true).open(self.named(name)?)
    }

    /// Gives a file another name, in the same folder or in another, in place of
    /// whatever has it.
    ///
    /// # Errors
    /// What the system says.
    pub fn rename(&self, from: &str, folder: &Self, to: &str) -> Result<()> {
        fs::rename(self.named(from)?, folder.named(to)?)
    }

    pub(super) fn rename_no_replace(&self, _from: &str, _to: &str) -> Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    pub(super) fn link(&self, from: &str, to: &str) -> Result<()> {
        fs::hard_link(self.named(from)?, self.named(to)?)
    }

    /// Removes a file.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove(&self, name: impl AsRef<OsStr>) -> Result<()> {
        fs::remove_file(self.named(name)?)
    }

    /// Removes a folder that is empty.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove_folder(&self, name: impl AsRef<OsStr>) -> Result<()> {
        fs::remove_dir(self.named(name)?)
    }

    /// What is in it.
    ///
    /// # Errors
    /// What the system says.
    pub fn entries(&self) -> Result<Vec<FolderEntry>> {
        let entry = |entry: Result<fs::DirEntry>| {
            let entry = entry?;
            Ok(FolderEntry { name: entry.file_name(), kind: kind(entry.file_type()?) })
        };
        fs::read_dir(&self.place)?.map(entry).collect()
    }

    /// Makes names given in it last; here the system does so itself.
    ///
    /// # Errors
    /// None.
    pub fn flush(&self) -> Result<()> {
        Ok(())
    }

    fn named(&self, name: impl AsRef<OsStr>) -> Result<PathBuf> {
        Ok(self.place.join(checked(name.as_ref())?))
    }
}

fn meta(meta: &fs::Metadata) -> Meta {
    let kind = kind(meta.file_type());
    Meta { kind, len: meta.len(), permissions: meta.permissions(), owner: None }
}

fn kind(found: fs::FileType) -> EntryKind {
    match found {
        found if found.is_symlink() => EntryKind::Link,
        found if found.is_dir() => EntryKind::Folder,
        found if found.is_file() => EntryKind::File,
        _ => EntryKind::Special,
    }
}

/// Whose word counts for this process; the system does not tell.
pub fn user() -> Option<u32> {
    None
}

/// Modes are of Unix alone.
pub fn mode(_permissions: &Permissions) -> u32 {
    super::USUAL
}
