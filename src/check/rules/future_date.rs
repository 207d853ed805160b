//! `future-date`: something that happened is dated after today.

use crate::check::look::{entries, when};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
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
    tell(file, "history", findings);
    tell(file, "activities", findings);
}

fn tell(file: &LeadFile<'_>, list: &str, findings: &mut Vec<Finding>) {
    for entry in entries(file, list) {
        let Some((node, date)) = when(file, entry, "at") else { continue };
        if date.day > file.today {
            let (day, today) = (date.day, file.today);
            let message = match list {
                "history" => {
                    message!("a stage cannot have been entered on {day}: today is {today}", day, today)
                }
                _ => message!("an activity cannot have been done on {day}: today is {today}", day, today),
            };
            let help =
                message!("correct the date; what is planned goes into `next_step` or `expected_close`");
            findings.push(Finding::new(RULE.name, file.path, node.span(), message).help(help));
        }
    }
}
