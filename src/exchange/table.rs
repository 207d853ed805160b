//! A table as it was read from a file, whatever the file's format: text or typed cells.

use chrono::NaiveDateTime;
use compact_str::CompactString;
use rust_decimal::Decimal;

/// A table with named columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The file's name, and the sheet's where the file has several.
    pub name: String,
    /// The sheet, where the file is a spreadsheet.
    pub sheet: Option<String>,
    /// The columns' names, each there once: a second `Amount` is `Amount (2)`, a nameless column `Column 7`.
    pub columns: Vec<String>,
    /// The rows below the header. Each has as many cells as there are columns.
    pub rows: Vec<Row>,
    /// What else the file has: titles, totals, a copyright notice. Blank rows are not listed.
    pub around: Vec<OutsideRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The row's number in the file, as a spreadsheet shows it: the first row is 1.
    pub number: usize,
    /// The cells, in the order of the columns.
    pub cells: Vec<Cell>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, without blanks around it.
    Text(CompactString),
    /// A number that a spreadsheet holds as a number.
    Number(Decimal),
    /// A date or a moment that a spreadsheet holds as one. A date is midnight.
    Moment(NaiveDateTime),
    /// Yes or no.
    Truth(bool),
}

/// A row of the file that is none of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideRow {
    /// Its number in the file.
    pub number: usize,
    /// What it is.
    pub what: Outside,
    /// Its first cell that holds something.
    pub text: String,
}

/// What a row outside the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// A title above the column names.
    Title,
    /// A total or a notice below the rows.
    Footer,
    /// The column names once more.
    HeaderAgain,
}

impl Row {
    /// How many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

impl Cell {
    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// It as a person would read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.to_string(),
            Self::Number(number) => number.normalize().to_string(),
            Self::Moment(moment) if moment.time() == chrono::NaiveTime::MIN => moment.date().to_string(),
            Self::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn a_cell_is_small() {
        // Tables have millions of them.
        assert_eq!(size_of::<Cell>(), 24);
    }
}
