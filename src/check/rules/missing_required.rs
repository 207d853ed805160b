//! `missing-required`: a field the lead's stage requires is missing.

use crate::check::look::{is_told, place_of, present_stage, subject};
use crate::check::{Rule, Run};
use crate::expr::Unmet;
use crate::finding::{Finding, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-required",
    severity: Severity::Error,
    summary: "a field the lead's stage requires is missing",
    page: crate::page!("missing-required"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(subject) = subject(file) else { return };
    for unmet in file.conditions.missing(&subject) {
        let Unmet::Field { field, stage } = unmet else { continue };
        if is_told(file, findings, field) {
            continue;
        }
        let span = place_of(file, field).unwrap_or_else(|| present_stage(file));
        let message =
            message!("`{field}` is missing, which a lead needs from `{stage}` on", field, stage = stage.id);
        let help = message!("add `{field}`, or move the lead back", field);
        findings.push(Finding::new(RULE.name, file.path, span, message).help(help));
    }
}
