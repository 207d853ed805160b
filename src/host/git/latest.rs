//! The last commit that changed each file of a folder.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};

use super::log::{Log, LogFiles, Walk};
use super::{GitError, Repository};
use crate::source::{Commit, RelPath};

/// How many commits are asked, times the files they are asked of: git takes as
/// long, some three seconds. Of what the latest commits did not change it is known
/// since when.
const MOST: usize = 200_000_000;

/// The last commits that changed files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latest {
    commits: Vec<Commit>,
    /// By path, from the folder.
    files: HashMap<RelPath, usize>,
    /// When the earliest commit was made that was asked, where others are before it.
    since: Option<DateTime<Utc>>,
}

impl Latest {
    /// The commit that changed a file last, of the latest ones.
    pub fn of(&self, path: &RelPath) -> Option<&Commit> {
        self.commits.get(*self.files.get(path)?)
    }

    /// Since when nothing that is not [`Self::of`] a commit changed; `None` where
    /// every commit was asked.
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.since
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
        let most = MOST / files.max(1);
        let (walk, of) = (Walk::All(most), LogFiles::Below(std::slice::from_ref(folder)));
        let mut log = self.log(&Log { tip, walk, kinds: "", of })?;
        let shallow = self.is_shallow();
        let earliest = log.last().map(|logged| logged.commit.committed);
        let since = earliest.filter(|_| shallow || log.len() >= most);
        if shallow {
            log.retain(|logged| logged.commit.parents > 0);
        }
        let mut latest = Latest { since, ..Latest::default() };
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::host::process::program;

    #[test]
    fn what_is_too_far_back_is_known_to_be_so() {
        let folder = tempfile::tempdir().unwrap();
        let git = |args: &[&str]| {
            let mut git = program("git");
            git.arg("-C").arg(folder.path()).args(["-c", "user.name=A", "-c", "user.email=a@b.example"]);
            assert!(
                git.args(args).env("GIT_COMMITTER_DATE", "2026-11-23T00:00:00Z").status().unwrap().success()
            );
        };
        git(&["init", "--quiet"]);
        for name in ["old", "new"] {
            fs::write(folder.path().join(name), name).unwrap();
            git(&["add", name]);
            git(&["commit", "--quiet", "-m", name]);
        }
        let repository = Repository::of(folder.path()).unwrap();
        let latest = |files| repository.latest(&RelPath::new(""), "HEAD", files).unwrap();
        let known = |latest: &Latest| ["old", "new"].map(|name| latest.of(&RelPath::new(name)).is_some());
        let whole = latest(2);
        assert_eq!((known(&whole), whole.since()), ([true, true], None));
        let cut = latest(MOST);
        assert_eq!(known(&cut), [false, true]);
        assert_eq!(cut.since().unwrap().timestamp(), 1_795_392_000);
    }
}
