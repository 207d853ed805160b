//! The run: which rules look, what their findings weigh, what is silenced.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::ignore::{Ignores, Silence};
use super::rules::needless_ignore;
use super::{BaseRules, RULES, Run, severity};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::Config;
use crate::source::{RelPath, Snapshot};
use crate::text::Message;
use crate::workspace::{LeadFile, Workspace, sort_findings};

type LeadRule = fn(&LeadFile<'_>, &mut Vec<Finding>);

/// One run over a workspace: [`Checker::lead`] for every file while it is read,
/// from any thread, then [`Checker::finish`].
#[derive(Default)]
pub struct Checker<'b> {
    /// The rules about one lead that are not off; set by the first file.
    plan: OnceLock<Vec<LeadRule>>,
    ignores: Mutex<Vec<Ignores>>,
    /// Whether what git tells is looked at too.
    beside_git: bool,
    /// Whose ignores alone count.
    base: Option<&'b BaseRules<'b>>,
}

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// How many lead files were looked at.
    pub leads: usize,
    /// What remains after severities and ignores, sorted by path and place.
    pub findings: Vec<Finding>,
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

    /// Adds findings.
    pub fn add(&mut self, found: Vec<Finding>) {
        self.findings.extend(found);
        sort_findings(&mut self.findings);
    }

    /// Keeps the findings with a place in one of `paths`, files or folders.
    pub fn choose(&mut self, paths: &[RelPath]) {
        let inside = |path: &RelPath| paths.iter().any(|p| path == p || path.below(p).is_some());
        self.findings.retain(|finding| {
            inside(&finding.path) || finding.related.iter().any(|related| inside(&related.path))
        });
    }
}

/// What the rules find that look at a snapshot's files, whatever they are.
pub fn in_files(snapshot: &dyn Snapshot) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Run::Files(run) = rule.run {
            run(snapshot, &mut found);
        }
    }
    found
}

impl<'b> Checker<'b> {
    /// The same, with what [`Past::findings`](super::Past::findings) gives added
    /// to what is found; else ignores of that are not needless.
    #[must_use]
    pub fn beside_git(self) -> Self {
        Self { beside_git: true, ..self }
    }

    /// The same, where of all ignores only those of `base` count.
    #[must_use]
    pub fn by(self, base: Option<&'b BaseRules<'b>>) -> Self {
        Self { base, ..self }
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

    /// Runs the rules about what is written at the configuration.
    pub(super) fn configuration(&self, file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
        for rule in RULES.iter().filter(|rule| severity(file.config, rule) != Severity::Off) {
            if let Run::Written(run) = rule.run {
                run(file, findings);
            }
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
        let base = self.base;
        let mut ignores = self.into_ignores();
        if let Some(base) = base {
            ignores.par_iter_mut().for_each(|own| own.keep_those_of(base.ignores(&own.path).as_ref()));
        }
        silence(&mut findings, ignores, weigh);
        sort_findings(&mut findings);
        findings.dedup();
        Checked { leads, findings }
    }
}

/// The rules about one lead that are not off for the team.
fn plan(config: &Config) -> Vec<LeadRule> {
    let on = RULES.iter().filter(|rule| severity(config, rule) != Severity::Off);
    let lead = |run| if let Run::Lead(run) | Run::Written(run) = run { Some(run) } else { None };
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

/// Takes out what is silenced, and adds what is needless.
fn silence(findings: &mut Vec<Finding>, ignores: Vec<Ignores>, weigh: impl Fn(&str) -> Severity) {
    if ignores.is_empty() {
        return;
    }
    let mut by_path: HashMap<RelPath, Ignores> =
        ignores.into_iter().map(|ignores| (ignores.path.clone(), ignores)).collect();
    let remains = |by_path: &mut HashMap<RelPath, Ignores>, finding: &mut Finding| {
        let silence = by_path.get_mut(&finding.path).map_or(Silence::None, |own| own.silence(finding));
        if silence == Silence::New {
            let new =
                message!("the `# corong: ignore` for this is new, and silences nothing before it is merged");
            finding.help = Some(Message::list(finding.help.take().into_iter().chain([new]), "; "));
        }
        silence != Silence::Full
    };
    findings.retain_mut(|finding| remains(&mut by_path, finding));
    let severity = weigh(needless_ignore::RULE.name);
    if severity == Severity::Off {
        return;
    }
    let needless: Vec<Finding> =
        by_path.values().flat_map(|ignores| ignores.needless(|rule| weigh(rule.name))).collect();
    for mut finding in needless {
        if remains(&mut by_path, &mut finding) {
            findings.push(Finding { severity, ..finding });
        }
    }
}
