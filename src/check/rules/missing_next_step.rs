//! `missing-next-step`: an open lead without a next step.

use crate::check::look::{is_held, is_open, is_told, present_stage};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-next-step",
    severity: Severity::Warning,
    summary: "an open lead without a next step",
    page: crate::page!("missing-next-step"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(lead) = file.lead else { return };
    // A next step that is there and cannot be read is another rule's.
    if lead.next_step.is_some()
        || !is_open(file)
        || is_held(file, findings)
        || file.tree.find("next_step").is_some()
        || is_told(file, findings, "next_step")
    {
        return;
    }
    let message = message!("this lead is open and has no next step");
    let help = message!("add `next_step: {{do: …, due: …}}`, or close the lead");
    findings.push(Finding::new(RULE.name, file.path, present_stage(file), message).help(help));
}
