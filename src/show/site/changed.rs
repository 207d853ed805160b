//! Who changed a file last, as a page may tell it.

use chrono::{DateTime, Utc};
use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::Site;
use crate::pipeline::Day;
use crate::source::RelPath;

/// How many digits of a commit's id are shown.
const DIGITS: usize = 10;

/// A file's last change.
#[derive(Serialize)]
struct Changed<'c> {
    /// Of the last commit that changed it.
    commit: Option<&'c str>,
    day: Option<Day>,
    /// The name of its author, where that is one of the team who is shown:
    /// nobody else has asked to be on a page.
    by: Option<&'c str>,
    /// Whether the file is other than in that commit.
    since: bool,
    /// Since when no commit changed it, where the last one that did is not known.
    unchanged: Option<Day>,
}

impl Site<'_> {
    /// The last change of a file.
    pub(super) fn last_change(&self, path: &RelPath) -> Value {
        let config = &self.source.workspace.config;
        let change = self.source.last_changes.of(path);
        let by = change.committed.and_then(|commit| {
            let author = config.member_at(&commit.email)?;
            let shown = config.site.shows_owner(&author.id) && config.site.shows_field("history.by");
            shown.then_some(author.name.as_str())
        });
        let day = |at: DateTime<Utc>| at.with_timezone(&config.timezone).date_naive();
        let changed = Changed {
            commit: change.committed.and_then(|commit| commit.id.get(..DIGITS)),
            day: change.committed.map(|commit| day(commit.committed)),
            by,
            since: change.since,
            unchanged: change.unchanged.map(day),
        };
        Value::from(Serde(&changed))
    }
}
