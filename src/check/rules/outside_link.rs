//! `outside-link`: a symbolic link where a lead should be. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "outside-link",
    severity: Severity::Error,
    summary: "a symbolic link where a lead should be",
    page: crate::page!("outside-link"),
    run: Run::Reader,
};
