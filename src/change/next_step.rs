//! `next`: what happens next, and that it was done.

use super::activity::{NewActivity, enter, one_line};
use super::editing::Editing;
use super::lead_file::{LeadText, Policy};
use super::{MoveRefused, Plan};
use crate::message;
use crate::pipeline::Day;
use crate::text::Message;
use crate::yaml::{Arena, NewValue, Node, Op};

/// What is to become of a lead's next step.
#[derive(Clone, Debug, Default)]
pub struct Next {
    /// Whether the present one was done.
    pub done: bool,
    /// What was done: of the present step, whose summary is the step itself where
    /// it is empty, or something beside it.
    pub log: Option<NewActivity>,
    /// The new one, in its place.
    pub step: Option<Planned>,
}

/// A step to come.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due: Day,
    /// By whom; the lead's owner where absent.
    pub by: Option<String>,
}

/// Plans what becomes of the next step.
///
/// # Errors
/// Every reason against it.
pub fn next_step(team: &Policy<'_>, file: &LeadText, intent: &Next) -> Result<Plan, MoveRefused> {
    let id = file.path.stem();
    let refused = match intent.log {
        Some(_) if !intent.done => message!("nothing was logged for `{id}`", id),
        _ => message!("the next step of `{id}` was not changed", id),
    };
    let mut editing = Editing::begin(team, file, &refused)?;
    match &intent.log {
        _ if intent.done => close(&mut editing, intent),
        Some(log) => enter(&mut editing, log),
        None => {}
    }
    if let Some(step) = &intent.step {
        plan_step(&mut editing, step);
    }
    let done = intent.done.then(|| message!("next step done"));
    let logged = intent.log.as_ref().map(|log| message!("{one_line} logged", one_line = one_line(&log.kind)));
    let set = intent.step.as_ref().map(|step| message!("next step due {due}", due = step.due));
    let told: Vec<_> = done.into_iter().chain(logged).chain(set).collect();
    editing.finish(&message!("{id}: {told}", id, told = Message::list(told, ", ")))
}

/// Takes the present step away, and logs it where that is wanted.
fn close(editing: &mut Editing<'_>, intent: &Next) {
    let Some(present) = editing.lead.next_step.as_ref().map(|step| step.what.to_string()) else {
        editing.refuse(Some(message!("it has no next step that could be done")));
        return;
    };
    if let Some(log) = &intent.log {
        let summary = if log.summary.trim().is_empty() { present } else { log.summary.clone() };
        enter(editing, &NewActivity { summary, ..log.clone() });
    }
    if intent.step.is_none() {
        editing.apply(&[Op::remove("next_step")]);
    }
}

/// Writes a step; what is there is changed key by key, so that comments stay.
fn plan_step(editing: &mut Editing<'_>, step: &Planned) {
    if step.what.trim().is_empty() {
        editing.refuse(Some(message!("a next step says what is to be done")));
    }
    let by = step.by.as_deref();
    editing.refuse(by.and_then(|by| editing.team.member_refusal(by, step.due)));
    if !editing.reasons.is_empty() {
        return;
    }
    let mut arena = Arena::default();
    let parsed = arena.parse(&editing.text);
    let present =
        parsed.tree.find("next_step").filter(|node| node.is_map() && node.entries().next().is_some());
    let has = |key: &str| present.and_then(|node: Node<'_>| node.get(key)).is_some();
    let due = NewValue::Plain(step.due.to_string());
    let ops = if present.is_some() {
        let by = match by {
            Some(by) => Some(Op::set("next_step.by", NewValue::text(by))),
            None => has("by").then(|| Op::remove("next_step.by")),
        };
        let both = [Op::set("next_step.do", NewValue::text(&step.what)), Op::set("next_step.due", due)];
        both.into_iter().chain(by).collect::<Vec<_>>()
    } else {
        let what = [("do", NewValue::text(&step.what)), ("due", due)].into_iter();
        let entries = what.chain(by.map(|by| ("by", NewValue::text(by))));
        let entries = entries.map(|(key, value)| (key.to_owned(), value)).collect();
        vec![Op::set("next_step", NewValue::Map(entries))]
    };
    editing.apply(&ops);
}
