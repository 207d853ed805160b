//! The folder that pages go to.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::super::lock::{Lock, LockError};
use super::PublishError;
use super::manifest::{self, NAME, UNFINISHED};

/// The largest manifest that is read, in bytes.
const MAX_MANIFEST: u64 = 1 << 28;

/// A folder of pages.
pub struct Folder {
    place: PathBuf,
    /// The files that are ours, or may be after a build that was killed.
    ours: BTreeSet<String>,
    /// Folders below it that are there and no links.
    plain: RwLock<HashSet<String>>,
    unfinished: AtomicU64,
    _lock: Option<Lock>,
}

impl Folder {
    /// A folder to be looked at; it may be missing.
    pub fn look(place: &Path, base: &Path) -> Result<Self, PublishError> {
        Self::plain_up_to(place, base)?;
        let ours = ours(place)?;
        Ok(Self {
            place: place.to_owned(),
            ours,
            plain: RwLock::default(),
            unfinished: AtomicU64::new(0),
            _lock: None,
        })
    }

    /// A folder to be written to: made where it is missing, and ours alone as
    /// long as this lives. From now on `paths` are named as ours.
    pub fn take(place: &Path, base: &Path, paths: &BTreeSet<String>) -> Result<Self, PublishError> {
        // Nothing is made where it will be refused.
        Self::look(place, base)?;
        fs::create_dir_all(place).map_err(|error| io_error(place, error))?;
        Self::plain_up_to(place, base)?;
        let lock = Lock::of_folder(place).map_err(|error| match error {
            LockError::Busy(_) => PublishError::Busy(place.to_owned()),
            LockError::Io(path, error) => PublishError::Io(path, error),
        })?;
        let mut folder = Self { _lock: Some(lock), ..Self::look(place, base)? };
        folder.sweep()?;
        if !paths.is_subset(&folder.ours) || !folder.place.join(NAME).exists() {
            folder.are_free(paths.difference(&folder.ours))?;
            folder.ours.extend(paths.iter().cloned());
            folder.note(&folder.ours)?;
        }
        Ok(folder)
    }

    /// Makes sure that nothing lies where pages go for the first time.
    fn are_free<'p>(&self, mut paths: impl Iterator<Item = &'p String>) -> Result<(), PublishError> {
        let place = |path: &String| self.place.join(path);
        let taken = paths.find(|path| fs::symlink_metadata(place(path)).is_ok());
        taken.map_or(Ok(()), |path| Err(PublishError::InTheWay(place(path))))
    }

    /// The files that are ours, or may be.
    pub fn ours(&self) -> &BTreeSet<String> {
        &self.ours
    }

    /// Puts a page into its place; whether it was not there as it is. One that
    /// was not there at all is written where it belongs: nobody reads it yet.
    pub fn put(&self, path: &str, bytes: &[u8], dry: bool) -> Result<bool, PublishError> {
        let place = self.place.join(path);
        self.folder_of(path, dry)?;
        if !dry && create(&place, bytes).map_err(|error| io_error(&place, error))? {
            return Ok(true);
        }
        match fs::symlink_metadata(&place) {
            Ok(meta) if !meta.is_file() || !self.ours.contains(path) => {
                return Err(PublishError::InTheWay(place));
            }
            Ok(meta) => {
                let same = meta.len() == bytes.len() as u64
                    && fs::read(&place).map_err(|error| io_error(&place, error))? == bytes;
                if same {
                    return Ok(false);
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(io_error(&place, error)),
        }
        if !dry {
            self.replace(&place, bytes)?;
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

    /// Makes sure that the folder is no link, and that none leads there from `base`.
    fn plain_up_to(place: &Path, base: &Path) -> Result<(), PublishError> {
        let inside = place.starts_with(base);
        let above = place.ancestors().take_while(|folder| inside && *folder != base);
        above.chain([place]).try_for_each(|folder| is_folder(folder).map(drop))
    }

    /// Makes sure that the folder of a page is there, and no link in any part.
    fn folder_of(&self, path: &str, dry: bool) -> Result<(), PublishError> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.plain.read().is_ok_and(|plain| plain.contains(folder)) {
            return Ok(());
        }
        self.folder_of(folder, dry)?;
        let place = self.place.join(folder);
        if !is_folder(&place)? && !dry {
            match fs::create_dir(&place) {
                // Another worker was quicker.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => drop(is_folder(&place)?),
                made => made.map_err(|error| io_error(&place, error))?,
            }
        }
        if let Ok(mut plain) = self.plain.write() {
            plain.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Writes a file by way of a new one in a folder of our own.
    fn replace(&self, place: &Path, bytes: &[u8]) -> Result<(), PublishError> {
        let number = self.unfinished.fetch_add(1, Ordering::Relaxed);
        let unfinished = self.place.join(UNFINISHED).join(number.to_string());
        let written = || create(&unfinished, bytes).and_then(|_| fs::rename(&unfinished, place));
        let done = match written() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // The first page makes the folder.
                made(fs::create_dir(self.place.join(UNFINISHED))).and_then(|()| written())
            }
            done => done,
        };
        done.map_err(|error| io_error(place, error))
    }

    fn note(&self, paths: &BTreeSet<String>) -> Result<(), PublishError> {
        self.replace(&self.place.join(NAME), manifest::text(paths).as_bytes())
    }

    /// Removes a file of ours, and the folders that it leaves empty.
    fn remove(&self, path: &str) -> Result<(), PublishError> {
        let parents: Vec<&str> = path.match_indices('/').map(|(at, _)| &path[..at]).collect();
        for folder in &parents {
            if !is_folder(&self.place.join(folder))? {
                return Ok(());
            }
        }
        let place = self.place.join(path);
        match fs::symlink_metadata(&place) {
            Ok(meta) if meta.is_file() => fs::remove_file(&place).map_err(|error| io_error(&place, error))?,
            // Somebody put something else there, or removed it.
            _ => return Ok(()),
        }
        for folder in parents.iter().rev() {
            // One that holds more stays.
            if fs::remove_dir(self.place.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Removes what a build that was killed left unfinished.
    fn sweep(&self) -> Result<(), PublishError> {
        let folder = self.place.join(UNFINISHED);
        if !is_folder(&folder)? {
            return Ok(());
        }
        let entries = fs::read_dir(&folder).map_err(|error| io_error(&folder, error))?;
        for entry in entries.flatten() {
            fs::remove_file(entry.path()).map_err(|error| io_error(&entry.path(), error))?;
        }
        fs::remove_dir(&folder).map_err(|error| io_error(&folder, error))
    }
}

/// The files of a folder that are ours; none where it is empty or missing.
fn ours(place: &Path) -> Result<BTreeSet<String>, PublishError> {
    let manifest = place.join(NAME);
    match fs::symlink_metadata(&manifest) {
        Ok(meta) if meta.is_file() && meta.len() <= MAX_MANIFEST => {
            let text = fs::read_to_string(&manifest).map_err(|error| io_error(&manifest, error))?;
            manifest::read(&text).ok_or(PublishError::Manifest(manifest))
        }
        Ok(_) => Err(PublishError::Manifest(manifest)),
        Err(error) if error.kind() == ErrorKind::NotFound => nothing_else(place).map(|()| BTreeSet::new()),
        Err(error) => Err(io_error(&manifest, error)),
    }
}

/// Makes sure that a folder without a manifest is empty, but for what we leave
/// before there is one, and for what makes it a working tree of git's.
fn nothing_else(place: &Path) -> Result<(), PublishError> {
    let entries = match fs::read_dir(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|error| io_error(place, error))?,
    };
    for entry in entries {
        let entry = entry.map_err(|error| io_error(place, error))?;
        let name = entry.file_name();
        if ![UNFINISHED, ".git", super::super::lock::LOCK_FILE].iter().any(|known| name == *known) {
            return Err(PublishError::Foreign(entry.path()));
        }
    }
    Ok(())
}

/// Whether a folder is there.
///
/// # Errors
/// Where something else is there, a link above all.
fn is_folder(place: &Path) -> Result<bool, PublishError> {
    match fs::symlink_metadata(place) {
        Ok(meta) if meta.is_dir() => Ok(true),
        Ok(_) => Err(PublishError::NoFolder(place.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io_error(place, error)),
    }
}

/// Writes a file that is not there, also none that is a link; whether it was not.
/// What cannot be written whole is removed again.
fn create(place: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = match OpenOptions::new().write(true).create_new(true).open(place) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        opened => opened?,
    };
    match file.write_all(bytes) {
        Ok(()) => Ok(true),
        Err(error) => {
            drop(file);
            // The write's own error is the one to tell.
            let _ = fs::remove_file(place);
            Err(error)
        }
    }
}

/// What another worker made meanwhile is made.
fn made(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        done => done,
    }
}

fn io_error(place: &Path, error: io::Error) -> PublishError {
    PublishError::Io(place.to_owned(), error)
}
