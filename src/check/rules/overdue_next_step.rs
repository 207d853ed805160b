//! `overdue-next-step`: a next step whose day has passed.

use crate::check::look::is_held;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overdue-next-step",
    severity: Severity::Warning,
    summary: "a next step whose day has passed",
    page: crate::page!("overdue-next-step"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let step = file.lead.and_then(|lead| lead.next_step.as_ref());
    let Some(due) = step.and_then(|step| step.due) else { return };
    if due >= file.today || is_held(file, findings) {
        return;
    }
    let Some(node) = file.tree.find("next_step.due") else { return };
    let days = (file.today - due).num_days();
    let help = message!("if it is done, log it and set the next one; if not, set a new `due`");
    let message = match days {
        1 => message!("this step was due yesterday"),
        _ => message!("this step was due {days} days ago", days),
    };
    let finding = Finding::new(RULE.name, file.path, node.span(), message);
    findings.push(finding.help(help));
}
