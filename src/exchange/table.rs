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
    pub rows: Vec<TableRow>,
    /// What else the file has: titles, totals, a copyright notice. Blank rows are not listed.
    pub around: Vec<OutsideRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// The row's number in the file, as a spreadsheet shows it: the first row is 1.
    pub number: usize,
    /// The cells, in the order of the columns.
    pub cells: Vec<TableCell>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
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
    /// A total, or a notice below the rows.
    Footer,
    /// The column names once more.
    HeaderAgain,
}

impl Table {
    /// Leaves out the columns that are not used, which frees what they hold.
    pub fn keep(&mut self, used: impl Fn(&str) -> bool) {
        let kept: Vec<bool> = self.columns.iter().map(|name| used(name)).collect();
        let mut names = kept.iter();
        self.columns.retain(|_| names.next().copied().unwrap_or(false));
        for row in &mut self.rows {
            let mut cells = kept.iter();
            row.cells.retain(|_| cells.next().copied().unwrap_or(false));
            row.cells.shrink_to_fit();
        }
    }
}

impl TableRow {
    /// How many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

impl TableCell {
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
    use super::{Table, TableCell, TableRow};

    #[test]
    fn columns_that_are_not_used_are_left_out() {
        let cell = |text: &str| TableCell::Text(text.into());
        let row = TableRow { number: 2, cells: vec![cell("a"), cell("b"), TableCell::Empty] };
        let columns = ["Id", "Deal", "Stage"].map(str::to_owned).into();
        let mut table = Table { columns, rows: vec![row], ..Table::default() };
        table.keep(|name| name != "Id");
        assert_eq!(
            (table.columns.len(), table.rows[0].cells.as_slice()),
            (2, [cell("b"), TableCell::Empty].as_slice())
        );
    }

    #[test]
    fn a_cell_is_small() {
        // Tables have millions of them.
        assert_eq!(size_of::<TableCell>(), 24);
    }
}
