//! The schema of an export's tables.

use serde_json::{Map, Value, json};

use crate::report::exported::{ExportColumn, ExportTable, ExportType, TABLES};

/// `corong.export/1`: for each table its rows, as `corong export --format ndjson`
/// writes them, and what each column is in Parquet.
pub fn export() -> Value {
    let tables: Map<String, Value> =
        TABLES.iter().map(|table| (table.name.to_owned(), rows(table))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The tables that `corong export` writes, in the folders `TABLE/workspace=NAME`",
        "type": "object",
        "properties": tables,
        "additionalProperties": false,
    })
}

fn rows(table: &ExportTable) -> Value {
    let columns: Map<String, Value> =
        table.columns.iter().map(|column| (column.name.to_owned(), cell(column))).collect();
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    json!({
        "description": table.doc,
        "type": "array",
        "items": {
            "type": "object",
            "properties": columns,
            "required": names,
            "additionalProperties": false,
        },
    })
}

fn cell(column: &ExportColumn) -> Value {
    let (kind, more) = match column.kind {
        ExportType::Text | ExportType::Phone => ("string", None),
        ExportType::Day => ("string", Some(("format", "date"))),
        ExportType::Moment => ("string", Some(("format", "date-time"))),
        ExportType::Whole => ("integer", None),
        ExportType::Truth => ("boolean", None),
        ExportType::Decimal(_) => ("string", Some(("pattern", "^-?[0-9]+(\\.[0-9]+)?$"))),
    };
    let mut cell = Map::new();
    cell.insert("description".to_owned(), json!(format!("{} ({})", column.doc, column.kind.name())));
    let types = if column.required { json!(kind) } else { json!([kind, "null"]) };
    cell.insert("type".to_owned(), types);
    cell.extend(more.map(|(key, value)| (key.to_owned(), json!(value))));
    Value::Object(cell)
}
