//! `schema`: a lead that is not shaped like a lead. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "schema",
    severity: Severity::Error,
    summary: "a lead that is not shaped like a lead",
    page: crate::page!("schema"),
    run: Run::Reader,
};
