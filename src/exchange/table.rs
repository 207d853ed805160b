//! A table as it was read from a file, whatever the file's format: text or typed cells.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

/// A table with named columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The file's name, and the sheet's where the file has several.
    pub name: String,
    /// The columns' names, each there once: a second `Amount` is `Amount (2)`, a nameless column `Column 7`.
    pub columns: Vec<String>,
    /// The rows below the header. Each has as many cells as there are columns.
    pub rows: Vec<Row>,
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
    Text(String),
    /// A number that a spreadsheet holds as a number.
    Number(Decimal),
    /// A date or a moment that a spreadsheet holds as one. A date is midnight.
    Moment(NaiveDateTime),
    /// Yes or no.
    Truth(bool),
}
