//! The leads as data for the site's own script: the list and the search read it.

use serde_json::{Map, Value, json};

use super::super::format::Style;
use super::mask::Mask;
use super::shared::Row;
use crate::pipeline::Config;
use crate::text::{script_literal, script_text};

/// The decimals that the values of all leads are written with.
pub fn decimals(rows: &[Row], style: &Style) -> u32 {
    rows.iter().filter_map(|row| row.value).map(|value| style.decimals(value)).max().unwrap_or(0)
}

/// A script that holds the leads and nothing that runs.
pub fn script(rows: &[Row], config: &Config, style: &Style, mask: &Mask) -> String {
    let several = config.pipelines.len() > 1;
    let stages: Vec<Value> = config
        .pipelines
        .iter()
        .flat_map(|pipeline| {
            let label = move |stage: &str| {
                if several { format!("{}: {stage}", pipeline.label) } else { stage.to_owned() }
            };
            let id = move |stage: &str| {
                if several { format!("{}/{stage}", pipeline.id) } else { stage.to_owned() }
            };
            pipeline
                .stages
                .iter()
                .map(move |stage| json!([id(&stage.id), said(mask, &label(&stage.label)), stage.kind.word()]))
        })
        .collect();
    let first: Vec<usize> = config
        .pipelines
        .iter()
        .scan(0, |sum, pipeline| Some(std::mem::replace(sum, *sum + pipeline.stages.len())))
        .collect();
    let mut owners: Vec<(&str, &str)> =
        rows.iter().map(|row| (row.owner.id.as_str(), row.owner.label.as_str())).collect();
    owners.sort_by_key(|(id, label)| (label.to_lowercase(), *id));
    owners.dedup();
    let leads: Vec<Value> = rows
        .iter()
        .map(|row| {
            let owner = owners.iter().position(|(id, _)| *id == row.owner.id).unwrap_or(0);
            let late = 2 * u8::from(row.due_late) + 4 * u8::from(row.closes_late);
            let flags = u8::from(row.rotting) + late + 8 * u8::from(row.held.is_some());
            let mut lead = json!([
                super::names::page_name(&row.id, mask),
                said(mask, &row.title),
                row.company.as_deref().map(|company| said(mask, company)),
                first.get(row.pipeline).map(|first| first + row.stage_at),
                owner,
                row.value.map(|value| value.normalize().to_string()),
                row.closes,
                row.step.as_deref().map(|step| said(mask, step)),
                row.due,
                row.age,
                flags,
            ]);
            // Found by its contacts' companies too.
            if let Some(cells) = lead.as_array_mut().filter(|_| !row.contacts_of.is_empty()) {
                cells.push(json!(said(mask, &row.contacts_of.join("\n"))));
            }
            lead
        })
        .collect();
    let owners: Vec<Value> = owners.into_iter().map(|(id, label)| json!([id, said(mask, label)])).collect();
    let words = |id: &str| style.words.t(id, &[]);
    let mut format = Map::new();
    format.insert("symbol".to_owned(), style.symbol().into());
    for (name, id) in
        [("group", "group-mark"), ("decimal", "decimal-mark"), ("none", "none"), ("months", "months-short")]
    {
        format.insert(name.to_owned(), words(id).into());
    }
    format.insert("places".to_owned(), decimals(rows, style).into());
    // The last digit chooses no plural here: a column of days.
    format.insert(
        "days".to_owned(),
        style.words.t("days", &[("number", "{n}".into()), ("one", "no".into())]).into(),
    );
    format.insert("date".to_owned(), date_pattern(style).into());
    let mut said = Map::new();
    for id in [
        "site-search",
        "site-results",
        "site-no-results",
        "rotting",
        "held-head",
        "site-late",
        "site-shown",
        "site-more",
        "site-no-match",
    ] {
        said.insert(id.to_owned(), words(id).into());
    }
    let data = json!({"stages": stages, "owners": owners, "leads": leads, "format": format, "words": said});
    format!("window.corong = {};\n", script_literal(&data.to_string()))
}

/// A text as pages show it: masked, and what steers written visibly.
fn said(mask: &Mask, text: &str) -> String {
    script_text(&mask.of(text))
}

/// How a date is written: `{d} {m} {y}`.
fn date_pattern(style: &Style) -> String {
    style.words.t("date-long", &[("day", "{d}".into()), ("month", "{m}".into()), ("year", "{y}".into())])
}
