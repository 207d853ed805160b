//! Which two states of the files are compared.

use std::path::Path;

use super::error::SessionError;
use super::opening::Session;
use crate::host::{Disk, GitError, Repository, Revision};
use crate::message;
use crate::workspace::CONFIG_FILE;

/// The two ends of a comparison.
pub struct DiffEnds {
    /// The commit compared with.
    pub base: Revision,
    /// What is looked at.
    pub head: Head,
}

/// What is looked at.
pub enum Head {
    /// The files here.
    Tree(Disk),
    /// A commit.
    Commit(Revision),
}

impl DiffEnds {
    /// The ends that the command line names.
    ///
    /// # Errors
    /// Where there is no workspace, no such commit, or no main branch.
    pub fn of(range: Option<&str>, session: &Session) -> Result<Self, SessionError> {
        if let Some((base, head, parted)) = range.and_then(split) {
            return Ok(commits(&session.start, base, head, parted)?);
        }
        let disk = session.disk()?;
        let base = match range {
            Some(base) => Revision::open(disk.root(), base)?,
            None => Revision::open(disk.root(), &left_main(disk.root())?)?,
        };
        Ok(Self { base, head: Head::Tree(disk) })
    }

    /// The object id of the head's commit; `None` of the files here.
    pub fn commit(&self) -> Option<&str> {
        match &self.head {
            Head::Tree(_) => None,
            Head::Commit(revision) => Some(revision.commit()),
        }
    }
}

/// `BASE..HEAD` and `BASE...HEAD`, an absent end being `HEAD`; and whether it
/// begins where they parted.
fn split(range: &str) -> Option<(&str, &str, bool)> {
    let (base, rest) = range.split_once("..")?;
    let (head, parted) = rest.strip_prefix('.').map_or((rest, false), |head| (head, true));
    Some((or_head(base), or_head(head), parted))
}

/// The name of an end; `HEAD` where none is written.
fn or_head(name: &str) -> &str {
    if name.is_empty() { "HEAD" } else { name }
}

fn commits(start: &Path, base: &str, head: &str, parted: bool) -> Result<DiffEnds, GitError> {
    let (head, _) = Revision::nearest(start, head, None, CONFIG_FILE)?;
    let base = match parted {
        true => head.sibling(head.repository().merge_base(base, head.commit())?)?,
        false => head.beside(base)?,
    };
    Ok(DiffEnds { base, head: Head::Commit(head) })
}

/// The commit where `HEAD` left the main branch; `HEAD` on the main branch.
fn left_main(root: &Path) -> Result<String, SessionError> {
    let repository = Repository::of(root)?;
    let Some(main) = repository.main_branch() else {
        // Where there is no commit at all, that is what has to be said.
        Revision::open(root, "HEAD")?;
        return Err(SessionError::Misfit(message!(
            "there is no main branch to compare with (origin's HEAD, main or master)\n  \
             help: name a commit: `corong diff HEAD~1`"
        )));
    };
    if main.is_here {
        return Ok("HEAD".to_owned());
    }
    Ok(repository.merge_base(&main.name, "HEAD")?)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn two_dots_are_two_commits_and_three_where_they_parted() {
        assert_eq!(split("a..b"), Some(("a", "b", false)));
        assert_eq!(split("a...b"), Some(("a", "b", true)));
        assert_eq!(split("..b"), Some(("HEAD", "b", false)));
        assert_eq!(split("a..."), Some(("a", "HEAD", true)));
        assert_eq!(split("main"), None);
    }
}
