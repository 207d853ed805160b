//! Finding the workspace a command is about.

use std::path::{Path, PathBuf};

/// There is no workspace here.
#[derive(Debug)]
pub struct NoWorkspace {
    /// The folder the search began in.
    pub from: PathBuf,
    /// The last folder looked into.
    pub to: PathBuf,
}

/// The nearest folder upwards from `start` that holds a file `name`, never
/// above the root of the repository `start` is in.
///
/// # Errors
/// Where there is none.
pub fn find_root(start: &Path, name: &str) -> Result<PathBuf, NoWorkspace> {
    let mut last = start;
    for folder in start.ancestors() {
        last = folder;
        if folder.join(name).symlink_metadata().is_ok() {
            return Ok(folder.to_owned());
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    Err(NoWorkspace { from: start.to_owned(), to: last.to_owned() })
}
