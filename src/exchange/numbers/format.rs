//! A format of numbers: how a map names it, and what a cell is in it.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::parts::{DecimalSign, NumberParts};
use crate::exchange::missing::is_missing;
use crate::exchange::proof::NoFormat;
use crate::exchange::table::TableCell;
use crate::pipeline::Currency;

/// How a column writes its numbers: in text `1,234.56` or `1.234,56`.
///
/// Thousands may be grouped or not, by spaces and apostrophes too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NumberFormat(DecimalSign);

/// A number of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellNumber {
    /// How much.
    pub value: Decimal,
    /// The currency that it names; a lone `$` is the dollar of the United States.
    pub currency: Option<Currency>,
    /// Whether a percent sign is behind it: `65.0%` is 65.
    pub percent: bool,
}

impl NumberFormat {
    /// `1,234.56`.
    pub const POINT: Self = Self(DecimalSign::Point);
    /// `1.234,56`.
    pub const COMMA: Self = Self(DecimalSign::Comma);

    /// What a cell is in it; `None` where it holds nothing: `N/A`, `-`.
    ///
    /// # Errors
    /// Where it holds something else, which is given back.
    pub fn read(self, cell: &TableCell) -> Result<Option<CellNumber>, String> {
        let plain = |value: Decimal| CellNumber { value, currency: None, percent: false };
        let number = match cell {
            _ if is_missing(cell) => return Ok(None),
            TableCell::Number(number) => Some(plain(*number)),
            TableCell::Text(text) => self.read_text(text),
            _ => None,
        };
        number.map(Some).ok_or_else(|| cell.shown())
    }

    fn read_text(self, text: &str) -> Option<CellNumber> {
        let parts = NumberParts::of(text)?;
        let value = parts.read(self.0)?;
        Some(CellNumber { value, currency: parts.currency, percent: parts.percent })
    }
}

impl fmt::Display for NumberFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            DecimalSign::Point => "1,234.56",
            DecimalSign::Comma => "1.234,56",
        })
    }
}

impl FromStr for NumberFormat {
    type Err = NoFormat;

    /// Any number with both signs, or with decimals that are not three, shows which is
    /// meant.
    fn from_str(text: &str) -> Result<Self, NoFormat> {
        let wrong = || NoFormat::Number(text.to_owned());
        let parts = NumberParts::of(text).ok_or_else(wrong)?;
        match (parts.read(DecimalSign::Point), parts.read(DecimalSign::Comma)) {
            (Some(_), None) => Ok(Self::POINT),
            (None, Some(_)) => Ok(Self::COMMA),
            _ => Err(wrong()),
        }
    }
}
