//! What the page of one lead shows.

use minijinja::value::{Serde, Value};
use serde::Serialize;
use serde_json::Value as Json;

use super::super::charts::{self, Stay};
use super::super::format::Style;
use super::notes;
use super::published::Published;
use super::strip::Fields;
use super::told::told;
use crate::pipeline::{Day, Decimal, Lead, Publish, StageKind};
use crate::report::lead_page::{Event, LeadPage, Links, Named, Source, What, lead_page};
use crate::yaml::Arena;

/// Something that happened, ready to show.
#[derive(Debug, Serialize)]
struct Moment {
    /// `stage`, `back`, `won`, `lost` or `activity`.
    class: &'static str,
    day: Day,
    what: String,
    text: Option<String>,
    small: String,
}

/// What was done for the lead so far.
#[derive(Debug, Default, Serialize)]
struct Work {
    activities: usize,
    minutes: u32,
    cost: Option<Decimal>,
    first_days: Option<i64>,
}

/// Everything a lead's page is made from.
pub struct LeadSource<'s> {
    /// What the page knows of itself.
    pub page: Value,
    /// The page of its pipeline's board.
    pub board: Option<&'s str>,
    /// The workspace as the site may know it.
    pub published: &'s Published,
    /// What is shown.
    pub rules: &'s Publish,
    /// The lead.
    pub lead: &'s Lead,
    /// Its file.
    pub text: &'s str,
    /// What links leads.
    pub links: &'s Links,
    /// What the figures say of it, and its chance.
    pub figured: Option<(crate::expr::Figured, Option<Decimal>)>,
    /// Who changed its file last.
    pub changed: Value,
    /// The day it is looked at.
    pub as_of: Day,
    /// How numbers and dates are written.
    pub style: &'s Style,
}

/// The context of a lead's page; `None` where its file can no longer be read.
pub fn context(source: &LeadSource<'_>) -> Option<Value> {
    let LeadSource { published, rules, lead, text, links, figured, as_of, style, .. } = *source;
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let root = parsed.tree.root()?;
    let workspace = &published.workspace;
    let from = Source {
        workspace,
        lead,
        text: "",
        root,
        checked: &crate::check::Checked::default(),
        figured,
        links,
        as_of,
    };
    let mut page = lead_page(&from)?;
    prune(&mut page.fields, "", rules);
    shape(&mut page.fields);
    let on = Fields::of(rules);
    prune_timeline(&mut page, &on, rules);
    let mask = &published.mask;
    let told = told(&lead.path, text, Some(root), published, style);
    let said = |key: &str| page.fields.get(key).and_then(Json::as_str).unwrap_or_default();
    let note = said("notes");
    let written = style.words.t("lead-notes", &[]);
    let notes = (!note.trim().is_empty()).then(|| Value::from_safe_string(notes::html(note, mask, &written)));
    let work = work(&page, &on);
    let way = way(&page, source);
    let moments = moments(&page, source);
    Some(minijinja::context! {
        page => source.page.clone(),
        board => source.board,
        changed => source.changed.clone(),
        lead => Value::from(Serde(&page)),
        notes,
        told => Value::from(Serde(&told)),
        work => Value::from(Serde(&work)),
        moments => Value::from(Serde(&moments)),
        way_title => way.as_ref().map(|(title, _)| title.clone()),
        way => way.map(|(_, svg)| Value::from_safe_string(svg)),
    })
}

/// Takes out what is not shown.
fn prune(value: &mut Json, path: &str, rules: &Publish) {
    match value {
        Json::Object(map) => {
            let mut gone = Vec::new();
            for (key, inner) in map.iter_mut() {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                if rules.shows_field(&path) { prune(inner, &path, rules) } else { gone.push(key.clone()) }
            }
            for key in gone {
                map.remove(&key);
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| prune(item, path, rules)),
        _ => {}
    }
}

/// Leaves out what has no shape that the page can show; a finding tells of it.
fn shape(fields: &mut Json) {
    let Json::Object(fields) = fields else { return };
    let plain = |value: &Json| !value.is_object() && !value.is_array() && !value.is_null();
    fields.retain(|key, value| match key.as_str() {
        "company" | "contract" | "custom" => value.is_object(),
        "contacts" | "products" | "tags" => value.is_array(),
        _ => true,
    });
    for key in ["company", "contract"] {
        let Some(map) = fields.get_mut(key).and_then(Json::as_object_mut) else { continue };
        map.retain(|_, value| plain(value));
        for value in map.values_mut().filter(|value| !value.is_string()) {
            *value = Json::String(value.to_string());
        }
    }
    for (key, nested) in [("contacts", false), ("products", true)] {
        let Some(items) = fields.get_mut(key).and_then(Json::as_array_mut) else { continue };
        for item in items.iter_mut().filter_map(Json::as_object_mut) {
            item.retain(|key, value| plain(value) || (nested && key == "price" && value.is_object()));
        }
        items.retain(Json::is_object);
    }
    if let Some(tags) = fields.get_mut("tags").and_then(Json::as_array_mut) {
        tags.retain(plain);
    }
}

fn prune_timeline(page: &mut LeadPage, on: &Fields, rules: &Publish) {
    let shown = |by: &Option<Named>| by.as_ref().is_none_or(|by| rules.shows_owner(&by.id));
    page.timeline.retain(|event| on.activities || !matches!(event.what, What::Activity { .. }));
    for event in &mut page.timeline {
        let (by, text) = match &mut event.what {
            What::Entered { reason, competitor, .. } => {
                *reason = reason.take().filter(|_| on.reason);
                *competitor = competitor.take().filter(|_| on.competitor);
                (on.history_by, on.note)
            }
            What::Activity { minutes, cost, .. } => {
                *minutes = minutes.filter(|_| on.minutes);
                *cost = cost.filter(|_| on.cost);
                (on.activity_by, on.summary)
            }
        };
        if !by || !shown(&event.by) {
            event.by = None;
        }
        event.text = event.text.take().filter(|_| text);
    }
}

fn work(page: &LeadPage, on: &Fields) -> Work {
    let mut work = Work { cost: on.cost.then_some(Decimal::ZERO), ..Work::default() };
    let started = page.timeline.first().map(|event| event.day);
    for event in &page.timeline {
        let What::Activity { minutes, cost, .. } = &event.what else { continue };
        work.activities += 1;
        work.minutes = work.minutes.saturating_add(minutes.unwrap_or(0));
        work.cost = work.cost.map(|sum| sum.saturating_add(cost.unwrap_or_default()));
        if work.first_days.is_none() {
            work.first_days = started.map(|started| (event.day - started).num_days());
        }
    }
    work
}

/// The lead's stage entries: the stage's index, its kind, the day.
fn entries(page: &LeadPage, source: &LeadSource<'_>) -> Vec<(usize, StageKind, Day)> {
    let pipeline = source.published.workspace.pipeline(source.lead);
    let entered = source.lead.history.iter().filter(|entry| entry.day <= page.as_of);
    let entry = |entry: &crate::pipeline::Entered| {
        let at = usize::from(entry.stage);
        Some((at, pipeline.stages.get(at)?.kind, entry.day))
    };
    entered.filter_map(entry).collect()
}

/// The chart of its way, and what it says.
fn way(page: &LeadPage, source: &LeadSource<'_>) -> Option<(String, String)> {
    let style = source.style;
    let pipeline = source.published.workspace.pipeline(source.lead);
    let entries = entries(page, source);
    let mut stays: Vec<Stay> = Vec::new();
    for (at, (stage, kind, day)) in entries.iter().enumerate() {
        let next = entries.get(at + 1).map(|(.., day)| *day);
        if *kind != StageKind::Open {
            continue;
        }
        let (to, now) = (next.unwrap_or(page.as_of), next.is_none());
        match stays.last_mut().filter(|last| last.row == *stage && last.to == *day) {
            Some(last) => (last.to, last.now) = (to, now),
            None => stays.push(Stay { row: *stage, from: *day, to, now }),
        }
    }
    let (first, last) = (stays.first()?, stays.last()?);
    if stays.len() < 2 && (last.to - first.from).num_days() < 1 {
        return None;
    }
    let labels: Vec<&str> =
        pipeline.stages.iter().take(pipeline.open_stages()).map(|stage| stage.label.as_str()).collect();
    let back = stays.windows(2).filter(|pair| pair[1].row < pair[0].row).count();
    let days = style.days((last.to - first.from).num_days() as f64);
    let args = [("days", days.into()), ("n", stays.len().into()), ("back", back.into())];
    let title = style.words.t(if back > 0 { "site-way-back" } else { "site-way" }, &args);
    // Charts of templates are numbered from 1.
    let id = 0;
    let svg = charts::path(style, id, &title, &labels, &stays);
    Some((title, svg))
}

/// What happened, the latest first.
fn moments(page: &LeadPage, source: &LeadSource<'_>) -> Vec<Moment> {
    let stages = &source.published.workspace.pipeline(source.lead).stages;
    let index = |id: &str| stages.iter().position(|stage| stage.id == id);
    let mut before: Option<(&Named, Day)> = None;
    let mut moments = Vec::with_capacity(page.timeline.len());
    for event in &page.timeline {
        let moment = match &event.what {
            What::Activity { kind, minutes, cost } => activity(event, kind, *minutes, *cost, source.style),
            What::Entered { stage, kind, reason, competitor } => {
                let back = before.is_some_and(|(from, _)| index(&stage.id) < index(&from.id));
                let moment = entered(
                    event,
                    stage,
                    kind,
                    (reason.as_ref(), competitor.as_deref()),
                    (before, back),
                    source.style,
                );
                before = Some((stage, event.day));
                moment
            }
        };
        moments.push(moment);
    }
    moments.reverse();
    moments
}

fn activity(
    event: &Event,
    kind: &Named,
    minutes: Option<u32>,
    cost: Option<Decimal>,
    style: &Style,
) -> Moment {
    let mut small: Vec<String> = event.by.iter().map(|by| by.label.clone()).collect();
    small.extend(minutes.map(|minutes| style.words.t("lead-minutes", &[("n", u64::from(minutes).into())])));
    small.extend(cost.filter(|cost| !cost.is_zero()).map(|cost| style.money(cost)));
    Moment {
        class: "activity",
        day: event.day,
        what: kind.label.clone(),
        text: event.text.clone(),
        small: small.join(", "),
    }
}

fn entered(
    event: &Event,
    stage: &Named,
    kind: &'static str,
    (reason, competitor): (Option<&Named>, Option<&str>),
    (before, back): (Option<(&Named, Day)>, bool),
    style: &Style,
) -> Moment {
    let words = &style.words;
    let reason = reason.map(|reason| words.t("site-reason", &[("reason", reason.label.as_str().into())]));
    let competitor = competitor.map(|name| words.t("site-lost-to", &[("competitor", name.into())]));
    let why: Vec<String> = reason.into_iter().chain(competitor).chain(event.text.clone()).collect();
    let mut small = Vec::new();
    small.push(match before {
        Some((from, day)) => {
            let days = style.days((event.day - day).num_days() as f64);
            words.t("site-from", &[("stage", from.label.as_str().into()), ("days", days.into())])
        }
        None => words.t("site-begun", &[]),
    });
    small.extend(event.by.iter().map(|by| by.label.clone()));
    let (class, what) = match kind {
        "won" => ("won", stage.label.clone()),
        "lost" => ("lost", stage.label.clone()),
        _ if back => ("back", words.t("site-back-to", &[("stage", stage.label.as_str().into())])),
        _ => ("stage", stage.label.clone()),
    };
    let text = (!why.is_empty()).then(|| why.join(". "));
    Moment { class, day: event.day, what, text, small: small.join(", ") }
}
