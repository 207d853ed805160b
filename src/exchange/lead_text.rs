//! A deal as the text of a lead's file.

use super::convert::{Deal, Step};
use crate::pipeline::shape::LEAD;
use crate::pipeline::{Config, Stage};
use crate::source::RelPath;
use crate::yaml::{NewValue, document};

/// Where a lead's schema is, where editors check by one.
const SCHEMA: &str = "schemas/lead.schema.json";

/// The file of a lead of an id that is where its last step says.
pub fn lead_path(config: &Config, step: &Step, id: &str) -> RelPath {
    let dir = &config.pipelines[usize::from(step.pipeline)].dir;
    dir.join(&stage(config, step).dir).join(&format!("{id}.yaml"))
}

/// The stage of a step.
pub fn stage<'c>(config: &'c Config, step: &Step) -> &'c Stage {
    &config.pipelines[usize::from(step.pipeline)].stages[usize::from(step.stage)]
}

/// The text of a deal's file, with its steps up to `steps`.
pub fn lead_text(config: &Config, deal: &Deal, steps: &[Step], from: &str, path: &RelPath) -> String {
    let mut entries = deal.fields.clone();
    entries.push(("imported".to_owned(), imported(from, &deal.key)));
    entries.push(("history".to_owned(), NewValue::List(history(config, steps))));
    entries.sort_by_key(|(key, _)| LEAD.iter().position(|field| field.name == key));
    let up = "../".repeat(path.as_str().matches('/').count());
    format!("# yaml-language-server: $schema={up}{SCHEMA}\n{}", document(&entries))
}

/// How a later export finds the lead again.
fn imported(from: &str, key: &str) -> NewValue {
    NewValue::Map(vec![("from".to_owned(), NewValue::text(from)), ("id".to_owned(), NewValue::text(key))])
}

/// The entries of a history.
pub fn history(config: &Config, steps: &[Step]) -> Vec<NewValue> {
    let mut before = None;
    let mut entries = Vec::with_capacity(steps.len());
    for step in steps {
        let moved = before.is_some_and(|before| before != step.pipeline);
        before = Some(step.pipeline);
        entries.push(entry(config, step, moved));
    }
    entries
}

/// An entry; `moved` is whether it is in another pipeline than the one before.
pub fn entry(config: &Config, step: &Step, moved: bool) -> NewValue {
    let text = |key: &str, value: &Option<String>| {
        value.as_ref().map(|value| (key.to_owned(), NewValue::text(value)))
    };
    let pipeline = &config.pipelines[usize::from(step.pipeline)].id;
    let entries = [
        Some(("stage".to_owned(), NewValue::text(&stage(config, step).id))),
        moved.then(|| ("pipeline".to_owned(), NewValue::text(pipeline))),
        Some(("at".to_owned(), NewValue::Plain(step.day.to_string()))),
        text("by", &step.by),
        text("reason", &step.reason),
        text("competitor", &step.competitor),
        step.unknown.then(|| ("path".to_owned(), NewValue::text("unknown"))),
    ];
    NewValue::Map(entries.into_iter().flatten().collect())
}
