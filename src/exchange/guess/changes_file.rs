//! Which table is a file of changes, by what its columns are; and the deals that a
//! report of changes names beside them.

use std::collections::{HashMap, HashSet};

use super::columns::Columns;
use super::lexicon::words as words_of;
use super::names::{plain, same_name};
use super::profile::Profile;
use super::role::Role;
use crate::exchange::cells::shown;
use crate::exchange::table::{Table, TableRow};
use crate::expr::row_column;

/// How many rows are looked at; the others are as these.
const LOOKED: usize = 100_000;

/// A table's headers, and which column has one of some names.
struct Headers(Vec<String>);

impl Headers {
    fn of(table: &Table) -> Self {
        Self(table.columns.iter().map(|header| plain(header)).collect())
    }

    /// The columns with a name of a key, the surest first.
    fn all(&self, key: &str) -> impl Iterator<Item = usize> {
        words_of(key).iter().filter_map(|name| self.0.iter().position(|own| same_name(own, name)))
    }

    fn find(&self, key: &str) -> Option<usize> {
        self.all(key).next()
    }

    fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }
}

/// The columns of a file of changes.
struct ChangeColumns {
    deal: usize,
    field: Option<usize>,
    from: Option<usize>,
    to: usize,
    pipeline: Option<usize>,
    at: usize,
    by: Option<usize>,
}

impl ChangeColumns {
    /// Those of a table; `None` where it is none.
    fn of(table: &Table) -> Option<Self> {
        let headers = Headers::of(table);
        let dated = |at: &usize| {
            let profile = Profile::of(table, *at);
            profile.filled > 0 && profile.dates * 10 >= profile.filled * 8
        };
        let dates: Vec<usize> = headers.all("changes.at").filter(dated).collect();
        let first = *dates.first()?;
        let several = |at: &usize| repeats(table, *at);
        let deal = headers.all("changes.deal").find(several).or_else(|| headers.find("changes.deal"))?;
        let at = dates.into_iter().find(|at| varies(table, deal, *at)).unwrap_or(first);
        let field = headers.find("changes.field");
        let to = headers.all("changes.to").find(|to| *to != at)?;
        let from = headers.find("changes.from").filter(|from| *from != to);
        let by = headers.find("changes.by").filter(|by| *by != deal);
        let told = from.is_some() || field.is_some();
        let is_deals = headers.has("changes.not") || !told;
        if !repeats(table, deal) && is_deals {
            return None;
        }
        // A list of deals with a row a product has no column that only changes have.
        let titled = headers.has("changes.titled") && headers.has("changes.never");
        if titled && !told && !headers.has("changes.sure") {
            return None;
        }
        Some(Self { deal, field, from, to, pipeline: headers.find("changes.pipeline"), at, by })
    }
}

/// The templates that read a table as changes; `None` where it is none.
pub fn changes(table: &Table) -> Option<Vec<(String, String)>> {
    let own = ChangeColumns::of(table)?;
    let column = |key: &str, at: usize| (key.to_owned(), row_column(&table.columns[at]));
    let mut templates = vec![column("deal", own.deal)];
    if let Some(field) = own.field {
        templates.push(column("field", field));
        templates.push(("only".to_owned(), stage_field(table, field)?));
    }
    templates.extend(own.from.map(|at| column("from", at)));
    templates.push(column("stage", own.to));
    templates.extend(own.pipeline.map(|at| column("pipeline", at)));
    templates.push(column("at", own.at));
    templates.extend(own.by.map(|at| column("by", at)));
    Some(templates)
}

/// Puts a table of the deals before a report of changes that has each deal's fields
/// beside every change, where no other table has them.
pub fn with_deals(mut tables: Vec<Table>) -> Vec<Table> {
    let is_deals = |table: &Table| Columns::of(table).are_deals();
    if tables.iter().any(|table| is_deals(table) && ChangeColumns::of(table).is_none()) {
        return tables;
    }
    let found = tables.iter().position(|table| is_deals(table) && changes(table).is_some());
    let deals = found.and_then(|at| Some((at, deals_of(&tables[at])?)));
    if let Some((at, deals)) = deals {
        tables.insert(at, deals);
    }
    tables
}

/// The deals that a report of changes names: of each the newest row, without the change.
fn deals_of(table: &Table) -> Option<Table> {
    let own = ChangeColumns::of(table)?;
    let stage = Columns::of(table).column(Role::Stage).filter(|at| *at != own.to);
    if !repeats(table, own.deal) || stage.is_none() {
        return None;
    }
    let newest_first = newest_first(table, &own);
    let mut deals = Table {
        name: table.name.clone(),
        sheet: table.sheet.clone(),
        columns: table.columns.clone(),
        ..Table::default()
    };
    let mut seen = HashSet::new();
    let rows: Box<dyn Iterator<Item = &TableRow>> =
        if newest_first { Box::new(table.rows.iter()) } else { Box::new(table.rows.iter().rev()) };
    for row in rows {
        if seen.insert(cell(row, own.deal)) {
            deals.rows.push(row.clone());
        }
    }
    deals.rows.sort_by_key(|row| row.number);
    let of_change: Vec<&String> = [own.field, own.from, Some(own.to), Some(own.at), own.by]
        .into_iter()
        .flatten()
        .map(|at| &table.columns[at])
        .collect();
    deals.keep(|name| !of_change.iter().any(|own| *own == name));
    Some(deals)
}

fn cell(row: &TableRow, at: usize) -> String {
    row.cells.get(at).map(shown).unwrap_or_default()
}

/// Whether the changes of a deal are newest first, by the stages that they go on from.
fn newest_first(table: &Table, own: &ChangeColumns) -> bool {
    let Some(from) = own.from else { return false };
    let (mut up, mut down) = (0_usize, 0_usize);
    let mut last: HashMap<String, (String, String)> = HashMap::new();
    for row in &table.rows {
        let now = (cell(row, from), cell(row, own.to));
        if now.0 == now.1 {
            continue;
        }
        if let Some(before) = last.insert(cell(row, own.deal), now.clone()) {
            up += usize::from(before.1 == now.0);
            down += usize::from(before.0 == now.1);
        }
    }
    down > up
}

/// Whether a deal is in several rows.
fn repeats(table: &Table, deal: usize) -> bool {
    let mut seen = HashSet::new();
    let rows = table.rows.iter().take(LOOKED);
    let ids = rows.filter_map(|row| row.cells.get(deal)).map(shown).filter(|id| !id.is_empty());
    let mut twice = 0;
    for id in ids {
        twice += usize::from(!seen.insert(id));
    }
    twice * 10 > seen.len()
}

/// Whether a column says of the changes of a deal different things; when the deal was
/// created is the same in all of them.
fn varies(table: &Table, deal: usize, at: usize) -> bool {
    let mut firsts: HashMap<String, String> = HashMap::new();
    let (mut same, mut other) = (0_usize, 0_usize);
    for row in table.rows.iter().take(LOOKED) {
        let now = cell(row, at);
        match firsts.get(&cell(row, deal)) {
            Some(first) if *first == now => same += 1,
            Some(_) => other += 1,
            None => {
                firsts.insert(cell(row, deal), now);
            }
        }
    }
    other * 2 > same
}

/// The word for the field that says the stage.
fn stage_field(table: &Table, field: usize) -> Option<String> {
    let words = table.rows.iter().map(|row| cell(row, field));
    let mut distinct: Vec<String> = Vec::new();
    for word in words {
        if distinct.len() < 200 && !distinct.contains(&word) {
            distinct.push(word);
        }
    }
    let is =
        |word: &&String| words_of("changes.stage_field").iter().any(|name| same_name(&plain(word), name));
    distinct.iter().find(is).cloned()
}
