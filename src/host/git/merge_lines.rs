//! Merging files line by line, as git does, and reading what git hands over.

use std::ffi::OsStr;
use std::io::{Error, Result};
use std::path::Path;

use super::call::nowhere;

/// The bytes of a file.
///
/// # Errors
/// What the system says.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path)
}

/// Merges texts by their lines: the text, and whether no conflict is left in
/// it. Markers have `size` signs; `labels` are ours, the base's, theirs.
///
/// # Errors
/// Where git cannot be run or cannot merge them, as files that are no text.
pub fn merge_lines(sides: [&[u8]; 3], size: usize, labels: [&str; 3]) -> Result<(Vec<u8>, bool)> {
    let folder = tempfile::tempdir()?;
    let [base, ours, theirs] = sides;
    let named = [("ours", ours), ("base", base), ("theirs", theirs)];
    for (name, bytes) in named {
        std::fs::write(folder.path().join(name), bytes)?;
    }
    let mut command = nowhere();
    command.current_dir(folder.path());
    command.args(["merge-file", "-p", "-q"]).arg(format!("--marker-size={size}"));
    let labels = labels.into_iter().flat_map(|label| [OsStr::new("-L"), OsStr::new(label)]);
    let output = command.args(labels).args(["ours", "base", "theirs"]).output()?;
    match output.status.code() {
        Some(0) => Ok((output.stdout, true)),
        Some(1..=127) => Ok((output.stdout, false)),
        _ => Err(Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}
