//! What happened to a lead, from its file.

use super::{Event, LeadPageSource, Named, What, choice};
use crate::pipeline::{Config, Pipeline, Stage, StageKind};
use crate::read::entry_pipelines;
use crate::yaml::Node;

/// Stages and activities by day; within one day stages first, else as written.
pub(super) fn timeline(source: &LeadPageSource<'_>) -> Vec<Event> {
    let config = &source.workspace.config;
    let mut events: Vec<(usize, Event)> = Vec::new();
    let items = |key: &str| source.root.get(key).into_iter().flat_map(Node::items);
    if let Some(list) = source.root.get("history").filter(|list| list.is_list()) {
        let of = entry_pipelines(list, source.lead.at.pipeline, config).of;
        let mut before = of.first().copied().flatten();
        for (item, pipeline) in list.items().zip(of) {
            let came = pipeline != before;
            before = pipeline;
            let own = pipeline.and_then(|at| config.pipelines.get(usize::from(at)));
            let event = own.and_then(|own| entered(item, config, own, came));
            // What the lead does not show of its history its file does not either.
            let known = |event: &Event| {
                source
                    .lead
                    .history
                    .iter()
                    .any(|entry| entry.day == event.day && Some(entry.pipeline) == pipeline)
            };
            events.extend(event.filter(known).map(|event| (0, event)));
        }
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

/// That a stage was entered; `came`: from another pipeline.
fn entered(item: Node<'_>, config: &Config, pipeline: &Pipeline, came: bool) -> Option<Event> {
    let stage: &Stage = &pipeline.stages[pipeline.stage_index(item.get("stage")?.value()?)?];
    let reasons = if stage.kind == StageKind::Won { &config.won_reasons } else { &config.lost_reasons };
    let what = What::Entered {
        stage: Named { id: stage.id.clone(), label: stage.label.clone() },
        kind: stage.kind.word(),
        reason: text_of(item, "reason").map(|id| choice(&id, reasons)),
        competitor: text_of(item, "competitor"),
        pipeline: came.then(|| Named { id: pipeline.id.clone(), label: pipeline.label.clone() }),
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
