//! The agenda as text, one part a person.

use super::format::Style;
use super::lead::away;
use super::paint::{Paint, Tone};
use super::wrap::wrap;
use crate::report::agenda::{Agenda, AgendaEntry};
use crate::report::lead_page::Named;
use crate::text::visible;

/// The agenda, in at most so many columns.
pub fn text(agenda: &Agenda, style: &Style, room: usize, paint: Paint) -> String {
    let mut out = String::new();
    let range = [("from", style.date(agenda.as_of).into()), ("to", style.date(agenda.until).into())];
    push(&mut out, 0, &style.words.t("agenda-head", &range), room, Tone::Strong, paint);
    for person in people(agenda) {
        out.push('\n');
        push(&mut out, 0, &person.label, room, Tone::Strong, paint);
        for (at, part) in agenda.parts().into_iter().enumerate() {
            let mut own = part.iter().filter(|entry| entry.who == person).peekable();
            if own.peek().is_none() {
                continue;
            }
            let heading = match at {
                0 => style.words.t("agenda-overdue", &[]),
                1 => style.words.t("agenda-due", &[]),
                2 => style.words.t("agenda-holds", &[]),
                3 => style.words.t("agenda-closing", &[]),
                4 => style.words.t("agenda-rotting", &[]),
                _ => style.words.t("agenda-contracts", &[]),
            };
            push(&mut out, 2, &heading, room, if at == 0 { Tone::Alarm } else { Tone::Strong }, paint);
            for entry in own {
                push(&mut out, 4, &line(entry, at, style), room, Tone::Plain, paint);
            }
        }
    }
    out
}

/// Everybody who has something to see to, by name.
fn people(agenda: &Agenda) -> Vec<Named> {
    let entries = agenda.parts().into_iter().flatten();
    let mut people: Vec<Named> = entries.map(|entry| entry.who.clone()).collect();
    people.sort_by(|a, b| a.label.cmp(&b.label).then_with(|| a.id.cmp(&b.id)));
    people.dedup();
    people
}

fn line(entry: &AgendaEntry, part: usize, style: &Style) -> String {
    let when = match (entry.day, entry.days) {
        (Some(day), Some(days)) => format!("{}, {}: ", weekday(day, style), away(style, days)),
        _ => String::new(),
    };
    let customer = entry.company.as_deref().unwrap_or(&entry.title);
    let value = entry.value.map(|value| style.compact(value));
    let words = match part {
        0..=2 => entry.what.clone().unwrap_or_default(),
        4 => {
            let idle = style.idle(entry.idle_days.unwrap_or_default() as f64);
            let limit = style.idle(entry.max_days.unwrap_or_default().into());
            style.words.t("agenda-idle", &[("idle", idle.into()), ("limit", limit.into())])
        }
        _ => entry.title.clone(),
    };
    let value = value.filter(|_| part != 1 && part != 0);
    let parts = [Some(words), Some(customer.to_owned()), Some(entry.stage.label.clone()), value];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    format!("{when}{} [{}]", parts.join(" · "), entry.id)
}

/// `Mon 23 Nov`.
pub fn weekday(day: crate::pipeline::Day, style: &Style) -> String {
    use chrono::Datelike;
    let names = style.words.t("agenda-weekdays", &[]);
    let name =
        names.split_whitespace().nth(day.weekday().num_days_from_monday() as usize).unwrap_or_default();
    format!("{name} {}", style.date_short(day))
}

fn push(out: &mut String, indent: usize, text: &str, room: usize, tone: Tone, paint: Paint) {
    let room = room.saturating_sub(indent + 2).max(8);
    for (at, line) in wrap(&visible(text), room).into_iter().enumerate() {
        out.push_str(&" ".repeat(if at == 0 { indent } else { indent + 2 }));
        out.push_str(&paint.tone(&line, tone));
        out.push('\n');
    }
}
