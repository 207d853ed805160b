//! `git-disagrees`: a history and git tell different dates for a move.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "git-disagrees",
    severity: Severity::Warning,
    summary: "a history and git tell different dates for a move (with --git)",
    page: crate::page!("git-disagrees"),
    run: Run::Past,
};
