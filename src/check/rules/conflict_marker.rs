//! `conflict-marker`: a merge left its conflict markers in the file. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "conflict-marker",
    severity: Severity::Error,
    summary: "a merge left its conflict markers in the file",
    page: crate::page!("conflict-marker"),
    run: Run::Reader,
};
