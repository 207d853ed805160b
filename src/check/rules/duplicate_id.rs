//! `duplicate-id`: two files with one id.

use std::collections::HashMap;

use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pipeline::Lead;
use crate::source::{RelPath, Span};
use crate::workspace::{Workspace, continues};

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-id",
    severity: Severity::Error,
    summary: "two files with one id",
    page: include_str!("duplicate-id.md"),
    run: Run::Workspace(run),
};

fn run(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut first: HashMap<&str, (&RelPath, Option<&Lead>)> = HashMap::with_capacity(workspace.leads.len());
    for (path, lead) in files(workspace) {
        let id = path.stem();
        match first.get(id) {
            None => {
                first.insert(id, (path, lead));
            }
            Some((other, earlier)) => {
                let message = format!("`{path}` and `{other}` are both the lead `{id}`");
                let finding = Finding::new(RULE.name, path, place(lead), message)
                    .help(help(path, lead, other, *earlier))
                    .related(other, place(*earlier), "the other file");
                findings.push(finding);
            }
        }
    }
}

/// Every file of a lead, readable or not, each once and in the order of paths.
fn files(workspace: &Workspace) -> Vec<(&RelPath, Option<&Lead>)> {
    let readable = |path: &RelPath| workspace.leads.binary_search_by(|lead| lead.path.cmp(path)).is_ok();
    let unreadable = workspace.left_out.iter().map(|file| &file.path).filter(|path| !readable(path));
    let mut files: Vec<_> = workspace.leads.iter().map(|lead| (&lead.path, Some(lead))).collect();
    let before = files.len();
    files.extend(unreadable.map(|path| (path, None)));
    if files.len() > before {
        files.sort_by_key(|(path, _)| *path);
    }
    files
}

fn place(lead: Option<&Lead>) -> Span {
    lead.map_or(Span::at(0), |lead| lead.spans.last_stage)
}

fn help(path: &RelPath, lead: Option<&Lead>, other: &RelPath, earlier: Option<&Lead>) -> String {
    let (Some(this), Some(that)) = (lead, earlier) else {
        return "an id is unique over all pipelines: rename or remove one of the two".to_owned();
    };
    if this.at.pipeline == that.at.pipeline && this.history == that.history {
        return "their histories are the same: keep one, in the folder of its last stage".to_owned();
    }
    if continues(this, that) {
        return format!("its history continues the other's: remove `{other}`");
    }
    if continues(that, this) {
        return format!("the other's history continues this one's: remove `{path}`");
    }
    "an id is unique over all pipelines: join the two into one file, or rename one of them".to_owned()
}
