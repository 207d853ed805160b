//! `overdue-next-step`: a next step whose day has passed.

use crate::check::look::is_held;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
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
    let ago = if days == 1 { "yesterday".to_owned() } else { format!("{days} days ago") };
    let help = "if it is done, log it and set the next one; if not, set a new `due`";
    let message = format!("this step was due {ago}");
    let finding = Finding::new(RULE.name, file.path, node.span(), message);
    findings.push(finding.help(help).fact("days", days));
}
