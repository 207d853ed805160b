//! Renewing a won lead: what a new one takes from it, and what it is called.

use chrono::{Datelike, Days};

use super::assign::value_of;
use super::lead_file::{LeadText, Policy};
use crate::message;
use crate::pipeline::shape::is_id;
use crate::pipeline::{Day, Language, Lead, StageKind};
use crate::text::Message;
use crate::yaml::{Arena, NewValue};

/// The keys that a renewal takes from the lead it renews.
const CARRIED: &[&str] = &["company", "contacts", "value", "products"];
/// How many days before a contract's end its renewal is to be spoken of.
const AHEAD: u64 = 30;
/// How many days there are at least to the next step.
const SOON: u64 = 7;

/// Why a lead cannot be renewed, and what to do; `None` where it can. `leads`
/// are all there are; what only extends it may be any number.
pub fn renewal_refusal<'l>(
    team: &Policy<'_>,
    lead: &Lead,
    extends: bool,
    mut leads: impl Iterator<Item = &'l Lead>,
) -> Option<(Message, Message)> {
    let stage = |lead: &Lead| {
        let pipeline = team.pipeline(lead.at.pipeline);
        &pipeline.stages[usize::from(lead.at.stage)]
    };
    let own = stage(lead);
    if own.kind != StageKind::Won {
        let was = lead.history.iter().any(|entry| entry.kind == StageKind::Won);
        let help = message!("`corong win` moves it to won; `corong new` makes a lead of its own");
        let id = &own.id;
        let why = match was {
            true => message!("it was won and reopened, and is in `{id}`; only a won lead is renewed", id),
            false => message!("it is in `{id}`; only a won lead is renewed", id),
        };
        return Some((why, help));
    }
    if extends {
        return None;
    }
    let renews = |other: &Lead| {
        let mut named = other.renews.iter().map(|own| &own.id);
        named.any(|id| *id == lead.id || lead.merged.contains(id))
    };
    let open = leads.find(|other| renews(other) && stage(other).kind == StageKind::Open)?;
    let help = message!("go on with that one; `corong new` makes another lead for the same company");
    Some((
        message!("`{id}` renews it already and is open in `{stage}`", id = open.id, stage = stage(open).id),
        help,
    ))
}

/// The fields that a renewal begins with; its owner, and what the caller knows
/// better, left out. `due` is when the next step is due.
pub fn renewal_fields(team: &Policy<'_>, file: &LeadText, lead: &Lead, due: Day) -> Vec<(String, NewValue)> {
    let mut arena = Arena::default();
    let parsed = arena.parse(&file.text);
    let carried = CARRIED.iter().filter_map(|key| {
        let node = parsed.tree.find(key).filter(|node| !node.is_null())?;
        Some(((*key).to_owned(), value_of(node)))
    });
    let mut fields: Vec<_> = carried.collect();
    let year = due.year();
    fields.push(("title".to_owned(), NewValue::text(renewal_title(&lead.title, year, team.config.language))));
    fields.push(("renews".to_owned(), NewValue::text(lead.id.as_str())));
    let what = team.config.language.locale().talk_about_renewal;
    let step =
        vec![("do".to_owned(), NewValue::text(what)), ("due".to_owned(), NewValue::Plain(due.to_string()))];
    fields.push(("next_step".to_owned(), NewValue::Map(step)));
    if let Some(end) = contract_end(lead).filter(|end| *end >= team.today) {
        fields.push(("expected_close".to_owned(), NewValue::Plain(end.to_string())));
    }
    fields
}

fn contract_end(lead: &Lead) -> Option<Day> {
    lead.contract.as_ref().and_then(|contract| contract.end)
}

/// When a renewal's next step is due where nobody says: 30 days before the
/// contract ends, at least a week from today.
pub fn renewal_due(lead: &Lead, today: Day) -> Day {
    let soon = extension_due(today);
    let ahead = contract_end(lead).and_then(|end| end.checked_sub_days(Days::new(AHEAD)));
    ahead.map_or(soon, |ahead| ahead.max(soon))
}

/// The title with its year moved on to that of the renewal's next step, else with
/// that year behind it.
fn renewal_title(title: &str, year: i32, language: Language) -> String {
    if let Some((at, old)) = last_year(title) {
        return format!("{}{}{}", &title[..at], year.max(old + 1), &title[at + 4..]);
    }
    let word = language.locale().renewal;
    format!("{title} ({word} {year})")
}

/// The last year of a text, from 2000 to 2098, that is by itself, and where.
fn last_year(text: &str) -> Option<(usize, i32)> {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let alone = |at: usize| (at == 0 || !digit(at - 1)) && !digit(at + 4);
    let year =
        |at: usize| text.get(at..at + 4)?.parse::<i32>().ok().filter(|year| (2000..2099).contains(year));
    text.rmatch_indices("20").find_map(|(at, _)| Some((at, year(at).filter(|_| alone(at))?)))
}

/// The fields that an add-on begins with: what is sold is its own.
pub fn extension_fields(
    team: &Policy<'_>,
    file: &LeadText,
    lead: &Lead,
    due: Day,
) -> Vec<(String, NewValue)> {
    let locale = team.config.language.locale();
    let mut fields = renewal_fields(team, file, lead, due);
    fields.retain(|(key, _)| matches!(key.as_str(), "company" | "contacts"));
    let title = format!("{} ({})", lead.title, locale.addition);
    fields.push(("title".to_owned(), NewValue::text(title.as_str())));
    fields.push(("extends".to_owned(), NewValue::text(lead.id.as_str())));
    let step =
        [("do", NewValue::text(locale.talk_about_addition)), ("due", NewValue::Plain(due.to_string()))];
    let step = step.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    fields.push(("next_step".to_owned(), NewValue::Map(step)));
    fields
}

/// The id that an add-on is made from.
pub fn extension_id(team: &Policy<'_>, lead: &Lead) -> String {
    let id = format!("{}-{}", lead.id, team.config.language.locale().addition);
    if is_id(&id) { id } else { lead.id.to_string() }
}

/// When an add-on's next step is due where nobody says.
pub fn extension_due(today: Day) -> Day {
    today.checked_add_days(Days::new(SOON)).unwrap_or(today)
}

/// The id that a renewal is made from: with a year at its end moved on, else the
/// old one, to be counted on.
pub fn renewal_id(lead: &Lead, due: Day) -> String {
    let id = lead.id.as_str();
    let year = due.year();
    match last_year(id).filter(|(at, _)| *at > 0 && at + 4 == id.len()) {
        Some((at, old)) => format!("{}{}", &id[..at], year.max(old + 1)),
        None => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_move_on() {
        let title = |title| renewal_title(title, 2027, Language::En);
        assert_eq!(title("ERP rollout 2026"), "ERP rollout 2027");
        assert_eq!(title("ERP 2028 phase 2"), "ERP 2029 phase 2");
        assert_eq!(title("Booking"), "Booking (renewal 2027)");
        assert_eq!(title("Booking (renewal 2027)"), "Booking (renewal 2028)");
        assert_eq!(title("Room 20261 and 2x20"), "Room 20261 and 2x20 (renewal 2027)");
        assert_eq!(renewal_title("Stok", 2027, Language::Id), "Stok (perpanjangan 2027)");
        assert_eq!(last_year("é20"), None);
    }
}
