//! The history, newest commit first, with the files that each commit changed.

use chrono::DateTime;

use super::call::run_git;
use super::{GitError, Repository};
use crate::message;
use crate::source::{Commit, RelPath};

/// What is asked of the history that ends at a commit.
#[derive(Clone, Copy, Debug)]
pub struct Log<'l> {
    /// The object id of that commit.
    pub tip: &'l str,
    /// Which commits are walked.
    pub walk: Walk,
    /// Which kinds of change are listed, by git's letters; all where it is empty.
    pub kinds: &'l str,
    /// Of which files.
    pub of: LogFiles<'l>,
}

/// Which commits are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// The line of first parents, each commit against the one before: what the
    /// main branch held, merge by merge.
    Line,
    /// All that can be reached but merges.
    Side,
    /// All, at most so many; a merge with what it changed of every parent. Their
    /// authors go by the address that `.mailmap` gives them.
    All(usize),
}

/// Files of a repository, by paths from its top.
#[derive(Clone, Copy, Debug)]
pub enum LogFiles<'f> {
    /// Those below some folders.
    Below(&'f [RelPath]),
    /// Those of a name in a folder or below it.
    Named(&'f RelPath, &'f str),
    /// None: the commits alone.
    None,
}

/// A commit of the history and what it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The commit.
    pub commit: Commit,
    /// In the order of the paths. Renames are not guessed: a file that moves
    /// goes and comes.
    pub changes: Vec<FileChange>,
}

/// A file that a commit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path, from the repository's top.
    pub path: RelPath,
    /// The object id before; `None` where there was no regular file, or it is
    /// not one commit that it is compared with.
    pub before: Option<String>,
    /// The object id after; `None` where there is no regular file, as above.
    pub after: Option<String>,
}

impl Repository {
    /// The commits and their changes, newest first. Those that changed none of
    /// the files are left out.
    ///
    /// # Errors
    /// What git says.
    pub fn log(&self, asked: &Log<'_>) -> Result<Vec<Logged>, GitError> {
        let mut log = self.reading();
        log.args([
            "log",
            "-z",
            "--root",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--encoding=UTF-8",
        ]);
        match asked.walk {
            Walk::Line => log.args(["--first-parent", "-m", "--format=%H %at %ct %ae%x09%P"]),
            Walk::Side => log.args(["--no-merges", "--full-history", "--format=%H %at %ct %ae%x09%P"]),
            Walk::All(most) => {
                log.args(["-c", "--format=%H %at %ct %aE%x09%P"]).arg(format!("--max-count={most}"))
            }
        };
        if !asked.kinds.is_empty() {
            log.arg(format!("--diff-filter={}", asked.kinds));
        }
        match asked.of {
            LogFiles::None => log.args(["--no-patch", asked.tip, "--"]),
            of => log.args(["--raw", "--no-abbrev", "--no-relative", asked.tip, "--"]).args(of.pathspecs()),
        };
        Ok(read(&run_git(&mut log)?))
    }

    /// A commit by the object id that git gave.
    ///
    /// # Errors
    /// Where git cannot tell.
    pub(super) fn commit_of(&self, id: &str) -> Result<Commit, GitError> {
        let log = self.log(&Log { tip: id, walk: Walk::All(1), kinds: "", of: LogFiles::None })?;
        let none = || GitError::Unread(message!("the commit {id} cannot be read", id));
        log.into_iter().next().map(|logged| logged.commit).ok_or_else(none)
    }
}

impl LogFiles<'_> {
    fn pathspecs(self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::Below(folders) => {
                let inside = folders.iter().filter(|folder| !folder.as_str().is_empty());
                inside.map(|folder| format!(":(top,literal){folder}")).collect()
            }
            Self::Named(folder, name) => {
                let special = |c: char| "*?[]\\".contains(c).then_some('\\').into_iter().chain([c]);
                let literal = |text: &str| text.chars().flat_map(special).collect::<String>();
                let inside = RelPath::new(literal(folder.as_str())).join("**");
                vec![format!(":(top,glob){}", inside.join(&literal(name)))]
            }
        }
    }
}

/// Reads what is printed: of each commit a line `ID SECONDS SECONDS ADDRESS`
/// with its parents behind a tab, then for each file `:MODE MODE ID ID KIND` and
/// its path, all of them ended by a zero.
fn read(printed: &[u8]) -> Vec<Logged> {
    let mut log: Vec<Logged> = Vec::new();
    let words = printed.split(|byte| *byte == 0).filter(|word| !word.is_empty());
    let mut words = words.map(|word| String::from_utf8_lossy(word));
    while let Some(word) = words.next() {
        match word.trim_start_matches('\n').strip_prefix(':') {
            None => log.push(Logged { commit: commit(&word), changes: Vec::new() }),
            Some(change) => {
                let path = words.next().unwrap_or_default();
                if let Some(last) = log.last_mut() {
                    last.changes.push(file_change(change, &path));
                }
            }
        }
    }
    log
}

/// A commit from its line. What cannot be read of the dates is long ago: no
/// commit is left out for them.
fn commit(line: &str) -> Commit {
    let (head, parents) = line.rsplit_once('\t').unwrap_or((line, ""));
    let mut words = head.splitn(4, ' ');
    let mut word = || words.next().unwrap_or_default();
    let moment = |word: &str| word.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    Commit {
        id: word().to_owned(),
        authored: moment(word()).unwrap_or_default(),
        committed: moment(word()).unwrap_or_default(),
        email: word().to_owned(),
        parents: parents.split_whitespace().count(),
    }
}

fn file_change(change: &str, path: &str) -> FileChange {
    let words: Vec<&str> = change.split(' ').collect();
    let file = |mode: &str, id: &str| matches!(mode, "100644" | "100755").then(|| id.to_owned());
    let (before, after) = match words[..] {
        [old, new, from, to, _] => (file(old, from), file(new, to)),
        // Against several parents.
        _ => (None, None),
    };
    FileChange { path: RelPath::new(path), before, after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_another_commit() {
        let id = "a".repeat(40);
        let printed = format!(
            "{id} x 5 a\x01b c\t1 2\0\n:000000 100644 0 {id} A\0{id} 1 1 a\t\0:100644 120000 {id} 0 T\0:b\0{id} 1 2 \t\0"
        );
        let log = read(printed.as_bytes());
        let [first, second] = &log[..] else { panic!("{log:?}") };
        assert_eq!((first.commit.email.as_str(), first.commit.is_merge()), ("a\x01b c", true));
        assert_eq!((first.commit.authored.timestamp(), first.commit.committed.timestamp()), (0, 5));
        let change = |path: &str, before: Option<&str>, after: Option<&str>| FileChange {
            path: RelPath::new(path),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let strange = format!("{id} 1 1 a\t");
        assert_eq!(first.changes, [change(&strange, None, Some(&id)), change(":b", Some(&id), None)]);
        assert_eq!((second.commit.parents, second.changes.len()), (0, 0));
    }
}
