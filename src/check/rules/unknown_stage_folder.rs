//! `unknown-stage-folder`: a lead outside every stage's folder. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-stage-folder",
    severity: Severity::Error,
    summary: "a lead outside every stage's folder",
    page: crate::page!("unknown-stage-folder"),
    run: Run::Reader,
};
