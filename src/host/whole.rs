//! Writing a file whole: readers see the old one or the new one.

use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes a file by way of a temporary one in the same folder.
///
/// # Errors
/// What the system says; the old file is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".corong-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    allow_reading(&file)?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Temporary files are private; a report is meant to be read.
#[cfg(unix)]
fn allow_reading(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn allow_reading(_file: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
