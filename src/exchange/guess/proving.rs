//! How the dates and numbers of an export are written: proven by whole columns.

use super::Unclear;
use super::columns::Columns;
use super::role::Wanted;
use crate::exchange::dates::DateColumn;
use crate::exchange::formats::Formats;
use crate::exchange::numbers::NumberColumn;
use crate::exchange::proof::{Proof, TwoReadings};
use crate::exchange::table::Table;
use crate::expr::row_column;
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

    /// Proves the columns of a file of changes.
    pub fn changes(&mut self, table: &Table, templates: &[(String, String)]) {
        let at = ImportMap::meaning(templates, "at");
        let columns: Vec<usize> = (0..table.columns.len())
            .filter(|n| Some(row_column(&table.columns[*n]).as_str()) == at)
            .collect();
        self.dates_of(table, &columns);
    }

    /// Proves columns of dates. What one alone does not prove, those that are written
    /// alike prove together.
    fn dates_of(&mut self, table: &Table, columns: &[usize]) {
        let look = |at: usize| {
            let mut column = DateColumn::default();
            table.rows.iter().filter_map(|row| row.cells.get(at)).for_each(|cell| column.add(cell));
            column
        };
        let looked: Vec<(usize, DateColumn)> = columns.iter().map(|at| (*at, look(*at))).collect();
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
                    match (others.first(), together.proof()) {
                        (Some((other, _)), Proof::Yes(format)) => {
                            let other = table.columns[*other].as_str();
                            let why = message!(
                                "its days can be read in two ways; read as those of `{other}` are",
                                other
                            );
                            self.review.push((format!("dates.{name}"), why));
                            self.dates.push((name.to_owned(), format.to_string()));
                            self.formats.set_date(name, format);
                        }
                        _ => self.unclear_in(name, true, &two),
                    }
                }
                Proof::Nothing | Proof::No(_) => {}
            }
        }
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
            Proof::Unclear(two) => self.unclear_in(name, false, &two),
            Proof::Nothing | Proof::No(_) => {}
        }
    }

    /// A column that no field of a lead is: what is unclear of it stays text.
    fn likely_number(&mut self, table: &Table, at: usize) {
        if let Proof::Yes(format) = proof(table, at) {
            self.formats.set_number(&table.columns[at], format);
        }
    }

    fn unclear_in<F: std::fmt::Display>(&mut self, column: &str, dates: bool, two: &TwoReadings<F>) {
        let formats = [two.one.0.to_string(), two.other.0.to_string()];
        let why = two.message();
        self.unclear.push(Unclear { column: column.to_owned(), dates, formats, why });
    }
}

fn proof(table: &Table, at: usize) -> Proof<crate::exchange::numbers::NumberFormat> {
    let mut column = NumberColumn::default();
    table.rows.iter().filter_map(|row| row.cells.get(at)).for_each(|cell| column.add(cell));
    column.proof()
}
