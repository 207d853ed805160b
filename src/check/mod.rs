//! Rules: what is looked for in a workspace, and the run that weighs it.
//!
//! A rule is `rules/<name>.rs` beside its pages `rules/<name>.md` and
//! `<name>.id.md`, and one line in [`RULES`]. Rules about one lead run in the loader's workers while text
//! and tree are at hand and allocate nothing where nothing is wrong; rules
//! across files run over the finished workspace. Everything here is a pure
//! function of what was read.

mod base;
mod company;
mod ignore;
mod leaves;
mod look;
mod new_findings;
mod order;
mod past;
mod reading;
mod relaxed_rules;
pub mod rules;
mod run;

pub use base::{BaseRules, over};
pub use look::unread_field;
pub use new_findings::new_findings;
pub use past::{Coming, CommitStep, LeadTracks};
pub use reading::{Kept, Reading, run};
pub use relaxed_rules::relaxed_rules;
pub use rules::RULES;
pub use run::{Checked, Checker, in_files};

use crate::finding::{Finding, Severity};
use crate::pipeline::Config;
use crate::source::Snapshot;
use crate::text::ManualPage;
use crate::workspace::{LeadFile, Workspace};

/// One rule.
pub struct Rule {
    /// Its name, kebab-case, after the defect.
    pub name: &'static str,
    /// What it weighs where the team says nothing.
    pub severity: Severity,
    /// What it finds, in a few words.
    pub summary: &'static str,
    /// Its page, in Markdown: what is wrong, why it matters, examples.
    pub page: ManualPage,
    /// When it looks.
    pub run: Run,
}

/// When a rule looks, and at what.
#[derive(Clone, Copy)]
pub enum Run {
    /// While a file is read, before there is a lead; or, for ignores, when all
    /// else is done.
    Reader,
    /// At one lead's file.
    Lead(fn(&LeadFile<'_>, &mut Vec<Finding>)),
    /// At one lead's file, and at the configuration, which has no lead: wherever a date
    /// or a name is written.
    Written(fn(&LeadFile<'_>, &mut Vec<Finding>)),
    /// At what git tells, where that is asked for; see [`LeadTracks::findings`].
    Past,
    /// At the leads of a branch that is judged by its base; see [`BaseRules::unseen`].
    Base,
    /// At the files of the workspace, whatever they are, where all is checked.
    Files(fn(&dyn Snapshot, &mut Vec<Finding>)),
    /// Across files.
    Workspace(fn(&Workspace, &mut Vec<Finding>)),
}

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The names of all rules, sorted.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    RULES.iter().map(|rule| rule.name)
}

/// The severity a rule has for a team.
pub fn severity(config: &Config, rule: &Rule) -> Severity {
    let set = config.rules.iter().rev().find(|(name, _)| name == rule.name);
    set.map_or(rule.severity, |(_, severity)| *severity)
}
