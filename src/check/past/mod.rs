//! What git's line of first parents shows of the leads' moves, held against
//! what their histories say.
//!
//! A move is a file that goes and one of the same name that comes, in one
//! commit, in another stage's folder; git's guesses at renames are not asked.
//! Of a lead only what came after its first appearance is judged: a file that
//! came with a history was kept elsewhere before, and git knows nothing of that.

mod align;
mod judge;
mod tracks;

use std::collections::HashMap;
use std::sync::Arc;

use crate::pipeline::{Config, Day, Text};
use crate::source::RelPath;
use tracks::Track;

/// How many days a history and git may be apart: whoever moves a lead in the
/// evening commits it the next morning, and time zones add to that.
const APART: u64 = 1;

/// When and by whom a file was brought to its place.
#[derive(Clone, Debug)]
pub struct Coming {
    /// The commit's object id.
    pub commit: String,
    /// The day of its author, in the workspace's time zone.
    pub day: Day,
    /// Other days that may be meant as well: the committer's, and those of the
    /// merge that brought the commit to the line.
    pub or: Vec<Day>,
    /// The address of its author.
    pub email: String,
}

impl Coming {
    /// How many days a date is from the nearest one that may be meant.
    fn apart(&self, day: Day) -> u64 {
        let apart = |own: &Day| own.signed_duration_since(day).num_days().unsigned_abs();
        self.or.iter().map(apart).fold(apart(&self.day), u64::min)
    }

    /// The last day that may be meant.
    fn latest(&self) -> Day {
        self.or.iter().copied().fold(self.day, Day::max)
    }

    /// The first characters of the commit's id.
    fn short(&self) -> &str {
        self.commit.get(..12).unwrap_or(&self.commit)
    }
}

/// A file that came to a place: where, its object id, when and by whom.
pub type Came = (RelPath, String, Arc<Coming>);

/// What one commit of the line did to the places of files.
#[derive(Clone, Debug, Default)]
pub struct CommitStep {
    /// Files that went.
    pub gone: Vec<RelPath>,
    /// Files that came.
    pub came: Vec<Came>,
}

/// What the line shows of each lead.
#[derive(Debug, Default)]
pub struct LeadTracks {
    tracks: HashMap<Text, Track>,
}

impl LeadTracks {
    /// What these steps show, oldest first, by the folders of a configuration.
    /// Paths are relative to the workspace.
    pub fn of(steps: &[CommitStep], config: &Config) -> Self {
        Self { tracks: tracks::follow(steps, config) }
    }
}
