//! Columns that are no field of a lead: fields of the team's own, with a type.

use serde_json::json;

use super::names::plain;
use super::profile::Profile;
use crate::change::slug;
use crate::exchange::formats::CellReading;
use crate::exchange::formats::Formats;
use crate::exchange::table::{Table, TableCell};
use crate::pipeline::CustomField;

/// How many fields of its own a team gets out of an export.
pub const MOST: usize = 100;

/// The name of a column's field, such as `branch_count`.
pub fn name(header: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let base = slug(&plain(header)).unwrap_or_else(|| "field".to_owned()).replace('-', "_");
    let base = if base.starts_with(|c: char| c.is_ascii_digit()) { format!("n_{base}") } else { base };
    let mut name = base.clone();
    let mut n = 2;
    while taken(&name) {
        name = format!("{base}_{n}");
        n += 1;
    }
    name
}

/// The field of a column, by what all of it holds.
pub fn field(
    name: String,
    table: &Table,
    column: usize,
    profile: &Profile,
    formats: &Formats,
) -> CustomField {
    let header = table.columns[column].as_str();
    let cells = || {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        cells.filter(|cell| !crate::exchange::cells::shown(cell).is_empty())
    };
    let number = |cell: &TableCell| match (cell, formats.number(header, cell)) {
        // A number with a zero before it, or of a telephone, is a text.
        (TableCell::Text(text), _)
            if text.starts_with('0')
                && text.len() > 1
                && !text.starts_with("0.")
                && !text.starts_with("0,") =>
        {
            None
        }
        (TableCell::Text(text), _) if text.starts_with('+') || text.chars().any(char::is_alphabetic) => None,
        (_, CellReading::Is(number)) => Some(number),
        _ => None,
    };
    let kind = if profile.filled > 0
        && profile.truths == profile.filled
        && cells().all(|cell| crate::exchange::cells::truth(cell).is_some())
        && !cells().all(|cell| number(cell).is_some())
    {
        json!({"type": "boolean"})
    } else if profile.dates * 2 < profile.filled.max(1) && cells().all(|cell| number(cell).is_some()) {
        let whole = cells().all(|cell| number(cell).is_some_and(|number| number.is_integer()));
        json!({"type": if whole { "integer" } else { "number" }})
    } else {
        json!({"type": "string"})
    };
    CustomField { name, schema: kind }
}
