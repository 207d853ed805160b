//! What happened to a lead, from its file.

use super::{Event, LeadPageSource, Named, What, choice};
use crate::pipeline::{Config, Pipeline, Stage, StageKind};
use crate::yaml::Node;

/// Stages and activities by day; within one day stages first, else as written.
pub(super) fn timeline(source: &LeadPageSource<'_>, pipeline: &Pipeline) -> Vec<Event> {
    let config = &source.workspace.config;
    let mut events: Vec<(usize, Event)> = Vec::new();
    let items = |key: &str| source.root.get(key).into_iter().flat_map(Node::items);
    for item in items("history") {
        events.extend(entered(item, config, pipeline).map(|event| (0, event)));
    }
    for item in items("activities") {
        events.extend(activity(item, config).map(|event| (1, event)));
    }
    events.retain(|(_, event)| event.day <= source.as_of);
    events.sort_by_key(|(rank, event)| (event.day, *rank));
    let mut events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
    for at in 1..events.len() {
        events[at].gap_days = (events[at].day - events[at - 1].day).num_days();
    }
    events
}

fn text_of(item: Node<'_>, key: &str) -> Option<String> {
    item.get(key)?.value().filter(|text| !text.is_empty()).map(str::to_owned)
}

fn event(item: Node<'_>, config: &Config, what: What, text: &str) -> Option<Event> {
    let day = crate::read::date(item.get("at")?.value()?, config.timezone)?.day;
    let by = text_of(item, "by").map(|id| Named { label: config.owner_name(&id).to_owned(), id });
    Some(Event { day, gap_days: 0, what, by, text: text_of(item, text) })
}

fn entered(item: Node<'_>, config: &Config, pipeline: &Pipeline) -> Option<Event> {
    let stage: &Stage = &pipeline.stages[pipeline.stage_index(item.get("stage")?.value()?)?];
    let reasons = if stage.kind == StageKind::Won { &config.won_reasons } else { &config.lost_reasons };
    let what = What::Entered {
        stage: Named { id: stage.id.clone(), label: stage.label.clone() },
        kind: stage.kind.word(),
        reason: text_of(item, "reason").map(|id| choice(&id, reasons)),
        competitor: text_of(item, "competitor"),
    };
    event(item, config, what, "note")
}

fn activity(item: Node<'_>, config: &Config) -> Option<Event> {
    let decimal = |key: &str| item.get(key)?.value().and_then(crate::read::decimal);
    let what = What::Activity {
        kind: choice(item.get("kind")?.value()?, &config.activity_kinds),
        minutes: decimal("minutes").and_then(|minutes| u32::try_from(minutes).ok()),
        cost: decimal("cost"),
    };
    event(item, config, what, "summary")
}
