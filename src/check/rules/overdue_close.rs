//! `overdue-close`: an open lead whose expected close has passed.

use crate::check::look::{is_held, is_open};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overdue-close",
    severity: Severity::Warning,
    summary: "an open lead whose expected close has passed",
    page: crate::page!("overdue-close"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(day) = file.lead.and_then(|lead| lead.expected_close) else { return };
    if day >= file.today || !is_open(file) || is_held(file, findings) {
        return;
    }
    let Some(node) = file.tree.find("expected_close") else { return };
    let days = (file.today - day).num_days();
    let message = match days {
        1 => message!("this lead was expected to close yesterday and is still open"),
        _ => message!("this lead was expected to close {days} days ago and is still open", days),
    };
    let help = message!("ask the customer and set a new `expected_close`, or close the lead");
    let finding = Finding::new(RULE.name, file.path, node.span(), message);
    findings.push(finding.help(help));
}
