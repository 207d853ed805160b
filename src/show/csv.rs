//! A report's tables for spreadsheets.
//!
//! One long table, a number a row (`pipeline,table,key,label,measure,value`),
//! or one of the report's tables as it is, a row a row.

use serde_json::{Map, Value};

use crate::pipeline::Decimal;
use crate::report::Report;

/// A cell that no spreadsheet runs: what begins like a formula is told to be text.
pub fn cell(text: &str) -> String {
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    match text.trim_start_matches(' ').starts_with(runs) && text.parse::<Decimal>().is_err() {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

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

/// Every number of a report, one a row.
pub fn long(report: &Report) -> String {
    let mut rows =
        vec![["pipeline", "table", "key", "label", "measure", "value"].map(str::to_owned).to_vec()];
    each(report, |pipeline, table, row| {
        let (key, label) = (text(row, &KEYS), text(row, &LABELS));
        for (measure, value) in row {
            let names = KEYS.contains(&measure.as_str()) && *value == key;
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
const KEYS: [&str; 8] = ["id", "key", "month", "days", "from", "path", "period", "stage"];
/// What people call a row.
const LABELS: [&str; 2] = ["label", "title"];

fn text(row: &[(String, String)], names: &[&str]) -> String {
    let of = |name: &&str| row.iter().find(|(column, _)| column == name).map(|(_, value)| value.clone());
    names.iter().find_map(of).unwrap_or_default()
}

/// Calls `take` for each row of each table: pipeline, table, cells.
fn each(report: &Report, mut take: impl FnMut(&str, &str, &[(String, String)])) {
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
            Value::Array(rows) => list("", key, rows, &mut take),
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
        Value::Array(rows) => list(id, name, rows, take),
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

fn list(id: &str, name: &str, rows: &[Value], take: &mut impl FnMut(&str, &str, &[(String, String)])) {
    for row in rows {
        let mut cells = Vec::new();
        match row {
            Value::Object(map) => map.iter().for_each(|(key, value)| flat(key, value, &mut cells)),
            value => cells.push(("value".to_owned(), plain(value))),
        }
        take(id, name, &cells);
    }
}

/// Cells of a value; nested ones are named `win_rate.n`.
fn flat(name: &str, value: &Value, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| flat(&format!("{name}.{key}"), value, cells));
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

fn written(rows: Vec<Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // Writing into memory does not fail.
        let _ = writer.write_record(row.iter().map(|text| cell(text)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_in_a_spreadsheet() {
        for bad in ["=1+1", "+62 812", "-cmd", "@SUM(A1)", "\tx", " =1", "＝1"] {
            assert!(cell(bad).starts_with('\''), "{bad}");
        }
        for good in ["-12.50", "0", "2026-11", "PT Karya", ""] {
            assert_eq!(cell(good), good);
        }
    }
}
