//! Carrying out a plan, so that a crash at any instant leaves the old file, the
//! new one or both, never neither.
//!
//! A new text is complete and flushed under a name of its own before it takes
//! its place by a rename; a moved file's old place is emptied only after that.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::Lock;
use crate::change::{Plan, Step};
use crate::source::RelPath;

/// What names of unfinished files begin and end with; a leading dot keeps them
/// from being taken for leads.
const UNFINISHED: (&str, &str) = (".corong-", ".tmp");

/// Why a plan was not carried out.
#[derive(Debug)]
pub enum WriteError {
    /// Another program changed the file since it was read.
    Changed(RelPath),
    /// Something lies at the new place already.
    Occupied(RelPath),
    /// A component of the path is a symbolic link, or no folder.
    Link(RelPath),
    /// The system refused.
    Io(RelPath, io::Error),
}

impl WriteError {
    /// Whether the change is refused rather than failed.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Io(..))
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => {
                write!(
                    f,
                    "`{path}` was changed by another program just now, so nothing was written; try again"
                )
            }
            Self::Occupied(path) => write!(f, "`{path}` exists already, and nothing is overwritten"),
            Self::Link(path) => {
                write!(f, "a symbolic link stands in the way of `{path}`, and links are never followed")
            }
            Self::Io(path, error) => write!(f, "`{path}` cannot be written: {error}"),
        }
    }
}

impl std::error::Error for WriteError {}

/// Carries out a plan below `root`. All steps are looked at before the first
/// is done; the lock shows that no other corong is at work.
///
/// # Errors
/// Where a file is not what the plan was made from, its new place is taken, or
/// the system refuses.
pub fn carry_out(root: &Path, plan: &Plan, lock: &Lock) -> Result<(), WriteError> {
    let writer = Writer { root, _lock: lock };
    plan.steps.iter().try_for_each(|step| writer.look(step))?;
    let written = plan.steps.iter().filter_map(|step| step.places().1?.parent());
    written.collect::<BTreeSet<_>>().iter().for_each(|folder| sweep(&writer.place(folder)));
    plan.steps.iter().try_for_each(|step| writer.step(step))
}

struct Writer<'w> {
    root: &'w Path,
    _lock: &'w Lock,
}

impl Writer<'_> {
    fn place(&self, path: &RelPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// Whether a step can be done as things are.
    fn look(&self, step: &Step) -> Result<(), WriteError> {
        match step {
            Step::Create { path, .. } => self.free(path),
            Step::Edit { path, old, .. } | Step::Delete { path, old } => self.unchanged(path, old).map(drop),
            Step::Move { from, to, old, .. } => {
                self.unchanged(from, old)?;
                self.free(to)
            }
        }
    }

    fn step(&self, step: &Step) -> Result<(), WriteError> {
        match step {
            Step::Create { path, new } => self.put_new(path, new, None, || Ok(())),
            Step::Edit { path, old, new } if old == new => self.unchanged(path, old).map(drop),
            Step::Edit { path, old, new } => {
                let meta = self.unchanged(path, old)?;
                let unfinished = self.unfinished(path, new, Some(&meta))?;
                self.unchanged(path, old)?;
                unfinished.persist(self.place(path)).map_err(|e| io_error(path, e.error))?;
                self.flush_folder(path)
            }
            Step::Move { from, to, old, new } => {
                let meta = self.unchanged(from, old)?;
                self.put_new(to, new, Some(&meta), || self.unchanged(from, old).map(drop))?;
                // Changed in the last instant: the change stays, the copy goes.
                if let Err(changed) = self.unchanged(from, old) {
                    fs::remove_file(self.place(to)).map_err(|e| io_error(to, e))?;
                    return Err(changed);
                }
                self.remove(from)
            }
            Step::Delete { path, old } => {
                self.unchanged(path, old)?;
                self.remove(path)
            }
        }
    }

    fn remove(&self, path: &RelPath) -> Result<(), WriteError> {
        fs::remove_file(self.place(path)).map_err(|e| io_error(path, e))?;
        self.flush_folder(path)
    }

    /// Writes a file that is not there yet; `just_before` has the last word.
    fn put_new(
        &self,
        path: &RelPath,
        text: &str,
        like: Option<&Metadata>,
        just_before: impl FnOnce() -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        self.make_folder(path)?;
        let unfinished = self.unfinished(path, text, like)?;
        just_before()?;
        unfinished.persist_noclobber(self.place(path)).map_err(|e| match e.error.kind() {
            ErrorKind::AlreadyExists => WriteError::Occupied(path.clone()),
            _ => io_error(path, e.error),
        })?;
        self.flush_folder(path)
    }

    /// A flushed file with the text, beside its later place.
    fn unfinished(
        &self,
        path: &RelPath,
        text: &str,
        like: Option<&Metadata>,
    ) -> Result<NamedTempFile, WriteError> {
        let folder = self.place(&path.parent().unwrap_or_else(|| RelPath::new("")));
        let make = || {
            let mut file = with_usual_permissions(&mut Builder::new())
                .prefix(UNFINISHED.0)
                .suffix(UNFINISHED.1)
                .tempfile_in(&folder)?;
            file.write_all(text.as_bytes())?;
            if let Some(like) = like {
                file.as_file().set_permissions(like.permissions())?;
            }
            file.as_file().sync_all()?;
            Ok(file)
        };
        make().map_err(|e| io_error(path, e))
    }

    /// Makes sure that a file still says `old`.
    fn unchanged(&self, path: &RelPath, old: &str) -> Result<Metadata, WriteError> {
        self.plain_folder(path)?;
        let place = self.place(path);
        let meta = fs::symlink_metadata(&place).map_err(|e| match e.kind() {
            ErrorKind::NotFound => WriteError::Changed(path.clone()),
            _ => io_error(path, e),
        })?;
        if meta.is_symlink() {
            return Err(WriteError::Link(path.clone()));
        }
        let same = meta.is_file()
            && meta.len() == old.len() as u64
            && fs::read(&place).map_err(|e| io_error(path, e))? == old.as_bytes();
        if same { Ok(meta) } else { Err(WriteError::Changed(path.clone())) }
    }

    fn free(&self, path: &RelPath) -> Result<(), WriteError> {
        self.plain_folder(path)?;
        match fs::symlink_metadata(self.place(path)) {
            Ok(_) => Err(WriteError::Occupied(path.clone())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(io_error(path, error)),
        }
    }

    /// Makes sure that the folder of a path is no link in any component below
    /// the root, as far as it exists.
    fn plain_folder(&self, path: &RelPath) -> Result<(), WriteError> {
        for folder in folders(path) {
            match fs::symlink_metadata(self.place(&folder)) {
                Ok(meta) if meta.is_dir() => {}
                Ok(_) => return Err(WriteError::Link(path.clone())),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(io_error(path, error)),
            }
        }
        Ok(())
    }

    fn make_folder(&self, path: &RelPath) -> Result<(), WriteError> {
        self.plain_folder(path)?;
        for folder in folders(path) {
            match fs::create_dir(self.place(&folder)) {
                Ok(()) => self.flush_folder(&folder)?,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(io_error(path, error)),
            }
        }
        self.plain_folder(path)
    }

    /// Flushes the folder a path lies in, so that the rename itself lasts.
    fn flush_folder(&self, path: &RelPath) -> Result<(), WriteError> {
        let folder = self.place(&path.parent().unwrap_or_else(|| RelPath::new("")));
        if cfg!(unix) {
            File::open(folder).and_then(|f| f.sync_all()).map_err(|e| io_error(path, e))
        } else {
            Ok(())
        }
    }
}

/// The folders above a path, outermost first, the root left out.
fn folders(path: &RelPath) -> Vec<RelPath> {
    let up = std::iter::successors(path.parent(), RelPath::parent);
    let mut folders: Vec<_> = up.filter(|folder| !folder.as_str().is_empty()).collect();
    folders.reverse();
    folders
}

fn io_error(path: &RelPath, error: io::Error) -> WriteError {
    WriteError::Io(path.clone(), error)
}

/// Removes what a crash left unfinished; under the lock nobody is writing.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let unfinished =
            name.to_str().is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1));
        if unfinished && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A new file gets the permissions every program's new files get.
#[cfg(unix)]
fn with_usual_permissions<'a, 'b>(builder: &'a mut Builder<'b, 'b>) -> &'a mut Builder<'b, 'b> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn with_usual_permissions<'a, 'b>(builder: &'a mut Builder<'b, 'b>) -> &'a mut Builder<'b, 'b> {
    builder
}
