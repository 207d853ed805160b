//! `impossible-dates`: a contract that ends before it starts.

use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "impossible-dates",
    severity: Severity::Warning,
    summary: "a contract that ends before it starts",
    page: crate::page!("impossible-dates"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let contract = file.lead.and_then(|lead| lead.contract.as_ref());
    let dates = contract.and_then(|contract| contract.start.zip(contract.end));
    let Some((start, end)) = dates.filter(|(start, end)| end < start) else { return };
    let place = |key| file.tree.find("contract").and_then(|contract| contract.get(key));
    let (Some(first), Some(last)) = (place("start"), place("end")) else { return };
    let message = message!("the contract ends on {end}, before it starts on {start}", end, start);
    let finding = Finding::new(RULE.name, file.path, last.span(), message);
    let help = message!("mend the one that is wrong; renewals are looked for by the end");
    findings.push(finding.help(help).related(file.path, first.span(), message!("it starts here")));
}
