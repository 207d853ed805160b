//! `yaml-feature`: anchors, aliases, tags or merge keys in a lead. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "yaml-feature",
    severity: Severity::Error,
    summary: "anchors, aliases, tags or merge keys in a lead",
    page: crate::page!("yaml-feature"),
    run: Run::Reader,
};
