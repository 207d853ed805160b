//! Which change of a file was the last one.

use chrono::{DateTime, Utc};

use super::{Commit, RelPath};

/// What is known of a file's last change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastChange<'c> {
    /// The last commit that changed it; `None` where none did or nobody knows.
    pub committed: Option<&'c Commit>,
    /// Whether the file is other than in that commit.
    pub since: bool,
    /// Since when no commit changed it, where not all that came before were asked.
    pub unchanged: Option<DateTime<Utc>>,
}

/// Whoever knows the last change of each file.
pub trait LastChanges: Sync {
    /// The last change of a file of the workspace.
    fn of(&self, path: &RelPath) -> LastChange<'_>;
}

/// Nobody knows anything.
impl LastChanges for () {
    fn of(&self, _path: &RelPath) -> LastChange<'_> {
        LastChange::default()
    }
}
