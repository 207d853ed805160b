//! Carrying out a plan, so that a crash at any instant leaves the old file, the
//! new one or both, never neither.
//!
//! A new text is complete and flushed under a name of its own before it takes
//! its place by a rename; a moved file's old place is emptied only after that.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::Lock;
use super::folder::{Folder, Meta};
use crate::change::{Plan, Step};
use crate::source::RelPath;

/// Why a plan was not carried out.
#[derive(Debug)]
pub enum WriteError {
    /// Another program changed the file since it was read.
    Changed(RelPath),
    /// Something lies at the new place already.
    Occupied(RelPath),
    /// A component of the path is a symbolic link, or no folder.
    Link(RelPath),
    /// The file is at its new place, and could be removed from neither.
    Both {
        /// Its old place.
        from: RelPath,
        /// Its new place.
        to: RelPath,
        /// What the system says.
        why: io::Error,
    },
    /// The system refused.
    Io(RelPath, io::Error),
}

impl WriteError {
    /// Whether the change is refused rather than failed.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Io(..) | Self::Both { .. })
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
                write!(f, "a symbolic link is in the way of `{path}`, and links are never followed")
            }
            Self::Both { from, to, why } => write!(
                f,
                "the file is in two places now, for neither can be removed: `{from}` and `{to}` ({why})\n  \
                 help: remove one of them, or let `corong check --unsafe-fixes` do it"
            ),
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
    let folder = Folder::open(root).map_err(|error| io_error(&RelPath::new(""), error))?;
    let writer = Writer { root: folder, _lock: lock };
    plan.steps.iter().try_for_each(|step| writer.look(step))?;
    let mut swept = BTreeSet::new();
    for path in plan.steps.iter().filter_map(|step| step.places().1) {
        if swept.insert(path.parent())
            && let Ok((folder, _)) = writer.place(path)
        {
            folder.sweep();
        }
    }
    plan.steps.iter().try_for_each(|step| writer.step(step))
}

struct Writer<'w> {
    root: Folder,
    _lock: &'w Lock,
}

/// A path's folder and its name there.
type Place<'p> = (Folder, &'p str);

impl Writer<'_> {
    /// Opens the folder of a path, one component after the other.
    ///
    /// # Errors
    /// Where it is missing, or one is a link.
    fn place<'p>(&self, path: &'p RelPath) -> Result<Place<'p>, WriteError> {
        self.folder_of(path, &|_, _| Err(ErrorKind::NotFound.into()))
    }

    /// The same; what is missing of it is made.
    fn made_place<'p>(&self, path: &'p RelPath) -> Result<Place<'p>, WriteError> {
        self.folder_of(path, &|folder, name| {
            match folder.make(name) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ => folder.flush()?,
            }
            folder.below(name)
        })
    }

    fn folder_of<'p>(
        &self,
        path: &'p RelPath,
        missing: &dyn Fn(&Folder, &str) -> io::Result<Folder>,
    ) -> Result<Place<'p>, WriteError> {
        let (above, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        let mut folder = self.root.again().map_err(|error| io_error(path, error))?;
        for part in above.split('/').filter(|part| !part.is_empty()) {
            let below = match folder.below(part) {
                Err(error) if error.kind() == ErrorKind::NotFound => missing(&folder, part),
                below => below,
            };
            folder = below.map_err(|error| match error.kind() {
                ErrorKind::NotADirectory => WriteError::Link(path.clone()),
                _ => io_error(path, error),
            })?;
        }
        Ok((folder, name))
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
            Step::Create { path, new } => self.put_new(path, new, None, || Ok(())).map(drop),
            Step::Edit { path, old, new } if old == new => self.unchanged(path, old).map(drop),
            Step::Edit { path, old, new } => {
                let (place, meta) = self.unchanged(path, old)?;
                let failed = |error| io_error(path, error);
                let unfinished =
                    place.0.unfinished(new.as_bytes(), Some(meta.permissions())).map_err(failed)?;
                is_unchanged(&place, path, old)?;
                unfinished.replace(place.1).and_then(|()| place.0.flush()).map_err(failed)
            }
            Step::Move { from, to, old, new } => self.relocate(from, to, old, new),
            Step::Delete { path, old } => {
                let (place, _) = self.unchanged(path, old)?;
                remove(&place).map_err(|error| io_error(path, error))
            }
        }
    }

    /// The new file first, then the old one's end; where the old one cannot be
    /// removed, the new one goes again.
    fn relocate(&self, from: &RelPath, to: &RelPath, old: &str, new: &str) -> Result<(), WriteError> {
        let (before, meta) = self.unchanged(from, old)?;
        let after = self.put_new(to, new, Some(&meta), || is_unchanged(&before, from, old).map(drop))?;
        let removed = is_unchanged(&before, from, old)
            .and_then(|_| remove(&before).map_err(|error| io_error(from, error)));
        removed.map_err(|error| match remove(&after) {
            Ok(()) => error,
            Err(why) => WriteError::Both { from: from.clone(), to: to.clone(), why },
        })
    }

    /// Writes a file that is not there yet; `just_before` has the last word.
    fn put_new<'p>(
        &self,
        path: &'p RelPath,
        text: &str,
        like: Option<&Meta>,
        just_before: impl FnOnce() -> Result<(), WriteError>,
    ) -> Result<Place<'p>, WriteError> {
        let place = self.made_place(path)?;
        let unfinished = place
            .0
            .unfinished(text.as_bytes(), like.map(Meta::permissions))
            .map_err(|error| io_error(path, error))?;
        just_before()?;
        unfinished.put(place.1).and_then(|()| place.0.flush()).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => WriteError::Occupied(path.clone()),
            _ => io_error(path, error),
        })?;
        Ok(place)
    }

    /// Makes sure that a file still says `old`.
    fn unchanged<'p>(&self, path: &'p RelPath, old: &str) -> Result<(Place<'p>, Meta), WriteError> {
        let place = self.place(path).map_err(|error| match error {
            WriteError::Io(path, error) if error.kind() == ErrorKind::NotFound => WriteError::Changed(path),
            error => error,
        })?;
        let meta = is_unchanged(&place, path, old)?;
        Ok((place, meta))
    }

    fn free(&self, path: &RelPath) -> Result<(), WriteError> {
        let found = match self.place(path) {
            Ok((folder, name)) => folder.metadata(name).map_err(|error| io_error(path, error)),
            Err(error) => Err(error),
        };
        match found {
            Ok(_) => Err(WriteError::Occupied(path.clone())),
            Err(WriteError::Io(_, error)) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Makes sure that a file still says `old`.
fn is_unchanged((folder, name): &Place<'_>, path: &RelPath, old: &str) -> Result<Meta, WriteError> {
    let changed = || WriteError::Changed(path.clone());
    let found = folder.metadata(name).map_err(|error| match error.kind() {
        ErrorKind::NotFound => changed(),
        _ => io_error(path, error),
    })?;
    if found.is_link() {
        return Err(WriteError::Link(path.clone()));
    }
    if !found.is_file() {
        return Err(changed());
    }
    let read = || {
        let mut file = folder.file(name)?;
        let meta = file.metadata()?;
        let mut bytes = Vec::new();
        if meta.is_file() && meta.len() == old.len() as u64 {
            file.read_to_end(&mut bytes)?;
        }
        Ok((meta.is_file(), bytes))
    };
    let (is_file, bytes) = read().map_err(|error| io_error(path, error))?;
    if is_file && bytes == old.as_bytes() { Ok(found) } else { Err(changed()) }
}

fn remove((folder, name): &Place<'_>) -> io::Result<()> {
    folder.remove(name)?;
    folder.flush()
}

fn io_error(path: &RelPath, error: io::Error) -> WriteError {
    WriteError::Io(path.clone(), error)
}
