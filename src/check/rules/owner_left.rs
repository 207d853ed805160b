//! `owner-left`: an open lead whose owner is no longer there.
//!
//! An owner who had left before the lead's last move is `unknown-owner`'s.

use crate::check::look::is_open;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "owner-left",
    severity: Severity::Off,
    summary: "an open lead whose owner is no longer there",
    page: crate::page!("owner-left"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(lead) = file.lead.filter(|_| is_open(file)) else { return };
    let Some(until) = file.config.member(&lead.owner).and_then(|member| member.until) else { return };
    let last = lead.history.iter().map(|entry| entry.day).max();
    if until >= file.today || last.is_none_or(|last| last > until) {
        return;
    }
    let Some(node) = file.tree.find("owner") else { return };
    let message = message!("`{owner}` left on {until}, and the lead is open", owner = lead.owner, until);
    let help = message!("give it to somebody who is there: `corong set {id} owner=…`", id = lead.id);
    findings.push(Finding::new(RULE.name, file.path, node.span(), message).help(help));
}
