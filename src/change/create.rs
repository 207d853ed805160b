//! A new lead: a file written anew in the first stage of a pipeline, in the
//! order and the manner in which leads are written by hand.

use super::assign::{Assignment, key_order};
use super::history::{ClosingReason, choice_refusal, entry};
use super::lead_file::{LeadText, Policy};
use super::refused::MoveRefused;
use super::{Plan, PlanStep};
use crate::expr::Unmet;
use crate::message;
use crate::pipeline::shape::{LEAD, Shape, field};
use crate::pipeline::{Day, Stage};
use crate::read::date;
use crate::source::RelPath;
use crate::text::Message;
use crate::yaml::{NewValue, agrees, apply, document};

/// What somebody wants.
#[derive(Clone, Debug, Default)]
pub struct NewLead {
    /// The index of its pipeline.
    pub pipeline: u16,
    /// Its id; the caller made sure that it is one, and free.
    pub id: String,
    /// When, as it is to be written: a date or RFC 3339.
    pub at: String,
    /// Who made it; the owner where absent.
    pub by: Option<String>,
    /// Its fields, in any order, its history left out.
    pub fields: Vec<(String, NewValue)>,
    /// Fields set on top, as somebody typed them.
    pub sets: Vec<Assignment>,
    /// The schema that editors check it by, where the workspace has one.
    pub schema: Option<RelPath>,
    /// What is said of it: `new in prospect`.
    pub title: Message,
}

impl NewLead {
    /// The text under a key, in the fields or set on top.
    pub fn text(&self, key: &str) -> Option<&str> {
        let set = self.sets.iter().rev().find(|set| set.path == key).map(|set| set.value.as_str());
        let own = || self.fields.iter().find(|(name, _)| name == key);
        set.or_else(|| match own() {
            Some((_, NewValue::Text(text) | NewValue::Plain(text))) => Some(text),
            _ => None,
        })
        .filter(|text| !text.trim().is_empty())
    }
}

/// Plans a new lead. `occupied` tells whether something is at a path.
///
/// # Errors
/// Everything it lacks and everything that does not fit, at once.
pub fn create(
    team: &Policy<'_>,
    intent: &NewLead,
    occupied: &dyn Fn(&RelPath) -> bool,
) -> Result<Plan, MoveRefused> {
    let pipeline = team.pipeline(intent.pipeline);
    let Some(stage) = pipeline.stages.first() else { return Err(MoveRefused::default()) };
    let path = pipeline.dir.join(&stage.dir).join(&format!("{}.yaml", intent.id));
    let mut refused = MoveRefused { message: message!("no lead was made"), ..MoveRefused::default() };
    for key in ["title", "owner"] {
        if intent.text(key).is_none() {
            refused.lack(key, &message!("every lead has one"));
        }
    }
    refused.reasons.extend(misfits(team, intent));
    refused.reasons.extend(occupied(&path).then(|| message!("`{path}` exists already", path)));
    let file = match text(team, intent, stage, &path) {
        Ok(text) => LeadText { path: path.clone(), pipeline: intent.pipeline, text },
        Err(why) => {
            refused.reasons.push(why);
            return Err(refused);
        }
    };
    judge(team, &file, stage, &mut refused);
    if !refused.reasons.is_empty() {
        return Err(refused);
    }
    let title = team.said(&message!("{id}: {title}", id = intent.id, title = intent.title));
    Ok(Plan { title, steps: vec![PlanStep::Create { path, new: file.text }] })
}

impl MoveRefused {
    /// Adds a missing field with what fills it in.
    fn lack(&mut self, field: &str, why: &Message) {
        self.reasons.push(message!(
            "`{field}` is missing ({why}): {filled_by}",
            field,
            why,
            filled_by = filled_by(field)
        ));
        self.missing.push(field.to_owned());
    }
}

/// What on the command line fills a field in.
fn filled_by(path: &str) -> Message {
    match path {
        "title" => message!("give it as the first argument"),
        "owner" => message!("--owner MEMBER"),
        "company" | "company.name" => message!("--company NAME"),
        "value" => message!("--value AMOUNT"),
        "source" => message!("--source SOURCE"),
        path => match field(LEAD, path).map(|field| field.shape) {
            Some(Shape::List { of: Shape::Map(fields), .. }) => {
                message!(
                    "--set '{path}:=[{{{first}: …}}]'",
                    path,
                    first = fields.first().map_or("", |field| field.name)
                )
            }
            Some(Shape::Map(fields)) => {
                message!(
                    "--set {path}.{first}=…",
                    path,
                    first = fields.first().map_or("", |field| field.name)
                )
            }
            Some(Shape::Criteria) => message!("--set {path}.CRITERION=met", path),
            Some(Shape::Custom) => message!("--set {path}.FIELD=…", path),
            _ => message!("--set {path}=…", path),
        },
    }
}

/// What speaks against its date, its people and its source.
fn misfits(team: &Policy<'_>, intent: &NewLead) -> Vec<Message> {
    let (day, mut told) = match date(&intent.at, team.config.timezone) {
        Some(at) if at.day > team.today => {
            let why =
                message!("{day} lies in the future; today is {today}", day = at.day, today = team.today);
            (at.day, vec![why])
        }
        Some(at) => (at.day, Vec::new()),
        None => (team.today, vec![message!("`{at}` is no date such as 2026-11-28", at = intent.at)]),
    };
    let own = |key: &str| {
        let set = intent.sets.iter().any(|set| set.path == key);
        intent.text(key).filter(|_| !set)
    };
    told.extend(intent.by.as_deref().and_then(|by| team.member_refusal(by, day)));
    told.extend(own("owner").and_then(|owner| team.member_refusal(owner, day)));
    told.extend(
        own("source").and_then(|source| choice_refusal(source, &team.config.sources, "sources", day)),
    );
    told.extend(set_refusals(team, &intent.sets, day));
    told.dedup();
    told
}

/// Why values that name a person or a source do not fit.
fn set_refusals(team: &Policy<'_>, sets: &[Assignment], day: Day) -> Vec<Message> {
    let one = |set: &Assignment| match set.path.as_str() {
        "owner" | "next_step.by" => team.member_refusal(&set.value, day),
        "source" => choice_refusal(&set.value, &team.config.sources, "sources", day),
        _ => None,
    };
    sets.iter().filter_map(one).collect()
}

/// The file's text; a missing title or owner has a stand-in, so that all else
/// can be judged.
fn text(team: &Policy<'_>, intent: &NewLead, stage: &Stage, path: &RelPath) -> Result<String, Message> {
    let stand_in = team.config.team.first().map_or("nobody", |member| &member.id);
    let owner = intent.text("owner").unwrap_or(stand_in);
    let by = intent.by.as_deref().unwrap_or(owner);
    let mut entries = intent.fields.clone();
    entries.retain(|(_, value)| !matches!(value, NewValue::Text(text) if text.trim().is_empty()));
    for (key, stand_in) in [("title", intent.text("title").unwrap_or("?")), ("owner", owner)] {
        if !entries.iter().any(|(name, _)| name == key) {
            entries.push((key.to_owned(), NewValue::text(stand_in)));
        }
    }
    let entered = entry((&stage.id, None), &intent.at, Some(by), None, &ClosingReason::default(), None);
    entries.push(("history".to_owned(), NewValue::List(vec![entered])));
    entries.sort_by_key(|(key, _)| LEAD.iter().position(|field| field.name == key));
    let mut text = modeline(intent.schema.as_ref(), path) + &document(&entries);
    agrees(&text).map_err(|why| message!("the file cannot be verified ({why})", why))?;
    for set in &intent.sets {
        let ops = set.ops(&text, team.config)?;
        text = apply(&text, &ops, &key_order()).map_err(|refused| refused.message())?;
    }
    Ok(text)
}

/// The line that tells editors which schema a file keeps to.
fn modeline(schema: Option<&RelPath>, path: &RelPath) -> String {
    let Some(schema) = schema else { return String::new() };
    let up = "../".repeat(path.as_str().matches('/').count());
    format!("# yaml-language-server: $schema={up}{schema}\n")
}

/// What the checks say of the finished file, and every field and condition of
/// the stage that it lacks.
fn judge<'c>(team: &Policy<'c>, file: &LeadText, stage: &'c Stage, refused: &mut MoveRefused) {
    let judged = team.judge(file, Some(stage));
    for finding in judged.errors {
        match finding.rule {
            // Told in words of their own.
            "unknown-owner" | "unknown-source" | "future-date" | "missing-required" | "gate-failed" => {}
            "missing-next-step" => refused.lack("next_step", &message!("the team's rules want one")),
            _ => refused.reasons.push(finding.message),
        }
    }
    for unmet in judged.unmet {
        match unmet {
            Unmet::Field { field, .. } if refused.missing.iter().any(|known| known == field) => {}
            Unmet::Field { field, stage } => {
                refused.lack(field, &message!("`{id}` requires it", id = stage.id))
            }
            Unmet::Gate { gate, error: None, .. } => {
                refused.reasons.push(message!("{say} ({must})", say = gate.say, must = gate.must));
            }
            Unmet::Gate { gate, error: Some(error), .. } => {
                refused.reasons.push(message!(
                    "{say} ({must} cannot be judged: {error})",
                    say = gate.say,
                    must = gate.must,
                    error
                ));
            }
        }
    }
}
