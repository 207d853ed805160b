//! The agenda as a calendar (RFC 5545) that others can import.
//!
//! Steps, closings and ends of contracts are whole-day events: every calendar
//! imports those, while many leave out to-dos. The same agenda gives the same
//! bytes, and a step keeps its UID when it is put off, so that importing again
//! moves it.

use chrono::{Days, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike, Property};
use sha2::{Digest, Sha256};

use super::format::Style;
use crate::pipeline::Day;
use crate::report::agenda::{Agenda, AgendaEntry};
use crate::text::{escape_calendar, one_line};

/// The calendar of a workspace's agenda.
pub fn ics(agenda: &Agenda, name: &str, style: &Style) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//corong//agenda//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    let title = style.words.t("agenda-calendar", &[("name", name.into())]);
    calendar.append_property(Property::new("X-WR-CALNAME", escape_calendar(&title)));
    for (kind, part) in [
        ("step", &agenda.overdue),
        ("step", &agenda.due),
        ("hold", &agenda.holds),
        ("close", &agenda.closing),
        ("end", &agenda.contracts),
    ] {
        for entry in part {
            if let Some(event) = event(entry, kind, agenda.as_of, style) {
                calendar.push(event);
            }
        }
    }
    calendar.to_string()
}

fn event(entry: &AgendaEntry, kind: &str, as_of: Day, style: &Style) -> Option<Event> {
    let day = entry.day?;
    let customer = one_line(entry.company.as_deref().unwrap_or(&entry.title));
    let summary = match kind {
        "step" => format!("{} – {customer}", one_line(entry.what.as_deref().unwrap_or_default())),
        "hold" => style.words.t("agenda-hold-ends", &[("customer", customer.into())]),
        "close" => style.words.t("agenda-closes", &[("customer", customer.into())]),
        _ => style.words.t("agenda-ends", &[("customer", customer.into())]),
    };
    let mut about = vec![one_line(&entry.title), one_line(&entry.stage.label), one_line(&entry.who.label)];
    about.extend(entry.value.map(|value| style.money(value)));
    about.push(one_line(&entry.id));
    let mut event = Event::new();
    event.uid(&uid(entry, kind));
    event.timestamp(as_of.and_time(NaiveTime::MIN).and_utc());
    // The end of a whole-day event is the day after its last.
    event.starts(day).ends(day.checked_add_days(Days::new(1)).unwrap_or(day));
    event.summary(&summary).description(&about.join("\n"));
    // It takes nobody's time from them.
    event.add_property("TRANSP", "TRANSPARENT");
    Some(event.done())
}

/// The same for one lead and one step, whenever that is due.
fn uid(entry: &AgendaEntry, kind: &str) -> String {
    let step = if kind == "step" { entry.what.as_deref().unwrap_or_default() } else { "" };
    let digest = Sha256::digest(format!("{kind}\n{}\n{step}", entry.id));
    let hex: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{kind}-{hex}@corong", entry.id)
}
