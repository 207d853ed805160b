//! A row read by the map: the text or the cell behind each of its templates.

use std::collections::HashMap;

use crate::exchange::cells::{shown, truth};
use crate::exchange::formats::{CellReading, Formats};
use crate::exchange::table::{Table, TableCell, TableRow};
use crate::expr::{RowTemplate, RowText};
use crate::message;
use crate::pipeline::{Currency, Day, Decimal, ImportMap};
use crate::text::Message;

/// The templates of a map, compiled for a table.
pub struct RowReader<'t> {
    table: &'t Table,
    formats: &'t Formats,
    templates: HashMap<String, Compiled>,
}

struct Compiled {
    template: RowTemplate,
    /// The columns it names.
    columns: Vec<usize>,
    direct: bool,
}

/// The cells that a template names.
#[derive(Debug)]
struct NamedCells(Vec<(String, String)>);

impl RowText for NamedCells {
    fn text(&self, column: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| name == column).map(|(_, text)| text.clone())
    }
}

impl<'t> RowReader<'t> {
    /// Compiles templates, each under a key.
    ///
    /// # Errors
    /// Where one cannot be read, or names a column that the table does not have.
    pub fn new<'s>(
        table: &'t Table,
        formats: &'t Formats,
        templates: impl Iterator<Item = (String, &'s str)>,
    ) -> Result<Self, Message> {
        let mut compiled = HashMap::new();
        for (key, source) in templates {
            let template = RowTemplate::new(source)
                .map_err(|why| message!("the template of `{key}` cannot be read: {why}", key, why))?;
            let place = |name: &String| table.columns.iter().position(|own| own == name);
            let columns = template.columns().iter().map(|name| place(name).ok_or(name));
            let columns = columns.collect::<Result<Vec<_>, _>>().map_err(|name| {
                message!(
                    "the map reads the column `{name}` for `{key}`, and `{table}` has none of that name",
                    name,
                    key,
                    table = table.name.as_str()
                )
            })?;
            let direct = template.column().is_some();
            compiled.insert(key, Compiled { template, columns, direct });
        }
        Ok(Self { table, formats, templates: compiled })
    }

    /// The templates of a map about a deal's row.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn of_deals(map: &ImportMap, table: &'t Table, formats: &'t Formats) -> Result<Self, Message> {
        let row = map.row.iter().map(|(key, source)| (key.clone(), source.as_str()));
        let lead = map.lead.iter().map(|(path, source)| (format!("lead.{path}"), source.as_str()));
        let entered =
            map.entered.iter().enumerate().map(|(at, own)| (format!("entered.{at}"), own.at.as_str()));
        Self::new(table, formats, row.chain(lead).chain(entered))
    }

    /// Whether the map says where a key's value is.
    pub fn has(&self, key: &str) -> bool {
        self.templates.contains_key(key)
    }

    /// The columns that no template names.
    pub fn unread(&self) -> Vec<&'t str> {
        let read = |at: usize| self.templates.values().any(|own| own.columns.contains(&at));
        let all = self.table.columns.iter().enumerate();
        all.filter(|(at, _)| !read(*at)).map(|(_, name)| name.as_str()).collect()
    }

    /// The text behind a key; `None` where there is none.
    pub fn text(&self, row: &TableRow, key: &str) -> Option<String> {
        let compiled = self.templates.get(key)?;
        let text = if compiled.direct {
            shown(row.cells.get(*compiled.columns.first()?)?)
        } else {
            let cell = |at: &usize| row.cells.get(*at).map(shown).unwrap_or_default();
            let named = compiled.columns.iter().map(|at| (self.table.columns[*at].clone(), cell(at)));
            compiled.template.fill(NamedCells(named.collect())).unwrap_or_default()
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The cell behind a key, with the column that says how it is written.
    fn cell(&self, row: &TableRow, key: &str) -> Option<(TableCell, &'t str)> {
        let compiled = self.templates.get(key)?;
        let first = compiled.columns.first().map_or("", |at| self.table.columns[*at].as_str());
        if compiled.direct {
            return Some((row.cells.get(*compiled.columns.first()?)?.clone(), first));
        }
        Some((self.text(row, key).map_or(TableCell::Empty, |text| TableCell::Text(text.into())), first))
    }

    /// Whether a key's cell says yes.
    pub fn truth(&self, row: &TableRow, key: &str) -> Option<bool> {
        truth(&self.cell(row, key)?.0)
    }

    /// The moment behind a key.
    pub fn moment(&self, row: &TableRow, key: &str) -> CellReading<chrono::NaiveDateTime> {
        self.cell(row, key).map_or(CellReading::Nothing, |(cell, column)| self.formats.moment(column, &cell))
    }

    /// The day behind a key, where it is one.
    pub fn day(&self, row: &TableRow, key: &str) -> Option<Day> {
        match self.moment(row, key) {
            CellReading::Is(moment) => Some(moment.date()),
            _ => None,
        }
    }

    /// The number behind a key.
    pub fn number(&self, row: &TableRow, key: &str) -> CellReading<Decimal> {
        self.cell(row, key).map_or(CellReading::Nothing, |(cell, column)| self.formats.number(column, &cell))
    }

    /// The currency that the number behind a key names.
    pub fn currency(&self, row: &TableRow, key: &str) -> Option<Currency> {
        let (cell, column) = self.cell(row, key)?;
        self.formats.currency(column, &cell)
    }

    /// The cell behind a key as it is, for a field of the team's own.
    pub fn raw(&self, row: &TableRow, key: &str) -> Option<(TableCell, &'t str)> {
        self.cell(row, key)
    }

    /// The day in a cell of a column whose dates are known.
    pub fn known_day(&self, column: &str, cell: &TableCell) -> Option<Day> {
        match self.formats.known_moment(column, cell) {
            CellReading::Is(moment) => Some(moment.date()),
            _ => None,
        }
    }

    /// Every day of a row, by the columns whose dates are known.
    pub fn days(&self, row: &TableRow) -> Vec<Day> {
        let dated = row.cells.iter().zip(&self.table.columns);
        dated.filter_map(|(cell, column)| self.known_day(column, cell)).collect()
    }
}
