//! Where the commits of a line put files, and whence they took them.

use chrono::{DateTime, Utc};

use super::call::told;
use super::line::read_raw;
use super::{GitError, Repository};
use crate::source::RelPath;

/// A commit and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its object id.
    pub id: String,
    /// When its author made it.
    pub authored: DateTime<Utc>,
    /// When it was committed: a rebase or a merge button renews that.
    pub committed: DateTime<Utc>,
    /// The author's address.
    pub email: String,
    /// Whether it has several parents.
    pub is_merge: bool,
}

/// A file that came to a place or went from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the commit.
    pub commit: usize,
    /// The path, from the repository's top.
    pub path: RelPath,
    /// The file's object id; `None` where it went, or is no regular file now.
    pub object: Option<String>,
}

/// Which commits are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// The line of first parents, each commit against the one before.
    Line,
    /// All that can be reached but merges.
    Side,
}

/// The places below some folders that commits put files to or took them from,
/// oldest first, with those commits. Renames are not guessed: a file that moves
/// goes and comes.
///
/// # Errors
/// What git says.
pub fn places(
    repository: &Repository,
    head: &str,
    below: &[RelPath],
    walk: Walk,
) -> Result<(Vec<Made>, Vec<Place>), GitError> {
    let mut log = repository.reading();
    log.args(["-c", "log.showSignature=false", "log", "--root", "--reverse", "--raw", "-z", "--no-abbrev"]);
    log.args(["--no-renames", "--diff-filter=AD", "--format=%x01%H %at %ct %ae%x09%P"]);
    log.args(match walk {
        Walk::Line => ["--first-parent", "-m"],
        Walk::Side => ["--no-merges", "--full-history"],
    });
    log.args([head, "--"]);
    log.args(below.iter().map(|folder| format!(":(top,literal){folder}")));
    let mut places = Vec::new();
    let commits = read_raw(&told(&mut log)?, made, |commit, object, path| {
        places.push(Place { commit, path, object });
    });
    Ok((commits, places))
}

fn made(head: &str) -> Option<Made> {
    let (head, parents) = head.rsplit_once('\t')?;
    let mut words = head.splitn(4, ' ');
    let id = words.next()?.to_owned();
    let mut moment = || DateTime::from_timestamp(words.next()?.parse().ok()?, 0);
    let (authored, committed) = (moment()?, moment()?);
    let email = words.next().unwrap_or_default().to_owned();
    Some(Made { id, authored, committed, email, is_merge: parents.contains(' ') })
}
