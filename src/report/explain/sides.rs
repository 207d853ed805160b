//! The leads behind the figures that look from several sides: losses, wins,
//! effort, targets, retention and improvements.

use super::counted::{
    begun_on, group, has_days_off, lost_in_period, passed, row, state, still_open, superseded, visited, won,
    won_in_period, won_on,
};
use super::{ExplainRow, Group};
use crate::figures::{
    Closing, Customers, FirstContact, Mode, StageDays, Tracked, View, activities, done_by, ended_contracts,
    first_contacts, improvements as improved, lost_from, measured, retention as figure, segments_of,
    stage_on, won_customers,
};
use crate::message;
use crate::pipeline::{Activity, Attempt, Lead, Period};
use crate::text::Message;

/// The attempts lost, by reason; every other side is in the note.
pub fn losses(view: &View<'_>, _: Mode) -> Vec<Group> {
    let lost = || view.closings().filter(|closing| !closing.outcome.won);
    let mut reasons: Vec<Option<&str>> = lost().map(|closing| closing.reason()).collect();
    reasons.sort_by_key(|reason| (reason.is_none(), *reason));
    reasons.dedup();
    let of = |reason: Option<&str>| {
        let name = reason.map_or_else(
            || message!("lost for no reason given"),
            |reason| message!("lost for {reason}", reason),
        );
        let mine = lost().filter(|closing| closing.reason() == reason);
        group(name, mine.map(|closing| row(closing.tracked, loss(view, &closing))))
    };
    reasons.into_iter().map(of).collect()
}

/// `on 2026-02-01, from proposal; owner siti; source ads; to X`.
fn loss(view: &View<'_>, closing: &Closing<'_, '_>) -> Message {
    let lead = closing.tracked.lead;
    let owners: Vec<&str> = closing.counts_for().map(|who| who.as_str()).collect();
    let from = lost_from(view, closing)
        .map_or_else(|| message!("created lost"), |s| message!("from {stage}", stage = s.id));
    let note = message!(
        "on {day}, {from}; owner {owner}",
        day = closing.outcome.day,
        from,
        owner = owners.join(", ")
    );
    let source = lead.source.as_deref().map(|source| message!("; source {source}", source));
    let industry = lead.industry().map(|industry| message!("; industry {industry}", industry));
    let to = closing.competitor().map(|competitor| message!("; to {competitor}", competitor));
    let valued = closing.superseded.then(superseded);
    let more = [source, industry, to, valued].into_iter().flatten();
    more.fold(note, Message::and)
}

/// What the segments count: attempts closed, and open leads; the note holds
/// the segments of each.
pub fn wins(view: &View<'_>, _: Mode) -> Vec<Group> {
    let note = |tracked: &Tracked<'_>, attempt: &Attempt| {
        let keys = segments_of(view, tracked, attempt).into_iter();
        Message::list(keys.map(|(side, key)| Message::verbatim(format!("{side} {key}"))), "; ")
    };
    let of = |name: Message, won: bool| {
        let mine = view.closings().filter(|closing| closing.outcome.won == won);
        let row = |closing: Closing<'_, '_>| {
            let reason =
                closing.reason().map(|reason| message!("for {reason}; ", reason)).unwrap_or_default();
            row(closing.tracked, reason.and(note(closing.tracked, closing.attempt)))
        };
        group(name, mine.map(row))
    };
    let open =
        view.open().filter_map(|(tracked, _)| Some(row(tracked, note(tracked, tracked.attempts.last()?))));
    vec![of(won_in_period(), true), of(lost_in_period(), false), group(still_open(), open)]
}

/// The activities of the period, the wins their cost is divided by, and the
/// attempts that waited for their first one.
pub fn effort(view: &View<'_>, mode: Mode) -> Vec<Group> {
    let done = activities(view)
        .map(|(lead, done)| ExplainRow { lead: lead.id.to_string(), note: activity(view, lead, done) });
    let mut groups = vec![group(message!("activities of the period"), done)];
    groups.append(&mut won(view, mode));
    let waited = first_contacts(view).filter_map(|(tracked, attempt, contact)| {
        let after = match contact? {
            FirstContact { seconds: Some(seconds), .. } => {
                let hours = format!("{:.1}", seconds as f64 / 3600.0);
                message!(", first contact after {hours} hours", hours)
            }
            FirstContact { days, .. } if has_days_off(view) => {
                message!(", first contact after {days} working days", days)
            }
            FirstContact { days, .. } => message!(", first contact after {days} days", days),
        };
        Some(row(tracked, begun_on(attempt).and(after)))
    });
    groups.push(group(message!("begun in the period, with a first contact"), waited));
    let without = first_contacts(view).filter(|(_, _, contact)| contact.is_none());
    let without = without.map(|(tracked, attempt, _)| row(tracked, begun_on(attempt)));
    groups.push(group(message!("begun in the period, without a contact"), without));
    groups
}

/// `2026-02-01, call by siti, in proposal, 30 minutes, IDR 50000`.
fn activity(view: &View<'_>, lead: &Lead, done: &Activity) -> Message {
    let stage = stage_on(view, lead, done).map(|stage| message!(", in {stage}", stage)).unwrap_or_default();
    let minutes = done
        .minutes
        .map_or_else(|| message!(", untimed"), |minutes| message!(", {minutes} minutes", minutes));
    let currency = view.workspace.config.currency.code();
    let cost = done
        .cost
        .map(|cost| Message::verbatim(format!(", {currency} {}", cost.normalize())))
        .unwrap_or_default();
    let by = done_by(view, lead, done);
    message!("{day}, {kind} by {by}", day = done.day, kind = done.kind, by).and(stage).and(minutes).and(cost)
}

/// For each target what was won, and what is expected to be; a target of the
/// team counts the leads of every pipeline.
pub fn targets(view: &View<'_>, views: &[View<'_>]) -> Vec<Group> {
    let both = measured(view, views).into_iter().flat_map(|measured| {
        let target = measured.target;
        let owner = target.owner.as_deref().map(|owner| format!(", {owner}")).unwrap_or_default();
        let people = target.group.as_ref().map(|group| message!(", group {group}", group));
        let condition = target.condition.as_ref().map(|condition| message!(", where {condition}", condition));
        let name = Message::verbatim(format!("{}{owner}", target.label));
        let name = [people, condition].into_iter().flatten().fold(name, Message::and);
        let won = measured.won().map(|closing| row(closing.tracked, won_on(closing.outcome.day)));
        let won = group(message!("{name}: won in its period", name), won);
        let expected = measured.expected().filter_map(|tracked| {
            Some(row(tracked, message!("open, expected on {day}", day = tracked.lead.expected_close?)))
        });
        let expected = group(message!("{name}: open, expected by its end", name), expected);
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
        let renewal =
            ending.renewal.map(|by| message!(", renewed by {id} ({state})", id = by.id, state = by.state));
        let note = message!("ends on {day}", day = ending.end).and(renewal.unwrap_or_default());
        ExplainRow { lead: ending.id, note }
    });
    let quiet = figure.without_open.into_iter();
    let ended = ended_contracts(view, &customers).into_iter().map(|ended| {
        let currency = view.workspace.config.currency.code();
        let [worth, kept, added] = [ended.ended, ended.continued, ended.added]
            .map(|amount| Message::verbatim(format!("{currency} {}", amount.normalize())));
        let note = message!(
            "ended on {day}: {worth} a year, renewed for {kept}, extended for {added}",
            day = ended.end,
            worth,
            kept,
            added
        );
        row(ended.tracked, note)
    });
    vec![
        group(
            message!("customers won again"),
            of(true).map(|c| {
                row(c.last, message!("won {n} times, here last on {day}", n = c.wins, day = c.won_on))
            }),
        ),
        group(message!("customers won once"), of(false).map(|c| row(c.last, won_on(c.won_on)))),
        group(message!("contracts that end within 90 days"), ending),
        group(message!("recurring contracts that ended in the period"), ended),
        group(
            message!("customers without an open lead"),
            quiet.map(|lead| ExplainRow {
                note: message!("won last on {day}", day = lead.won_on),
                lead: lead.id,
            }),
        ),
    ]
}

/// For each improvement what entered its stage and what stayed there, before
/// and after.
pub fn improvements(view: &View<'_>, _: Mode) -> Vec<Group> {
    let all = improved(view).into_iter().flat_map(|change| {
        let sides = [(message!("before"), change.before), (message!("after"), change.after)];
        let name = message!("{stage} since {day}", stage = change.stage, day = change.from);
        let stage = view.pipeline.stage_index(&change.stage);
        sides.into_iter().filter_map(move |(word, side)| Some((word, side?, stage?))).flat_map(
            move |(word, side, stage)| side_of(view, stage, &message!("{name}, {word}", name, word), side),
        )
    });
    all.collect()
}

fn side_of(view: &View<'_>, stage: usize, name: &Message, side: StageDays) -> [Group; 2] {
    let view = view.over(Period { from: side.from, to: side.to });
    let entered = message!("{name}: entered {from} to {to}", name, from = side.from, to = side.to);
    let ended = message!("{name}: stays that ended {from} to {to}", name, from = side.from, to = side.to);
    [
        group(entered, passed(&view, Mode::Entered, stage, false).into_iter()),
        group(ended, visited(&view, stage, true)),
    ]
}

/// Why no work of a lead is counted.
pub fn not_worked(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    message!("{state}; no activity, win or beginning of it is in the period", state = state(view, tracked))
}

/// Why no target counts a lead.
pub fn not_targeted(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    let open = tracked.open_stage().is_some();
    let expected = match tracked.lead.expected_close {
        _ if !open => Message::default(),
        Some(day) => message!(", expected on {day}", day),
        None => message!(", expected on no date"),
    };
    state(view, tracked).and(expected).and(message!("; no target counts it"))
}

/// Why a lead is no customer.
pub fn not_a_customer(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    match tracked.ever_won() {
        true => message!("another lead of this customer was won later"),
        false => message!("{state}, never won", state = state(view, tracked)),
    }
}

/// Why no improvement counts a lead.
pub fn not_changed(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    message!("{state}; not in a changed stage in the days compared", state = state(view, tracked))
}
