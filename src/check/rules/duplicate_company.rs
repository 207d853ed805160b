//! `duplicate-company`: several open leads for one company.

use crate::check::company::shared;
use crate::check::look::short;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
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
    for leads in shared(workspace, |workspace, lead| workspace.stage(lead).kind == StageKind::Open) {
        // Two files of one lead are another rule's.
        let first = leads[0];
        let others: Vec<_> = leads.iter().filter(|lead| lead.id != first.id).collect();
        let Some(name) = first.company.as_ref().map(|company| short(&company.name)) else { continue };
        if others.is_empty() {
            continue;
        }
        let message = format!("{} open leads are for `{name}`", others.len() + 1);
        let mut finding = Finding::new(RULE.name, &first.path, first.spans.company, message)
            .fact("n", others.len() + 1)
            .fact("company", &*name)
            .help("if they are one deal, keep one of them; if not, let this be with `# corong: ignore[duplicate-company]`");
        for other in others.iter().take(PLACES - 1) {
            finding = finding.related(&other.path, other.spans.company, format!("the lead `{}`", other.id));
        }
        findings.push(finding);
    }
}
