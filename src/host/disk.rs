//! A folder on disk as a snapshot. No symbolic link is opened, in any
//! component below the folder.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::RwLock;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::source::{Entry, EntryKind, ReadError, RelPath, Snapshot};

/// The files below a folder as they are now.
pub struct Disk {
    root: PathBuf,
    /// Folders known to have no link in any component.
    plain: RwLock<HashSet<RelPath>>,
}

impl Disk {
    /// The files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), plain: RwLock::default() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path of the workspace lies on disk.
    pub fn place(&self, path: &RelPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// Makes sure that no component of a folder's path is a link.
    fn check_folder(&self, folder: &RelPath) -> Result<(), ReadError> {
        if !folder.is_inside() {
            return Err(ReadError::Other("the path leads outside the workspace".to_owned()));
        }
        if folder.as_str().is_empty() || self.plain.read().is_ok_and(|plain| plain.contains(folder)) {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.check_folder(&parent)?;
        }
        let kind = fs::symlink_metadata(self.place(folder)).map_err(|e| read_error(&e))?.file_type();
        if kind.is_symlink() {
            return Err(ReadError::Link);
        }
        if !kind.is_dir() {
            return Err(ReadError::NotAFile);
        }
        if let Ok(mut plain) = self.plain.write() {
            plain.insert(folder.clone());
        }
        Ok(())
    }

    fn entry(&self, found: &DirEntry) -> Option<Entry> {
        let (path, odd_name) = self.relative(found.path())?;
        Some(Entry { path, kind: kind(found.file_type()), odd_name })
    }

    fn relative(&self, path: &Path) -> Option<(RelPath, bool)> {
        let below = path.strip_prefix(&self.root).ok()?;
        if let Some(text) = below.to_str().filter(|_| std::path::MAIN_SEPARATOR == '/') {
            return Some((RelPath::new(text), false));
        }
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        Some((RelPath::new(parts.join("/")), below.to_str().is_none()))
    }
}

fn kind(found: fs::FileType) -> EntryKind {
    match found {
        found if found.is_symlink() => EntryKind::Link,
        found if found.is_dir() => EntryKind::Folder,
        found if found.is_file() => EntryKind::File,
        _ => EntryKind::Special,
    }
}

fn read_error(error: &std::io::Error) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound => ReadError::Missing,
        ErrorKind::PermissionDenied => ReadError::Other("permission denied".to_owned()),
        _ => ReadError::Other(error.to_string()),
    }
}

/// What lies below a folder, so many levels deep. What goes while it is walked
/// is not there.
fn walk(folder: &Path, depth: usize) -> Result<Vec<DirEntry>, ReadError> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).max_depth(depth).follow_links(false) {
        match entry {
            Ok(entry) => found.push(entry),
            Err(error) if error.io_error().is_some_and(|e| e.kind() == ErrorKind::NotFound) => {}
            Err(error) => return Err(ReadError::Other(error.to_string())),
        }
    }
    Ok(found)
}

impl Snapshot for Disk {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        match self.check_folder(folder) {
            Err(ReadError::Missing) => return Ok(Vec::new()),
            checked => checked?,
        }
        // The folders right below, such as the stages', are walked side by side.
        let first = walk(&self.place(folder), 1)?;
        let entries =
            |found: &[DirEntry]| found.iter().filter_map(|entry| self.entry(entry)).collect::<Vec<_>>();
        let folders = first.par_iter().filter(|entry| entry.file_type().is_dir());
        let inner = folders.map(|folder| walk(folder.path(), usize::MAX).map(|found| entries(&found)));
        let inner = inner.collect::<Result<Vec<_>, _>>()?;
        Ok(entries(&first).into_iter().chain(inner.into_iter().flatten()).collect())
    }

    /// Nothing is where a link or a file is in the way: a listing does not go there.
    fn kind(&self, path: &RelPath) -> Result<Option<EntryKind>, ReadError> {
        match path.parent().map_or(Ok(()), |folder| self.check_folder(&folder)) {
            Err(ReadError::Missing | ReadError::Link | ReadError::NotAFile) => return Ok(None),
            checked => checked?,
        }
        match fs::symlink_metadata(self.place(path)) {
            Ok(meta) => Ok(Some(kind(meta.file_type()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(read_error(&error)),
        }
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        buffer.clear();
        if !path.is_inside() {
            return Err(ReadError::Other("the path leads outside the workspace".to_owned()));
        }
        if let Some(parent) = path.parent() {
            self.check_folder(&parent)?;
        }
        let mut file = open_plain(&self.place(path))?;
        let meta = file.metadata().map_err(|e| read_error(&e))?;
        if !meta.is_file() {
            return Err(ReadError::NotAFile);
        }
        if meta.len() > limit {
            return Err(ReadError::TooLarge(meta.len()));
        }
        fill(&mut file, meta.len() as usize, buffer).map_err(|e| read_error(&e))
    }
}

/// Opens what is no link, without waiting for the other end of a pipe.
#[cfg(unix)]
fn open_plain(place: &Path) -> Result<File, ReadError> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let opened = fs::OpenOptions::new().read(true).custom_flags(flags).open(place);
    opened.map_err(|error| match error.raw_os_error() {
        // FreeBSD says EMLINK, NetBSD EFTYPE; asking is right everywhere.
        Some(_) if place.is_symlink() => ReadError::Link,
        Some(libc::ENXIO) => ReadError::NotAFile,
        _ => read_error(&error),
    })
}

/// Opens what is no link.
#[cfg(not(unix))]
fn open_plain(place: &Path) -> Result<File, ReadError> {
    if fs::symlink_metadata(place).map_err(|e| read_error(&e))?.is_symlink() {
        return Err(ReadError::Link);
    }
    File::open(place).map_err(|e| read_error(&e))
}

/// Reads the `len` bytes a file has, with one call as a rule; fewer where it
/// was cut meanwhile. What it grows by meanwhile is not waited for.
fn fill(file: &mut File, len: usize, buffer: &mut Vec<u8>) -> std::io::Result<()> {
    buffer.resize(len, 0);
    let mut filled = 0;
    while filled < len {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    buffer.truncate(filled);
    Ok(())
}
