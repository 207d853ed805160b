//! Writing a file whole: readers see the old one or the new one.

use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;

use super::folder::Folder;

/// Writes a file by way of an unfinished one in the same folder. A new file gets
/// the permissions that any new file gets, an old one keeps its own. What is no
/// file, such as a pipe or `/dev/stdout`, is written to.
///
/// # Errors
/// What the system says; the old file is then as it was. Where a link is in the
/// place of a file.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    // What a name leads to counts only where no file can be exchanged for another.
    match path.metadata() {
        Ok(meta) if !meta.is_file() && !meta.is_dir() => {
            return OpenOptions::new().write(true).open(path)?.write_all(bytes);
        }
        _ => {}
    }
    let (folder, name) = parts(path)?;
    match folder.metadata(name) {
        Ok(meta) if meta.is_link() => {
            Err(Error::other("it is a symbolic link; name the file that it leads to"))
        }
        Ok(meta) => folder.unfinished(bytes, Some(meta.permissions()))?.replace(name),
        Err(error) if error.kind() == ErrorKind::NotFound => folder.unfinished(bytes, None)?.replace(name),
        Err(error) => Err(error),
    }
}

fn parts(path: &Path) -> Result<(Folder, &str)> {
    let unnamed = || Error::new(ErrorKind::InvalidInput, "it has no name that is Unicode");
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unnamed)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((Folder::open(folder)?, name))
}
