//! A snapshot with changes on top: mends are judged by checking it again, and
//! what is left of them is a plan.

use std::collections::{BTreeMap, HashSet};

use crate::change::{Plan, PlanStep};
use crate::read;
use crate::source::{Entry, EntryKind, ReadError, RelPath, Snapshot};

/// A snapshot with changes on top of it.
pub struct Draft<'s> {
    base: &'s dyn Snapshot,
    /// By the path a file has in `base`.
    files: BTreeMap<RelPath, File>,
    /// Of what was moved, where it is now and its path in `base`.
    came: BTreeMap<RelPath, RelPath>,
}

/// A file that was changed.
struct File {
    old: String,
    new: String,
    /// Where it is now; `None` where it is deleted.
    place: Option<RelPath>,
}

impl<'s> Draft<'s> {
    /// `base`, unchanged.
    pub fn new(base: &'s dyn Snapshot) -> Self {
        Self { base, files: BTreeMap::new(), came: BTreeMap::new() }
    }

    /// The text that is at a path now.
    pub fn text(&self, path: &RelPath) -> Option<String> {
        read::text(self, path).ok()
    }

    /// Whether something is at a path now.
    pub fn is_taken(&self, path: &RelPath) -> bool {
        !matches!(self.read(path, u64::MAX, &mut Vec::new()), Err(ReadError::Missing))
    }

    /// The changed file that is at a path now, and its path in the base.
    fn here(&self, path: &RelPath) -> Option<(&RelPath, &File)> {
        let stayed = self.files.get_key_value(path).filter(|(_, file)| file.place.as_ref() == Some(path));
        stayed.or_else(|| self.files.get_key_value(self.came.get(path)?))
    }

    /// What is said at a path from now on, and where; nothing happens to a file
    /// that cannot be read.
    pub fn put(&mut self, path: &RelPath, text: Option<String>, place: Option<&RelPath>) {
        let Some(now) = self.text(path) else { return };
        let origin = self.here(path).map_or_else(|| path.clone(), |(origin, _)| origin.clone());
        self.came.remove(path);
        if let Some(place) = place.filter(|place| **place != origin) {
            self.came.insert(place.clone(), origin.clone());
        }
        let file = self.files.entry(origin).or_insert_with(|| File {
            old: now.clone(),
            new: now,
            place: Some(path.clone()),
        });
        file.place = place.cloned();
        if let Some(text) = text {
            file.new = text;
        }
    }

    /// How many files are not as they were.
    pub fn changed(&self) -> usize {
        self.steps().count()
    }

    /// What has to happen for the base to become this.
    pub fn plan(&self, title: String) -> Plan {
        Plan { title, steps: self.steps().collect() }
    }

    fn steps(&self) -> impl Iterator<Item = PlanStep> {
        self.files.iter().filter_map(|(origin, File { old, new, place })| match place {
            None => Some(PlanStep::Delete { path: origin.clone(), old: old.clone() }),
            Some(place) if place != origin => Some(PlanStep::Move {
                from: origin.clone(),
                to: place.clone(),
                old: old.clone(),
                new: new.clone(),
            }),
            Some(_) if old == new => None,
            Some(_) => Some(PlanStep::Edit { path: origin.clone(), old: old.clone(), new: new.clone() }),
        })
    }
}

impl Snapshot for Draft<'_> {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        let mut entries = self.base.list(folder)?;
        let moved = self.files.iter().filter(|(origin, file)| file.place.as_ref() != Some(*origin));
        let gone: HashSet<&RelPath> = moved.map(|(origin, _)| origin).collect();
        entries.retain(|entry| !gone.contains(&entry.path));
        let came = self.came.keys().filter(|place| place.below(folder).is_some()).cloned();
        entries.extend(came.map(|path| Entry { path, kind: EntryKind::File, odd_name: false }));
        Ok(entries)
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        let size = |text: &str| text.len() as u64;
        match (self.here(path), self.files.contains_key(path)) {
            (Some((_, file)), _) if size(&file.new) > limit => Err(ReadError::TooLarge(size(&file.new))),
            (Some((_, file)), _) => {
                buffer.clear();
                buffer.extend_from_slice(file.new.as_bytes());
                Ok(())
            }
            (None, true) => {
                buffer.clear();
                Err(ReadError::Missing)
            }
            (None, false) => self.base.read(path, limit, buffer),
        }
    }

    fn repositories(&self) -> Result<Vec<RelPath>, ReadError> {
        self.base.repositories()
    }
}
