//! `unseen-lead`: a lead that the rules it is checked by do not see. Raised
//! where a branch is judged by its base; see [`crate::check::BaseRules::unseen`].

use crate::check::{Rule, Run};
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unseen-lead",
    severity: Severity::Error,
    summary: "a lead that the base's rules do not see (with --config-from)",
    page: crate::page!("unseen-lead"),
    run: Run::Base,
};
