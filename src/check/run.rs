//! The run: which rules look, what their findings weigh, what is silenced.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono_tz::Tz;
use rayon::prelude::*;

use super::ignore::Ignores;
use super::rules::needless_ignore;
use super::{RULES, Reading, Run, severity};
use crate::finding::{Finding, Severity};
use crate::pipeline::{Config, Day};
use crate::source::{RelPath, Snapshot};
use crate::workspace::{LeadFile, LoadError, Workspace, sort_findings};

type LeadRule = fn(&LeadFile<'_>, &mut Vec<Finding>);

/// One run over a workspace: [`Checker::lead`] for every file while it is read,
/// from any thread, then [`Checker::finish`].
#[derive(Default)]
pub struct Checker {
    /// The rules about one lead that are not off; set by the first file.
    plan: OnceLock<Vec<LeadRule>>,
    ignores: Mutex<Vec<Ignores>>,
    /// Whether what git tells is looked at too.
    beside_git: bool,
}

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// How many lead files were looked at.
    pub leads: usize,
    /// What remains after severities and ignores, sorted by path and place.
    pub findings: Vec<Finding>,
    /// What an ignore silenced, sorted alike.
    pub silenced: Vec<Finding>,
}

impl Checked {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// The findings with their first place in a file.
    pub fn of(&self, path: &RelPath) -> &[Finding] {
        let from = self.findings.partition_point(|finding| finding.path < *path);
        let own = self.findings[from..].partition_point(|finding| finding.path == *path);
        &self.findings[from..from + own]
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether a run that found this fails; `strict` makes warnings count.
    pub fn fails(&self, strict: bool) -> bool {
        self.errors() > 0 || (strict && self.warnings() > 0)
    }

    /// Keeps the findings with a place in one of `paths`, files or folders.
    pub fn choose(&mut self, paths: &[RelPath]) {
        let inside = |path: &RelPath| paths.iter().any(|p| path == p || path.below(p).is_some());
        self.findings.retain(|finding| {
            inside(&finding.path) || finding.related.iter().any(|related| inside(&related.path))
        });
    }
}

/// Reads a workspace and checks it; `today` gives the day it is looked at.
///
/// # Errors
/// Where the configuration or a folder cannot be read; never for a lead.
pub fn run(snapshot: &dyn Snapshot, today: &dyn Fn(Tz) -> Day) -> Result<Checked, LoadError> {
    Reading::of(snapshot, today).map(|reading| reading.checked())
}

impl Checker {
    /// The same, with what [`Past::findings`](super::Past::findings) gives added
    /// to what is found; else ignores of that are not needless.
    #[must_use]
    pub fn beside_git(self) -> Self {
        Self { beside_git: true, ..self }
    }

    /// A run that goes on where files were seen before, which had these ignores.
    pub(super) fn with(ignores: Vec<Ignores>) -> Self {
        Self { ignores: Mutex::new(ignores), ..Self::default() }
    }

    /// The ignores of the files that were seen.
    pub(super) fn into_ignores(self) -> Vec<Ignores> {
        self.ignores.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs the rules about one lead; called by the loader's workers.
    pub fn lead(&self, file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
        for run in self.plan.get_or_init(|| plan(file.config)) {
            run(file, findings);
        }
        if let Some(ignores) = Ignores::collect(file) {
            self.ignores.lock().unwrap_or_else(PoisonError::into_inner).push(ignores);
        }
    }

    /// Adds what the rules across files find to `found` (what reading and
    /// [`Checker::lead`] found), weighs all by the team's severities and takes
    /// out what is silenced. `leads` is how many files were looked at.
    pub fn finish(self, workspace: &Workspace, found: Vec<Finding>, leads: usize) -> Checked {
        let mut findings = found;
        findings.par_extend(across(workspace));
        let weight = |rule: &super::Rule| match rule.run {
            Run::Past if !self.beside_git => Severity::Off,
            _ => severity(&workspace.config, rule),
        };
        let weights: Vec<Severity> = RULES.iter().map(weight).collect();
        let weigh = |name: &str| match RULES.binary_search_by(|rule| rule.name.cmp(name)) {
            Ok(at) => weights[at],
            Err(_) => Severity::Error,
        };
        findings.retain_mut(|finding| {
            finding.severity = weigh(finding.rule);
            finding.severity != Severity::Off
        });
        let mut silenced = silence(&mut findings, self.into_ignores(), |rule| weigh(rule));
        sort_findings(&mut findings);
        sort_findings(&mut silenced);
        findings.dedup();
        Checked { leads, findings, silenced }
    }
}

/// The rules about one lead that are not off for the team.
fn plan(config: &Config) -> Vec<LeadRule> {
    let on = RULES.iter().filter(|rule| severity(config, rule) != Severity::Off);
    let lead = |run| if let Run::Lead(run) = run { Some(run) } else { None };
    on.filter_map(|rule| lead(rule.run)).collect()
}

/// What the rules across files find.
fn across(workspace: &Workspace) -> Vec<Finding> {
    let on = RULES.par_iter().filter(|rule| severity(&workspace.config, rule) != Severity::Off);
    let look = |rule: &super::Rule| {
        let mut found = Vec::new();
        if let Run::Workspace(run) = rule.run {
            run(workspace, &mut found);
        }
        found
    };
    on.flat_map_iter(look).collect()
}

/// Takes out what is silenced, which it gives, and adds what is needless.
fn silence(
    findings: &mut Vec<Finding>,
    ignores: Vec<Ignores>,
    weigh: impl Fn(&str) -> Severity,
) -> Vec<Finding> {
    let mut by_path: HashMap<RelPath, Ignores> =
        ignores.into_iter().map(|ignores| (ignores.path.clone(), ignores)).collect();
    let silenced = |by_path: &mut HashMap<RelPath, Ignores>, finding: &Finding| {
        by_path.get_mut(&finding.path).is_some_and(|ignores| ignores.silences(finding))
    };
    if by_path.is_empty() {
        return Vec::new();
    }
    let hidden = findings.extract_if(.., |finding| silenced(&mut by_path, finding)).collect();
    let severity = weigh(needless_ignore::RULE.name);
    if severity == Severity::Off {
        return hidden;
    }
    let needless: Vec<Finding> =
        by_path.values().flat_map(|ignores| ignores.needless(|rule| weigh(rule.name))).collect();
    let needless = needless.into_iter().filter(|finding| !silenced(&mut by_path, finding));
    findings.extend(needless.map(|finding| Finding { severity, ..finding }));
    hidden
}
