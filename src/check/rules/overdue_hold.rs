//! `overdue-hold`: an open lead whose hold has ended.

use crate::check::look::is_open;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overdue-hold",
    severity: Severity::Warning,
    summary: "an open lead whose hold has ended",
    page: crate::page!("overdue-hold"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(hold) = file.lead.and_then(|lead| lead.hold.as_ref()) else { return };
    if hold.until >= file.today || !is_open(file) {
        return;
    }
    let Some(node) = file.tree.find("hold.until") else { return };
    let days = (file.today - hold.until).num_days();
    let message = match days {
        1 => message!("this lead was on hold until yesterday"),
        _ => message!("this lead was on hold until {days} days ago", days),
    };
    let help = message!("take it up again with `corong hold LEAD --end`, or set a new day with `--until`");
    let finding = Finding::new(RULE.name, file.path, node.span(), message);
    findings.push(finding.help(help));
}
