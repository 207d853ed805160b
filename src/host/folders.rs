//! Folders: making one, and whether one is there.

use std::path::Path;

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
