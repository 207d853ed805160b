//! One change at a time: the system's lock on a file, never a stale one.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use std::{fs, io, thread};

use crate::text::Message;
use crate::{message, said_by_message};
/// How long a lock is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// The lock's file where no folder can be locked.
pub(super) const LOCK_FILE: &str = ".corong.lock";

/// The right to change a workspace's files, held until dropped. The system lets
/// go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the lock was not had.
#[derive(Debug)]
pub enum LockError {
    /// Another change held it all the time it was waited for.
    Busy(PathBuf),
    /// The lock's file cannot be opened or locked.
    Io(PathBuf, io::Error),
}

impl LockError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Busy(path) => message!(
                "another corong has been changing this workspace for {patience} seconds (it holds {path}); try again",
                patience = PATIENCE.as_secs(),
                path = path.display()
            ),
            Self::Io(path, error) => {
                message!("{path} cannot be locked: {error}", path = path.display(), error)
            }
        }
    }
}

said_by_message!(LockError);

impl std::error::Error for LockError {}

impl Lock {
    /// Takes the lock of the workspace at `root`, waiting up to 10 seconds.
    /// Taken before reading what is to be changed, and held until it is written.
    ///
    /// # Errors
    /// Where another holds it all the time, or its file cannot be opened.
    pub fn take(root: &Path) -> Result<Self, LockError> {
        Self::wait(root, PATIENCE)
    }

    /// Takes the lock of a folder that is no workspace, such as one that pages
    /// go to.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn of_folder(folder: &Path) -> Result<Self, LockError> {
        if !cfg!(unix) {
            return Self::wait_for(folder.join(LOCK_FILE), PATIENCE);
        }
        match Self::wait_for(folder.to_owned(), PATIENCE) {
            // Some network file systems lock no folder.
            Err(LockError::Io(..)) => Self::wait_for(folder.join(LOCK_FILE), PATIENCE),
            waited => waited,
        }
    }

    fn wait(root: &Path, patience: Duration) -> Result<Self, LockError> {
        let path = lock_path(root);
        match Self::wait_for(path.clone(), patience) {
            // Some network file systems lock no folder.
            Err(LockError::Io(..)) if path == root => Self::wait_for(root.join(LOCK_FILE), patience),
            waited => waited,
        }
    }

    fn wait_for(path: PathBuf, patience: Duration) -> Result<Self, LockError> {
        let failed = |error| LockError::Io(path.clone(), error);
        let file = open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => match in_line(file).recv_timeout(patience) {
                Ok(Ok(file)) => Ok(Self { _file: file }),
                Ok(Err(error)) => Err(failed(error)),
                Err(_) => Err(LockError::Busy(path)),
            },
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

/// Stands in the system's line for a lock, so that of many who wait none is
/// passed over again and again. A lock that comes too late is let go at once.
fn in_line(file: File) -> Receiver<io::Result<File>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let got = file.lock().map(|()| file);
        // Nobody may be waiting any more: then the file closes here.
        let _ = sender.send(got);
    });
    receiver
}

/// Opens what is locked: a file, made where it is not there, or a folder.
fn open(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path).map(|meta| meta.file_type()) {
        Ok(kind) if kind.is_dir() => File::open(path),
        Ok(kind) if !kind.is_file() => Err(io::Error::other(message!("it is not a regular file"))),
        _ => OpenOptions::new().create(true).truncate(false).write(true).open(path),
    }
}

/// What is locked: a file in git's own folder, so that no commit ever holds it.
/// Outside git it is the workspace's folder itself, which leaves no file behind;
/// where folders have no lock, as on Windows, a file beside the configuration.
fn lock_path(root: &Path) -> PathBuf {
    let alone = || if cfg!(unix) { root.to_owned() } else { root.join(LOCK_FILE) };
    git_folder(root).map_or_else(alone, |(git, _)| git.join("corong.lock"))
}

/// Git's own folder for a workspace, and where below the repository's root the
/// workspace is; empty where it is the root. `None` outside a repository.
pub(super) fn git_folder(root: &Path) -> Option<(PathBuf, String)> {
    let (dir, top, folder) = super::git::find(root).filter(|(dir, ..)| dir.is_dir())?;
    Some((dir, folder.strip_prefix(top).ok()?.to_string_lossy().into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_one_and_ends_with_its_holder() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path()).unwrap();
        let refused = Lock::wait(folder.path(), Duration::from_millis(30));
        assert!(matches!(refused, Err(LockError::Busy(_))));
        drop(held);
        // Who gave up may still have it for an instant.
        assert!(Lock::take(folder.path()).is_ok());
    }

    #[test]
    fn the_lock_lies_in_gits_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("repo/.git/worktrees/w")).unwrap();
        fs::create_dir_all(root.join("w/deep")).unwrap();
        assert_eq!(lock_path(&root.join("repo")), root.join("repo/.git/corong.lock"));
        fs::write(root.join("w/.git"), "gitdir: ../repo/.git/worktrees/w\n").unwrap();
        assert!(lock_path(&root.join("w/deep")).ends_with("repo/.git/worktrees/w/corong.lock"));
        fs::write(root.join("w/.git"), "gitdir: ../gone\n").unwrap();
        let alone = if cfg!(unix) { root.join("w") } else { root.join("w/.corong.lock") };
        assert_eq!(lock_path(&root.join("w")), alone);
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_outside_git_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        drop(Lock::take(folder.path()).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
