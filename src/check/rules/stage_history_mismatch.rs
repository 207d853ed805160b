//! `stage-history-mismatch`: the folder and the history name different stages.

use crate::check::look::{entries, pipeline_of, present_stage, stage, word};
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
    let Some(last) = entries(file, "history").last() else { return };
    let Some(own) = pipeline_of(file, last) else { return };
    let Some(told) = word(last, "stage").and_then(|(_, id)| own.stage_index(id)) else { return };
    let lies_in = (pipeline.id.as_str(), usize::from(at.stage));
    // By the days or by the order: where only one of them disagrees, the
    // history is out of order, which is another rule's.
    let by_days = lead.history.last().map(|entry| {
        let pipeline = &file.config.pipelines[usize::from(entry.pipeline)];
        (pipeline.id.as_str(), usize::from(entry.stage))
    });
    if (own.id.as_str(), told) == lies_in || by_days == Some(lies_in) {
        return;
    }
    let Some(stage) = own.stages.get(told) else { return };
    let right = own.dir.join(&stage.dir);
    let elsewhere = (own.id != pipeline.id).then(|| pipeline.id.clone());
    let message = message!(
        "the history ends in `{stage}`, but the file lies in `{dir}`, the folder of `{folder}`",
        stage = stage.id,
        dir = pipeline.dir.join(&folder.dir),
        folder = folder.id
    );
    let help = match &elsewhere {
        None => message!(
            "move the file to `{dir}`, or add the entry `{{stage: {folder}, at: …, by: …}}` to its history",
            dir = right,
            folder = folder.id
        ),
        Some(pipeline) => message!(
            "move the file to `{dir}`, or add the entry `{{stage: {folder}, pipeline: {pipeline}, at: …, by: …}}` to its history",
            dir = right,
            folder = folder.id,
            pipeline
        ),
    };
    let to = right.join(file.path.name());
    let settle = Mend::Settle { to, stage: folder.id.to_string(), pipeline: elsewhere };
    let fix = Fix::files(message!("add the missing entry or move the file, as git tells"), settle);
    findings.push(Finding::new(RULE.name, file.path, present_stage(file), message).help(help).fix(fix));
}
