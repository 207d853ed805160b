//! `needless-ignore`: an ignore that silences nothing. Raised by the run itself once every other rule has spoken (`check::ignore`).

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "needless-ignore",
    severity: Severity::Warning,
    summary: "an ignore that silences nothing",
    page: crate::page!("needless-ignore"),
    run: Run::Reader,
};
