//! A commit, as a repository's history tells of it.

use chrono::{DateTime, Utc};

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its object id.
    pub id: String,
    /// When its author made it.
    pub authored: DateTime<Utc>,
    /// When it was committed: a rebase or a merge button renews that.
    pub committed: DateTime<Utc>,
    /// The author's address.
    pub email: String,
    /// How many commits it follows: several where it is a merge.
    pub parents: usize,
}

impl Commit {
    /// Whether it brings branches together.
    pub fn is_merge(&self) -> bool {
        self.parents > 1
    }
}
