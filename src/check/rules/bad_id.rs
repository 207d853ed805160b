//! `bad-id`: a file's name that cannot be a lead's id. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-id",
    severity: Severity::Error,
    summary: "a file's name that cannot be a lead's id",
    page: crate::page!("bad-id"),
    run: Run::Reader,
};
