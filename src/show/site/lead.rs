//! What the page of one lead shows.

use chrono::Days;
use minijinja::value::{Serde, Value};
use serde::Serialize;
use serde_json::Value as Json;

use super::super::format::Style;
use super::notes;
use super::page_findings::page_findings;
use super::parts::Part;
use super::published::Published;
use super::strip::Fields;
use super::way::way;
use crate::pipeline::{Config, Day, Decimal, Lead, Publish, StageKind};
use crate::report::lead_page::{Event, LeadPage, LeadPageSource, Links, Named, What, lead_page};
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
    let from = LeadPageSource {
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
    // Of some criteria alone it would be another score.
    page.score = page.score.filter(|_| published.parts.shows(Part::Score));
    page.idle_days = page.idle_days.filter(|_| published.parts.shows(Part::Activities));
    if !published.parts.shows(Part::Weighted) {
        (page.weighted, page.chance) = (None, None);
    }
    shape(&mut page.fields);
    let on = Fields::of(rules, &published.parts);
    prune_timeline(&mut page, &on, rules);
    let mask = &published.mask;
    let told = page_findings(&lead.path, text, Some(root), published, style);
    let said = |key: &str| page.fields.get(key).and_then(Json::as_str).unwrap_or_default();
    let note = said("notes");
    let written = style.words.t("lead-notes", &[]);
    let notes = (!note.trim().is_empty()).then(|| Value::from_safe_string(notes::html(note, mask, &written)));
    let work = work(&page, &on, &workspace.config);
    let way = way(lead, workspace.pipeline(lead), as_of, style);
    let closing = closing(&page);
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
        closing => Value::from(Serde(&closing)),
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

fn work(page: &LeadPage, on: &Fields, config: &Config) -> Work {
    let mut work = Work { cost: on.cost.then_some(Decimal::ZERO), ..Work::default() };
    let started = page.timeline.first().map(|event| event.day);
    for event in &page.timeline {
        let What::Activity { kind, minutes, cost } = &event.what else { continue };
        work.activities += 1;
        work.minutes = work.minutes.saturating_add(minutes.unwrap_or(0));
        work.cost = work.cost.map(|sum| sum.saturating_add(cost.unwrap_or_default()));
        if work.first_days.is_none() && config.is_contact(&kind.id) {
            work.first_days = started.map(|started| config.calendar.days(started, event.day));
        }
    }
    work
}

/// How a closed lead's way ended.
#[derive(Debug, Serialize)]
struct Closing {
    day: Day,
    /// Days since it was created.
    days: i64,
}

/// When it closed, where it is closed.
fn closing(page: &LeadPage) -> Option<Closing> {
    let entered = |event: &&Event| matches!(event.what, What::Entered { .. });
    let started = page.timeline.iter().find(entered)?.day;
    let day = page.as_of.checked_sub_days(Days::new(u64::try_from(page.stage.days?).ok()?))?;
    (page.stage.kind != StageKind::Open.word()).then(|| Closing { day, days: (day - started).num_days() })
}

/// The stage entered last.
struct Before<'e> {
    stage: &'e Named,
    day: Day,
    is_open: bool,
}

/// Where an entry leads.
#[derive(Clone, Copy)]
enum Turn {
    On,
    Back,
    /// Out of won or lost.
    Again,
}

/// What happened, the latest first.
fn moments(page: &LeadPage, source: &LeadSource<'_>) -> Vec<Moment> {
    let stages = &source.published.workspace.pipeline(source.lead).stages;
    let index = |id: &str| stages.iter().position(|stage| stage.id == id);
    let mut before: Option<Before<'_>> = None;
    let mut moments = Vec::with_capacity(page.timeline.len());
    for event in &page.timeline {
        let moment = match &event.what {
            What::Activity { kind, minutes, cost } => activity(event, kind, *minutes, *cost, source.style),
            What::Entered { stage, kind, reason, competitor, pipeline } => {
                let before_here = before.as_ref().filter(|_| pipeline.is_none());
                let turn = before_here.map_or(Turn::On, |before| match before.is_open {
                    _ if index(&stage.id) >= index(&before.stage.id) => Turn::On,
                    true => Turn::Back,
                    false => Turn::Again,
                });
                let why = (reason.as_ref(), competitor.as_deref());
                let mut moment = entered(event, stage, (kind, turn), why, before.as_ref(), source.style);
                if let Some(pipeline) = pipeline {
                    moment.what = format!("{}: {}", pipeline.label, moment.what);
                }
                let is_open = *kind == StageKind::Open.word();
                before = Some(Before { stage, day: event.day, is_open });
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
    (kind, turn): (&'static str, Turn),
    (reason, competitor): (Option<&Named>, Option<&str>),
    before: Option<&Before<'_>>,
    style: &Style,
) -> Moment {
    let words = &style.words;
    let reason = reason.map(|reason| words.t("site-reason", &[("reason", reason.label.as_str().into())]));
    let competitor = competitor.map(|name| words.t("site-lost-to", &[("competitor", name.into())]));
    let why: Vec<String> = reason.into_iter().chain(competitor).chain(event.text.clone()).collect();
    let mut small = Vec::new();
    small.push(match before {
        Some(before) => {
            let days = style.days((event.day - before.day).num_days() as f64);
            words.t("site-from", &[("stage", before.stage.label.as_str().into()), ("days", days.into())])
        }
        None => words.t("site-begun", &[]),
    });
    small.extend(event.by.iter().map(|by| by.label.clone()));
    let to = |id: &str| words.t(id, &[("stage", stage.label.as_str().into())]);
    let (class, what) = match (kind, turn) {
        ("won", _) => ("won", stage.label.clone()),
        ("lost", _) => ("lost", stage.label.clone()),
        (_, Turn::Back) => ("back", to("site-back-to")),
        (_, Turn::Again) => ("stage", to("site-reopened-at")),
        (_, Turn::On) => ("stage", stage.label.clone()),
    };
    let text = (!why.is_empty()).then(|| why.join(". "));
    Moment { class, day: event.day, what, text, small: small.join(", ") }
}
