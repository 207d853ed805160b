//! What the cells of a column prove about the format of its numbers.

use std::collections::BTreeMap;

use super::format::NumberFormat;
use super::parts::{DecimalSign, NumberParts};
use crate::exchange::missing::is_missing;
use crate::exchange::proof::{Proof, TwoReadings, is_most};
use crate::exchange::table::TableCell;

/// What has been seen of a column.
#[derive(Debug, Clone, Default)]
pub struct NumberColumn {
    /// Values that are not missing.
    all: usize,
    /// Those that are a number in one format or the other.
    numbers: usize,
    /// Those that only one of them reads: point, comma.
    alone: [Option<String>; 2],
    /// A value that they read differently.
    two: Option<String>,
    /// The first that is no number.
    none: Option<String>,
    /// How many have a percent sign.
    percent: usize,
    /// The currencies that are named, and how often.
    currencies: BTreeMap<&'static str, usize>,
}

impl NumberColumn {
    /// Looks at one more cell.
    pub fn add(&mut self, cell: &TableCell) {
        if is_missing(cell) {
            return;
        }
        self.all += 1;
        match cell {
            TableCell::Number(_) => self.numbers += 1,
            TableCell::Text(text) => self.add_text(text),
            _ => self.add_other(&cell.shown()),
        }
    }

    fn add_other(&mut self, text: &str) {
        self.none.get_or_insert_with(|| text.chars().take(60).collect());
    }

    fn add_text(&mut self, text: &str) {
        let Some(parts) = NumberParts::of(text) else { return self.add_other(text) };
        let sample = || text.to_owned();
        match (parts.read(DecimalSign::Point), parts.read(DecimalSign::Comma)) {
            (None, None) => return self.add_other(text),
            (Some(_), None) => drop(self.alone[0].get_or_insert_with(sample)),
            (None, Some(_)) => drop(self.alone[1].get_or_insert_with(sample)),
            (Some(one), Some(other)) if one != other => drop(self.two.get_or_insert_with(sample)),
            _ => {}
        }
        self.numbers += 1;
        self.percent += usize::from(parts.percent);
        if let Some(currency) = parts.currency {
            *self.currencies.entry(currency.code()).or_default() += 1;
        }
    }

    /// Takes what was seen of another column that is written alike.
    pub fn merge(&mut self, other: &Self) {
        self.all += other.all;
        self.numbers += other.numbers;
        self.percent += other.percent;
        for (own, other) in self.alone.iter_mut().zip(&other.alone) {
            *own = own.take().or_else(|| other.clone());
        }
        self.two = self.two.take().or_else(|| other.two.clone());
        self.none = self.none.take().or_else(|| other.none.clone());
        for (code, count) in &other.currencies {
            *self.currencies.entry(code).or_default() += count;
        }
    }

    /// What the cells prove.
    pub fn proof(&self) -> Proof<NumberFormat> {
        if self.all == 0 {
            return Proof::Nothing;
        }
        if !is_most(self.numbers, self.all) {
            return Proof::No(self.none.clone().unwrap_or_default());
        }
        match (&self.alone, &self.two) {
            ([Some(sample), Some(_)], two) => unclear(two.as_ref().unwrap_or(sample)),
            ([Some(_), None], _) => Proof::Yes(NumberFormat::POINT),
            ([None, Some(_)], _) => Proof::Yes(NumberFormat::COMMA),
            ([None, None], Some(sample)) => unclear(sample),
            // Whole numbers are the same in both.
            ([None, None], None) => Proof::Yes(NumberFormat::POINT),
        }
    }

    /// Whether most values have a percent sign.
    pub fn is_percent(&self) -> bool {
        is_most(self.percent, self.all)
    }

    /// The currencies that values name, by code, the most frequent first.
    pub fn currencies(&self) -> Vec<(&'static str, usize)> {
        let mut all: Vec<_> = self.currencies.iter().map(|(code, count)| (*code, *count)).collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        all
    }
}

fn unclear(sample: &str) -> Proof<NumberFormat> {
    let parts = NumberParts::of(sample);
    let reading = |sign: DecimalSign, format: NumberFormat| {
        let number = parts.and_then(|parts| parts.read(sign));
        (format, number.map_or_else(|| "-".to_owned(), |number| number.to_string()))
    };
    Proof::Unclear(TwoReadings {
        sample: sample.to_owned(),
        one: reading(DecimalSign::Point, NumberFormat::POINT),
        other: reading(DecimalSign::Comma, NumberFormat::COMMA),
    })
}
