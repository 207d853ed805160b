//! Folders: making one, and finding the repository around one.

use std::path::{Path, PathBuf};

/// Makes a folder and those above it; nothing happens where it is there.
///
/// # Errors
/// What the system says; also where something else is there.
pub fn make_folder(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)
}

/// The root of the repository a folder is in; the folder need not be there yet.
pub fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}
