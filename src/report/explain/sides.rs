//! The leads behind the figures that look from several sides: losses, wins,
//! effort, targets, retention and improvements.

use super::counted::{group, passed, row, state, visited, won};
use super::{ExplainRow, Group};
use crate::figures::{
    Closing, Customers, Mode, StageDays, Tracked, View, activities, done_by, first_activities,
    improvements as improved, lost_from, measured, retention as figure, segments_of, stage_on, won_customers,
};
use crate::pipeline::{Activity, Attempt, Lead, Period};

/// The attempts lost, by reason; every other side is in the note.
pub fn losses(view: &View<'_>, _: Mode) -> Vec<Group> {
    let lost = || view.closings().filter(|closing| !closing.outcome.won);
    let mut reasons: Vec<Option<&str>> = lost().map(|closing| closing.reason()).collect();
    reasons.sort_by_key(|reason| (reason.is_none(), *reason));
    reasons.dedup();
    let of = |reason: Option<&str>| {
        let name = reason.map_or_else(|| "lost for no reason given".to_owned(), |r| format!("lost for {r}"));
        let mine = lost().filter(|closing| closing.reason() == reason);
        group(name, mine.map(|closing| row(closing.tracked, loss(view, &closing))))
    };
    reasons.into_iter().map(of).collect()
}

/// `on 2026-02-01, from proposal; owner siti; source ads; to X`.
fn loss(view: &View<'_>, closing: &Closing<'_, '_>) -> String {
    let lead = closing.tracked.lead;
    let from =
        lost_from(view, closing).map_or_else(|| "created lost".to_owned(), |s| format!("from {}", s.id));
    let mut note = format!("on {}, {from}; owner {}", closing.outcome.day, closing.owner());
    let sides =
        [("source", lead.source.as_deref()), ("industry", lead.industry()), ("to", closing.competitor())];
    for (side, key) in sides.into_iter().filter_map(|(side, key)| Some((side, key?))) {
        note.extend(["; ", side, " ", key]);
    }
    if closing.superseded {
        note.push_str("; not valued, a later attempt took over");
    }
    note
}

/// What the segments count: attempts closed, and open leads; the note holds
/// the segments of each.
pub fn wins(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, attempt: &Attempt| {
        let keys = segments_of(view, tracked, attempt).into_iter();
        keys.map(|(side, key)| format!("{side} {key}")).collect::<Vec<_>>().join("; ")
    };
    let of = |name: &str, won: bool| {
        let mine = view.closings().filter(|closing| closing.outcome.won == won);
        let row = |closing: Closing<'_, '_>| {
            let reason = closing.reason().map(|reason| format!("for {reason}; ")).unwrap_or_default();
            row(closing.tracked, format!("{reason}{}", note(closing.tracked, closing.attempt)))
        };
        group(name, mine.map(row))
    };
    let open =
        view.open().filter_map(|(tracked, _)| Some(row(tracked, note(tracked, tracked.attempts.last()?))));
    vec![of("won in the period", true), of("lost in the period", false), group("open", open)]
}

/// The activities of the period, the wins their cost is divided by, and the
/// attempts that waited for their first one.
pub fn effort(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let done = activities(view)
        .map(|(lead, done)| ExplainRow { lead: lead.id.to_string(), note: activity(view, lead, done) });
    let mut groups = vec![group("activities of the period", done)];
    groups.append(&mut won(view, mode));
    let waited = first_activities(view).filter_map(|(tracked, attempt, days)| {
        Some(row(tracked, format!("begun on {}, first activity after {} days", attempt.start, days?)))
    });
    groups.push(group("begun in the period, with a first activity", waited));
    let without = first_activities(view).filter(|(_, _, days)| days.is_none());
    let without = without.map(|(tracked, attempt, _)| row(tracked, format!("begun on {}", attempt.start)));
    groups.push(group("begun in the period, without an activity", without));
    groups
}

/// `2026-02-01, call by siti, in proposal, 30 minutes, IDR 50000`.
fn activity(view: &View<'_>, lead: &Lead, done: &Activity) -> String {
    let stage = stage_on(view, lead, done).map(|stage| format!(", in {stage}")).unwrap_or_default();
    let minutes = done.minutes.map_or_else(|| "untimed".to_owned(), |minutes| format!("{minutes} minutes"));
    let currency = view.workspace.config.currency.code();
    let cost = done.cost.map(|cost| format!(", {currency} {}", cost.normalize())).unwrap_or_default();
    format!("{}, {} by {}{stage}, {minutes}{cost}", done.day, done.kind, done_by(view, lead, done))
}

/// For each target what was won, and what is expected to be; a target of the
/// team counts the leads of every pipeline.
pub fn targets(view: &View<'_>, views: &[View<'_>]) -> Vec<Group> {
    let both = measured(view, views).into_iter().flat_map(|measured| {
        let target = measured.target;
        let owner = target.owner.as_deref().map(|owner| format!(", {owner}")).unwrap_or_default();
        let of = |word: &str, what: &Option<String>| {
            what.as_ref().map(|what| format!(", {word} {what}")).unwrap_or_default()
        };
        let leads = of("group", &target.group) + &of("where", &target.condition);
        let name = format!("{}{owner}{leads}", target.label);
        let won =
            measured.won().map(|closing| row(closing.tracked, format!("won on {}", closing.outcome.day)));
        let won = group(format!("{name}: won in its period"), won);
        let expected = measured.expected().filter_map(|tracked| {
            Some(row(tracked, format!("open, expected on {}", tracked.lead.expected_close?)))
        });
        let expected = group(format!("{name}: open, expected by its end"), expected);
        std::iter::once(won).chain(target.value.is_some().then_some(expected))
    });
    both.collect()
}

/// The customers won, those whose contract ends, those without an open lead.
pub fn retention(view: &View<'_>, views: &[View<'_>]) -> Vec<Group> {
    let customers = Customers::of(views);
    let won = won_customers(view, &customers);
    let of = |again: bool| won.iter().filter(move |customer| (customer.wins > 1) == again);
    let figure = figure(view, &customers);
    let ending = figure.ending.into_iter().map(|ending| {
        let renewal = ending.renewal.map(|by| format!(", renewed by {} ({})", by.id, by.state));
        let note = format!("ends on {}{}", ending.end, renewal.unwrap_or_default());
        ExplainRow { lead: ending.id, note }
    });
    let quiet = figure.without_open.into_iter();
    vec![
        group(
            "customers won again",
            of(true).map(|c| row(c.last, format!("won {} times, here last on {}", c.wins, c.won_on))),
        ),
        group("customers won once", of(false).map(|c| row(c.last, format!("won on {}", c.won_on)))),
        group("contracts that end within 90 days", ending),
        group(
            "customers without an open lead",
            quiet.map(|lead| ExplainRow { note: format!("won last on {}", lead.won_on), lead: lead.id }),
        ),
    ]
}

/// For each improvement what entered its stage and what stayed there, before
/// and after.
pub fn improvements(view: &View<'_>, _: Mode) -> Vec<Group> {
    let all = improved(view).into_iter().flat_map(|change| {
        let sides = [("before", change.before), ("after", change.after)];
        let name = format!("{} since {}", change.stage, change.from);
        let stage = view.pipeline.stage_index(&change.stage);
        sides
            .into_iter()
            .filter_map(move |(word, side)| Some((word, side?, stage?)))
            .flat_map(move |(word, side, stage)| side_of(view, stage, &format!("{name}, {word}"), side))
    });
    all.collect()
}

fn side_of(view: &View<'_>, stage: usize, name: &str, side: StageDays) -> [Group; 2] {
    let view = view.over(Period { from: side.from, to: side.to });
    let days = format!("{} to {}", side.from, side.to);
    [
        group(format!("{name}: entered {days}"), passed(&view, Mode::Entered, stage, false).into_iter()),
        group(format!("{name}: stays that ended {days}"), visited(&view, stage, true)),
    ]
}

/// Why no work of a lead is counted.
pub fn not_worked(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    format!("{}; no activity, win or beginning of it is in the period", state(view, tracked))
}

/// Why no target counts a lead.
pub fn not_targeted(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    let open = tracked.open_stage().is_some();
    let expected = match tracked.lead.expected_close {
        _ if !open => String::new(),
        Some(day) => format!(", expected on {day}"),
        None => ", expected on no date".to_owned(),
    };
    format!("{}{expected}; no target counts it", state(view, tracked))
}

/// Why a lead is no customer.
pub fn not_a_customer(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    match tracked.ever_won() {
        true => "another lead of this customer was won later".to_owned(),
        false => format!("{}, never won", state(view, tracked)),
    }
}

/// Why no improvement counts a lead.
pub fn not_changed(view: &View<'_>, tracked: &Tracked<'_>) -> String {
    format!("{}; not in a changed stage in the days compared", state(view, tracked))
}
