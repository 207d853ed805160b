//! The line of first parents that ends at a commit: what the main branch held,
//! merge by merge.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::RevisionError;
use super::git::{reading, told};
use crate::source::RelPath;

/// A commit of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its object id.
    pub id: String,
    /// The committer's date.
    pub at: DateTime<Utc>,
}

/// The file a commit brought to a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The commit.
    pub commit: usize,
    /// The path, from the repository's top.
    pub path: RelPath,
    /// The file's object id.
    pub object: String,
}

/// The commits of the line, newest first.
///
/// # Errors
/// What git says.
pub fn line(folder: &Path, head: &str) -> Result<Vec<Commit>, RevisionError> {
    let printed = told(reading(folder).args(["rev-list", "--first-parent", "--timestamp", head, "--"]))?;
    let commit = |line: &str| {
        let (seconds, id) = line.split_once(' ')?;
        Some(Commit { id: id.to_owned(), at: DateTime::from_timestamp(seconds.parse().ok()?, 0)? })
    };
    Ok(String::from_utf8_lossy(&printed).lines().filter_map(commit).collect())
}

/// The versions of files below some folders that the line brought, oldest
/// first, with the commits that brought them. A removal brings nothing;
/// renames are not guessed.
///
/// # Errors
/// What git says.
pub fn versions(
    folder: &Path,
    head: &str,
    below: &[RelPath],
) -> Result<(Vec<Commit>, Vec<Version>), RevisionError> {
    let mut log = reading(folder);
    log.args(["-c", "log.showSignature=false", "log", "--first-parent", "-m", "--root", "--reverse"]);
    log.args(["--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AMT", "--format=%x01%H %ct"]);
    log.args([head, "--"]);
    log.args(below.iter().map(|folder| format!(":(top,literal){folder}")));
    let (mut commits, mut versions) = (Vec::new(), Vec::new());
    read_raw(&told(&mut log)?, &mut |part| match part {
        Part::Commit(head) => {
            let dated = head.split_once(' ').and_then(|(id, seconds)| {
                let at = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
                Some(Commit { id: id.to_owned(), at })
            });
            commits.extend(dated);
        }
        // What is no regular file is no lead.
        Part::Change { mode: "100644" | "100755", object, path } if !commits.is_empty() => {
            let object = object.to_owned();
            versions.push(Version { commit: commits.len() - 1, path: RelPath::new(path), object });
        }
        Part::Change { .. } => {}
    });
    Ok((commits, versions))
}

/// A piece of what `log --raw -z` prints, its format beginning with `%x01`.
pub(super) enum Part<'p> {
    /// A commit, in the words of the format.
    Commit(&'p str),
    /// A change of its: the mode and the object id of what is there now.
    Change {
        /// `000000` where nothing is.
        mode: &'p str,
        /// The object id.
        object: &'p str,
        /// The path, from the repository's top.
        path: &'p str,
    },
}

/// Tells each piece in turn.
pub(super) fn read_raw(printed: &[u8], tell: &mut dyn FnMut(Part<'_>)) {
    for part in printed.split(|byte| *byte == 1).skip(1) {
        let part = String::from_utf8_lossy(part);
        let mut words = part.split(['\0', '\n']).filter(|word| !word.is_empty());
        let Some(head) = words.next() else { continue };
        tell(Part::Commit(head));
        while let (Some(change), Some(path)) = (words.next(), words.next()) {
            // `:100644 100644 OLD NEW M`
            let mut change = change.split(' ').skip(1);
            if let (Some(mode), _, Some(object)) = (change.next(), change.next(), change.next()) {
                tell(Part::Change { mode, object, path });
            }
        }
    }
}
