//! Which leads each figure counts, and why it leaves the others out.

use super::{Group, Row};
use crate::figures::{Closing, Mode, Tracked, View};
use crate::pipeline::{Attempt, attempts, idle_days, is_rotting};

pub(super) fn row(tracked: &Tracked<'_>, note: impl Into<String>) -> Row {
    Row { lead: tracked.lead.id.to_string(), note: note.into() }
}

pub(super) fn group(name: impl Into<String>, rows: impl Iterator<Item = Row>) -> Group {
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
    let began = view.begun().filter(|(_, attempt)| !attempt.stays.is_empty());
    let note = |(tracked, attempt): (&Tracked<'_>, &Attempt)| {
        let (end, day) = match attempt.outcome {
            Some(outcome) if outcome.won => ("won", outcome.day),
            Some(outcome) => ("lost", outcome.day),
            None => ("open", view.as_of),
        };
        row(tracked, format!("{end} after {} days", (day - attempt.start).num_days()))
    };
    vec![group("attempts begun in the period", began.map(note))]
}

/// Where a lead stands now.
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
    let stage = |stage: usize| view.pipeline.stages.get(stage).map_or("", |stage| stage.id.as_str());
    vec![open_rows(view, "open", |tracked, at| format!("in {}, {}", stage(at), worth(view, tracked)))]
}

pub fn weighted(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, _| match tracked.chance.and_then(|c| Some((c.percent?, c.source))) {
        Some((percent, source)) => {
            let source = match format!("{source:?}").as_str() {
                "Lead" => "the lead's own",
                "History" => "by history",
                _ => "the stage's",
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
    let rows = crate::figures::rotting(view).into_iter().map(|lead| Row {
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
    let of = |stage: usize, ended: bool| {
        let all =
            view.leads().flat_map(|t| t.attempts.iter().flat_map(|a| &a.stays).map(move |stay| (t, stay)));
        let mine = all.filter(move |(_, stay)| stay.stage == stage);
        mine.filter_map(move |(tracked, stay)| {
            let until = match stay.to {
                Some(to) if ended && view.period.contains(to) => to,
                None if !ended => view.as_of,
                _ => return None,
            };
            Some(row(tracked, format!("{} days, since {}", (until - stay.from).num_days(), stay.from)))
        })
    };
    let name = |stage: usize| view.pipeline.stages.get(stage).map_or("", |stage| stage.id.as_str());
    let groups = stages.flat_map(|stage| {
        [
            group(format!("{}: stays that ended in the period", name(stage)), of(stage, true)),
            group(format!("{}: there at the as-of date", name(stage)), of(stage, false)),
        ]
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// The attempts that entered each stage, as [`crate::figures::flows`] counts them.
pub fn stages(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let judged = |tracked: &Tracked<'_>| match mode {
        Mode::Period if view.period.to < view.as_of => {
            attempts(&tracked.lead.history, view.pipeline, view.period.to)
        }
        _ => tracked.attempts.clone(),
    };
    let (mut entered, mut carried) = (Vec::new(), Vec::new());
    for (at, stage) in view.pipeline.stages.iter().enumerate().take(view.pipeline.open_stages()) {
        entered.push(Group { name: format!("entered {}", stage.id), rows: Vec::new() });
        carried.push(Group { name: format!("carried into {}", stage.id), rows: Vec::new() });
        for tracked in view.leads() {
            for attempt in judged(tracked) {
                let Some((day, skipped)) = attempt.entered(at) else { continue };
                let counted = if mode == Mode::Cohort { attempt.start } else { day };
                let left = attempt.entered(at + 1).map(|(day, _)| day).or(attempt.outcome.map(|o| o.day));
                let note = format!(
                    "on {day}{}; {}",
                    if skipped { ", by entering a further stage" } else { "" },
                    fate(&attempt, at)
                );
                if view.period.contains(counted) {
                    entered[at].rows.push(row(tracked, note));
                } else if mode == Mode::Period
                    && day < view.period.from
                    && left.is_none_or(|left| left >= view.period.from)
                {
                    carried[at].rows.push(row(tracked, note));
                }
            }
        }
    }
    let pairs = entered.into_iter().zip(carried).flat_map(|(entered, carried)| [entered, carried]);
    pairs.filter(|group| !group.rows.is_empty()).collect()
}

/// The leads lost from a stage, as [`crate::figures::flows`] counts them.
pub fn lost_at(view: &View<'_>, mode: Mode, stage: usize) -> Vec<String> {
    let id = view.pipeline.stages.get(stage).map_or("", |stage| stage.id.as_str());
    let (entered, carried) = (format!("entered {id}"), format!("carried into {id}"));
    let groups = stages(view, mode).into_iter().filter(|group| [&entered, &carried].contains(&&group.name));
    let lost = groups.flat_map(|group| group.rows).filter(|row| row.note.ends_with("; lost"));
    lost.map(|row| row.lead).collect()
}

fn fate(attempt: &Attempt, stage: usize) -> &'static str {
    match attempt.outcome {
        _ if attempt.entered(stage + 1).is_some() => "advanced",
        Some(_) => "lost",
        None if attempt.open_stage() == Some(stage) => "still here",
        None => "moved back",
    }
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
