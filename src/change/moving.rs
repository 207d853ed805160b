//! Moving a lead to another stage, of its pipeline or another: gates are asked, the history grows by one
//! entry, the file changes its folder, and every other byte stays.
//!
//! A modeline such as `# yaml-language-server: $schema=../../…` follows where the
//! file comes from a sub-folder, and so to another depth.

use super::assign::Assignment;
use super::editing::{Editing, new_findings, unreadable};
use super::history::{ClosingReason, entry};
use super::lead_file::{LeadText, Policy};
use super::modeline::pointing;
use super::refused::{FailedGate, MoveRefused};
use super::{Plan, PlanStep, credit, hold};
use crate::expr::{Unmet, named_fields};
use crate::finding::Finding;
use crate::message;
use crate::pipeline::{Lead, Pipeline, Stage, StageKind};
use crate::read::{EntryPipelines, date, entry_pipelines};
use crate::source::RelPath;
use crate::text::Message;
use crate::yaml::{Arena, NewValue, Op};

/// What somebody wants.
#[derive(Clone, Debug, Default)]
pub struct Move {
    /// The id of a stage of the pipeline it goes to.
    pub stage: String,
    /// The index of that pipeline; the lead's own where absent.
    pub pipeline: Option<u16>,
    /// When, as it is to be written: a date or RFC 3339.
    pub at: String,
    /// Who; the lead's owner where absent.
    pub by: Option<String>,
    /// What else to know.
    pub note: Option<String>,
    /// Why it closes.
    pub closing: ClosingReason,
    /// Fields filled in on the way.
    pub sets: Vec<Assignment>,
}

/// Plans a move. `occupied` tells whether something is at a path.
///
/// # Errors
/// Every reason why the lead cannot move, at once.
pub fn move_lead(
    team: &Policy<'_>,
    file: &LeadText,
    intent: &Move,
    occupied: &dyn Fn(&RelPath) -> bool,
) -> Result<Plan, MoveRefused> {
    let id = file.path.stem();
    let what = message!("`{id}` was not moved to `{stage}`", id, stage = intent.stage);
    let refuse =
        |why: Message| MoveRefused { message: what.clone(), reasons: vec![why], ..MoveRefused::default() };
    let mut editing = Editing::begin(team, file, &what)?;
    let index = intent.pipeline.unwrap_or(file.pipeline);
    let (own, pipeline) = (team.pipeline(file.pipeline), team.pipeline(index));
    let goes = index != file.pipeline;
    let known = pipeline.stages.iter().find(|stage| stage.id == intent.stage);
    let stage =
        known.ok_or_else(|| refuse(message!("the pipeline `{id}` has no such stage", id = pipeline.id)))?;
    let from = current(team, file, &editing.lead).map_err(|why| unreadable(&what, why))?;
    if from.id == stage.id && !goes {
        return Err(refuse(message!("it is there already")));
    }
    let to = pipeline.dir.join(&stage.dir).join(file.path.name());
    editing.reasons = event_refusals(team, &editing.lead, stage, intent);
    editing.refuse(occupied(&to).then(|| message!("`{to}` exists already, and nothing is overwritten", to)));
    let enters = editing.reasons.is_empty();
    credit::keep(&mut editing, &intent.sets);
    let ends = stage.kind != StageKind::Open && editing.lead.hold.is_some();
    if ends {
        hold::end(&mut editing);
    }
    let failed = editing.set(&intent.sets);
    if enters {
        let event = event(&editing.lead, (stage, goes.then_some(pipeline)), intent);
        editing.apply(&[Op::append("history", event)]);
        say_first(&mut editing, file, index);
    }
    let path = if enters { to.clone() } else { file.path.clone() };
    let text = pointing(&editing.text, &file.path, &path, occupied);
    let moved = LeadText { path, text, pipeline: index };
    // A lost lead may lack anything.
    let after = team.judge(&moved, Some(stage).filter(|stage| stage.kind != StageKind::Lost));
    let told = new_findings(&editing.errors, &stageless(after.errors));
    editing.reasons.extend(told);
    let mut refused = MoveRefused { message: what, reasons: editing.reasons, ..MoveRefused::default() };
    lacks(after.unmet, &failed, &mut refused);
    if !refused.reasons.is_empty() {
        return Err(refused);
    }
    let title = match goes {
        true => format!("{id}: {}/{} → {}/{}", own.id, from.id, pipeline.id, stage.id),
        false => format!("{id}: {} → {}", from.id, stage.id),
    };
    let title = match ends {
        true => team.said(&message!("{title}, no longer on hold", title)),
        false => title,
    };
    let step = PlanStep::Move { from: file.path.clone(), to, old: file.text.clone(), new: moved.text };
    Ok(Plan { title, steps: vec![step] })
}

/// The stage a lead is in: where it is and its history end in the same.
fn current<'c>(team: &Policy<'c>, file: &LeadText, lead: &Lead) -> Result<&'c Stage, Message> {
    let own = lead.history.last().map_or((file.pipeline, 0), |entry| (entry.pipeline, entry.stage));
    let stages = &team.pipeline(file.pipeline).stages;
    let told = &team.pipeline(own.0).stages[usize::from(own.1)];
    let lies = team.stage_of(file.pipeline, &file.path);
    let lies = lies.map_or(told, |lies| &stages[usize::from(lies)]);
    if lies.id != told.id || own.0 != file.pipeline {
        return Err(message!(
            "it lies in the folder of `{id}`, but its history ends in `{id2}`",
            id = lies.id,
            id2 = told.id
        ));
    }
    Ok(told)
}

/// Says in the first entry which pipeline it is in, where the text does not say that
/// of itself once the lead has gone to the pipeline of an index.
fn say_first(editing: &mut Editing<'_>, file: &LeadText, index: u16) {
    let config = editing.team.config;
    let pipelines = |text: &str, folder: u16| {
        let mut arena = Arena::default();
        let parsed = arena.parse(text);
        parsed.tree.find("history").map(|list| entry_pipelines(list, folder, config))
    };
    let first = |read: &EntryPipelines| read.of.first().copied().flatten();
    let before = pipelines(&file.text, file.pipeline).as_ref().and_then(first);
    let after = pipelines(&editing.text, index);
    let is_told = after.is_none_or(|after| first(&after) == before && after.unclear.is_empty());
    if let Some(before) = before.filter(|_| !is_told) {
        let id = NewValue::text(&editing.team.pipeline(before).id);
        editing.apply(&[Op::set("history.0.pipeline", id)]);
    }
}

/// What speaks against the event itself: its date, its person, its reason.
fn event_refusals(team: &Policy<'_>, lead: &Lead, stage: &Stage, intent: &Move) -> Vec<Message> {
    let day = date(&intent.at, team.config.timezone).map_or(team.today, |date| date.day);
    let by = intent.by.as_deref().unwrap_or(&lead.owner);
    let refusals = [
        team.date_refusal(&intent.at, lead),
        team.member_refusal(by, day),
        team.reason_refusal(stage, &intent.closing, day),
    ];
    refusals.into_iter().flatten().collect()
}

/// Whom the lead is given to on the way.
fn given_owner(intent: &Move) -> Option<&str> {
    intent.sets.iter().rfind(|set| set.path == "owner" && !set.yaml).map(|set| set.value.as_str())
}

/// The history entry of a move; what closes the lead says whose it was.
fn event(lead: &Lead, (stage, to): (&Stage, Option<&Pipeline>), intent: &Move) -> NewValue {
    let there = |id: &&str| !id.is_empty();
    let by = intent.by.as_deref().or(Some(&lead.owner)).filter(there);
    let owner = given_owner(intent).or(Some(&lead.owner)).filter(there);
    let owner = owner.filter(|_| stage.kind != StageKind::Open);
    let place = (stage.id.as_str(), to.map(|to| to.id.as_str()));
    entry(place, &intent.at, by, owner, &intent.closing, intent.note.as_deref())
}

/// Without the errors that [`lacks`] tells in its own words.
fn stageless(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| !matches!(finding.rule, "missing-required" | "gate-failed"));
    findings
}

/// Adds what a lead lacks to be in a stage; a field whose new value `failed`
/// to fit is no second mistake.
fn lacks(unmet: Vec<Unmet<'_>>, failed: &[String], refused: &mut MoveRefused) {
    for unmet in unmet {
        match unmet {
            Unmet::Field { field, .. } if failed.iter().any(|path| path == field) => {}
            Unmet::Field { field, stage } => {
                let why = message!(
                    "`{field}` is missing; `{id}` and all after it require it",
                    field,
                    id = stage.id
                );
                refused.reasons.push(why);
                refused.missing.push(field.to_owned());
            }
            Unmet::Gate { gate, error, .. } => {
                refused.reasons.push(match error {
                    Some(error) => message!(
                        "{say} ({must} cannot be judged: {error})",
                        say = gate.say,
                        must = gate.must,
                        error
                    ),
                    None => message!("{say} ({must})", say = gate.say, must = gate.must),
                });
                refused.gates.push(FailedGate { say: gate.say.clone(), fields: named_fields(&gate.must) });
            }
        }
    }
    if !(refused.missing.is_empty() && refused.gates.is_empty()) {
        refused.help =
            Some(message!("fill in on the way with `--set FIELD=VALUE`, or `--set FIELD:=YAML` for lists"));
    }
}
