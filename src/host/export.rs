//! A folder that exports go to: a folder a table, in it a folder a workspace, in that
//! one file, named after the export.
//!
//! Others read meanwhile. The files of a new export come beside those of the old one;
//! only the file that says which export counts is replaced, in one step, and then what
//! was of the old one is removed. Of an export that was killed nothing counts.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;

use super::folder::{Folder, Rights, USUAL};
use super::output::{OutputRefused, checked_folder};
use super::{Lock, LockError};
use crate::source::EntryKind;

/// One file of an export.
pub struct ExportFile {
    /// Its table's folder.
    pub table: &'static str,
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What is in a folder that an export is to go to.
#[derive(Debug, Default)]
pub struct ExportPlace {
    /// What is there, sorted; nothing where there is no such folder.
    pub names: Vec<String>,
    /// The folders of workspaces of one table, sorted, each with what is in it.
    pub parts: Vec<(String, Vec<String>)>,
}

/// Looks at a folder; `table` is the one whose folders of workspaces are listed.
///
/// # Errors
/// What the system says.
pub fn export_place(folder: &Path, table: &str) -> Result<ExportPlace> {
    let names = names(folder)?;
    let parts = self::names(&folder.join(table))?.into_iter().map(|part| {
        let inside = self::names(&folder.join(table).join(&part))?;
        Ok((part, inside))
    });
    Ok(ExportPlace { names, parts: parts.collect::<Result<_>>()? })
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(vec![]);
        }
        entries => entries?,
    };
    let name = |entry: Result<std::fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let mut names = entries.map(name).collect::<Result<Vec<_>>>()?;
    names.sort_unstable();
    Ok(names)
}

/// A folder that exports of one workspace go to, and nobody else's meanwhile.
pub struct ExportFolder {
    top: Folder,
    part: String,
    _lock: Lock,
}

impl ExportFolder {
    /// Opens it for the workspace whose folders are called `part`, and makes what is
    /// missing; `root` is the workspace's own.
    ///
    /// # Errors
    /// Where it may not be written to, or somebody writes the same all the time.
    pub fn take(place: &Path, root: Option<&Path>, part: &str) -> std::result::Result<Self, OutputRefused> {
        let (top, place): (Folder, PathBuf) = checked_folder(place, root)?;
        let locked = |folder: &Folder| -> Result<()> { folder.made("workspaces")?.made(part).map(drop) };
        locked(&top).map_err(OutputRefused::Io)?;
        let lock = Lock::of_folder(&place.join("workspaces").join(part)).map_err(|error| {
            OutputRefused::Io(match error {
                LockError::Io(_, error) => error,
                busy => std::io::Error::new(ErrorKind::WouldBlock, busy.message()),
            })
        })?;
        Ok(Self { top, part: part.to_owned(), _lock: lock })
    }

    /// Puts the files of an export into their places; from the moment that `last` is in
    /// its place they count, and those before are removed.
    ///
    /// # Errors
    /// What the system says; until `last` is in its place, the export before counts.
    pub fn put(&self, files: &[ExportFile], last: &ExportFile) -> Result<()> {
        let folder = |file: &ExportFile| self.top.made(file.table)?.made(&self.part);
        let folders = files.iter().map(folder).collect::<Result<Vec<_>>>()?;
        // Each waits for the disk, side by side.
        files.par_iter().zip(&folders).try_for_each(|(file, folder)| {
            // Under the lock nobody is writing.
            folder.sweep(Duration::ZERO);
            folder.unfinished(&file.bytes, Rights::AtMost(USUAL))?.replace(&file.name)?;
            folder.flush()
        })?;
        let about = folder(last)?;
        about.sweep(Duration::ZERO);
        about.unfinished(&last.bytes, Rights::AtMost(USUAL))?.replace(&last.name)?;
        about.flush()?;
        for (file, folder) in files.iter().zip(&folders).chain([(last, &about)]) {
            remove_others(folder, &file.name)?;
        }
        Ok(())
    }

    /// Writes a file of the workspace into a folder that no engine looks at.
    ///
    /// # Errors
    /// What the system says.
    pub fn mark(&self, folder: &str, text: &str) -> Result<()> {
        self.top.made(folder)?.write(&self.part, text.as_bytes())
    }

    /// Writes a file beside the tables, where it is not there as it is to be.
    ///
    /// # Errors
    /// What the system says.
    pub fn beside(&self, name: &str, text: &str) -> Result<()> {
        self.top.write(name, text.as_bytes())
    }
}

/// Removes the files of exports before from a folder that is a workspace's own.
fn remove_others(folder: &Folder, kept: &str) -> Result<()> {
    for entry in folder.entries()? {
        let is_file = entry.kind == EntryKind::File;
        let name = entry.name.to_string_lossy();
        if is_file && name != kept && !name.starts_with('.') {
            folder.remove(&entry.name)?;
        }
    }
    Ok(())
}
