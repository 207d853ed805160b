//! `duplicate-id`: two files with one id.

use std::collections::BTreeMap;

use crate::check::{Rule, Run};
use crate::finding::{Finding, Fix, Mend, Severity};
use crate::message;
use crate::pipeline::Lead;
use crate::source::{RelPath, Span};
use crate::text::Message;
use crate::workspace::{Workspace, continues, shared};

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-id",
    severity: Severity::Error,
    summary: "two files with one id",
    page: crate::page!("duplicate-id"),
    run: Run::Workspace(run),
};

fn run(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let files = files(workspace);
    taken_again(workspace, &files, findings);
    for (id, same) in &shared(files.iter().map(|one| (id(*one), *one)), files.len()) {
        let (other, earlier) = same[0];
        let kept = kept(same);
        for (path, lead) in &same[1..] {
            let message = message!("`{path}` and `{other}` are both the lead `{id}`", path, other, id);
            let mut finding = Finding::new(RULE.name, path, place(*lead), message)
                .help(help(workspace, (path, *lead), (other, earlier), kept))
                .related(other, place(earlier), message!("the other file"));
            if let Some(kept) = kept {
                // The first file has no finding of its own.
                let gone = if *path == kept { other } else { *path };
                let mend = Mend::Delete { path: gone.clone(), kept: kept.clone() };
                finding = finding.fix(Fix::files(message!("delete `{file}`", file = gone), mend));
            }
            findings.push(finding);
        }
    }
}

/// Ids that a lead took over by `merge`, and that a file has again or another
/// lead took over too.
fn taken_again(workspace: &Workspace, files: &[One<'_>], findings: &mut Vec<Finding>) {
    let mut keepers: BTreeMap<&str, &Lead> = BTreeMap::new();
    for lead in &workspace.leads {
        for merged in &lead.merged {
            let first = keepers.entry(merged.as_str()).or_insert(lead);
            if first.path != lead.path {
                let message = message!("`{merged}` was taken over by `{id}` already", merged, id = first.id);
                let help = message!("remove `{merged}` from one of the two `merged`", merged);
                findings.push(Finding::new(RULE.name, &lead.path, lead.spans.merged, message).help(help));
            }
        }
    }
    let again = files.iter().filter_map(|one| Some((one, keepers.get(id(*one))?)));
    for ((path, lead), keeper) in again.filter(|((path, _), keeper)| **path != keeper.path) {
        let id = path.stem();
        let message = message!("`{id}` is an id that `{keeper}` took over", id, keeper = keeper.id);
        let help = message!(
            "give this lead another id with `corong rename`, merge it with `corong merge {keeper} {path}`, \
             or remove `{id}` from `merged`",
            keeper = keeper.id,
            path,
            id
        );
        let finding = Finding::new(RULE.name, path, place(*lead), message).help(help);
        let taker = message!("the lead that took it over");
        findings.push(finding.related(&keeper.path, keeper.spans.merged, taker));
    }
}

fn id((path, lead): One<'_>) -> &str {
    lead.map_or_else(|| path.stem(), |lead| &lead.id)
}

/// A file of a lead, readable or not.
type One<'w> = (&'w RelPath, Option<&'w Lead>);

/// The file whose history continues all others'; of several with the same
/// history the one that is where it ends. `None` where they disagree.
fn kept<'w>(same: &[One<'w>]) -> Option<&'w RelPath> {
    let leads: Vec<&Lead> = same.iter().map(|(_, lead)| *lead).collect::<Option<_>>()?;
    let furthest =
        |lead: &&&Lead| leads.iter().all(|other| continues(**lead, *other) || is_same(lead, other));
    let furthest: Vec<&&Lead> = leads.iter().filter(furthest).collect();
    let at = |lead: &Lead| (lead.at.pipeline, lead.at.stage);
    let well =
        |lead: &&&&Lead| lead.history.last().is_some_and(|last| (last.pipeline, last.stage) == at(lead));
    let mut placed = furthest.iter().filter(well);
    let one = match (&furthest[..], placed.next(), placed.next()) {
        ([one], _, _) => one,
        (_, Some(one), None) => one,
        _ => return None,
    };
    same.iter().map(|(path, _)| *path).find(|path| **path == one.path)
}

/// Whether two leads have one history.
fn is_same(a: &Lead, b: &Lead) -> bool {
    *a.history == *b.history
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

fn help(
    workspace: &Workspace,
    (path, lead): One<'_>,
    (other, earlier): One<'_>,
    kept: Option<&RelPath>,
) -> Message {
    let (Some(this), Some(that)) = (lead, earlier) else {
        return message!("an id is unique over all pipelines: rename or remove one of the two");
    };
    if is_same(this, that) {
        return message!("their histories are the same: keep one, in the folder of its last stage");
    }
    match kept {
        Some(kept) if kept == path => {
            message!("its history continues the other's: remove `{other}`", other)
        }
        Some(kept) if kept == other => {
            message!("the other's history continues this one's: remove `{path}`", path)
        }
        Some(kept) => message!("the history of `{kept}` continues both: remove `{path}`", kept, path),
        None => apart(workspace, this, that),
    }
}

/// Where two histories part.
fn apart(workspace: &Workspace, this: &Lead, that: &Lead) -> Message {
    let join = message!(
        "an id is unique over all pipelines: make one of the two with `corong merge KEEP.yaml OTHER.yaml`, or rename one of them"
    );
    let begin = |lead: &Lead| lead.history.first().map(|entry| entry.pipeline);
    if begin(this) != begin(that) {
        return join;
    }
    let step = |lead: &Lead, at: usize| {
        let entry = lead.history.get(at)?;
        let pipeline = workspace.config.pipelines.get(usize::from(entry.pipeline))?;
        let stage = pipeline.stages.get(usize::from(entry.stage))?;
        Some(message!("`{stage}` on {day}", stage = stage.id, day = entry.day))
    };
    let at = this.history.iter().zip(that.history.iter()).take_while(|(a, b)| a == b).count();
    match (step(this, at), step(that, at)) {
        (Some(here), Some(there)) if here != there => {
            message!("their histories part: here {here}, there {there}; {join}", here, there, join)
        }
        _ => join,
    }
}
