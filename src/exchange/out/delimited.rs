//! A table as CSV and as NDJSON.

use chrono::{DateTime, SecondsFormat};
use chrono_tz::Tz;
use csv::{Terminator, Writer, WriterBuilder};
use serde_json::{Map, Value, json};

use super::value::{ExportRows, ExportValue, TableWriter, fitted};
use crate::message;
use crate::report::exported::{ExportColumn, ExportTable, ExportType};
use crate::text::{Message, harmless_cell};

/// What spreadsheets know UTF-8 by.
const BOM: &str = "\u{feff}";

/// A value as text; nothing where there is none.
fn plain(value: &ExportValue, kind: ExportType, zone: Tz) -> Option<String> {
    match value {
        ExportValue::Empty => None,
        ExportValue::Text(text) => Some(text.to_string()),
        ExportValue::Day(day) => Some(day.to_string()),
        ExportValue::Moment(seconds) => {
            let moment = DateTime::from_timestamp(*seconds, 0)?;
            Some(moment.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false))
        }
        ExportValue::Whole(number) => Some(number.to_string()),
        ExportValue::Truth(truth) => Some(truth.to_string()),
        ExportValue::Decimal(number) => {
            let ExportType::Decimal(scale) = kind else { return None };
            fitted(*number, scale).map(|number| number.to_string())
        }
    }
}

/// A CSV file in the making, in which no cell is a formula.
pub struct CsvFile {
    columns: &'static [ExportColumn],
    zone: Tz,
    writer: Writer<Vec<u8>>,
}

impl CsvFile {
    /// The file of a table, with its header.
    pub fn new(table: &ExportTable, zone: Tz, bom: bool) -> Self {
        let start = if bom { BOM.as_bytes().to_vec() } else { Vec::new() };
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(start);
        // Writing into memory does not fail.
        let _ = writer.write_record(table.columns.iter().map(|column| column.name));
        Self { columns: table.columns, zone, writer }
    }
}

impl TableWriter for CsvFile {
    fn write(&mut self, rows: ExportRows) -> Result<(), Message> {
        for row in rows.each(self.columns.len()) {
            let cells = row.iter().zip(self.columns).map(|(value, column)| {
                let text = plain(value, column.kind, self.zone).unwrap_or_default();
                match column.kind {
                    ExportType::Text => harmless_cell(&text, false),
                    ExportType::Phone => harmless_cell(&text, true),
                    _ => text,
                }
            });
            self.writer.write_record(cells).map_err(failed)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>, Message> {
        self.writer.into_inner().map_err(failed)
    }
}

fn failed(error: impl ToString) -> Message {
    message!("a table cannot be written as CSV: {error}", error = error.to_string())
}

/// A file of JSON objects, a line each, in the making. Decimals are text, so that no
/// digit is lost.
pub struct NdjsonFile {
    columns: &'static [ExportColumn],
    zone: Tz,
    bytes: Vec<u8>,
}

impl NdjsonFile {
    /// The file of a table.
    pub fn new(table: &ExportTable, zone: Tz) -> Self {
        Self { columns: table.columns, zone, bytes: Vec::new() }
    }
}

impl TableWriter for NdjsonFile {
    fn write(&mut self, rows: ExportRows) -> Result<(), Message> {
        for row in rows.each(self.columns.len()) {
            let cell = |(value, column): (&ExportValue, &ExportColumn)| {
                let value = match value {
                    ExportValue::Whole(number) => json!(number),
                    ExportValue::Truth(truth) => json!(truth),
                    value => json!(plain(value, column.kind, self.zone)),
                };
                (column.name.to_owned(), value)
            };
            let object: Map<String, Value> = row.iter().zip(self.columns).map(cell).collect();
            self.bytes.extend_from_slice(Value::Object(object).to_string().as_bytes());
            self.bytes.push(b'\n');
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>, Message> {
        Ok(self.bytes)
    }
}
