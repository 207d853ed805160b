//! `check --git`: what git saw of the leads' moves.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::files::Files;
use super::{Context, Failure, revisions};
use crate::check::{Coming, Past, Step};
use crate::finding::Finding;
use crate::host::{Log, LogFiles, Logged, Objects, Revision, Walk};
use crate::pipeline::Config;
use crate::read;
use crate::source::{Commit, RelPath, Snapshot};
use crate::workspace::Workspace;

/// A commit whose line is asked; walked once.
pub struct Witness<'c> {
    tip: Revision,
    context: &'c Context,
    past: OnceCell<Past>,
}

impl<'c> Witness<'c> {
    /// The line of what is looked at: of the revision, else of `HEAD`.
    ///
    /// # Errors
    /// Where there is no repository, or no commit yet.
    pub fn of(files: &Files, context: &'c Context) -> Result<Self, Failure> {
        let tip = files.at(files.commit().unwrap_or("HEAD"));
        tip.map(|tip| Self::at(tip, context)).map_err(|error| revisions::failure(&error))
    }

    /// The line that ends at a revision.
    pub fn at(tip: Revision, context: &'c Context) -> Self {
        Self { tip, context, past: OnceCell::new() }
    }

    /// What the line and the histories of a workspace disagree about.
    ///
    /// # Errors
    /// What git says.
    pub fn findings(&self, workspace: &Workspace, snapshot: &dyn Snapshot) -> Result<Vec<Finding>, Failure> {
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

    fn walk(&self, config: &Config) -> Result<Past, Failure> {
        let top = self.tip.folder();
        let below: Vec<RelPath> = config.pipelines.iter().map(|own| top.join(own.dir.as_str())).collect();
        let of = LogFiles::Below(&below);
        let walk = |walk| {
            let log = self.tip.repository().log(&Log { tip: self.tip.commit(), walk, kinds: "AD", of });
            log.map_err(|error| revisions::failure(&error))
        };
        let line = walk(Walk::Line)?;
        let day = |at: DateTime<Utc>| at.with_timezone(&config.timezone).date_naive();
        if let Some(first) = line.last() {
            revisions::tell_shallow(&self.tip, day(first.commit.committed), self.context);
        }
        let merges = line.iter().any(|logged| logged.commit.is_merge());
        let aside = if merges { walk(Walk::Side)? } else { Vec::new() };
        let side = Side::of(&aside);
        let mut last: HashMap<&RelPath, DateTime<Utc>> = HashMap::new();
        let mut steps: Vec<Step> = Vec::with_capacity(line.len());
        for Logged { commit: made, changes } in line.iter().rev() {
            let mut step = Step::default();
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
        Ok(Past::of(&steps, config))
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
