//! How the dates and numbers of an export are written: proven by whole columns.

use super::columns::Columns;
use super::role::Wanted;
use super::{Unclear, UnclearKind};
use crate::exchange::dates::{DateColumn, DateFormat};
use crate::exchange::formats::Formats;
use crate::exchange::numbers::{NumberColumn, NumberFormat};
use crate::exchange::proof::{Proof, TwoReadings};
use crate::exchange::table::Table;
use crate::expr::RowTemplate;
use crate::message;
use crate::pipeline::ImportMap;
use crate::text::Message;

/// What columns prove.
pub struct Proving<'m> {
    given: &'m ImportMap,
    /// The formats that are known.
    pub formats: Formats,
    /// Those of dates, as the map writes them.
    pub dates: Vec<(String, String)>,
    /// Those of numbers.
    pub numbers: Vec<(String, String)>,
    /// What can be read in two ways.
    pub unclear: Vec<Unclear>,
    /// Lines of the map to look at.
    pub review: Vec<(String, Message)>,
}

impl<'m> Proving<'m> {
    /// Nothing proven yet; what a map says is taken.
    pub fn new(given: &'m ImportMap, zone: chrono_tz::Tz) -> Self {
        let formats = Formats::of_map(given, zone).unwrap_or_else(|_| Formats::new(zone));
        let (dates, numbers, unclear, review) = Default::default();
        Self { given, formats, dates, numbers, unclear, review }
    }

    /// Proves the columns of deals.
    pub fn table(&mut self, table: &Table, columns: &Columns) {
        let mut dates: Vec<usize> = Vec::new();
        for (at, profile) in columns.profiles.iter().enumerate() {
            let wants = columns.roles[at].map(|(role, _)| role.wants());
            let dated = profile.filled > 0 && profile.dates * 10 >= profile.filled * 8;
            match wants {
                Some(Wanted::Dates) => dates.push(at),
                Some(Wanted::Numbers) => self.number(table, at),
                None if dated => dates.push(at),
                None if profile.filled > 0 && profile.numbers == profile.filled => {
                    self.likely_number(table, at)
                }
                _ => {}
            }
        }
        self.dates_of(table, &dates);
    }

    /// Proves the dates of a file of changes, and gives their format as the map writes it.
    pub fn changes(&mut self, table: &Table, templates: &[(String, String)]) -> Option<String> {
        if let Some(format) = ImportMap::meaning(&self.given.changes, "format") {
            return Some(format.to_owned());
        }
        let at = ImportMap::meaning(templates, "at").and_then(|source| RowTemplate::new(source).ok())?;
        let column = table.columns.iter().position(|own| at.columns().first() == Some(own))?;
        match looked_at(table, column).proof() {
            Proof::Yes(format) => Some(format.to_string()),
            Proof::Unclear(two) => {
                self.unclear_in(&table.columns[column], UnclearKind::Changes, &two);
                None
            }
            Proof::Nothing | Proof::No(_) => None,
        }
    }

    /// Proves columns that a map names, of dates or of numbers.
    pub fn columns(&mut self, table: &Table, names: &[String], dates: bool) {
        let places = names.iter().filter_map(|name| table.columns.iter().position(|own| own == name));
        let mut columns: Vec<usize> = places.collect();
        columns.sort_unstable();
        columns.dedup();
        match dates {
            true => self.dates_of(table, &columns),
            false => columns.into_iter().for_each(|at| self.number(table, at)),
        }
    }

    /// Proves columns of dates. What one alone does not prove, those that are written
    /// alike prove together.
    fn dates_of(&mut self, table: &Table, columns: &[usize]) {
        let looked: Vec<(usize, DateColumn)> =
            columns.iter().map(|at| (*at, looked_at(table, *at))).collect();
        for (at, column) in &looked {
            let name = table.columns[*at].as_str();
            if self.given.dates.iter().any(|(own, _)| own == name) {
                continue;
            }
            match column.proof() {
                Proof::Yes(format) => {
                    self.dates.push((name.to_owned(), format.to_string()));
                    self.formats.set_date(name, format);
                }
                Proof::Unclear(two) => {
                    let alike = |(other, own): &&(usize, DateColumn)| {
                        other != at && own.form() == column.form() && own.proof().proven().is_some()
                    };
                    let mut together = column.clone();
                    let others: Vec<&(usize, DateColumn)> = looked.iter().filter(alike).collect();
                    others.iter().for_each(|(_, other)| together.merge(other));
                    let said = self.said(table, &looked, column, &two);
                    let proven = others.first().map(|(other, _)| *other).zip(together.proof().proven());
                    match said.or(proven) {
                        Some((other, format)) => {
                            let other = table.columns[other].as_str();
                            let why = message!(
                                "its days can be read in two ways; read as those of `{other}` are",
                                other
                            );
                            self.review.push((format!("dates.{name}"), why));
                            self.dates.push((name.to_owned(), format.to_string()));
                            self.formats.set_date(name, format);
                        }
                        _ => self.unclear_in(name, UnclearKind::Dates, &two),
                    }
                }
                Proof::Nothing | Proof::No(_) => {}
            }
        }
    }

    /// How the dates of a column are read where somebody says it of one written alike.
    fn said(
        &self,
        table: &Table,
        looked: &[(usize, DateColumn)],
        column: &DateColumn,
        two: &TwoReadings<DateFormat>,
    ) -> Option<(usize, DateFormat)> {
        looked.iter().filter(|(_, own)| own.form() == column.form()).find_map(|(at, _)| {
            let name = &table.columns[*at];
            let (_, format) = self.given.dates.iter().find(|(own, _)| own == name)?;
            let format: DateFormat = format.parse().ok()?;
            let both = [&two.one.0, &two.other.0];
            Some((*at, both.into_iter().find(|own| own.is_ordered_as(&format))?.clone()))
        })
    }

    fn number(&mut self, table: &Table, at: usize) {
        let name = table.columns[at].as_str();
        if self.given.numbers.iter().any(|(own, _)| own == name) {
            return;
        }
        match proof(table, at) {
            Proof::Yes(format) => {
                self.numbers.push((name.to_owned(), format.to_string()));
                self.formats.set_number(name, format);
            }
            Proof::Unclear(two) => self.unclear_in(name, UnclearKind::Numbers, &two),
            Proof::Nothing | Proof::No(_) => {}
        }
    }

    /// A column that no field of a lead is: what is unclear of it stays text.
    fn likely_number(&mut self, table: &Table, at: usize) {
        let name = table.columns[at].as_str();
        if let Proof::Yes(format) = proof(table, at) {
            if format != NumberFormat::POINT && self.given.numbers.iter().all(|(own, _)| own != name) {
                self.numbers.push((name.to_owned(), format.to_string()));
            }
            self.formats.set_number(name, format);
        }
    }

    fn unclear_in<F: std::fmt::Display>(&mut self, column: &str, kind: UnclearKind, two: &TwoReadings<F>) {
        let formats = [two.one.0.to_string(), two.other.0.to_string()];
        let readings = [two.one.1.clone(), two.other.1.clone()];
        let (column, sample, why) = (column.to_owned(), two.sample.clone(), two.message());
        self.unclear.push(Unclear { column, kind, sample, formats, readings, why });
    }
}

fn looked_at(table: &Table, at: usize) -> DateColumn {
    let mut column = DateColumn::default();
    table.rows.iter().filter_map(|row| row.cells.get(at)).for_each(|cell| column.add(cell));
    column
}

fn proof(table: &Table, at: usize) -> Proof<NumberFormat> {
    let mut column = NumberColumn::default();
    table.rows.iter().filter_map(|row| row.cells.get(at)).for_each(|cell| column.add(cell));
    column.proof()
}
