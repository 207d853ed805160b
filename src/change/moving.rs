//! Moving a lead to another stage: gates are asked, the history grows by one
//! entry, the file changes its folder, and every other byte stays.
//!
//! A modeline such as `# yaml-language-server: $schema=../../…` stays as it
//! is: the stages of a pipeline lie equally deep, free sub-folders aside.

use std::fmt;

use super::assign::{Assignment, key_order};
use super::history::{Closing, choice_refusal, entry};
use super::lead_file::{LeadText, Team};
use super::{Plan, Step};
use crate::expr::Unmet;
use crate::finding::Finding;
use crate::pipeline::{Day, Lead, Stage, StageKind};
use crate::read::date;
use crate::source::RelPath;
use crate::yaml::{Op, apply};

/// What somebody wants.
#[derive(Clone, Debug, Default)]
pub struct Move {
    /// The id of a stage of the lead's pipeline.
    pub stage: String,
    /// When, as it is to be written: a date or RFC 3339.
    pub at: String,
    /// Who; the lead's owner where absent.
    pub by: Option<String>,
    /// What else to know.
    pub note: Option<String>,
    /// Why it closes.
    pub closing: Closing,
    /// Fields filled in on the way.
    pub sets: Vec<Assignment>,
}

/// Why a lead does not change: everything at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// What was refused, in one line.
    pub message: String,
    /// Each reason, gates in their own words.
    pub reasons: Vec<String>,
    /// The required fields among them, by their paths.
    pub missing: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.reasons.iter().try_for_each(|reason| write!(f, "\n  - {reason}"))?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "\n  help: {help}"))
    }
}

impl std::error::Error for Refused {}

/// Plans a move. `occupied` tells whether something lies at a path.
///
/// # Errors
/// Every reason why the lead cannot move, gathered where one does not hide another.
pub fn move_lead(
    team: &Team<'_>,
    file: &LeadText,
    intent: &Move,
    occupied: &dyn Fn(&RelPath) -> bool,
) -> Result<Plan, Refused> {
    let id = file.path.stem();
    let refuse = |reasons: Vec<String>, help: Option<String>| Refused {
        message: format!("`{id}` was not moved to `{}`", intent.stage),
        reasons,
        missing: Vec::new(),
        help,
    };
    let hint = || Some("mend the file first; `corong check` shows the places".to_owned());
    let (lead, before) = team.read(file).map_err(|why| refuse(vec![why], hint()))?;
    let pipeline = team.pipeline(file.pipeline);
    let known = pipeline.stages.iter().find(|stage| stage.id == intent.stage);
    let stage = known
        .ok_or_else(|| refuse(vec![format!("the pipeline `{}` has no such stage", pipeline.id)], None))?;
    let from = current(team, file, &lead).map_err(|why| refuse(vec![why], hint()))?;
    if from.id == stage.id {
        return Err(refuse(vec!["it is there already".to_owned()], None));
    }
    let to = pipeline.dir.join(&stage.dir).join(file.path.name());
    let reasons = event_refusals(team, &lead, stage, intent)
        .into_iter()
        .chain(occupied(&to).then(|| format!("`{to}` exists already, and nothing is overwritten")));
    let reasons: Vec<_> = reasons.collect();
    if !reasons.is_empty() {
        return Err(refuse(reasons, None));
    }
    let new = edited(team, file, &lead, stage, intent).map_err(|why| refuse(vec![why], None))?;
    let moved = LeadText { path: to.clone(), text: new, ..*file };
    let (after, findings) = team.read(&moved).map_err(|why| refuse(vec![why], None))?;
    let told = brought(&before, &findings);
    if !told.is_empty() {
        return Err(refuse(told, Some("give a value that fits with `--set FIELD=VALUE`".to_owned())));
    }
    lacks(team, &moved, &after, stage, refuse(Vec::new(), None))?;
    let title = format!("{id}: {} → {}", from.id, stage.id);
    let step = Step::Move { from: file.path.clone(), to, old: file.text.clone(), new: moved.text };
    Ok(Plan { title, steps: vec![step] })
}

/// The stage a lead is in: where it lies and its history end in the same.
fn current<'c>(team: &Team<'c>, file: &LeadText, lead: &Lead) -> Result<&'c Stage, String> {
    let stages = &team.pipeline(file.pipeline).stages;
    let told = lead.history.last().map_or(0, |entry| entry.stage);
    let lies = team.stage_of(file.pipeline, &file.path).unwrap_or(told);
    let (lies, told) = (&stages[usize::from(lies)], &stages[usize::from(told)]);
    if lies.id != told.id {
        return Err(format!("it lies in the folder of `{}`, but its history ends in `{}`", lies.id, told.id));
    }
    Ok(told)
}

/// What speaks against the event itself: its date, its person, its reason.
fn event_refusals(team: &Team<'_>, lead: &Lead, stage: &Stage, intent: &Move) -> Vec<String> {
    let day = date(&intent.at, team.config.timezone).map_or(team.today, |date| date.day);
    let by = intent.by.as_deref().unwrap_or(&lead.owner);
    [
        team.date_refusal(&intent.at, lead),
        team.member_refusal(by, day),
        team.reason_refusal(stage, &intent.closing, day),
    ]
    .into_iter()
    .flatten()
    .chain(intent.sets.iter().filter_map(|set| set_refusal(team, set, day)))
    .collect()
}

/// Why a value that names a person or a source does not fit.
fn set_refusal(team: &Team<'_>, set: &Assignment, day: Day) -> Option<String> {
    match set.path.as_str() {
        "owner" | "next_step.by" => team.member_refusal(&set.value, day),
        "source" => choice_refusal(&set.value, &team.config.sources, "sources", day),
        _ => None,
    }
}

/// The text with the fields set and the entry appended.
fn edited(
    team: &Team<'_>,
    file: &LeadText,
    lead: &Lead,
    stage: &Stage,
    intent: &Move,
) -> Result<String, String> {
    let order = key_order();
    let mut text = file.text.clone();
    for set in &intent.sets {
        let ops = set.ops(&text, team.config)?;
        text = apply(&text, &ops, &order).map_err(|refused| refused.to_string())?;
    }
    let by = intent.by.as_deref().unwrap_or(&lead.owner);
    let by = Some(by).filter(|by| !by.is_empty());
    let item = entry(&stage.id, &intent.at, by, &intent.closing, intent.note.as_deref());
    apply(&text, &[Op::append("history", item)], &order).map_err(|refused| refused.to_string())
}

/// The violations that the change itself brought.
fn brought(before: &[Finding], after: &[Finding]) -> Vec<String> {
    let known = |finding: &&Finding| !before.iter().any(|old| old.message == finding.message);
    after.iter().filter(known).map(|finding| finding.message.clone()).collect()
}

/// Refuses where a required field is missing or a gate fails.
fn lacks(
    team: &Team<'_>,
    moved: &LeadText,
    lead: &Lead,
    stage: &Stage,
    mut refused: Refused,
) -> Result<(), Refused> {
    let stage = team.pipeline(moved.pipeline).stages.iter().find(|own| own.id == stage.id);
    let Some(stage) = stage.filter(|stage| stage.kind != StageKind::Lost) else { return Ok(()) };
    for unmet in team.unmet(moved, lead, stage) {
        match unmet {
            Unmet::Field { field, stage } => {
                refused
                    .reasons
                    .push(format!("`{field}` is missing; `{}` and all after it require it", stage.id));
                refused.missing.push(field.to_owned());
            }
            Unmet::Gate { gate, error: None, .. } => {
                refused.reasons.push(format!("{} ({})", gate.say, gate.must));
            }
            Unmet::Gate { gate, error: Some(error), .. } => {
                refused.reasons.push(format!("{} ({} cannot be judged: {error})", gate.say, gate.must));
            }
        }
    }
    if refused.reasons.is_empty() {
        return Ok(());
    }
    refused.help =
        Some("fill in on the way with `--set FIELD=VALUE`, or `--set FIELD:=YAML` for lists".to_owned());
    Err(refused)
}
