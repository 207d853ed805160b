//! `company-spelling`: one company written in two ways.

use std::collections::HashMap;

use crate::check::company::{Mention, shared};
use crate::check::look::short;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
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
    for named in shared(workspace, |_, _| true) {
        let Some(usual) = usual(&named) else { continue };
        for mention in named.iter().filter(|mention| mention.name != usual.name) {
            let (this, that) = (short(mention.name), short(usual.name));
            let message = message!("`{this}` is written `{that}` elsewhere", this, that);
            let finding = Finding::new(RULE.name, &mention.lead.path, mention.span, message)
                .help(message!(
                    "write a company's name the same everywhere, or figures by company take it for two"
                ))
                .related(&usual.lead.path, usual.span, message!("`{that}`", that));
            findings.push(finding);
        }
    }
}

/// The first place with the spelling most use; the earlier of two that are even.
/// `None` where there is but one spelling.
fn usual<'m, 'w>(named: &'m [Mention<'w>]) -> Option<&'m Mention<'w>> {
    let first = named.first()?;
    if named.iter().all(|mention| mention.name == first.name) {
        return None;
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    named.iter().for_each(|mention| *uses.entry(mention.name).or_default() += 1);
    let most = uses.values().copied().max()?;
    named.iter().find(|mention| uses[mention.name] == most)
}
