//! Values and rows of tables that go out.

use crate::pipeline::{Day, Decimal, Text};
use crate::text::Message;

/// A value of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ExportValue {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(Text),
    /// A day.
    Day(Day),
    /// A moment, in seconds since 1970.
    Moment(i64),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    Truth(bool),
    /// An exact decimal.
    Decimal(Decimal),
}

impl From<&str> for ExportValue {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<Text> for ExportValue {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for ExportValue {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Decimal> for ExportValue {
    fn from(number: Decimal) -> Self {
        Self::Decimal(number)
    }
}

impl From<bool> for ExportValue {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<i64> for ExportValue {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<usize> for ExportValue {
    fn from(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for ExportValue {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl<T: Into<ExportValue>> From<Option<T>> for ExportValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A moment, where there is one.
pub fn moment(seconds: Option<i64>) -> ExportValue {
    seconds.map_or(ExportValue::Empty, ExportValue::Moment)
}

/// Text that is there and not empty.
pub fn option(text: Option<&Text>) -> ExportValue {
    text.filter(|text| !text.is_empty()).map_or(ExportValue::Empty, |text| ExportValue::Text(text.clone()))
}

/// Rows of one table, cell after cell.
#[derive(Clone, Debug, Default)]
pub struct ExportRows {
    cells: Vec<ExportValue>,
}

impl ExportRows {
    /// No rows, and room for so many cells.
    pub fn with_room(cells: usize) -> Self {
        Self { cells: Vec::with_capacity(cells) }
    }

    /// Adds a row, which has a cell for each of the table's columns.
    pub fn push<const N: usize>(&mut self, row: [ExportValue; N]) {
        self.cells.extend(row);
    }

    /// Adds the rows of another.
    pub fn append(&mut self, mut other: Self) {
        self.cells.append(&mut other.cells);
    }

    /// Each row of a table that has so many columns.
    pub fn each(&self, columns: usize) -> impl Iterator<Item = &[ExportValue]> {
        self.cells.chunks_exact(columns)
    }

    /// Every cell of one column.
    pub fn column(&self, at: usize, columns: usize) -> impl Iterator<Item = &ExportValue> {
        self.cells.iter().skip(at).step_by(columns)
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Forgets all rows.
    pub fn clear(&mut self) {
        self.cells.clear();
    }
}

/// Takes the rows of a table, in whatever format.
pub trait TableWriter: Send {
    /// Takes some rows.
    ///
    /// # Errors
    /// Where the format cannot hold them.
    fn write(&mut self, rows: ExportRows) -> Result<(), Message>;

    /// The bytes of the whole table.
    ///
    /// # Errors
    /// Where the format cannot hold them.
    fn finish(self: Box<Self>) -> Result<Vec<u8>, Message>;
}

/// A decimal with at most so many decimals, halves to even; `None` where 38 digits do
/// not hold it.
pub fn fitted(number: Decimal, scale: u32) -> Option<Decimal> {
    let number = match number.scale() > scale {
        true => number.round_dp_with_strategy(scale, rust_decimal::RoundingStrategy::MidpointNearestEven),
        false => number,
    };
    let whole = number.trunc().mantissa().unsigned_abs();
    let digits = whole.checked_ilog10().map_or(0, |digits| digits + 1);
    (digits + scale <= 38).then_some(number)
}
