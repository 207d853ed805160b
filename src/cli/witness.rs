//! `check --git`: what git saw of the leads' moves.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::files::Files;
use super::{Context, Failure, revisions};
use crate::check::{Coming, Past, Step};
use crate::finding::Finding;
use crate::host::{Made, Objects, Place, Revision, Walk, places};
use crate::pipeline::Config;
use crate::read;
use crate::source::{RelPath, Snapshot};
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
        let walk = |walk: Walk| {
            places(self.tip.repository(), self.tip.commit(), &below, walk)
                .map_err(|error| revisions::failure(&error))
        };
        let (commits, line) = walk(Walk::Line)?;
        let day = |at: DateTime<Utc>| at.with_timezone(&config.timezone).date_naive();
        if let Some(first) = commits.first() {
            revisions::tell_shallow(&self.tip, day(first.committed), self.context);
        }
        let merges = commits.iter().any(|commit| commit.is_merge);
        let (side, aside) = if merges { walk(Walk::Side)? } else { Default::default() };
        let side = Side::of(&side, aside);
        let mut steps: Vec<Step> = commits.iter().map(|_| Step::default()).collect();
        let mut last: HashMap<&RelPath, DateTime<Utc>> = HashMap::new();
        for place in &line {
            let (made, step) = (&commits[place.commit], &mut steps[place.commit]);
            // Links and what lies elsewhere are none of the workspace's files.
            let Some(path) = place.path.below(&top).map(RelPath::new) else { continue };
            let Some(object) = &place.object else {
                step.gone.push(path);
                continue;
            };
            let since = last.insert(&place.path, made.committed);
            let by = match made.is_merge.then(|| side.last(&place.path, since, made.committed)).flatten() {
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
        Ok(Past::of(&steps, config))
    }
}

/// The commits that merges brought, by the places they put files to.
struct Side<'s> {
    by_path: HashMap<RelPath, Vec<&'s Made>>,
}

impl<'s> Side<'s> {
    fn of(commits: &'s [Made], places: Vec<Place>) -> Self {
        let mut by_path: HashMap<RelPath, Vec<&Made>> = HashMap::new();
        for place in places.into_iter().filter(|place| place.object.is_some()) {
            by_path.entry(place.path).or_default().push(&commits[place.commit]);
        }
        Self { by_path }
    }

    /// The last commit that put a file there, up to a merge and after it came
    /// there the time before.
    fn last(&self, path: &RelPath, since: Option<DateTime<Utc>>, until: DateTime<Utc>) -> Option<&'s Made> {
        let own = self.by_path.get(path)?.iter();
        own.rev().find(|made| made.committed <= until && since.is_none_or(|at| made.committed > at)).copied()
    }
}
