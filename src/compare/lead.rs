//! What happened to one lead.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::book::is_open;
use super::fields::{Changed, ChangedFields, fields};
use super::gates::{self, GateChanges};
use super::half::Pair;
use super::half::{Half, State};
use crate::figures::Tracked;
use crate::pipeline::{Day, Decimal};
use crate::text::Message;
use crate::workspace::Workspace;

/// What happened to a lead, in one word: the most telling of all that did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is won now.
    Won,
    /// It is lost now.
    Lost,
    /// It was closed and is open again.
    Reopened,
    /// It was not there.
    New,
    /// It is in another open stage.
    Moved,
    /// It went to another pipeline; in both.
    Transferred,
    /// Only fields or conditions changed.
    Changed,
    /// It is there no more.
    Removed,
    /// No figure counts its file any more.
    Unreadable,
    /// Its file counts again.
    Readable,
}

/// Which way a lead moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Towards won.
    Forwards,
    /// Back towards the first stage.
    Backwards,
}

/// A file that has a lead's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeadPlace {
    /// The stage whose folder it is in; `null` in none.
    pub stage: Option<String>,
    /// The file.
    pub path: String,
}

/// What happened to one lead.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeadChange {
    /// Its id; of a renamed lead the new one.
    pub id: String,
    /// What it is about; the id where that cannot be read.
    pub title: String,
    /// The customer's name; `null` where none is known.
    pub company: Option<String>,
    /// What happened, in one word.
    pub change: Change,
    /// Which way it moved; `null` where it did not.
    pub direction: Option<Direction>,
    /// The id of the stage it was in; `null` where it was not there.
    pub from: Option<String>,
    /// The id of the stage it is in; `null` where it is not there.
    pub to: Option<String>,
    /// What it is worth at the head, at the head's rates; of one that is gone
    /// or unreadable, what it was worth. `null` where it is not valued.
    pub value: Option<Decimal>,
    /// The fields that changed.
    pub fields: ChangedFields,
    /// By how many days its expected date is later now, negative where it is
    /// earlier; `null` where it was not moved.
    pub pushed_days: Option<i64>,
    /// Conditions of its stage and the next one.
    pub gates: GateChanges,
    /// The files that have its id at the head, where there are several: two
    /// branches moved it, and both files stayed.
    pub places: Vec<LeadPlace>,
    /// Why no figure counts its file; `null` where one does.
    pub why: Option<Message>,
}

/// What happened to a lead; `None` where nothing did.
pub(super) fn change(pair: &Pair<'_, '_>, start: &Half<'_, '_>, end: &Half<'_, '_>) -> Option<LeadChange> {
    let (before, after) = (pair.start.here(), pair.end.here());
    let what = what(pair, start, end);
    let (came, gone) = (start.elsewhere(pair.id), end.elsewhere(pair.id));
    let fields = match (before, after, came) {
        (Some(before), Some(after), _) => fields(pair, before, after, start, end),
        (None, Some(after), Some(came)) => ChangedFields {
            pipeline: elsewhere(pair, start, end),
            folder: None,
            ..fields(pair, came.tracked, after, start, end)
        },
        _ => ChangedFields { pipeline: elsewhere(pair, start, end), ..ChangedFields::default() },
    };
    let gates = after.map(|after| gates::changes(pair, after, start, end)).unwrap_or_default();
    let places = places(pair, start, end);
    let nothing = what.is_none() && fields.is_empty() && !gates.is_change() && places.is_empty();
    if nothing {
        return None;
    }
    let known = after.or(before);
    let stage = |half: &Half<'_, '_>, tracked: Option<&Tracked<'_>>| {
        tracked.and_then(|tracked| half.stage(tracked)).map(str::to_owned)
    };
    Some(LeadChange {
        id: pair.id.to_owned(),
        title: known.map_or(pair.id, |tracked| &tracked.lead.title).to_owned(),
        company: known.and_then(|tracked| Some(tracked.lead.company.as_ref()?.name.to_string())),
        change: what.unwrap_or(Change::Changed),
        direction: direction(pair, start, end),
        from: stage(start, before).or_else(|| after.and(came)?.stage().map(str::to_owned)),
        to: stage(end, after).or_else(|| before.and(gone)?.stage().map(str::to_owned)),
        value: known.and_then(|tracked| tracked.value.ok()),
        pushed_days: fields.expected_close.as_ref().and_then(pushed),
        fields,
        gates,
        places,
        why: pair.end.left_out().map(|left| left.why.clone()),
    })
}

fn pushed(dates: &Changed<Day>) -> Option<i64> {
    Some((dates.to? - dates.from?).num_days())
}

/// What happened, beside its fields.
fn what(pair: &Pair<'_, '_>, start: &Half<'_, '_>, end: &Half<'_, '_>) -> Option<Change> {
    match (pair.start, pair.end) {
        (State::Absent, State::Here(after)) => {
            let came = start.elsewhere(pair.id).map(|place| match is_open(place.tracked) {
                true => Change::Transferred,
                false => Change::Reopened,
            });
            Some(closed(after).or(came).unwrap_or(Change::New))
        }
        (State::Here(_), State::Absent) if end.elsewhere(pair.id).is_some() => Some(Change::Transferred),
        (State::Here(_), State::Absent) => Some(Change::Removed),
        (State::Here(_) | State::Absent, State::LeftOut(_)) => Some(Change::Unreadable),
        (State::LeftOut(_), State::Here(_)) => Some(Change::Readable),
        (State::LeftOut(_), State::Absent) => Some(Change::Removed),
        (State::LeftOut(a), State::LeftOut(b)) => (a.why != b.why).then_some(Change::Unreadable),
        (State::Absent, State::Absent) => None,
        (State::Here(before), State::Here(after)) => {
            let again = after.attempts.len() > before.attempts.len();
            match (closed(before), closed(after)) {
                (None, None) => direction(pair, start, end).map(|_| Change::Moved),
                (Some(_), None) => Some(Change::Reopened),
                (None, closed) => closed,
                (was, is) => (was != is || again).then_some(is?),
            }
        }
    }
}

fn closed(tracked: &Tracked<'_>) -> Option<Change> {
    if tracked.ended_disqualified() {
        return Some(Change::Lost);
    }
    let outcome = tracked.outcome().filter(|_| !is_open(tracked))?;
    Some(if outcome.won { Change::Won } else { Change::Lost })
}

/// Which way an open lead went among the head's open stages. A stage that has
/// another id now is the same stage; one that is gone is where it was.
fn direction(pair: &Pair<'_, '_>, start: &Half<'_, '_>, end: &Half<'_, '_>) -> Option<Direction> {
    let (before, after) = (pair.start.here()?, pair.end.here()?);
    let (from, to) = (before.open_stage()?, after.open_stage()?);
    let pipeline = end.pipeline()?;
    let known = pipeline.stage_index(&start.pipeline()?.stages.get(from)?.id);
    let from = known.unwrap_or(from);
    match from.cmp(&to) {
        std::cmp::Ordering::Less => Some(Direction::Forwards),
        std::cmp::Ordering::Greater => Some(Direction::Backwards),
        // It was in a stage that is gone.
        std::cmp::Ordering::Equal => known.is_none().then_some(Direction::Forwards),
    }
}

/// The pipeline it was or is in, where that is another one.
fn elsewhere(pair: &Pair<'_, '_>, start: &Half<'_, '_>, end: &Half<'_, '_>) -> Option<Changed<String>> {
    let own = |half: &Half<'_, '_>| half.pipeline().map(|pipeline| pipeline.id.clone());
    let other = |half: &Half<'_, '_>| half.elsewhere(pair.id).map(|place| place.pipeline.id.clone());
    match (pair.start, pair.end) {
        (State::Here(_), State::Absent) => other(end).map(|to| Changed { from: own(start), to: Some(to) }),
        (State::Absent, State::Here(_)) => {
            other(start).map(|from| Changed { from: Some(from), to: own(end) })
        }
        _ => None,
    }
}

/// The files of its id at the head, where they are several and were not before.
fn places(pair: &Pair<'_, '_>, start: &Half<'_, '_>, end: &Half<'_, '_>) -> Vec<LeadPlace> {
    // Of several files all but one are left out.
    let left = end.workspace().left_out.iter().filter(|left| left.path.stem() == pair.id).count();
    if left + usize::from(pair.end.here().is_some()) < 2 {
        return Vec::new();
    }
    let found = files(pair.id, end.workspace());
    if found == files(pair.id, start.workspace()) { Vec::new() } else { found }
}

/// All files of an id, sorted by path.
fn files(id: &str, workspace: &Workspace) -> Vec<LeadPlace> {
    let lead = workspace.leads.iter().filter(|lead| lead.id == id);
    let mut places: Vec<LeadPlace> = lead
        .map(|lead| LeadPlace { stage: Some(workspace.stage(lead).id.clone()), path: lead.path.to_string() })
        .collect();
    let unread = workspace.left_out.iter().filter(|left| left.path.stem() == id);
    for left in unread {
        let path = left.path.to_string();
        if places.iter().all(|place| place.path != path) {
            let stages = workspace.config.pipelines.iter().flat_map(|pipeline| {
                pipeline.stages.iter().map(move |stage| (pipeline.dir.join(&stage.dir), stage))
            });
            let stage = stages.into_iter().find(|(dir, _)| left.path.below(dir).is_some());
            places.push(LeadPlace { stage: stage.map(|(_, stage)| stage.id.clone()), path });
        }
    }
    places.sort_by(|a, b| a.path.cmp(&b.path));
    places
}

/// The most telling first, then the most valuable.
pub(super) fn sort(leads: &mut [LeadChange]) {
    leads.sort_by(|a, b| {
        let key = |lead: &LeadChange| (lead.change, Reverse(lead.value));
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
}
