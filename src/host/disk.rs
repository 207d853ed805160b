//! A folder on disk as a snapshot. No symbolic link is opened, in any
//! component below the folder.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::extent;
use super::folder::Folder;
use crate::source::{Entry, EntryKind, ReadError, RelPath, Snapshot};

/// The files below a folder as they are now.
pub struct Disk {
    root: PathBuf,
    handle: OnceLock<Folder>,
}

impl Disk {
    /// The files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), handle: OnceLock::new() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path of the workspace lies on disk.
    pub fn place(&self, path: &RelPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// The folder, opened once.
    fn handle(&self) -> Result<&Folder, ReadError> {
        if let Some(handle) = self.handle.get() {
            return Ok(handle);
        }
        let handle = Folder::open(&self.root).map_err(|error| read_error(&error))?;
        Ok(self.handle.get_or_init(|| handle))
    }

    /// Makes sure that no component of a folder's path is a link.
    fn check_folder(&self, folder: &RelPath) -> Result<(), ReadError> {
        if !folder.is_inside() {
            return Err(ReadError::Other("the path leads outside the workspace".to_owned()));
        }
        let mut place = self.root.clone();
        for part in folder.as_str().split('/').filter(|part| !part.is_empty()) {
            place.push(part);
            let kind = fs::symlink_metadata(&place).map_err(|error| read_error(&error))?.file_type();
            if kind.is_symlink() {
                return Err(ReadError::Link);
            }
            if !kind.is_dir() {
                return Err(ReadError::NotAFile);
            }
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
fn walk(folder: &Path, depth: usize, count: &AtomicUsize) -> Result<Vec<DirEntry>, ReadError> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).max_depth(depth).follow_links(false) {
        match entry {
            Ok(entry) => {
                extent::check(count.fetch_add(1, Relaxed) + 1)?;
                extent::check_depth(entry.depth())?;
                found.push(entry);
            }
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
        let count = AtomicUsize::new(0);
        let first = walk(&self.place(folder), 1, &count)?;
        let entries =
            |found: &[DirEntry]| found.iter().filter_map(|entry| self.entry(entry)).collect::<Vec<_>>();
        let folders = first.par_iter().filter(|entry| entry.file_type().is_dir());
        let inner =
            folders.map(|folder| walk(folder.path(), extent::DEPTH + 1, &count).map(|found| entries(&found)));
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
        let opened = self.handle()?.file_below(path.as_str());
        let mut file = opened.map_err(|error| match error.kind() {
            ErrorKind::Unsupported => ReadError::Link,
            ErrorKind::InvalidInput => ReadError::NotAFile,
            // A part of the path is a file, or a link where the system does not say.
            ErrorKind::NotADirectory => self.check_folder(path).err().unwrap_or(ReadError::NotAFile),
            _ => read_error(&error),
        })?;
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
