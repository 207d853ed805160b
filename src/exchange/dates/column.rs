//! What the cells of a column prove about the format of its dates.

use rust_decimal::Decimal;

use super::CellDate;
use super::format::{DateFormat, DateFormatKind};
use super::parts::{DateParts, Order};
use crate::exchange::missing::{is_missing, is_no_date};
use crate::exchange::proof::{Proof, TwoReadings, is_most};
use crate::exchange::table::TableCell;

/// What has been seen of a column. Columns that are surely written alike, such as the
/// stage dates of one export, can be put together.
#[derive(Debug, Clone, Default)]
pub struct DateColumn {
    /// Values that are not missing.
    all: usize,
    /// Those that a spreadsheet holds as dates, which fit any format.
    typed: usize,
    /// Those that are a date in one order or another.
    parts: usize,
    by_order: [Fit; 3],
    by_count: [usize; 3],
    /// A value that day first and month first read differently.
    two: Option<String>,
    /// The first that is no date.
    none: Option<String>,
}

/// How many values fit an order.
#[derive(Debug, Clone, Default)]
struct Fit {
    count: usize,
    first: Option<String>,
    /// A value that fits this order, and of day first and month first not the other.
    alone: Option<String>,
}

const ORDERS: [Order; 3] = [Order::Dmy, Order::Mdy, Order::Ymd];
const COUNTS: [DateFormatKind; 3] = [DateFormatKind::UnixMillis, DateFormatKind::Unix, DateFormatKind::Excel];

impl DateColumn {
    /// Looks at one more cell.
    pub fn add(&mut self, cell: &TableCell) {
        match cell {
            TableCell::Empty => {}
            TableCell::Text(text) if is_missing(cell) || is_no_date(text) => {}
            TableCell::Text(text) => self.add_text(text),
            TableCell::Number(number) if number.is_zero() => {}
            TableCell::Number(number) => self.add_number(*number, true),
            TableCell::Moment(_) => (self.all, self.typed) = (self.all + 1, self.typed + 1),
            TableCell::Truth(_) => self.add_other(&cell.shown()),
        }
    }

    fn add_other(&mut self, text: &str) {
        self.all += 1;
        self.none.get_or_insert_with(|| text.chars().take(60).collect());
    }

    fn add_text(&mut self, text: &str) {
        if let Some(number) = plain_number(text) {
            return self.add_number(number, false);
        }
        let Some(parts) = DateParts::of(text) else { return self.add_other(text) };
        let readings = ORDERS.map(|order| parts.read(order));
        if readings.iter().all(Option::is_none) {
            return self.add_other(text);
        }
        (self.all, self.parts) = (self.all + 1, self.parts + 1);
        for (fit, reading) in self.by_order.iter_mut().zip(&readings) {
            fit.count += usize::from(reading.is_some());
            if reading.is_some() && fit.first.is_none() {
                fit.first = Some(text.to_owned());
            }
        }
        let [day_first, month_first, _] = &readings;
        match (day_first, month_first) {
            (Some(one), Some(other)) if one != other && self.two.is_none() => {
                self.two = Some(text.to_owned())
            }
            (Some(_), None) => drop(self.by_order[0].alone.get_or_insert_with(|| text.to_owned())),
            (None, Some(_)) => drop(self.by_order[1].alone.get_or_insert_with(|| text.to_owned())),
            _ => {}
        }
    }

    /// Days as Excel counts them are recognised among other numbers only where a spreadsheet
    /// holds them as numbers.
    fn add_number(&mut self, number: Decimal, typed: bool) {
        let fits = [
            number.trunc() >= Decimal::from(100_000_000_000_i64),
            (Decimal::from(100_000_000)..Decimal::from(10_000_000_000_i64)).contains(&number),
            typed && (Decimal::from(20_000)..Decimal::from(80_000)).contains(&number),
        ];
        let counted = |at: usize| fits[at] && COUNTS[at].of_number(number).is_some();
        let Some(at) = (0..fits.len()).find(|at| counted(*at)) else {
            return self.add_other(&number.to_string());
        };
        self.all += 1;
        self.by_count[at] += 1;
    }

    /// Takes what was seen of another column that is written alike.
    pub fn merge(&mut self, other: &Self) {
        self.all += other.all;
        self.typed += other.typed;
        self.parts += other.parts;
        for (own, other) in self.by_order.iter_mut().zip(&other.by_order) {
            own.count += other.count;
            own.first = own.first.take().or_else(|| other.first.clone());
            own.alone = own.alone.take().or_else(|| other.alone.clone());
        }
        self.by_count.iter_mut().zip(other.by_count).for_each(|(own, other)| *own += other);
        self.two = self.two.take().or_else(|| other.two.clone());
        self.none = self.none.take().or_else(|| other.none.clone());
    }

    /// How the dates are written, with each digit as `9` and each letter as `a`:
    /// columns of one such form are written alike.
    pub fn form(&self) -> Option<String> {
        let first = self.by_order.iter().find_map(|fit| fit.first.as_deref())?;
        let letter = |c: char| match c {
            _ if c.is_ascii_digit() => '9',
            _ if c.is_alphabetic() => 'a',
            other => other,
        };
        let mut form: Vec<char> = first.chars().map(letter).collect();
        // One digit or two, a long or a short name.
        form.dedup_by(|one, other| one == other && matches!(one, '9' | 'a'));
        Some(form.into_iter().collect())
    }

    /// What the cells prove.
    pub fn proof(&self) -> Proof<DateFormat> {
        if self.all == 0 {
            return Proof::Nothing;
        }
        let counted = self.by_count.iter().zip(COUNTS).filter(|(count, _)| **count > 0);
        let most = counted.max_by_key(|(count, _)| **count);
        if let Some((_, kind)) = most.filter(|(count, _)| is_most(**count + self.typed, self.all)) {
            return Proof::Yes(DateFormat::counting(kind));
        }
        let [day, month, year] = self.by_order.each_ref().map(|fit| fit.count);
        if !is_most(self.parts + self.typed, self.all) {
            return Proof::No(self.none.clone().unwrap_or_default());
        }
        let contradicted = self.by_order[0].alone.as_ref().zip(self.by_order[1].alone.as_ref());
        match (contradicted, &self.two) {
            // Each shows that the other's format is not the column's.
            (Some((sample, _)), two) => self.unclear(two.as_ref().unwrap_or(sample)),
            (None, Some(sample)) if day == month => self.unclear(sample),
            _ if self.parts == 0 => Proof::Yes(DateFormat::iso()),
            _ => self.found(if year > day.max(month) { 2 } else { usize::from(month > day) }),
        }
    }

    fn found(&self, at: usize) -> Proof<DateFormat> {
        let first = self.by_order[at].first.as_deref();
        let sample = self.by_order[at].alone.as_deref().or(first).unwrap_or_default();
        let parts = DateParts::of(sample);
        Proof::Yes(parts.map_or_else(DateFormat::iso, |parts| DateFormat::of_parts(&parts, ORDERS[at])))
    }

    fn unclear(&self, sample: &str) -> Proof<DateFormat> {
        let Some(parts) = DateParts::of(sample) else { return Proof::No(sample.to_owned()) };
        let reading = |order: Order| {
            let day = parts.read(order).map(|date| match date {
                CellDate::Day(day) => day,
                CellDate::Local(at) => at.date(),
                CellDate::Exact(at) => at.date_naive(),
            });
            (DateFormat::of_parts(&parts, order), day.map_or_else(|| "-".to_owned(), |day| day.to_string()))
        };
        Proof::Unclear(TwoReadings {
            sample: sample.to_owned(),
            one: reading(Order::Dmy),
            other: reading(Order::Mdy),
        })
    }
}

/// A text of digits alone that is no date in them, such as `20261231`.
fn plain_number(text: &str) -> Option<Decimal> {
    let digits = (9..=13).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}
