//! Carrying out a plan, so that a crash at any instant leaves the old file, the
//! new one or both, never neither.
//!
//! A new text is complete and flushed under a name of its own before it takes
//! its place by a rename; a moved file's old place is emptied only after that.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Lock;
use super::folder::{Folder, LINK, Meta, Rights, USUAL};
use crate::change::{Plan, PlanStep};
use crate::source::{EntryKind, RelPath};
use crate::text::Message;
use crate::{message, said_by_message};

/// So many steps are worth carrying out side by side; the last of a plan never are.
const MANY: usize = 64;
/// How many of them wait for the disk at once.
const WAITING: usize = 16;

/// Why a plan was not carried out.
#[derive(Debug)]
pub enum WriteError {
    /// Another program changed the file since it was read.
    Changed(RelPath),
    /// Something is at the new place already.
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

impl WriteError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Changed(path) => {
                message!(
                    "`{path}` was changed by another program just now, so nothing was written; try again",
                    path
                )
            }
            Self::Occupied(path) => message!("`{path}` exists already, and nothing is overwritten", path),
            Self::Link(path) => {
                message!("a symbolic link is in the way of `{path}`, and links are never followed", path)
            }
            Self::Both { from, to, why } => message!(
                "the file is in two places now, `{from}` and `{to}`, for neither can be removed: {why}\n  \
                 help: remove one of them, or let `corong check --unsafe-fixes` do it",
                from,
                to,
                why
            ),
            Self::Io(path, error) => message!("`{path}` cannot be written: {error}", path, error),
        }
    }
}

said_by_message!(WriteError);

impl std::error::Error for WriteError {}

/// Carries out a plan below `root`. All steps are looked at before the first
/// is done; the lock shows that no other corong is at work.
///
/// # Errors
/// Where a file is not what the plan was made from, its new place is taken, or
/// the system refuses.
pub fn carry_out(root: &Path, plan: &Plan, lock: &Lock) -> Result<(), WriteError> {
    carry_out_within(root, plan, lock, USUAL)
}

/// The same; nobody may do more with the new files than the mode says.
///
/// # Errors
/// As [`carry_out`].
pub fn carry_out_within(root: &Path, plan: &Plan, lock: &Lock, mode: u32) -> Result<(), WriteError> {
    let folder = Folder::open(root).map_err(|error| io_error(&RelPath::new(""), error))?;
    let writer = Writer { root: folder, mode, _lock: lock };
    plan.steps.iter().try_for_each(|step| writer.look(step))?;
    let mut swept = BTreeSet::new();
    for path in plan.steps.iter().filter_map(|step| step.places().1) {
        if swept.insert(path.parent())
            && let Ok((folder, _)) = writer.place(path)
        {
            // Under the lock nobody is writing.
            folder.sweep(Duration::ZERO);
        }
    }
    // What comes last may say that all before it is done, as the record of an import does.
    let (many, last) = plan.steps.split_at(plan.steps.len().saturating_sub(MANY));
    match side_by_side(many) {
        Some(pool) => pool.install(|| many.par_iter().try_for_each(|step| writer.step(step)))?,
        None => many.iter().try_for_each(|step| writer.step(step))?,
    }
    last.iter().try_for_each(|step| writer.step(step))
}

/// The threads that carry many steps out: each step waits for the disk, and the disk
/// makes several last at once. None for few steps, or where two are about one path.
fn side_by_side(steps: &[PlanStep]) -> Option<ThreadPool> {
    let mut paths = BTreeSet::new();
    let mut own = |step: &PlanStep| match step.places() {
        (Some(from), Some(to)) if from != to => paths.insert(from.clone()) && paths.insert(to.clone()),
        (Some(path), _) | (_, Some(path)) => paths.insert(path.clone()),
        (None, None) => true,
    };
    if steps.len() < MANY || !steps.iter().all(&mut own) {
        return None;
    }
    ThreadPoolBuilder::new().num_threads(WAITING).build().ok()
}

struct Writer<'w> {
    root: Folder,
    mode: u32,
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
            let below = folder.made(name)?;
            folder.flush().map(|()| below)
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
                LINK | ErrorKind::NotADirectory => WriteError::Link(path.clone()),
                _ => io_error(path, error),
            })?;
        }
        Ok((folder, name))
    }

    /// Whether a step can be done as things are.
    fn look(&self, step: &PlanStep) -> Result<(), WriteError> {
        match step {
            PlanStep::Create { path, .. } => self.free(path),
            PlanStep::Edit { path, old, .. } | PlanStep::Delete { path, old } => {
                self.unchanged(path, old).map(drop)
            }
            PlanStep::Move { from, to, old, .. } => {
                self.unchanged(from, old)?;
                self.free(to)
            }
        }
    }

    fn step(&self, step: &PlanStep) -> Result<(), WriteError> {
        match step {
            PlanStep::Create { path, new } => {
                self.put_new(path, new, Rights::AtMost(self.mode), || Ok(())).map(drop)
            }
            PlanStep::Edit { path, old, new } if old == new => self.unchanged(path, old).map(drop),
            PlanStep::Edit { path, old, new } => {
                let (place, meta) = self.unchanged(path, old)?;
                let failed = |error| io_error(path, error);
                let unfinished = place.0.unfinished(new.as_bytes(), Rights::Of(&meta)).map_err(failed)?;
                is_unchanged(&place, path, old)?;
                unfinished.replace(place.1).and_then(|()| place.0.flush()).map_err(failed)
            }
            PlanStep::Move { from, to, old, new } => self.relocate(from, to, old, new),
            PlanStep::Delete { path, old } => {
                let (place, _) = self.unchanged(path, old)?;
                remove(&place).map_err(|error| io_error(path, error))
            }
        }
    }

    /// The new file first, then the old one's end; where the old one cannot be
    /// removed, the new one goes again. Neither goes but while the other is there.
    fn relocate(&self, from: &RelPath, to: &RelPath, old: &str, new: &str) -> Result<(), WriteError> {
        let (before, meta) = self.unchanged(from, old)?;
        let last_look = || is_unchanged(&before, from, old).map(drop);
        let after = self.put_new(to, new, Rights::Of(&meta), last_look)?;
        let removed = last_look().and_then(|()| {
            before.0.remove(before.1).map_err(|error| {
                let why =
                    message!("it cannot be removed from its folder, so it was not moved ({error})", error);
                WriteError::Io(from.clone(), io::Error::new(error.kind(), why))
            })
        });
        let both = |why| WriteError::Both { from: from.clone(), to: to.clone(), why };
        match (removed, before.0.metadata(before.1)) {
            (Err(error), Ok(_)) => Err(remove(&after).map_or_else(both, |()| error)),
            (Err(_), Err(why)) if why.kind() != ErrorKind::NotFound => Err(both(why)),
            // Removed, by us or just now by somebody else.
            _ => before.0.flush().map_err(|error| io_error(from, error)),
        }
    }

    /// Writes a file that is not there yet; `just_before` has the last word.
    fn put_new<'p>(
        &self,
        path: &'p RelPath,
        text: &str,
        rights: Rights<'_>,
        just_before: impl FnOnce() -> Result<(), WriteError>,
    ) -> Result<Place<'p>, WriteError> {
        let failed = |error: io::Error| match error.kind() {
            ErrorKind::AlreadyExists => WriteError::Occupied(path.clone()),
            _ => io_error(path, error),
        };
        let place = self.made_place(path)?;
        let unfinished = place.0.unfinished(text.as_bytes(), rights).map_err(failed)?;
        just_before()?;
        unfinished.put(place.1).map_err(failed)?;
        if let Err(error) = self.lasts(&place, path) {
            // What goes is our own, and nobody knows of it yet.
            let _ = place.0.remove(place.1);
            return Err(error);
        }
        Ok(place)
    }

    /// Makes a new file last, where its path still leads to the folder it is in.
    fn lasts(&self, (folder, _): &Place<'_>, path: &RelPath) -> Result<(), WriteError> {
        let (now, _) = self.place(path)?;
        let same = folder.is(&now).and_then(|same| folder.flush().map(|()| same));
        match same.map_err(|error| io_error(path, error))? {
            true => Ok(()),
            false => Err(WriteError::Link(path.clone())),
        }
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
    match found.kind {
        EntryKind::File => {}
        EntryKind::Link => return Err(WriteError::Link(path.clone())),
        _ => return Err(changed()),
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::folder::REFUSED;
    use super::*;

    /// A file system without hard links and without a rename that replaces nothing.
    #[test]
    fn every_step_is_done_where_the_file_system_supports_little() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        let lock = Lock::take(root).unwrap();
        let path = RelPath::new;
        let text = str::to_owned;
        let steps = [
            PlanStep::Create { path: path("p/a.yaml"), new: text("1") },
            PlanStep::Edit { path: path("p/a.yaml"), old: text("1"), new: text("2") },
            PlanStep::Move { from: path("p/a.yaml"), to: path("q/b.yaml"), old: text("2"), new: text("3") },
            PlanStep::Create { path: path("q/b.yaml"), new: text("4") },
            PlanStep::Delete { path: path("q/b.yaml"), old: text("3") },
        ];
        for refused in [ErrorKind::InvalidInput, ErrorKind::PermissionDenied, ErrorKind::Unsupported] {
            REFUSED.set(Some(refused));
            let done = steps.clone().map(|step| {
                carry_out(root, &Plan { title: text("x"), steps: vec![step] }, &lock)
                    .map_err(|e| e.to_string())
            });
            let taken = "`q/b.yaml` exists already, and nothing is overwritten".to_owned();
            assert_eq!(done, [Ok(()), Ok(()), Ok(()), Err(taken), Ok(())]);
            assert!(["p", "q"].iter().all(|name| fs::read_dir(root.join(name)).unwrap().next().is_none()));
        }
        REFUSED.set(None);
    }
}
