//! Folders by their handles.

use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io::{ErrorKind, Result};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RawMode, Stat};
use rustix::io::Errno;

use super::{FolderEntry, LINK, Meta, checked, parts};
use crate::source::EntryKind;

/// A folder, by its handle.
#[derive(Debug)]
pub struct Folder {
    handle: OwnedFd,
}

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// A link is not followed, and the other end of a pipe not waited for.
const PLAIN: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

impl Folder {
    /// Opens the folder of a path that a person named.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { handle: rustix::fs::openat(CWD, path, FOLDER, Mode::empty())? })
    }

    /// Opens a folder below one that a person named, by one call of the system's
    /// where it has it.
    ///
    /// # Errors
    /// [`LINK`] where a part of the path below is a link, `NotADirectory` where one
    /// is something else.
    pub fn at(root: &Path, below: &Path) -> Result<Self> {
        let parts = parts(below)?;
        if let Some(opened) = at_once(root, below, FOLDER) {
            return Ok(Self { handle: opened? });
        }
        parts.into_iter().try_fold(Self::open(root)?, |folder, part| folder.below(part))
    }

    /// Opens what is at a path below a folder that a person named, for reading; a
    /// file or not.
    ///
    /// # Errors
    /// As [`Self::at`] and [`Self::file`].
    pub fn file_at(root: &Path, below: &Path) -> Result<File> {
        let parts = parts(below)?;
        if let Some(opened) = at_once(root, below, PLAIN) {
            return opened.map(File::from);
        }
        let (name, folders) = parts.split_last().ok_or(ErrorKind::InvalidInput)?;
        folders.iter().try_fold(Self::open(root)?, |folder, part| folder.below(part))?.file(name)
    }

    /// Another handle of the same folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn again(&self) -> Result<Self> {
        Ok(Self { handle: self.handle.try_clone()? })
    }

    /// Opens a folder in it.
    ///
    /// # Errors
    /// [`LINK`] of a link, `NotADirectory` of anything else that is none.
    pub fn below(&self, name: impl AsRef<OsStr>) -> Result<Self> {
        let name = checked(name.as_ref())?;
        match rustix::fs::openat(&self.handle, name, FOLDER | OFlags::NOFOLLOW, Mode::empty()) {
            Ok(handle) => Ok(Self { handle }),
            // What systems say of a link differs.
            Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => Err(match self.metadata(name)?.kind {
                EntryKind::Link => LINK.into(),
                _ => ErrorKind::NotADirectory.into(),
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether both are one folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn is(&self, other: &Self) -> Result<bool> {
        let id = |folder: &Self| rustix::fs::fstat(&folder.handle).map(|stat| (stat.st_dev, stat.st_ino));
        Ok(id(self)? == id(other)?)
    }

    /// What it is itself.
    ///
    /// # Errors
    /// What the system says.
    pub fn itself(&self) -> Result<Meta> {
        Ok(meta(&rustix::fs::fstat(&self.handle)?))
    }

    /// Makes a folder in it.
    ///
    /// # Errors
    /// What the system says.
    pub fn make(&self, name: impl AsRef<OsStr>) -> Result<()> {
        Ok(rustix::fs::mkdirat(&self.handle, checked(name.as_ref())?, Mode::from_raw_mode(0o777))?)
    }

    /// What has the name, a link itself and not its end.
    ///
    /// # Errors
    /// What the system says.
    pub fn metadata(&self, name: impl AsRef<OsStr>) -> Result<Meta> {
        let name = checked(name.as_ref())?;
        Ok(meta(&rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW)?))
    }

    /// Opens what has the name for reading; a file or not.
    ///
    /// # Errors
    /// [`LINK`] of a link, `InvalidInput` of what cannot be read from.
    pub fn file(&self, name: impl AsRef<OsStr>) -> Result<File> {
        let name = checked(name.as_ref())?;
        opened(rustix::fs::openat(&self.handle, name, PLAIN, Mode::empty())).map(File::from)
    }

    /// Makes a file that is not there, with a mode that the umask narrows.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(&self, name: &str, mode: u32) -> Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode((mode & 0o777) as RawMode);
        Ok(File::from(rustix::fs::openat(&self.handle, checked(name.as_ref())?, flags, mode)?))
    }

    /// Gives a file another name, in the same folder or in another, in place of
    /// whatever has it.
    ///
    /// # Errors
    /// What the system says.
    pub fn rename(&self, from: &str, folder: &Self, to: &str) -> Result<()> {
        let (from, to) = (checked(from.as_ref())?, checked(to.as_ref())?);
        Ok(rustix::fs::renameat(&self.handle, from, &folder.handle, to)?)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    pub(super) fn rename_no_replace(&self, from: &str, to: &str) -> Result<()> {
        let (from, to) = (checked(from.as_ref())?, checked(to.as_ref())?);
        let flags = rustix::fs::RenameFlags::NOREPLACE;
        Ok(rustix::fs::renameat_with(&self.handle, from, &self.handle, to, flags)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    pub(super) fn rename_no_replace(&self, _from: &str, _to: &str) -> Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    pub(super) fn link(&self, from: &str, to: &str) -> Result<()> {
        let (from, to) = (checked(from.as_ref())?, checked(to.as_ref())?);
        Ok(rustix::fs::linkat(&self.handle, from, &self.handle, to, AtFlags::empty())?)
    }

    /// Removes a file.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove(&self, name: impl AsRef<OsStr>) -> Result<()> {
        Ok(rustix::fs::unlinkat(&self.handle, checked(name.as_ref())?, AtFlags::empty())?)
    }

    /// Removes a folder that is empty.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove_folder(&self, name: impl AsRef<OsStr>) -> Result<()> {
        Ok(rustix::fs::unlinkat(&self.handle, checked(name.as_ref())?, AtFlags::REMOVEDIR)?)
    }

    /// What is in it. What goes while it is listed is not there.
    ///
    /// # Errors
    /// What the system says.
    pub fn entries(&self) -> Result<Vec<FolderEntry>> {
        let mut entries = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.handle)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                // Some file systems tell it only when asked.
                FileType::Unknown => match self.metadata(name) {
                    Err(error) if error.kind() == ErrorKind::NotFound => continue,
                    found => found?.kind,
                },
                known => kind(known),
            };
            entries.push(FolderEntry { name: name.to_owned(), kind });
        }
        Ok(entries)
    }

    /// Makes names given in it last.
    ///
    /// # Errors
    /// What the system says.
    pub fn flush(&self) -> Result<()> {
        match rustix::fs::fsync(&self.handle) {
            // Some file systems flush no folder.
            Err(Errno::INVAL | Errno::NOTSUP | Errno::ROFS) => Ok(()),
            flushed => Ok(flushed?),
        }
    }
}

/// Opens a path below a folder by one call, where the system has it and no part of
/// the folder's own path is a link.
#[cfg(target_os = "linux")]
fn at_once(root: &Path, below: &Path, flags: OFlags) -> Option<Result<OwnedFd>> {
    use rustix::fs::ResolveFlags;
    let plain = ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    match rustix::fs::openat2(CWD, root.join(below), flags, Mode::empty(), plain) {
        // An old kernel, or a sandbox that does not know the call; or a link.
        Err(Errno::NOSYS | Errno::PERM | Errno::LOOP) => None,
        handle => Some(opened(handle)),
    }
}

#[cfg(not(target_os = "linux"))]
fn at_once(_root: &Path, _below: &Path, _flags: OFlags) -> Option<Result<OwnedFd>> {
    None
}

fn opened(handle: rustix::io::Result<OwnedFd>) -> Result<OwnedFd> {
    match handle {
        Ok(handle) => Ok(handle),
        Err(Errno::LOOP | Errno::MLINK) => Err(LINK.into()),
        // A socket.
        Err(Errno::NXIO) => Err(ErrorKind::InvalidInput.into()),
        Err(error) => Err(error.into()),
    }
}

fn meta(stat: &Stat) -> Meta {
    #[allow(clippy::useless_conversion, reason = "elsewhere it has fewer bits")]
    let mode = u32::from(Mode::from_raw_mode(stat.st_mode).bits());
    Meta {
        kind: kind(FileType::from_raw_mode(stat.st_mode)),
        len: u64::try_from(stat.st_size).unwrap_or_default(),
        permissions: Permissions::from_mode(mode),
        owner: Some(stat.st_uid),
    }
}

fn kind(found: FileType) -> EntryKind {
    match found {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        FileType::Symlink => EntryKind::Link,
        _ => EntryKind::Special,
    }
}

/// Whose word counts for this process, where the system tells.
pub fn user() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

/// The mode bits for reading and writing.
pub fn mode(permissions: &Permissions) -> u32 {
    permissions.mode() & super::USUAL
}
