//! The last commit that changed each file of a folder.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::log::{Log, LogFiles, Walk};
use super::{GitError, Repository};
use crate::source::{Commit, RelPath};

/// How many commits are asked, times the files they are asked of: git takes as
/// long. What the latest commits did not change is old enough that hardly
/// anybody asks who did.
const MOST: usize = 50_000_000;

/// The last commits that changed files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latest {
    commits: Vec<Commit>,
    /// By path, from the folder.
    files: HashMap<RelPath, usize>,
}

impl Latest {
    /// The commit that changed a file last, of the latest ones.
    pub fn of(&self, path: &RelPath) -> Option<&Commit> {
        self.commits.get(*self.files.get(path)?)
    }
}

impl Repository {
    /// Which commit of those that lead to `tip` changed each file of a folder
    /// last, by the committers' dates; about `files` files are in it. Where the
    /// clone's history is cut off, the commits at its end tell nothing: they seem
    /// to bring every file.
    ///
    /// # Errors
    /// What git says.
    pub fn latest(&self, folder: &RelPath, tip: &str, files: usize) -> Result<Latest, GitError> {
        let (walk, of) = (Walk::All(MOST / files.max(1)), LogFiles::Below(std::slice::from_ref(folder)));
        let mut log = self.log(&Log { tip, walk, kinds: "", of })?;
        if self.is_shallow() {
            log.retain(|logged| logged.commit.parents > 0);
        }
        let mut latest = Latest::default();
        for (at, logged) in log.into_iter().enumerate() {
            for change in logged.changes {
                let Some(path) = change.path.below(folder).map(RelPath::new) else { continue };
                match latest.files.entry(path) {
                    Entry::Vacant(place) => drop(place.insert(at)),
                    Entry::Occupied(mut known) => {
                        if logged.commit.committed > latest.commits[*known.get()].committed {
                            known.insert(at);
                        }
                    }
                }
            }
            latest.commits.push(logged.commit);
        }
        Ok(latest)
    }
}
