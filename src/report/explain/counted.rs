//! Which leads each figure counts, and why it leaves the others out.

use super::{ExplainRow, Group};
use crate::figures::{self, Closing, Fate, Followed, Mode, Tracked, View, WeightSource, passages, visits};
use crate::message;
use crate::pipeline::{Attempt, Day, Outcome, idle_days, is_rotting};
use crate::text::Message;

pub(super) fn row(tracked: &Tracked<'_>, note: Message) -> ExplainRow {
    ExplainRow { lead: tracked.lead.id.to_string(), note }
}

pub(super) fn group(name: Message, rows: impl Iterator<Item = ExplainRow>) -> Group {
    Group { name, rows: rows.collect() }
}

/// How an attempt closed: `won on 2026-02-01`.
fn closing(closing: &Closing<'_, '_>) -> Message {
    let reason = closing.reason().map(|reason| message!(", {reason}", reason)).unwrap_or_default();
    let value = match closing.tracked.value {
        _ if closing.superseded => superseded(),
        Err(_) => message!("; has no value"),
        Ok(_) => Message::default(),
    };
    ended(closing.outcome).and(reason).and(value)
}

fn ended(outcome: Outcome) -> Message {
    match outcome.won {
        true => won_on(outcome.day),
        false => message!("lost on {day}", day = outcome.day),
    }
}

pub(super) fn won_on(day: Day) -> Message {
    message!("won on {day}", day)
}

pub(super) fn superseded() -> Message {
    message!("; not valued, a later attempt took over")
}

fn closings(view: &View<'_>, name: Message, wanted: impl Fn(&Closing<'_, '_>) -> bool) -> Group {
    group(name, view.closings().filter(|c| wanted(c)).map(|c| row(c.tracked, closing(&c))))
}

pub(super) fn won_in_period() -> Message {
    message!("won in the period")
}

pub(super) fn lost_in_period() -> Message {
    message!("lost in the period")
}

pub(super) fn still_open() -> Message {
    message!("open")
}

pub fn won(view: &View<'_>, _: Mode) -> Vec<Group> {
    vec![closings(view, won_in_period(), |closing| closing.outcome.won)]
}

pub fn lost(view: &View<'_>, _: Mode) -> Vec<Group> {
    vec![closings(view, lost_in_period(), |closing| !closing.outcome.won)]
}

pub fn closed(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let mut groups = won(view, mode);
    groups.append(&mut lost(view, mode));
    groups
}

pub fn valued(view: &View<'_>, _: Mode) -> Vec<Group> {
    let valued = |c: &Closing<'_, '_>| c.outcome.won && !c.superseded && c.tracked.value.is_ok();
    vec![closings(view, message!("won in the period, with a value"), valued)]
}

pub fn cycles(view: &View<'_>, _: Mode) -> Vec<Group> {
    let won = view.closings().filter(|closing| closing.outcome.won);
    let days =
        won.filter_map(|closing| Some(row(closing.tracked, message!("{days} days", days = closing.days()?))));
    vec![group(message!("won in the period, days from start to won"), days)]
}

pub(super) fn begun_on(attempt: &Attempt) -> Message {
    message!("begun on {day}", day = attempt.start)
}

pub fn new(view: &View<'_>, _: Mode) -> Vec<Group> {
    let of = |is: fn(&Attempt) -> bool| view.begun().filter(move |(_, attempt)| is(attempt));
    let note = |(tracked, attempt): (&Tracked<'_>, &Attempt)| row(tracked, begun_on(attempt));
    let later = |attempt: &Attempt| attempt.number > 0 && !attempt.came;
    let reopened = group(message!("reopened in the period"), of(later).map(note));
    let came = group(message!("came from another pipeline in the period"), of(|own| own.came).map(note));
    let mut groups = vec![group(message!("created in the period"), of(|own| own.number == 0).map(note))];
    groups.extend([reopened, came].into_iter().filter(|group| !group.rows.is_empty()));
    groups
}

pub fn converted(view: &View<'_>, _: Mode) -> Vec<Group> {
    let new = view.begun().filter(|(_, attempt)| attempt.number == 0);
    let note = |(tracked, _): (&Tracked<'_>, &Attempt)| {
        let state = match () {
            () if tracked.ever_won() => message!("won"),
            () => state(view, tracked),
        };
        row(tracked, state)
    };
    vec![group(message!("created in the period"), new.map(note))]
}

pub fn followed(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |(tracked, followed): (&Tracked<'_>, Followed)| {
        let days = followed.days;
        let end = match followed.won {
            Some(true) => message!("won after {days} days", days),
            Some(false) => message!("lost after {days} days", days),
            None => message!("open after {days} days", days),
        };
        row(tracked, end)
    };
    vec![group(message!("attempts begun in the period"), figures::followed(view).map(note))]
}

/// Where a lead is now.
pub(super) fn state(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    if let Some(stage) = tracked.open_stage().and_then(|stage| view.pipeline.stages.get(stage)) {
        return message!("open, in {stage}", stage = stage.id);
    }
    if !tracked.is_here() {
        return elsewhere(view, tracked);
    }
    tracked.outcome().map(ended).unwrap_or_default()
}

/// Where a lead is that went to another pipeline, and since when.
fn elsewhere(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    let attempts = tracked.lead.history.attempts(view.as_of);
    let last = attempts.last();
    let pipeline = last.and_then(|own| view.workspace.config.pipelines.get(usize::from(own.pipeline)));
    let Some((last, pipeline)) = last.zip(pipeline) else { return Message::default() };
    message!("in the pipeline {id} since {day}", id = pipeline.id, day = last.start)
}

fn open_rows(view: &View<'_>, note: impl Fn(&Tracked<'_>, usize) -> Message) -> Group {
    group(still_open(), view.open().map(|(tracked, stage)| row(tracked, note(tracked, stage))))
}

fn worth(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    let currency = view.workspace.config.currency.code();
    tracked.value.map_or_else(
        |_| message!("no value"),
        |value| Message::verbatim(format!("{currency} {}", view.round(value).normalize())),
    )
}

pub fn open(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, at| {
        let held = tracked.lead.is_held(view.as_of);
        let (stage, worth) = (stage_id(view, at), worth(view, tracked));
        match held {
            true => message!("in {stage}, on hold, {worth}", stage, worth),
            false => message!("in {stage}, {worth}", stage, worth),
        }
    };
    vec![open_rows(view, note)]
}

pub fn weighted(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, _| match tracked.chance.and_then(|c| Some((c.percent?, c.source))) {
        Some((percent, source)) => {
            let source = match source {
                WeightSource::Lead => message!("the lead's own"),
                WeightSource::History => message!("by history"),
                WeightSource::Stage | WeightSource::None => message!("the stage's"),
            };
            let percent = percent.round_dp(2).normalize().to_string();
            message!("{worth} × {percent} %, {source}", worth = worth(view, tracked), percent, source)
        }
        None => message!("{worth}, nobody says how likely", worth = worth(view, tracked)),
    };
    vec![open_rows(view, note)]
}

pub fn expected(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, _| match tracked.lead.expected_close {
        None => message!("no date, {worth}", worth = worth(view, tracked)),
        Some(day) if day < view.as_of && tracked.lead.is_held(view.as_of) => {
            message!("{day}, on hold, {worth}", day, worth = worth(view, tracked))
        }
        Some(day) if day < view.as_of => {
            message!("{day}, overdue, {worth}", day, worth = worth(view, tracked))
        }
        Some(day) => message!("{day}, {worth}", day, worth = worth(view, tracked)),
    };
    vec![open_rows(view, note)]
}

pub fn rotting(view: &View<'_>, _: Mode) -> Vec<Group> {
    let rows = figures::rotting(view).into_iter().map(|lead| ExplainRow {
        note: idle(view, lead.idle_days, lead.max_days, &lead.stage),
        lead: lead.id,
    });
    vec![group(message!("rotting"), rows)]
}

fn idle(view: &View<'_>, days: i64, max: u32, stage: &str) -> Message {
    match has_days_off(view) {
        true => message!("idle for {days} working days, {max} are allowed in {stage}", days, max, stage),
        false => message!("idle for {days} days, {max} are allowed in {stage}", days, max, stage),
    }
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
            group(message!("{name}: stays that ended in the period", name), visited(view, stage, true)),
            group(message!("{name}: there at the as-of date", name), visited(view, stage, false)),
        ]
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// The visits to a stage that ended in the period, or those that last.
pub(super) fn visited(view: &View<'_>, stage: usize, ended: bool) -> impl Iterator<Item = ExplainRow> {
    let mine = visits(view).filter(move |(_, visit)| visit.stage == stage && visit.ended == ended);
    mine.map(|(tracked, visit)| {
        row(tracked, message!("{days} days, since {from}", days = visit.days, from = visit.from))
    })
}

fn stage_id<'w>(view: &View<'w>, stage: usize) -> &'w str {
    view.pipeline.stages.get(stage).map_or("", |stage| stage.id.as_str())
}

/// The attempts that entered each stage, as [`figures::flows`] counts them.
pub fn stages(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let of = |stage: usize, carried: bool| {
        let id = stage_id(view, stage);
        let name = if carried { message!("carried into {id}", id) } else { message!("entered {id}", id) };
        group(name, passed(view, mode, stage, carried).into_iter())
    };
    let groups = (0..view.pipeline.open_stages()).flat_map(|stage| [of(stage, false), of(stage, true)]);
    let groups = groups.chain(unknown_paths(view, mode));
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// The attempts that no stage counts.
pub fn unknown_paths(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let mut rows = Vec::new();
    figures::unknown_paths(view, mode, |tracked, attempt| {
        let why = match attempt.stays.is_empty() {
            true => message!("; created closed"),
            false => message!("; stages of its way are not known"),
        };
        rows.push(row(tracked, begun_on(attempt).and(why)));
    });
    vec![group(message!("in no stage, as their way is not known"), rows.into_iter())]
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
    vec![group(message!("lost in the period for a reason that does not count"), rows.into_iter())]
}

/// Each time it was lost for a reason that does not count.
fn never_in(tracked: &Tracked<'_>, fits: impl Fn(Day) -> bool) -> Vec<Message> {
    let outcomes = tracked.disqualified.iter().filter_map(|attempt| attempt.outcome);
    let note = |outcome: Outcome| {
        let entry = tracked.lead.history.get(outcome.entry);
        let reason = entry.and_then(|entry| entry.reason.as_deref()).unwrap_or_default();
        message!("lost on {day}, {reason}, which does not count", day = outcome.day, reason)
    };
    outcomes.filter(|outcome| fits(outcome.day)).map(note).collect()
}

/// That a lead was lost for a reason that does not count.
pub(super) fn never(tracked: &Tracked<'_>) -> Message {
    Message::list(never_in(tracked, |_| true), "; ")
}

/// Why a lead was not disqualified in the period.
pub fn counts(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    state(view, tracked)
}

/// The attempts that entered a stage, or those that were there when the period began.
pub(super) fn passed(view: &View<'_>, mode: Mode, stage: usize, carried: bool) -> Vec<ExplainRow> {
    let mut rows = Vec::new();
    passages(view, mode, |tracked, at, passage| {
        if at == stage && passage.carried_in == carried {
            let skipped = match passage.skipped {
                true => message!(", by entering a further stage"),
                false => Message::default(),
            };
            let fate = match passage.fate {
                Fate::Advanced(_) => message!("; advanced"),
                Fate::Lost(_) => message!("; lost"),
                Fate::OpenHere => message!("; still here"),
                Fate::MovedBack => message!("; moved back"),
                Fate::Transferred(day) => message!("; went to another pipeline on {day}", day),
            };
            rows.push(row(tracked, message!("on {day}", day = passage.entered).and(skipped).and(fate)));
        }
    });
    rows
}

/// Why a lead is not among those closed in the period.
pub fn not_closed(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    let within = tracked.outcome().is_some_and(|outcome| view.period.contains(outcome.day));
    let state = state(view, tracked);
    match (tracked.open_stage(), within) {
        (Some(_), _) => state,
        (None, true) => state,
        (None, false) => message!("{state}, outside the period", state),
    }
}

/// Why a lead is not among those begun in the period.
pub fn not_begun(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    let created = tracked.lead.created();
    if view.period.contains(created) {
        message!("created closed, so that no way led there")
    } else {
        message!("created on {created}, outside the period", created)
    }
}

/// Why a lead is not among those open.
pub fn not_open(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    state(view, tracked)
}

/// Why a lead has no event in the period.
pub fn not_in_period(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    message!("{state}; nothing of it is in the period", state = state(view, tracked))
}

/// Whether idle days are working days of the team's calendar.
pub fn has_days_off(view: &View<'_>) -> bool {
    view.workspace.config.calendar.has_days_off()
}

/// Why an open lead does not rot.
pub fn not_rotting(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    let calendar = &view.workspace.config.calendar;
    let stage = tracked.open_stage().and_then(|stage| view.pipeline.stages.get(stage));
    let Some(stage) = stage.filter(|stage| !is_rotting(tracked.lead, stage, view.as_of, calendar)) else {
        return state(view, tracked);
    };
    if let Some(hold) = tracked.lead.hold.as_ref().filter(|_| tracked.lead.is_held(view.as_of)) {
        return message!("on hold until {day}", day = hold.until);
    }
    let days = idle_days(tracked.lead, view.as_of, calendar).unwrap_or_default();
    let due = tracked.lead.next_step.as_ref().and_then(|step| step.due);
    match (stage.max_days, due) {
        (None, _) => message!("{stage} has no limit", stage = stage.id),
        (Some(max), Some(due)) if days > i64::from(max) && has_days_off(view) => {
            message!("idle for {days} working days, but a next step is due on {due}", days, due)
        }
        (Some(max), Some(due)) if days > i64::from(max) => {
            message!("idle for {days} days, but a next step is due on {due}", days, due)
        }
        (Some(max), _) => idle(view, days, max, &stage.id),
    }
}
