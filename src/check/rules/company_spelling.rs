//! `company-spelling`: one company written in two ways.

use std::collections::HashMap;

use crate::check::company::shared;
use crate::check::look::short;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pipeline::Lead;
use crate::workspace::Workspace;

/// The rule.
pub const RULE: Rule = Rule {
    name: "company-spelling",
    severity: Severity::Warning,
    summary: "one company written in two ways",
    page: crate::page!("company-spelling"),
    run: Run::Workspace(run),
};

fn run(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for leads in shared(workspace, |_, _| true) {
        let Some(usual) = usual(&leads) else { continue };
        for lead in leads.iter().filter(|lead| name(lead) != name(usual)) {
            let (this, that) = (short(name(lead)), short(name(usual)));
            let message = format!("`{this}` is written `{that}` elsewhere");
            let finding = Finding::new(RULE.name, &lead.path, lead.spans.company, message)
                .help("write a company's name the same everywhere, or figures by company take it for two")
                .related(&usual.path, usual.spans.company, format!("`{that}`"))
                .fact("this", &*this)
                .fact("that", &*that);
            findings.push(finding);
        }
    }
}

fn name(lead: &Lead) -> &str {
    lead.company.as_ref().map_or("", |company| &company.name)
}

/// The first lead with the spelling most use; the earlier of two that are even.
/// `None` where there is but one spelling.
fn usual<'l>(leads: &[&'l Lead]) -> Option<&'l Lead> {
    let first = leads.first()?;
    if leads.iter().all(|lead| name(lead) == name(first)) {
        return None;
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    leads.iter().for_each(|lead| *uses.entry(name(lead)).or_default() += 1);
    let most = uses.values().copied().max()?;
    leads.iter().find(|lead| uses[name(lead)] == most).copied()
}
