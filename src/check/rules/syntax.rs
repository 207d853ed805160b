//! `syntax`: a file that is not YAML. Raised where the file is read.

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "syntax",
    severity: Severity::Error,
    summary: "a file that is not YAML",
    page: crate::page!("syntax"),
    run: Run::Reader,
};
