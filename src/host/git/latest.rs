//! The last commit that changed each file of a folder.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::DateTime;

use super::call::told;
use super::line::read_raw;
use super::{GitError, Repository};
use crate::source::{Committed, RelPath};

/// How many commits are asked, times the files they are asked of: git takes as
/// long. What the latest commits did not change is old enough that hardly
/// anybody asks who did.
const MOST: usize = 50_000_000;

/// The last commits that changed files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latest {
    commits: Vec<Committed>,
    /// By path, from the folder's top.
    files: HashMap<RelPath, usize>,
}

impl Latest {
    /// The commit that changed a file last, of the latest ones.
    pub fn of(&self, path: &RelPath) -> Option<&Committed> {
        self.commits.get(*self.files.get(path)?)
    }
}

/// Which commit of those that lead to `tip` changed each file last, by the
/// committers' dates. The folder is that of the repository where `below` is
/// given, else the one git runs in; about `files` files lie there. Where the
/// clone's history is cut off, the commits at its end tell nothing: they seem to
/// bring every file.
///
/// # Errors
/// What git says.
pub fn latest(
    repository: &Repository,
    below: Option<&RelPath>,
    tip: &str,
    files: usize,
) -> Result<Latest, GitError> {
    let mut log = repository.reading();
    log.args(["-c", "log.showSignature=false", "log", "-c", "--root", "--raw", "-z", "--no-renames"]);
    log.arg(format!("--max-count={}", MOST / files.max(1))).arg("--format=%x01%H %ct %P,%aE");
    match below.map(RelPath::as_str) {
        None => log.args(["--relative", tip, "--", "."]),
        Some("") => log.args(["--no-relative", tip, "--"]),
        Some(below) => {
            log.args([&format!("--relative={below}/"), tip, "--"]).arg(format!(":(top,literal){below}"))
        }
    };
    let shallow = repository.is_shallow();
    let commit = |head: &str| {
        let (head, email) = head.split_once(',')?;
        let mut words = head.split(' ').filter(|word| !word.is_empty());
        let (id, seconds) = (words.next()?, words.next()?.parse().ok()?);
        let cut_off = shallow && words.next().is_none();
        let at = DateTime::from_timestamp(seconds, 0).filter(|_| !cut_off)?;
        Some(Committed { id: id.to_owned(), at, email: email.to_owned() })
    };
    let mut changes: Vec<(usize, RelPath)> = Vec::new();
    let commits = read_raw(&told(&mut log)?, commit, |commit, _, path| changes.push((commit, path)));
    let mut files = HashMap::with_capacity(changes.len());
    for (commit, path) in changes {
        match files.entry(path) {
            Entry::Vacant(place) => {
                place.insert(commit);
            }
            Entry::Occupied(mut known) if commits[commit].at > commits[*known.get()].at => {
                known.insert(commit);
            }
            Entry::Occupied(_) => {}
        }
    }
    Ok(Latest { commits, files })
}
