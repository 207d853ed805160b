//! The line of first parents that ends at a commit: what the main branch held,
//! merge by merge.

use chrono::{DateTime, Utc};

use super::call::told;
use super::{GitError, Repository};
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
pub fn line(repository: &Repository, head: &str) -> Result<Vec<Commit>, GitError> {
    let printed = told(repository.reading().args(["rev-list", "--first-parent", "--timestamp", head, "--"]))?;
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
    repository: &Repository,
    head: &str,
    below: &[RelPath],
) -> Result<(Vec<Commit>, Vec<Version>), GitError> {
    let mut log = repository.reading();
    log.args(["-c", "log.showSignature=false", "log", "--first-parent", "-m", "--root", "--reverse"]);
    log.args(["--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AMT", "--format=%x01%H %ct"]);
    log.args([head, "--"]);
    log.args(below.iter().map(|folder| format!(":(top,literal){folder}")));
    let mut versions = Vec::new();
    let dated = |head: &str| {
        let (id, seconds) = head.split_once(' ')?;
        Some(Commit { id: id.to_owned(), at: DateTime::from_timestamp(seconds.parse().ok()?, 0)? })
    };
    let commits = read_raw(&told(&mut log)?, dated, |commit, object, path| {
        versions.extend(object.map(|object| Version { commit, path, object }));
    });
    Ok((commits, versions))
}

/// Reads what `log --raw -z` prints, its format beginning with `%x01`: the
/// commits that `commit` can read from the words of the format. `change` is told
/// of each of their changes the commit's number, the file's object id, and its
/// path from the repository's top; no id where there is no regular file now.
pub(super) fn read_raw<C>(
    printed: &[u8],
    commit: impl Fn(&str) -> Option<C>,
    mut change: impl FnMut(usize, Option<String>, RelPath),
) -> Vec<C> {
    let mut commits = Vec::new();
    for part in printed.split(|byte| *byte == 1).skip(1) {
        let part = String::from_utf8_lossy(part);
        let mut words = part.split(['\0', '\n']).filter(|word| !word.is_empty());
        let Some(read) = words.next().and_then(&commit) else { continue };
        commits.push(read);
        while let (Some(changed), Some(path)) = (words.next(), words.next()) {
            // `:100644 100644 OLD NEW M`
            let changed: Vec<&str> = changed.split(' ').collect();
            let object = match changed[..] {
                [_, "100644" | "100755", _, new, _] => Some(new.to_owned()),
                _ => None,
            };
            change(commits.len() - 1, object, RelPath::new(path));
        }
    }
    commits
}
