//! `yaml-style`: YAML that other readers may refuse. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "yaml-style",
    severity: Severity::Warning,
    summary: "YAML that other readers may refuse",
    page: crate::page!("yaml-style"),
    run: Run::Reader,
};
