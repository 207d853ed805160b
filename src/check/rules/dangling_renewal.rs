//! `dangling-renewal`: `renews` names no won lead.

use std::collections::HashMap;

use crate::check::look::short_word;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pipeline::Lead;
use crate::read::mend::near;
use crate::workspace::Workspace;

/// For how many findings a near id is looked for: each looks at every id.
const SUGGESTED: usize = 20;

/// The rule.
pub const RULE: Rule = Rule {
    name: "dangling-renewal",
    severity: Severity::Error,
    summary: "`renews` names no won lead",
    page: crate::page!("dangling-renewal"),
    run: Run::Workspace(run),
};

fn run(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut renewing = workspace.leads.iter().filter(|lead| lead.renews.is_some()).peekable();
    if renewing.peek().is_none() {
        return;
    }
    let ids: HashMap<&str, &Lead> = workspace.leads.iter().map(|lead| (lead.id.as_str(), lead)).collect();
    let mut told = 0;
    for lead in renewing {
        let Some(renewed) = lead.renews.as_deref() else { continue };
        let finding = |message| Finding::new(RULE.name, &lead.path, lead.spans.renews, message);
        match ids.get(renewed) {
            _ if renewed == lead.id => findings.push(
                finding("a lead cannot renew itself".to_owned()).help("name the won lead that it follows"),
            ),
            Some(old) if was_won(workspace, old) => {}
            Some(old) => findings.push(
                finding(format!("`{renewed}` was never won, so there is nothing to renew"))
                    .help("remove `renews`, or name the lead that was won")
                    .related(&old.path, old.spans.last_stage, "it is here"),
            ),
            None if is_left_out(workspace, renewed) => {}
            None => {
                let finding = finding(format!("there is no lead `{}` to renew", short_word(renewed)));
                findings.push(suggest(finding, renewed, (told < SUGGESTED).then_some(&ids)));
                told += 1;
            }
        }
    }
}

/// Whether a lead has been won at some time, reopened since or not.
fn was_won(workspace: &Workspace, lead: &Lead) -> bool {
    let won = workspace.pipeline(lead).won();
    lead.history.iter().any(|entry| usize::from(entry.stage) == won)
}

/// Whether a file of that id is there but cannot be read; it has its own findings.
fn is_left_out(workspace: &Workspace, id: &str) -> bool {
    workspace.left_out.iter().any(|file| file.path.stem() == id)
}

fn suggest(finding: Finding, renewed: &str, ids: Option<&HashMap<&str, &Lead>>) -> Finding {
    let help = "`renews` holds the id of the won lead, its file's name without `.yaml`";
    let length = |id: &&str| id.len().abs_diff(renewed.len()) <= renewed.len() / 3 + 1;
    let mut close: Vec<&str> = ids.into_iter().flat_map(|ids| ids.keys().copied()).filter(length).collect();
    close.sort_unstable();
    match near(renewed, close.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{}`?", near.word)),
        None => finding.help(help),
    }
}
