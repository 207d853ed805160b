//! How many cells an ODS unpacks to: it writes a cell once and says how often it is
//! repeated.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits::{CELLS, COLUMNS};
use super::unreadable::Unreadable;

/// Rows that a sheet can have.
const ROWS: usize = 1_048_576;
/// Bytes of text that its cells may have, as often as they are repeated.
const TEXT: usize = 384 * 1024 * 1024;
/// How deep it may be nested.
const DEPTH: usize = 200;

/// What has been counted.
#[derive(Default)]
struct Count {
    depth: usize,
    /// Cells of the sheets before, and texts of all.
    cells: usize,
    text: usize,
    /// Rows of this sheet up to its last that holds something, and all so far.
    rows: usize,
    rows_so_far: usize,
    /// The widest row of this sheet.
    width: usize,
    row: RowCount,
}

/// What has been counted of a row.
#[derive(Default)]
struct RowCount {
    repeated: usize,
    /// Cells up to the last that holds something, and all so far.
    width: usize,
    so_far: usize,
    text: usize,
    /// The cell that is read: how often it is repeated, whether it holds something.
    cell: (usize, bool),
}

/// Refuses a sheet that unpacks to more than memory holds, and one that is cut off.
pub(super) fn fits(content: impl BufRead) -> Result<(), Unreadable> {
    let mut reader = Reader::from_reader(content);
    let (mut count, mut buffer) = (Count::default(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(Unreadable::broken)? {
            Event::Start(tag) => {
                count.depth += 1;
                count.begin(&tag);
            }
            Event::Empty(tag) => {
                count.begin(&tag);
                count.end(tag.name().as_ref());
            }
            Event::End(tag) => {
                count.depth = count.depth.saturating_sub(1);
                count.end(tag.name().as_ref());
            }
            Event::Text(text) => count.holds(text.len()),
            Event::Eof if count.depth > 0 => return Err(Unreadable::broken("content.xml")),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if count.is_too_much() {
            return Err(Unreadable::TooLarge);
        }
    }
}

impl Count {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table" => (self.rows, self.rows_so_far, self.width) = (0, 0, 0),
            "table:table-row" => {
                self.row = RowCount {
                    repeated: repeated(tag, "table:number-rows-repeated", ROWS),
                    ..RowCount::default()
                };
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.row.cell = (repeated(tag, "table:number-columns-repeated", COLUMNS), false);
                let bytes = tag.attributes().flatten().filter(|a| a.key.as_ref().starts_with("office:"));
                let bytes: usize = bytes.map(|attribute| attribute.value.len() + 1).sum();
                if bytes > 0 {
                    self.holds(bytes);
                }
            }
            _ => {}
        }
    }

    /// Counts what the cell that is read holds.
    fn holds(&mut self, bytes: usize) {
        self.row.cell.1 = true;
        self.row.text = self.row.text.saturating_add(bytes.saturating_mul(self.row.cell.0));
    }

    fn end(&mut self, tag: &str) {
        match tag {
            "table:table-cell" | "table:covered-table-cell" => {
                let (repeated, holds) = std::mem::take(&mut self.row.cell);
                self.row.so_far = (self.row.so_far + repeated).min(COLUMNS);
                if holds {
                    self.row.width = self.row.so_far;
                }
            }
            "table:table-row" => {
                let row = std::mem::take(&mut self.row);
                self.rows_so_far = (self.rows_so_far + row.repeated).min(ROWS);
                self.text = self.text.saturating_add(row.text.saturating_mul(row.repeated));
                if row.width > 0 {
                    self.rows = self.rows_so_far;
                    self.width = self.width.max(row.width);
                }
            }
            "table:table" => {
                self.cells = self.cells.saturating_add(self.rows * self.width);
                (self.rows, self.width) = (0, 0);
            }
            _ => {}
        }
    }

    fn is_too_much(&self) -> bool {
        self.cells.saturating_add(self.rows * self.width) > CELLS / 2
            || self.text.saturating_add(self.row.text) > TEXT
            || self.depth > DEPTH
    }
}

fn repeated(tag: &BytesStart<'_>, name: &str, most: usize) -> usize {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
    let number = found.and_then(|attribute| attribute.value.parse::<usize>().ok());
    number.unwrap_or(1).min(most)
}
