//! `dangling-renewal`: `renews` or `extends` names no won lead.

use std::collections::HashMap;

use crate::check::look::short_word;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Lead, StageKind};
use crate::read::mend::{did_you_mean, near};
use crate::text::Message;
use crate::workspace::{MergedIds, Workspace};

/// For how many findings a near id is looked for: each looks at every id.
const SUGGESTED: usize = 20;

/// The rule.
pub const RULE: Rule = Rule {
    name: "dangling-renewal",
    severity: Severity::Error,
    summary: "`renews` or `extends` names no won lead",
    page: crate::page!("dangling-renewal"),
    run: Run::Workspace(run),
};

/// One of the two fields that name won leads, and what it does to them.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    verb: fn() -> Message,
}

const RENEWS: Field = Field { name: "renews", verb: || message!("renew") };
const EXTENDS: Field = Field { name: "extends", verb: || message!("extend") };

fn run(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let named = |lead: &'_ Lead| lead.renews.len() + lead.extends.len();
    let mut naming = workspace.leads.iter().filter(|lead| named(lead) > 0).peekable();
    if naming.peek().is_none() {
        return;
    }
    let ids: HashMap<&str, &Lead> = workspace.leads.iter().map(|lead| (lead.id.as_str(), lead)).collect();
    let merged = MergedIds::of(&workspace.leads);
    let mut told = 0;
    for lead in naming {
        let renewed = lead.renews.iter().map(|other| (RENEWS, other));
        for (field, other) in renewed.chain(lead.extends.iter().map(|other| (EXTENDS, other))) {
            let (id, name, verb) = (merged.now(&other.id), field.name, (field.verb)());
            let finding = |message| Finding::new(RULE.name, &lead.path, other.span, message);
            match ids.get(id) {
                _ if id == lead.id => findings.push(
                    finding(message!("a lead cannot {verb} itself", verb))
                        .help(message!("name the won lead that it follows")),
                ),
                Some(old) if was_won(old) => {}
                Some(old) => findings.push(
                    finding(message!("`{id}` was never won, so there is nothing to {verb}", id, verb))
                        .help(message!("remove `{name}`, or name the lead that was won", name))
                        .related(&old.path, old.spans.last_stage, message!("it is here")),
                ),
                None if is_left_out(workspace, id) => {}
                None => {
                    let finding =
                        finding(message!("there is no lead `{id}` to {verb}", id = short_word(id), verb));
                    findings.push(suggest(finding, field, id, (told < SUGGESTED).then_some(&ids)));
                    told += 1;
                }
            }
        }
    }
}

/// Whether a lead has been won at some time, reopened since or not.
fn was_won(lead: &Lead) -> bool {
    lead.history.iter().any(|entry| entry.kind == StageKind::Won)
}

/// Whether a file of that id is there but cannot be read; it has its own findings.
fn is_left_out(workspace: &Workspace, id: &str) -> bool {
    workspace.left_out.iter().any(|file| file.path.stem() == id)
}

fn suggest(finding: Finding, field: Field, renewed: &str, ids: Option<&HashMap<&str, &Lead>>) -> Finding {
    let help =
        message!("`{name}` holds the id of the won lead, its file's name without `.yaml`", name = field.name);
    let length = |id: &&str| id.len().abs_diff(renewed.len()) <= renewed.len() / 3 + 1;
    let mut close: Vec<&str> = ids.into_iter().flat_map(|ids| ids.keys().copied()).filter(length).collect();
    close.sort_unstable();
    match near(renewed, close.iter().copied()) {
        Some(near) => finding.help(did_you_mean(near.word)),
        None => finding.help(help),
    }
}
