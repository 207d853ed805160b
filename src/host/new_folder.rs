//! A folder of many new files that appears whole or not at all: it is filled under a
//! name of its own beside its place, and takes the place at the end.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use crate::source::RelPath;

/// A folder that is being filled. Dropped before it is finished, it goes again.
pub struct NewFolder {
    place: PathBuf,
    unfinished: TempDir,
    made: Mutex<HashSet<RelPath>>,
    stopped: Arc<AtomicBool>,
}

impl NewFolder {
    /// Begins a folder that is to be at a place. Where a folder is there already, what
    /// it holds stays.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(place: &Path) -> io::Result<Self> {
        let existing = place.is_dir();
        let beside = if existing { Some(place) } else { place.parent() };
        let beside = beside.ok_or(ErrorKind::NotFound)?;
        fs::create_dir_all(beside)?;
        // Before there is anything that would be left.
        let stopped = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
            // A second one ends the program at once.
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&stopped))?;
            signal_hook::flag::register(signal, Arc::clone(&stopped))?;
        }
        let unfinished = tempfile::Builder::new().prefix(".corong-unfinished-").tempdir_in(beside)?;
        #[cfg(unix)]
        readable(unfinished.path())?;
        Ok(Self { place: place.to_owned(), unfinished, made: Mutex::default(), stopped })
    }

    /// Where it is filled.
    pub fn path(&self) -> &Path {
        self.unfinished.path()
    }

    /// Writes a new file, from any thread.
    ///
    /// # Errors
    /// What the system says; `Interrupted` where somebody stopped the program.
    pub fn write(&self, path: &RelPath, text: &str) -> io::Result<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(ErrorKind::Interrupted.into());
        }
        if let Some(folder) = path.parent() {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if !made.contains(&folder) {
                fs::create_dir_all(self.path().join(folder.as_str()))?;
                made.insert(folder);
            }
        }
        fs::write(self.path().join(path.as_str()), text)
    }

    /// Puts it into its place. In a folder that is there `last` is the name that comes
    /// at the end: before that, nobody takes it for whole.
    ///
    /// # Errors
    /// What the system says; `AlreadyExists` where a name is taken.
    pub fn finish(self, last: &str) -> io::Result<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(ErrorKind::Interrupted.into());
        }
        flush(self.path());
        if !self.place.is_dir() {
            let unfinished = self.unfinished.keep();
            return fs::rename(&unfinished, &self.place)
                .inspect_err(|_| drop(fs::remove_dir_all(&unfinished)));
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(self.path())? {
            names.push(entry?.file_name());
        }
        names.sort_by_key(|name| name == last);
        if let Some(taken) = names.iter().find(|name| self.place.join(name).symlink_metadata().is_ok()) {
            return Err(io::Error::new(ErrorKind::AlreadyExists, taken.to_string_lossy().into_owned()));
        }
        for (at, name) in names.iter().enumerate() {
            let moved = fs::rename(self.path().join(name), self.place.join(name));
            if let Err(error) = moved {
                for done in &names[..at] {
                    let _ = fs::rename(self.place.join(done), self.path().join(done));
                }
                return Err(error);
            }
        }
        Ok(())
    }
}

/// A temporary folder is its owner's alone; what it becomes is as others are.
#[cfg(unix)]
fn readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mask = rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o022));
    rustix::process::umask(mask);
    #[allow(clippy::useless_conversion, reason = "elsewhere it has fewer bits")]
    let mask = u32::from(mask.bits());
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777 & !mask))
}

/// Waits until all of it is on the disk, where the system can do that at once.
fn flush(folder: &Path) {
    #[cfg(target_os = "linux")]
    if let Ok(folder) = fs::File::open(folder) {
        let _ = rustix::fs::syncfs(folder);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(place: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(place)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_appears_whole_or_not_at_all() {
        let above = tempfile::tempdir().unwrap();
        let place = above.path().join("crm");
        let folder = NewFolder::begin(&place).unwrap();
        folder.write(&RelPath::new("a/b.yaml"), "1").unwrap();
        assert!(!place.exists());
        drop(folder);
        assert!(names(above.path()).is_empty());
        let folder = NewFolder::begin(&place).unwrap();
        folder.write(&RelPath::new("a/b.yaml"), "1").unwrap();
        folder.finish("last").unwrap();
        assert_eq!((names(above.path()), names(&place)), (vec!["crm".to_owned()], vec!["a".to_owned()]));
    }

    #[test]
    fn what_a_folder_holds_stays() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("mine"), "1").unwrap();
        let folder = NewFolder::begin(place.path()).unwrap();
        folder.write(&RelPath::new("mine"), "2").unwrap();
        assert_eq!(folder.finish("last").unwrap_err().kind(), ErrorKind::AlreadyExists);
        let folder = NewFolder::begin(place.path()).unwrap();
        folder.write(&RelPath::new("a/b"), "2").unwrap();
        folder.write(&RelPath::new("last"), "2").unwrap();
        folder.finish("last").unwrap();
        assert_eq!(names(place.path()), ["a", "last", "mine"]);
        assert_eq!(fs::read_to_string(place.path().join("mine")).unwrap(), "1");
    }
}
