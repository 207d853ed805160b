//! The folder that pages go to.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use super::super::folder::{Folder, LINK, Rights, USUAL};
use super::super::lock::{LOCK_FILE, Lock, LockError};
use super::super::output::opened;
use super::PublishError;
use super::manifest::{self, NAME, UNFINISHED};
use crate::source::EntryKind;

/// The largest manifest that is read, in bytes.
const MAX_MANIFEST: u64 = 1 << 28;

/// A folder of pages.
pub struct SiteFolder {
    place: PathBuf,
    /// The files that are ours, or may be after a build that was killed.
    ours: BTreeSet<String>,
    /// It, under the name `""`, and the folders below it, each opened once.
    folders: RwLock<HashMap<String, Arc<Folder>>>,
    unfinished: AtomicU64,
    _lock: Option<Lock>,
}

impl SiteFolder {
    /// A folder to be looked at; it may be missing.
    pub fn look(place: &Path, base: &Path) -> Result<Self, PublishError> {
        Self::open(place, base, false)
    }

    fn open(place: &Path, base: &Path, make: bool) -> Result<Self, PublishError> {
        let outside = !place.starts_with(base);
        if outside && place.is_symlink() {
            return Err(PublishError::NoFolder(place.to_owned()));
        }
        let folder = match opened(Some(base), place, make) {
            Err((_, error)) if error.kind() == ErrorKind::NotFound && !make => None,
            opened => Some(opened.map_err(|(place, error)| not_opened(&place, error))?),
        };
        let ours = folder.as_ref().map_or_else(|| Ok(BTreeSet::new()), |folder| ours(folder, place))?;
        let folders = folder.map(|folder| (String::new(), Arc::new(folder)));
        Ok(Self {
            place: place.to_owned(),
            ours,
            folders: RwLock::new(folders.into_iter().collect()),
            unfinished: AtomicU64::new(0),
            _lock: None,
        })
    }

    /// A folder to be written to: made where it is missing, and ours alone as
    /// long as this lives. From now on `paths` are named as ours.
    pub fn take(place: &Path, base: &Path, paths: &BTreeSet<String>) -> Result<Self, PublishError> {
        // Nothing is made where it will be refused.
        Self::look(place, base)?;
        drop(opened(Some(base), place, true).map_err(|(place, error)| not_opened(&place, error))?);
        let lock = Lock::of_folder(place).map_err(|error| match error {
            LockError::Busy(_) => PublishError::Busy(place.to_owned()),
            LockError::Io(path, error) => PublishError::Io(path, error),
        })?;
        let mut folder = Self { _lock: Some(lock), ..Self::open(place, base, true)? };
        folder.sweep()?;
        let noted = folder.top()?.is_some_and(|top| top.metadata(NAME).is_ok());
        if !noted || !paths.is_subset(&folder.ours) {
            folder.are_free(paths.difference(&folder.ours))?;
            folder.ours.extend(paths.iter().cloned());
            folder.note(&folder.ours)?;
        }
        Ok(folder)
    }

    /// Makes sure that nothing is where pages go for the first time.
    fn are_free<'p>(&self, mut paths: impl Iterator<Item = &'p String>) -> Result<(), PublishError> {
        paths.try_for_each(|path| {
            let (folder, name) = split(path);
            match self.below(folder, false)? {
                Some(folder) if folder.metadata(name).is_ok() => {
                    Err(PublishError::InTheWay(self.place.join(path)))
                }
                _ => Ok(()),
            }
        })
    }

    /// The files that are ours, or may be.
    pub fn ours(&self) -> &BTreeSet<String> {
        &self.ours
    }

    /// Puts a page into its place; whether it was not there as it is. One that
    /// was not there at all is written where it belongs: nobody reads it yet.
    pub fn put(&self, path: &str, bytes: &[u8], dry: bool) -> Result<bool, PublishError> {
        let place = || self.place.join(path);
        let failed = |error| io_error(&place(), error);
        let (folder, name) = split(path);
        let Some(folder) = self.below(folder, !dry)? else { return Ok(true) };
        if !dry {
            match folder.new_file(name, bytes, Rights::AtMost(USUAL)) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                written => return written.map(|_| true).map_err(failed),
            }
        }
        let old = match folder.metadata(name) {
            Ok(meta) if meta.kind != EntryKind::File || !self.ours.contains(path) => {
                return Err(PublishError::InTheWay(place()));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
            old => old.map_err(failed)?,
        };
        if old.len == bytes.len() as u64 && read(&folder, name).map_err(failed)? == bytes {
            return Ok(false);
        }
        if !dry {
            self.replace(&folder, name, bytes, Rights::Of(&old)).map_err(failed)?;
        }
        Ok(true)
    }

    /// Removes what is no page any more and says so.
    pub fn finish(&self, paths: &BTreeSet<String>, gone: &[String]) -> Result<(), PublishError> {
        for path in gone {
            self.remove(path)?;
        }
        if *paths != self.ours {
            self.note(paths)?;
        }
        self.sweep()
    }

    fn top(&self) -> Result<Option<Arc<Folder>>, PublishError> {
        self.below("", false)
    }

    /// The folder of a page, opened once; none where it is missing and not made.
    fn below(&self, folder: &str, make: bool) -> Result<Option<Arc<Folder>>, PublishError> {
        if let Some(known) = self.folders.read().ok().and_then(|folders| folders.get(folder).cloned()) {
            return Ok(Some(known));
        }
        let (above, name) = split(folder);
        let above = if folder.is_empty() { None } else { self.below(above, make)? };
        let Some(above) = above else { return Ok(None) };
        let opened = if make { above.made(name) } else { above.below(name) };
        let opened = match opened {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => Arc::new(opened.map_err(|error| not_opened(&self.place.join(folder), error))?),
        };
        if let Ok(mut folders) = self.folders.write() {
            folders.insert(folder.to_owned(), Arc::clone(&opened));
        }
        Ok(Some(opened))
    }

    /// Writes a file by way of a new one in a folder of our own.
    fn replace(&self, folder: &Folder, name: &str, bytes: &[u8], rights: Rights<'_>) -> io::Result<()> {
        let top = self.top().ok().flatten().ok_or(ErrorKind::NotFound)?;
        let unfinished = top.made(UNFINISHED)?;
        let number = self.unfinished.fetch_add(1, Ordering::Relaxed).to_string();
        drop(unfinished.new_file(&number, bytes, rights)?);
        unfinished.rename(&number, folder, name)
    }

    fn note(&self, paths: &BTreeSet<String>) -> Result<(), PublishError> {
        let Some(top) = self.top()? else { return Ok(()) };
        let old = top.metadata(NAME).ok().filter(|meta| meta.kind == EntryKind::File);
        let rights = old.as_ref().map_or(Rights::AtMost(USUAL), Rights::Of);
        self.replace(&top, NAME, manifest::text(paths).as_bytes(), rights)
            .map_err(|error| io_error(&self.place.join(NAME), error))
    }

    /// Removes a file of ours, and the folders that it leaves empty.
    fn remove(&self, path: &str) -> Result<(), PublishError> {
        let (mut folder, name) = split(path);
        let Some(opened) = self.below(folder, false)? else { return Ok(()) };
        match opened.metadata(name) {
            Ok(meta) if meta.kind == EntryKind::File => {
                opened.remove(name).map_err(|error| io_error(&self.place.join(path), error))?;
            }
            // Somebody put something else there, or removed it.
            _ => return Ok(()),
        }
        while !folder.is_empty() {
            let (above, name) = split(folder);
            // One that holds more stays.
            if self.below(above, false)?.is_none_or(|above| above.remove_folder(name).is_err()) {
                break;
            }
            folder = above;
        }
        Ok(())
    }

    /// Removes what a build that was killed left unfinished.
    fn sweep(&self) -> Result<(), PublishError> {
        let place = self.place.join(UNFINISHED);
        let Some(top) = self.top()? else { return Ok(()) };
        let unfinished = match top.below(UNFINISHED) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            opened => opened.map_err(|error| not_opened(&place, error))?,
        };
        let removed = unfinished.entries().and_then(|entries| {
            entries.into_iter().try_for_each(|entry| unfinished.remove(entry.name))?;
            top.remove_folder(UNFINISHED)
        });
        removed.map_err(|error| io_error(&place, error))
    }
}

/// The folder of a path, and its name there.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn read(folder: &Folder, name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    folder.file(name)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files of a folder that are ours; none where it is empty.
fn ours(folder: &Folder, place: &Path) -> Result<BTreeSet<String>, PublishError> {
    let manifest = place.join(NAME);
    match folder.metadata(NAME) {
        Ok(meta) if meta.kind == EntryKind::File && meta.len <= MAX_MANIFEST => {
            let text = read(folder, NAME).map_err(|error| io_error(&manifest, error))?;
            let text = String::from_utf8(text).ok();
            text.and_then(|text| manifest::read(&text)).ok_or(PublishError::Manifest(manifest))
        }
        Ok(_) => Err(PublishError::Manifest(manifest)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            nothing_else(folder, place).map(|()| BTreeSet::new())
        }
        Err(error) => Err(io_error(&manifest, error)),
    }
}

/// Makes sure that a folder without a manifest is empty, but for what we leave
/// before there is one, and for what makes it a working tree of git's.
fn nothing_else(folder: &Folder, place: &Path) -> Result<(), PublishError> {
    let entries = folder.entries().map_err(|error| io_error(place, error))?;
    let known = |name: &std::ffi::OsStr| [UNFINISHED, ".git", LOCK_FILE].iter().any(|known| name == *known);
    match entries.into_iter().find(|entry| !known(&entry.name)) {
        Some(foreign) => Err(PublishError::Foreign(place.join(foreign.name))),
        None => Ok(()),
    }
}

fn not_opened(place: &Path, error: io::Error) -> PublishError {
    match error.kind() {
        LINK | ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            PublishError::NoFolder(place.to_owned())
        }
        _ => io_error(place, error),
    }
}

fn io_error(place: &Path, error: io::Error) -> PublishError {
    PublishError::Io(place.to_owned(), error)
}
