//! What git saw of the leads' moves.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::error::SessionError;
use super::files::Files;
use super::opening::Session;
use crate::check::{Coming, CommitStep, LeadTracks};
use crate::finding::Finding;
use crate::host::{Log, LogFiles, Logged, Objects, Revision, Walk};
use crate::pipeline::Config;
use crate::read;
use crate::source::{Commit, RelPath, Snapshot};
use crate::workspace::Workspace;

/// A commit whose line is asked; walked once.
pub struct GitHistory<'c> {
    tip: Revision,
    session: &'c Session,
    past: OnceCell<LeadTracks>,
}

impl<'c> GitHistory<'c> {
    /// The line of what is looked at: of the revision, else of `HEAD`.
    ///
    /// # Errors
    /// Where there is no repository, or no commit yet.
    pub fn of(files: &Files, session: &'c Session) -> Result<Self, SessionError> {
        Ok(Self::at(files.at(files.commit().unwrap_or("HEAD"))?, session))
    }

    /// The line that ends at a revision.
    pub fn at(tip: Revision, session: &'c Session) -> Self {
        Self { tip, session, past: OnceCell::new() }
    }

    /// What the line and the histories of a workspace disagree about.
    ///
    /// # Errors
    /// What git says.
    pub fn findings(
        &self,
        workspace: &Workspace,
        snapshot: &dyn Snapshot,
    ) -> Result<Vec<Finding>, SessionError> {
        let past = match self.past.get() {
            Some(past) => past,
            None => {
                let past = self.walk(&workspace.config)?;
                self.past.get_or_init(|| past)
            }
        };
        let objects = self.tip.objects();
        let first = |object: &str, name: &str| read::text(&objects, &Objects::path(object, name)).ok();
        Ok(past.findings(workspace, snapshot, &first))
    }

    fn walk(&self, config: &Config) -> Result<LeadTracks, SessionError> {
        let top = self.tip.folder();
        let below: Vec<RelPath> = config.pipelines.iter().map(|own| top.join(own.dir.as_str())).collect();
        let of = LogFiles::Below(&below);
        let walk = |walk| self.tip.repository().log(&Log { tip: self.tip.commit(), walk, kinds: "AD", of });
        let line = walk(Walk::Line)?;
        let day = |at: DateTime<Utc>| at.with_timezone(&config.timezone).date_naive();
        if let Some(first) = line.last() {
            self.session.note_shallow(&self.tip, day(first.commit.committed));
        }
        let merges = line.iter().any(|logged| logged.commit.is_merge());
        let aside = if merges { walk(Walk::Side)? } else { Vec::new() };
        let side = Side::of(&aside);
        let mut last: HashMap<&RelPath, DateTime<Utc>> = HashMap::new();
        let mut steps: Vec<CommitStep> = Vec::with_capacity(line.len());
        for Logged { commit: made, changes } in line.iter().rev() {
            let mut step = CommitStep::default();
            for change in changes {
                // Links and what is elsewhere are none of the workspace's files.
                let Some(path) = change.path.below(&top).map(RelPath::new) else { continue };
                let Some(object) = &change.after else {
                    step.gone.push(path);
                    continue;
                };
                let since = last.insert(&change.path, made.committed);
                let own = made.is_merge().then(|| side.last(&change.path, since, made.committed)).flatten();
                let by = match own {
                    Some(own) => Coming {
                        commit: own.id.clone(),
                        day: day(own.authored),
                        or: vec![day(own.committed), day(made.authored), day(made.committed)],
                        email: own.email.clone(),
                    },
                    None => Coming {
                        commit: made.id.clone(),
                        day: day(made.authored),
                        or: vec![day(made.committed)],
                        email: made.email.clone(),
                    },
                };
                step.came.push((path, object.clone(), Arc::new(by)));
            }
            steps.push(step);
        }
        Ok(LeadTracks::of(&steps, config))
    }
}

/// The commits that merges brought, newest first, by the places they put files to.
struct Side<'s> {
    by_path: HashMap<&'s RelPath, Vec<&'s Commit>>,
}

impl<'s> Side<'s> {
    fn of(log: &'s [Logged]) -> Self {
        let mut by_path: HashMap<&RelPath, Vec<&Commit>> = HashMap::new();
        for Logged { commit, changes } in log {
            for change in changes.iter().filter(|change| change.after.is_some()) {
                by_path.entry(&change.path).or_default().push(commit);
            }
        }
        Self { by_path }
    }

    /// The last commit that put a file there, up to a merge and after it came
    /// there the time before.
    fn last(&self, path: &RelPath, since: Option<DateTime<Utc>>, until: DateTime<Utc>) -> Option<&'s Commit> {
        let own = self.by_path.get(path)?.iter();
        own.copied().find(|made| made.committed <= until && since.is_none_or(|at| made.committed > at))
    }
}
