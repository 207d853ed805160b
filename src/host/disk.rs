//! A folder on disk as a snapshot. No symbolic link is opened, in any
//! component below the folder.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use rayon::prelude::*;

use super::extent;
use super::folder::{Folder, LINK};
use super::git::Repository;
use crate::message;
use crate::source::{Entry, EntryKind, ReadError, RelPath, RepositoryParts, Snapshot};

/// The files below a folder as they are now.
pub struct Disk {
    root: PathBuf,
    /// What git has here and may be left out of the checkout, and its object ids.
    hidden: BTreeMap<RelPath, String>,
}

/// A folder that is listed.
struct Listing {
    /// Where it really is, below the root.
    place: PathBuf,
    /// What it is called.
    path: RelPath,
    /// Whether a part of its path is not UTF-8.
    odd: bool,
    /// How many folders it is below the one that is listed.
    depth: usize,
}

impl Disk {
    /// The files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), hidden: BTreeMap::new() }
    }

    /// The same; files that git has and leaves out of a sparse checkout are listed,
    /// and reading one says so.
    pub fn of_checkout(root: impl Into<PathBuf>) -> Self {
        let disk = Self::new(root);
        let repository = Repository::of(&disk.root).ok().filter(Repository::may_lack_files);
        // Where git does not answer, whoever asks it for more says why.
        let hidden = repository.and_then(|repository| repository.hidden().ok()).unwrap_or_default();
        let absent = hidden.into_iter().filter(|file| file.may_be_absent);
        Self { hidden: absent.map(|file| (file.path, file.object)).collect(), ..disk }
    }

    /// The object id of a file that git has and this checkout may leave out.
    pub fn object(&self, path: &RelPath) -> Option<&str> {
        self.hidden.get(path).map(String::as_str)
    }

    /// The files that git has and this checkout leaves out, sorted.
    pub fn left_out(&self) -> Vec<&RelPath> {
        let is_absent = |path: &&RelPath| self.place(path).symlink_metadata().is_err();
        self.hidden.keys().filter(is_absent).collect()
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path of the workspace is on disk.
    pub fn place(&self, path: &RelPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    fn folder(&self, folder: &RelPath) -> Result<Folder, ReadError> {
        Folder::at(&self.root, Path::new(inside(folder)?)).map_err(|error| read_error(&error))
    }

    /// What is right in a folder, and the folders in it. What goes while it is
    /// listed is not there.
    fn entries(
        &self,
        folder: &Listing,
        count: &AtomicUsize,
    ) -> Result<(Vec<Entry>, Vec<Listing>), ReadError> {
        let found = Folder::at(&self.root, &folder.place).and_then(|opened| opened.entries());
        let found = match found {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            found => found.map_err(|error| match read_error(&error) {
                ReadError::Other(why) => {
                    ReadError::Other(message!("`{path}`: {why}", path = folder.path, why))
                }
                error => error,
            })?,
        };
        let (mut entries, mut folders) = (Vec::with_capacity(found.len()), Vec::new());
        extent::check(count.fetch_add(found.len(), Relaxed) + found.len())?;
        if !found.is_empty() {
            extent::check_depth(folder.depth)?;
        }
        for found in found {
            let path = folder.path.join(&found.name.to_string_lossy());
            let odd = folder.odd || found.name.to_str().is_none();
            if found.kind == EntryKind::Folder {
                folders.push(Listing {
                    place: folder.place.join(&found.name),
                    path: path.clone(),
                    odd,
                    depth: folder.depth + 1,
                });
            }
            entries.push(Entry { path, kind: found.kind, odd_name: odd });
        }
        Ok((entries, folders))
    }

    /// Everything below a folder.
    fn walk(&self, folder: Listing, count: &AtomicUsize) -> Result<Vec<Entry>, ReadError> {
        let (mut all, mut folders) = (Vec::new(), vec![folder]);
        while let Some(folder) = folders.pop() {
            let (entries, below) = self.entries(&folder, count)?;
            all.extend(entries);
            folders.extend(below);
        }
        Ok(all)
    }
}

/// A path as text, where it leads nowhere else.
fn inside(path: &RelPath) -> Result<&str, ReadError> {
    match path.is_inside() {
        true => Ok(path.as_str()),
        false => Err(ReadError::Other(message!("the path leads outside the workspace"))),
    }
}

fn read_error(error: &Error) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound => ReadError::Missing,
        LINK => ReadError::Link,
        ErrorKind::NotADirectory | ErrorKind::InvalidInput => ReadError::NotAFile,
        ErrorKind::PermissionDenied => ReadError::Other(message!("permission denied")),
        _ => ReadError::Other(message!("{error}", error)),
    }
}

impl Snapshot for Disk {
    /// At most so many as anybody reads. What is in a `.git` is not looked at,
    /// nor what cannot be listed; what git ignores or has as a submodule is none.
    fn repositories(&self) -> Result<Vec<RelPath>, ReadError> {
        const MOST: usize = 1000;
        let (mut found, mut folders) = (Vec::new(), vec![(PathBuf::new(), RelPath::new(""))]);
        while let Some((place, path)) = folders.pop().filter(|_| found.len() < MOST) {
            let opened = Folder::at(&self.root, &place).and_then(|opened| opened.entries());
            let mut parts = RepositoryParts::default();
            for entry in opened.unwrap_or_default() {
                let name = entry.name.to_string_lossy();
                parts.add(&name);
                if entry.kind == EntryKind::Folder && !name.eq_ignore_ascii_case(".git") {
                    folders.push((place.join(&entry.name), path.join(&name)));
                }
            }
            found.extend(parts.found(path.as_str().is_empty()).map(|name| path.join(&name)));
        }
        if !found.is_empty()
            && let Ok(repository) = Repository::of(&self.root)
        {
            repository.drop_known(&mut found);
        }
        found.sort();
        Ok(found)
    }

    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        let mut entries = self.listed(folder)?;
        if !self.hidden.is_empty() {
            let here: HashSet<RelPath> = entries.iter().map(|entry| entry.path.clone()).collect();
            let absent =
                self.hidden.keys().filter(|path| path.below(folder).is_some() && !here.contains(path));
            let entry = |path: &RelPath| Entry { path: path.clone(), kind: EntryKind::File, odd_name: false };
            entries.extend(absent.map(entry));
        }
        Ok(entries)
    }

    /// Nothing is where a link or a file is in the way: a listing does not go there.
    fn kind(&self, path: &RelPath) -> Result<Option<EntryKind>, ReadError> {
        Ok(self.kind_here(path)?.or_else(|| {
            let is_folder = || self.hidden.keys().any(|hidden| hidden.below(path).is_some());
            let file = self.hidden.contains_key(path).then_some(EntryKind::File);
            file.or_else(|| is_folder().then_some(EntryKind::Folder))
        }))
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        self.read_here(path, limit, buffer).map_err(|error| match error {
            ReadError::Missing if self.hidden.contains_key(path) => ReadError::LeftOut,
            error => error,
        })
    }
}

impl Disk {
    fn listed(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        match self.folder(folder) {
            Err(ReadError::Missing) => return Ok(Vec::new()),
            opened => drop(opened?),
        }
        let listing = Listing { place: folder.as_str().into(), path: folder.clone(), odd: false, depth: 0 };
        // The folders right below, such as the stages', are walked side by side.
        let count = AtomicUsize::new(0);
        let (mut entries, folders) = self.entries(&listing, &count)?;
        let inner = folders.into_par_iter().map(|folder| self.walk(folder, &count));
        entries.extend(inner.collect::<Result<Vec<_>, _>>()?.into_iter().flatten());
        Ok(entries)
    }

    fn kind_here(&self, path: &RelPath) -> Result<Option<EntryKind>, ReadError> {
        let folder = match path.parent().map(|folder| self.folder(&folder)) {
            None => return Ok(Some(EntryKind::Folder)),
            Some(Err(ReadError::Missing | ReadError::Link | ReadError::NotAFile)) => return Ok(None),
            Some(folder) => folder?,
        };
        match folder.metadata(path.name()) {
            Ok(found) => Ok(Some(found.kind)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(read_error(&error)),
        }
    }

    fn read_here(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        buffer.clear();
        let opened = Folder::file_at(&self.root, Path::new(inside(path)?));
        let mut file = opened.map_err(|error| read_error(&error))?;
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
