//! `missing-reason`: a lost lead without its reason.

use crate::check::look::{entered, entries, first_line, listed, word};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Entered, StageKind};
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-reason",
    severity: Severity::Error,
    summary: "a lost lead without its reason",
    page: crate::page!("missing-reason"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let bare = |entry: &Entered| entry.kind == StageKind::Lost && entry.reason.is_none();
    if file.lead.is_some_and(|lead| !lead.history.iter().any(bare)) {
        return;
    }
    for entry in entries(file, "history") {
        let lost = entered(file, entry).is_some_and(|stage| stage.kind == StageKind::Lost);
        // A reason that is there and blank is the reader's to tell.
        if !lost || word(entry, "reason").is_some() || entry.get("reason").is_some_and(|node| !node.is_null())
        {
            continue;
        }
        let known = &file.config.lost_reasons;
        let help = if known.is_empty() {
            message!("add `reason: …` to this entry")
        } else {
            let known = listed(known.iter().map(|choice| choice.id.as_str()));
            message!("add `reason: …` to this entry, one of {known}", known)
        };
        let span = first_line(file.text, entry.span());
        let message = message!("the lead was lost, and nothing says why");
        findings.push(Finding::new(RULE.name, file.path, span, message).help(help));
    }
}
