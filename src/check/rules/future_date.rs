//! `future-date`: something that happened is dated after today.

use crate::check::look::{entries, when};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "future-date",
    severity: Severity::Error,
    summary: "something that happened is dated after today",
    page: crate::page!("future-date"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    if let Some(lead) = file.lead {
        let moved = lead.history.iter().map(|entry| entry.day);
        let done = lead.activities.iter().map(|activity| activity.day);
        if moved.chain(done).all(|day| day <= file.today) {
            return;
        }
    }
    tell(file, "history", "a stage", "entered", findings);
    tell(file, "activities", "an activity", "done", findings);
}

fn tell(file: &LeadFile<'_>, list: &str, what: &str, done: &str, findings: &mut Vec<Finding>) {
    for entry in entries(file, list) {
        let Some((node, date)) = when(file, entry, "at") else { continue };
        if date.day > file.today {
            let message = format!("{what} cannot have been {done} on {}: today is {}", date.day, file.today);
            let help = "correct the date; what is planned goes into `next_step` or `expected_close`";
            let finding = Finding::new(RULE.name, file.path, node.span(), message).help(help);
            findings.push(finding.fact("day", date.day).fact("today", file.today));
        }
    }
}
