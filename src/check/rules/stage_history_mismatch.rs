//! `stage-history-mismatch`: the folder and the history name different stages.

use crate::check::look::{entries, present_stage, stage, word};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Fix, Mend, Severity};
use crate::message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "stage-history-mismatch",
    severity: Severity::Error,
    summary: "the folder and the history name different stages",
    page: crate::page!("stage-history-mismatch"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let (Some(lead), Some(at), Some(folder)) = (file.lead, file.at, stage(file)) else { return };
    let Some(pipeline) = crate::check::look::pipeline(file) else { return };
    let lies_in = usize::from(at.stage);
    let last = entries(file, "history").last();
    let Some(told) = last.and_then(|entry| pipeline.stage_index(word(entry, "stage")?.1)) else { return };
    // By the days or by the order: where only one of them disagrees, the
    // history is out of order, which is another rule's.
    let by_days = lead.history.last().map(|entry| usize::from(entry.stage));
    if told == lies_in || by_days == Some(lies_in) {
        return;
    }
    let Some(stage) = pipeline.stages.get(told) else { return };
    let message = message!(
        "the history ends in `{stage}`, but the file lies in `{dir}`, the folder of `{folder}`",
        stage = stage.id,
        dir = pipeline.dir.join(&folder.dir),
        folder = folder.id
    );
    let help = message!(
        "move the file to `{dir}`, or add the entry `{{stage: {folder}, at: …, by: …}}` to its history",
        dir = pipeline.dir.join(&stage.dir),
        folder = folder.id
    );
    let to = pipeline.dir.join(&stage.dir).join(file.path.name());
    let settle = Mend::Settle { to, stage: folder.id.to_string() };
    let fix = Fix::files(message!("add the missing entry or move the file, as git tells"), settle);
    findings.push(Finding::new(RULE.name, file.path, present_stage(file), message).help(help).fix(fix));
}
