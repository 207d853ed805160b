//! `impossible-dates`: a lead that ends before it begins.

use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pipeline::Lead;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "impossible-dates",
    severity: Severity::Warning,
    summary: "a contract that ends before it starts, or a close expected before the lead began",
    page: include_str!("impossible-dates.md"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(lead) = file.lead else { return };
    contract(file, lead, findings);
    let Some(close) = lead.expected_close.filter(|close| *close < lead.created()) else { return };
    let Some(node) = file.tree.find("expected_close") else { return };
    let message = format!("the lead is expected to close on {close}, before it began on {}", lead.created());
    let help = "mend `expected_close`, or the first entry of `history`";
    findings.push(Finding::new(RULE.name, file.path, node.span(), message).help(help));
}

fn contract(file: &LeadFile<'_>, lead: &Lead, findings: &mut Vec<Finding>) {
    let dates = lead.contract.as_ref().and_then(|contract| contract.start.zip(contract.end));
    let Some((start, end)) = dates.filter(|(start, end)| end < start) else { return };
    let place = |key| file.tree.find("contract").and_then(|contract| contract.get(key));
    let (Some(first), Some(last)) = (place("start"), place("end")) else { return };
    let message = format!("the contract ends on {end}, before it starts on {start}");
    let finding = Finding::new(RULE.name, file.path, last.span(), message);
    let help = "mend the one that is wrong; renewals are looked for by the end";
    findings.push(finding.help(help).related(file.path, first.span(), "it starts here"));
}
