//! Which leads each figure counts, and why it leaves the others out.

use super::{ExplainRow, Group};
use crate::figures::{self, Closing, Fate, Followed, Mode, Tracked, View, WeightSource, passages, visits};
use crate::pipeline::{Attempt, Day, Outcome, idle_days, is_rotting};

pub(super) fn row(tracked: &Tracked<'_>, note: impl Into<String>) -> ExplainRow {
    ExplainRow { lead: tracked.lead.id.to_string(), note: note.into() }
}

pub(super) fn group(name: impl Into<String>, rows: impl Iterator<Item = ExplainRow>) -> Group {
    Group { name: name.into(), rows: rows.collect() }
}

/// How an attempt closed: `won on 2026-02-01`.
fn closing(closing: &Closing<'_, '_>) -> String {
    let outcome = if closing.outcome.won { "won" } else { "lost" };
    let reason = closing.reason().map(|reason| format!(", {reason}")).unwrap_or_default();
    let value = match closing.tracked.value {
        _ if closing.superseded => "; not valued, a later attempt took over",
        Err(_) => "; has no value",
        Ok(_) => "",
    };
    format!("{outcome} on {}{reason}{value}", closing.outcome.day)
}

fn closings(view: &View<'_>, name: &str, wanted: impl Fn(&Closing<'_, '_>) -> bool) -> Group {
    group(name, view.closings().filter(|c| wanted(c)).map(|c| row(c.tracked, closing(&c))))
}

pub fn won(view: &View<'_>, _: Mode) -> Vec<Group> {
    vec![closings(view, "won in the period", |closing| closing.outcome.won)]
}

pub fn lost(view: &View<'_>, _: Mode) -> Vec<Group> {
    vec![closings(view, "lost in the period", |closing| !closing.outcome.won)]
}

pub fn closed(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let mut groups = won(view, mode);
    groups.append(&mut lost(view, mode));
    groups
}

pub fn valued(view: &View<'_>, _: Mode) -> Vec<Group> {
    let valued = |c: &Closing<'_, '_>| c.outcome.won && !c.superseded && c.tracked.value.is_ok();
    vec![closings(view, "won in the period, with a value", valued)]
}

pub fn cycles(view: &View<'_>, _: Mode) -> Vec<Group> {
    let won = view.closings().filter(|closing| closing.outcome.won);
    let days = won.filter_map(|closing| Some(row(closing.tracked, format!("{} days", closing.days()?))));
    vec![group("won in the period, days from start to won", days)]
}

pub fn new(view: &View<'_>, _: Mode) -> Vec<Group> {
    let of = |first: bool| view.begun().filter(move |(_, attempt)| (attempt.number == 0) == first);
    let note =
        |(tracked, attempt): (&Tracked<'_>, &Attempt)| row(tracked, format!("begun on {}", attempt.start));
    let reopened = group("reopened in the period", of(false).map(note));
    let mut groups = vec![group("created in the period", of(true).map(note))];
    groups.extend((!reopened.rows.is_empty()).then_some(reopened));
    groups
}

pub fn converted(view: &View<'_>, _: Mode) -> Vec<Group> {
    let new = view.begun().filter(|(_, attempt)| attempt.number == 0);
    let note = |(tracked, _): (&Tracked<'_>, &Attempt)| {
        let state = match () {
            () if tracked.ever_won() => "won".to_owned(),
            () => state(view, tracked),
        };
        row(tracked, state)
    };
    vec![group("created in the period", new.map(note))]
}

pub fn followed(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |(tracked, followed): (&Tracked<'_>, Followed)| {
        let end = match followed.won {
            Some(true) => "won",
            Some(false) => "lost",
            None => "open",
        };
        row(tracked, format!("{end} after {} days", followed.days))
    };
    vec![group("attempts begun in the period", figures::followed(view).map(note))]
}

/// Where a lead is now.
pub(super) fn state(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    if let Some(stage) = tracked.open_stage().and_then(|stage| view.pipeline.stages.get(stage)) {
        return format!("open, in {}", stage.id);
    }
    tracked.outcome().map_or_else(String::new, |outcome| {
        format!("{} on {}", if outcome.won { "won" } else { "lost" }, outcome.day)
    })
}

fn open_rows(view: &View<'_>, name: &str, note: impl Fn(&Tracked<'_>, usize) -> String) -> Group {
    group(name, view.open().map(|(tracked, stage)| row(tracked, note(tracked, stage))))
}

fn worth(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    let currency = view.workspace.config.currency.code();
    tracked
        .value
        .map_or_else(|_| "no value".to_owned(), |v| format!("{currency} {}", view.round(v).normalize()))
}

pub fn open(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, at| format!("in {}, {}", stage_id(view, at), worth(view, tracked));
    vec![open_rows(view, "open", note)]
}

pub fn weighted(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, _| match tracked.chance.and_then(|c| Some((c.percent?, c.source))) {
        Some((percent, source)) => {
            let source = match source {
                WeightSource::Lead => "the lead's own",
                WeightSource::History => "by history",
                WeightSource::Stage | WeightSource::None => "the stage's",
            };
            format!("{} × {} %, {source}", worth(view, tracked), percent.round_dp(2).normalize())
        }
        None => format!("{}, nobody says how likely", worth(view, tracked)),
    };
    vec![open_rows(view, "open", note)]
}

pub fn expected(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, _| match tracked.lead.expected_close {
        None => format!("no date, {}", worth(view, tracked)),
        Some(day) if day < view.as_of => format!("{day}, overdue, {}", worth(view, tracked)),
        Some(day) => format!("{day}, {}", worth(view, tracked)),
    };
    vec![open_rows(view, "open", note)]
}

pub fn rotting(view: &View<'_>, _: Mode) -> Vec<Group> {
    let rows = figures::rotting(view).into_iter().map(|lead| ExplainRow {
        note: format!("idle for {} days, {} are allowed in {}", lead.idle_days, lead.max_days, lead.stage),
        lead: lead.id,
    });
    vec![group("rotting", rows)]
}

pub fn months(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let mut groups = new(view, mode);
    groups.truncate(1);
    groups.append(&mut closed(view, mode));
    groups
}

pub fn velocity(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let mut groups = open(view, mode);
    groups.append(&mut closed(view, mode));
    groups
}

pub fn stays(view: &View<'_>, _: Mode) -> Vec<Group> {
    let stages = 0..view.pipeline.open_stages();
    let groups = stages.flat_map(|stage| {
        let name = stage_id(view, stage);
        [
            group(format!("{name}: stays that ended in the period"), visited(view, stage, true)),
            group(format!("{name}: there at the as-of date"), visited(view, stage, false)),
        ]
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// The visits to a stage that ended in the period, or those that last.
pub(super) fn visited(view: &View<'_>, stage: usize, ended: bool) -> impl Iterator<Item = ExplainRow> {
    let mine = visits(view).filter(move |(_, visit)| visit.stage == stage && visit.ended == ended);
    mine.map(|(tracked, visit)| row(tracked, format!("{} days, since {}", visit.days, visit.from)))
}

fn stage_id<'w>(view: &View<'w>, stage: usize) -> &'w str {
    view.pipeline.stages.get(stage).map_or("", |stage| stage.id.as_str())
}

/// The attempts that entered each stage, as [`figures::flows`] counts them.
pub fn stages(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let of = |stage: usize, carried: bool| {
        let word = if carried { "carried into" } else { "entered" };
        let rows = passed(view, mode, stage, carried).into_iter();
        group(format!("{word} {}", stage_id(view, stage)), rows)
    };
    let groups = (0..view.pipeline.open_stages()).flat_map(|stage| [of(stage, false), of(stage, true)]);
    let groups = groups.chain(unknown_paths(view, mode));
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// The attempts that no stage counts.
pub fn unknown_paths(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let mut rows = Vec::new();
    figures::unknown_paths(view, mode, |tracked, attempt| {
        let why = if attempt.stays.is_empty() { "created closed" } else { "stages of its way are not known" };
        rows.push(row(tracked, format!("begun on {}; {why}", attempt.start)));
    });
    vec![group("in no stage, as their way is not known", rows.into_iter())]
}

/// What was lost in the period for a reason that does not count.
pub fn disqualified(view: &View<'_>, _: Mode) -> Vec<Group> {
    let mut named: Vec<&Tracked<'_>> = view.disqualified().collect();
    named.dedup_by(|a, b| a.lead.id == b.lead.id);
    let mut rows = Vec::new();
    for tracked in named {
        let notes = never_in(tracked, |day| view.period.contains(day));
        rows.extend(notes.into_iter().map(|note| row(tracked, note)));
    }
    vec![group("lost in the period for a reason that does not count", rows.into_iter())]
}

/// Each time it was lost for a reason that does not count.
fn never_in(tracked: &Tracked<'_>, fits: impl Fn(Day) -> bool) -> Vec<String> {
    let outcomes = tracked.disqualified.iter().filter_map(|attempt| attempt.outcome);
    let note = |outcome: Outcome| {
        let entry = tracked.lead.history.get(outcome.entry);
        let reason = entry.and_then(|entry| entry.reason.as_deref()).unwrap_or_default();
        format!("lost on {}, {reason}, which does not count", outcome.day)
    };
    outcomes.filter(|outcome| fits(outcome.day)).map(note).collect()
}

/// That a lead was lost for a reason that does not count.
pub(super) fn never(tracked: &Tracked<'_>) -> String {
    never_in(tracked, |_| true).join("; ")
}

/// Why a lead was not disqualified in the period.
pub fn counts(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    state(view, tracked)
}

/// The attempts that entered a stage, or those that were there when the period began.
pub(super) fn passed(view: &View<'_>, mode: Mode, stage: usize, carried: bool) -> Vec<ExplainRow> {
    let mut rows = Vec::new();
    passages(view, mode, |tracked, at, passage| {
        if at == stage && passage.carried_in == carried {
            let skipped = if passage.skipped { ", by entering a further stage" } else { "" };
            let fate = match passage.fate {
                Fate::Advanced(_) => "advanced",
                Fate::Lost(_) => "lost",
                Fate::OpenHere => "still here",
                Fate::MovedBack => "moved back",
            };
            rows.push(row(tracked, format!("on {}{skipped}; {fate}", passage.entered)));
        }
    });
    rows
}

/// Why a lead is not among those closed in the period.
pub fn not_closed(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    let within = tracked.outcome().is_some_and(|outcome| view.period.contains(outcome.day));
    let state = state(view, tracked);
    match (tracked.open_stage(), within) {
        (Some(_), _) => state,
        (None, true) => state,
        (None, false) => format!("{state}, outside the period"),
    }
}

/// Why a lead is not among those begun in the period.
pub fn not_begun(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    let created = tracked.lead.created();
    if view.period.contains(created) {
        "created closed, so that no way led there".to_owned()
    } else {
        format!("created on {created}, outside the period")
    }
}

/// Why a lead is not among those open.
pub fn not_open(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    state(view, tracked)
}

/// Why a lead has no event in the period.
pub fn not_in_period(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    format!("{}; nothing of it is in the period", state(view, tracked))
}

/// Why an open lead does not rot.
pub fn not_rotting(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    let stage = tracked.open_stage().and_then(|stage| view.pipeline.stages.get(stage));
    let Some(stage) = stage.filter(|stage| !is_rotting(tracked.lead, stage, view.as_of)) else {
        return state(view, tracked);
    };
    let idle = idle_days(tracked.lead, view.as_of).unwrap_or_default();
    let due = tracked.lead.next_step.as_ref().and_then(|step| step.due);
    match (stage.max_days, due) {
        (None, _) => format!("{} has no limit", stage.id),
        (Some(max), Some(due)) if idle > i64::from(max) => {
            format!("idle for {idle} days, but a next step is due on {due}")
        }
        (Some(max), _) => format!("idle for {idle} days, {max} are allowed in {}", stage.id),
    }
}
