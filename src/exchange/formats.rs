//! How the dates and numbers of each column are written, and reading them so.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use super::cells::shown;
use super::dates::{CellDate, DateFormat};
use super::numbers::NumberFormat;
use super::table::TableCell;
use crate::pipeline::{Currency, Decimal, ImportMap};
use crate::text::Message;

/// What a cell gives.
#[derive(Clone, Debug, PartialEq)]
pub enum CellReading<T> {
    /// It holds nothing.
    Nothing,
    /// This.
    Is(T),
    /// Something that is none.
    Odd(String),
}

impl<T> CellReading<T> {
    fn of(read: Result<Option<T>, String>) -> Self {
        match read {
            Ok(Some(value)) => Self::Is(value),
            Ok(None) => Self::Nothing,
            Err(odd) => Self::Odd(odd),
        }
    }
}

/// The formats of columns.
#[derive(Clone, Debug)]
pub struct Formats {
    dates: HashMap<String, DateFormat>,
    numbers: HashMap<String, NumberFormat>,
    iso: DateFormat,
    zone: Tz,
}

impl Formats {
    /// No column's yet; days are those of a time zone.
    pub fn new(zone: Tz) -> Self {
        let (dates, numbers) = Default::default();
        Self { dates, numbers, iso: DateFormat::iso(), zone }
    }

    /// Those that a map says.
    ///
    /// # Errors
    /// Where one is no format.
    pub fn of_map(map: &ImportMap, zone: Tz) -> Result<Self, Message> {
        let mut formats = Self::new(zone);
        for (column, format) in &map.dates {
            formats.set_date(column, format.parse().map_err(|why: super::proof::NoFormat| why.message())?);
        }
        for (column, format) in &map.numbers {
            formats.set_number(column, format.parse().map_err(|why: super::proof::NoFormat| why.message())?);
        }
        Ok(formats)
    }

    /// Those of the file of changes, where `format` says how the dates of its column are
    /// written.
    pub fn of_changes(&self, column: &str, format: Option<&str>) -> Self {
        let mut formats = Self::new(self.zone);
        if let Some(format) = format.and_then(|format| format.parse().ok()) {
            formats.set_date(column, format);
        }
        formats
    }

    /// Says how the dates of a column are written.
    pub fn set_date(&mut self, column: &str, format: DateFormat) {
        self.dates.insert(column.to_owned(), format);
    }

    /// Says how the numbers of a column are written.
    pub fn set_number(&mut self, column: &str, format: NumberFormat) {
        self.numbers.insert(column.to_owned(), format);
    }

    /// The moment in a cell of a column, on the clock of the workspace's time zone.
    pub fn moment(&self, column: &str, cell: &TableCell) -> CellReading<NaiveDateTime> {
        let format = self.dates.get(column).unwrap_or(&self.iso);
        let on_clock = |date: CellDate| {
            let moment = date.moment(self.zone).map(|moment| moment.naive_local());
            moment.unwrap_or_else(|| date.day(self.zone).into())
        };
        CellReading::of(format.read(cell).map(|date| date.map(on_clock)))
    }

    /// The same, of a column whose dates are known alone.
    pub fn known_moment(&self, column: &str, cell: &TableCell) -> CellReading<NaiveDateTime> {
        if matches!(cell, TableCell::Moment(_)) || self.dates.contains_key(column) {
            self.moment(column, cell)
        } else {
            CellReading::Nothing
        }
    }

    /// The number in a cell of a column.
    pub fn number(&self, column: &str, cell: &TableCell) -> CellReading<Decimal> {
        if shown(cell).is_empty() {
            return CellReading::Nothing;
        }
        let format = self.numbers.get(column).copied().unwrap_or(NumberFormat::POINT);
        CellReading::of(format.read(cell).map(|number| number.map(|number| number.value)))
    }

    /// The currency that the number in a cell names.
    pub fn currency(&self, column: &str, cell: &TableCell) -> Option<Currency> {
        let format = self.numbers.get(column).copied().unwrap_or(NumberFormat::POINT);
        format.read(cell).ok()??.currency
    }
}
