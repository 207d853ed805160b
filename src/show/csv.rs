//! A report's tables for spreadsheets.
//!
//! One long table, a number a row (`pipeline,table,key,label,measure,value`),
//! or one of the report's tables as it is, a row a row.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::report::{Forecast, Report};
use crate::text::{csv, harmless_cell};

/// The names of a report's tables, in its order.
pub fn tables(report: &Report) -> Vec<String> {
    let mut names = Vec::new();
    each(report, |_, table, _| {
        if !names.iter().any(|name| name == table) {
            names.push(table.to_owned());
        }
    });
    names
}

/// Every number of a report, one a row; no two rows have the same pipeline, table, key,
/// label and measure.
pub fn long(report: &Report) -> String {
    every(report)
}

/// Every number of a forecast, one a row.
pub fn forecast(forecast: &Forecast) -> String {
    let Ok(mut value) = serde_json::to_value(forecast) else { return String::new() };
    let pipelines = value["pipelines"].as_array_mut().into_iter().flatten();
    for pipeline in pipelines.filter_map(Value::as_object_mut) {
        pipeline.retain(|key, _| !matches!(key.as_str(), "answer" | "rests_on" | "target_answers"));
        if let Some(scored) = pipeline.get_mut("scored").and_then(Value::as_object_mut) {
            scored.remove("says");
        }
    }
    every(&value)
}

fn every(report: &impl Serialize) -> String {
    let mut rows =
        vec![["pipeline", "table", "key", "label", "measure", "value"].map(str::to_owned).to_vec()];
    let mut times: HashMap<[String; 4], u32> = HashMap::new();
    each(report, |pipeline, table, row| {
        let (own, label) = (text(row, &KEYS), text(row, &LABELS));
        let key = format!("{} {own} {}", text(row, &[OF]), whose(table, row));
        let key = key.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = [pipeline, table, &key, &label].map(str::to_owned);
        let nth = times.entry(name).and_modify(|n| *n += 1).or_insert(1);
        let key = if *nth > 1 { format!("{key} {nth}").trim().to_owned() } else { key };
        for (measure, value) in row {
            let names = measure == OF || (KEYS.contains(&measure.as_str()) && *value == own);
            if names || LABELS.contains(&measure.as_str()) {
                continue;
            }
            let cells = [pipeline, table, &key, &label, measure, value];
            rows.push(cells.map(str::to_owned).to_vec());
        }
    });
    written(rows)
}

/// One table; `None` where the report has none of that name.
pub fn table(report: &Report, name: &str) -> Option<String> {
    let mut columns: Vec<String> = vec!["pipeline".to_owned()];
    let mut found: Vec<(String, Vec<(String, String)>)> = Vec::new();
    each(report, |pipeline, table, row| {
        if table == name {
            for (column, _) in row {
                if !columns.contains(column) {
                    columns.push(column.clone());
                }
            }
            found.push((pipeline.to_owned(), row.to_vec()));
        }
    });
    if found.is_empty() && !EMPTY.contains(&name) {
        return None;
    }
    let mut rows = vec![columns.clone()];
    for (pipeline, row) in found {
        let get = |column: &String| {
            let value = row.iter().find(|(name, _)| name == column).map(|(_, value)| value.clone());
            value.unwrap_or_default()
        };
        rows.push(std::iter::once(pipeline).chain(columns[1..].iter().map(get)).collect());
    }
    Some(written(rows))
}

/// Tables that may have no row.
const EMPTY: [&str; 4] = ["rotting", "unvalued", "loss_reasons", "left_out"];
/// What names a row.
const KEYS: [&str; 10] = ["id", "key", "kind", "date", "month", "days", "period", "from", "path", "stage"];
/// Whose a row is, where it is in a list inside another.
const OF: &str = "of";
/// What people call a row.
const LABELS: [&str; 2] = ["label", "title"];

/// Whose a target is, beside its period.
const WHOSE: [&str; 4] = ["pipeline", "owner", "group", "where"];

/// Whom a row of a table of targets is about.
fn whose(table: &str, row: &[(String, String)]) -> String {
    let about = |name: &str| table.ends_with("targets").then(|| text(row, &[name]));
    WHOSE.into_iter().filter_map(about).collect::<Vec<_>>().join(" ")
}

fn text(row: &[(String, String)], names: &[&str]) -> String {
    let of = |name: &&str| row.iter().find(|(column, _)| column == name).map(|(_, value)| value.clone());
    names.iter().find_map(of).unwrap_or_default()
}

/// Calls `take` for each row of each table: pipeline, table, cells.
fn each(report: &impl Serialize, mut take: impl FnMut(&str, &str, &[(String, String)])) {
    let Ok(Value::Object(report)) = serde_json::to_value(report) else { return };
    let mut head = Vec::new();
    for (key, value) in &report {
        match value {
            Value::Array(rows) if key == "pipelines" => {
                rows.iter().filter_map(Value::as_object).for_each(|p| pipeline(p, &mut take));
            }
            Value::Object(total) if total.contains_key("stages") || total.contains_key("open") => {
                pipeline(total, &mut take);
            }
            Value::Array(rows) => list("", key, "", rows, &mut take),
            value => flat(key, value, &mut head),
        }
    }
    take("", "report", &head);
}

fn pipeline(pipeline: &Map<String, Value>, take: &mut impl FnMut(&str, &str, &[(String, String)])) {
    let id = pipeline.get("id").and_then(Value::as_str).unwrap_or("total");
    for (key, value) in pipeline.iter().filter(|(key, _)| *key != "id" && *key != "label") {
        figure(id, key, value, take);
    }
}

/// An object is one row; the lists in it are tables of their own.
fn figure(id: &str, name: &str, value: &Value, take: &mut impl FnMut(&str, &str, &[(String, String)])) {
    match value {
        Value::Array(rows) => list(id, name, "", rows, take),
        Value::Object(map) => {
            let mut cells = Vec::new();
            for (key, value) in map {
                match value {
                    Value::Array(_) => figure(id, &format!("{name}.{key}"), value, take),
                    value => flat(key, value, &mut cells),
                }
            }
            if !cells.is_empty() {
                take(id, name, &cells);
            }
        }
        value => take(id, name, &[("value".to_owned(), plain(value))]),
    }
}

/// A row for each; the lists of objects in one are tables of their own, whose
/// rows say `of` which row they are.
fn list(
    id: &str,
    name: &str,
    of: &str,
    rows: &[Value],
    take: &mut impl FnMut(&str, &str, &[(String, String)]),
) {
    for row in rows {
        let mut cells = Vec::new();
        cells.extend((!of.is_empty()).then(|| (OF.to_owned(), of.to_owned())));
        let Value::Object(map) = row else {
            cells.push(("value".to_owned(), plain(row)));
            take(id, name, &cells);
            continue;
        };
        map.iter()
            .filter(|(_, value)| !is_table(value))
            .for_each(|(key, value)| flat(key, value, &mut cells));
        take(id, name, &cells);
        let whose = format!("{of} {}", text(&cells, &["id", "kind", "date", "days", "label", "key"]))
            .trim()
            .to_owned();
        for (path, rows) in tables_in(map) {
            list(id, &format!("{name}.{path}"), &whose, rows, take);
        }
    }
}

fn is_table(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().any(Value::is_object))
}

/// The lists of objects in an object, at any depth of objects, by their paths.
fn tables_in(map: &Map<String, Value>) -> Vec<(String, &[Value])> {
    let mut found = Vec::new();
    for (key, value) in map {
        match value {
            Value::Array(items) if is_table(value) => found.push((key.clone(), items.as_slice())),
            Value::Object(inner) => {
                found
                    .extend(tables_in(inner).into_iter().map(|(path, rows)| (format!("{key}.{path}"), rows)));
            }
            _ => {}
        }
    }
    found
}

/// Cells of a value; nested ones are named `win_rate.n`.
fn flat(name: &str, value: &Value, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            let own = map.iter().filter(|(_, value)| !is_table(value));
            own.for_each(|(key, value)| flat(&format!("{name}.{key}"), value, cells));
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            cells.push((name.to_owned(), items.join(" ")));
        }
        value => cells.push((name.to_owned(), plain(value))),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Numbers and texts, no cell a formula; the report's tables hold no telephone numbers.
fn written(rows: Vec<Vec<String>>) -> String {
    let row = |row: Vec<String>| row.iter().map(|text| harmless_cell(text, false).into()).collect();
    csv(rows.into_iter().map(row))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Lists inside a row are tables of their own, their rows told whose they are.
    #[test]
    fn no_cell_holds_a_table() {
        let rows = json!([{"id": "need", "label": "Need", "tags": ["a", "b"], "levels": [
            {"key": "met", "won": 3, "rate": {"n": 4}}, {"key": null, "won": 1}
        ]}]);
        let mut told = Vec::new();
        list("sales", "wins", "", rows.as_array().unwrap(), &mut |_, table, row| {
            let cells: Vec<String> = row.iter().map(|(name, value)| format!("{name}={value}")).collect();
            told.push(format!("{table}: {}", cells.join(" ")));
        });
        let expected = [
            "wins: id=need label=Need tags=a b",
            "wins.levels: of=need key=met won=3 rate.n=4",
            "wins.levels: of=need key= won=1",
        ];
        assert_eq!(told, expected);
    }
}
