//! Folders: making one, whether one is there, and what is free in one.

use std::path::{Path, PathBuf};

/// Makes a folder and those above it; nothing happens where it is there.
///
/// # Errors
/// What the system says; also where something else is there.
pub fn make_folder(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Whether a path leads to a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether anything is at a path, a link that leads nowhere included.
pub fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Where files without a name are kept for a while.
pub fn temporary() -> PathBuf {
    std::env::temp_dir()
}

/// How many bytes may still be written below a folder; `None` where the system does not
/// say.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    let free = rustix::fs::statvfs(folder).ok().and_then(|found| found.f_bavail.checked_mul(found.f_frsize));
    #[cfg(not(unix))]
    let free = {
        let _ = folder;
        None
    };
    free
}
