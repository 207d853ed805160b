//! `duplicate-company`: several open leads for one company.

use std::collections::HashSet;

use crate::check::company::shared;
use crate::check::look::short;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::StageKind;
use crate::workspace::Workspace;

/// How many places a finding shows at most.
const PLACES: usize = 5;

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-company",
    severity: Severity::Warning,
    summary: "several open leads for one company",
    page: crate::page!("duplicate-company"),
    run: Run::Workspace(run),
};

fn run(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for named in shared(workspace, |workspace, lead| workspace.stage(lead).kind == StageKind::Open) {
        // Resellers have contacts in many leads: it is the customer's own that another may double.
        let Some(first) = named.iter().find(|mention| mention.is_customer) else { continue };
        // Two files of one lead are another rule's.
        let mut ids = HashSet::from([first.lead.id.as_str()]);
        let others: Vec<_> = named.iter().filter(|other| ids.insert(&other.lead.id)).collect();
        if others.is_empty() {
            continue;
        }
        let (name, n) = (short(first.name), others.len() + 1);
        let message = match others.iter().all(|other| other.is_customer) {
            true => message!("{n} open leads are for `{name}`", n, name),
            false => {
                message!("{n} open leads are for `{name}`, or with a contact of theirs", n, name)
            }
        };
        let mut finding = Finding::new(RULE.name, &first.lead.path, first.span, message)
            .help(message!("if they are one deal, make one of them with `corong merge KEEP OTHER`; if not, let this be with `# corong: ignore[duplicate-company]`"));
        for other in others.iter().take(PLACES - 1) {
            let lead = other.lead;
            finding = finding.related(&lead.path, other.span, message!("the lead `{id}`", id = lead.id));
        }
        findings.push(finding);
    }
}
