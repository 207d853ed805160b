//! Which of the tables holds the deals, and which the changes of their stages.

use super::columns::Columns;
use super::lexicon::words as words_of;
use super::names::plain;
use super::profile::Profile;
use crate::exchange::cells::shown;
use crate::exchange::table::Table;
use crate::expr::row_column;
use crate::message;
use crate::text::Message;

/// How few points a table of deals has.
const FEWEST: usize = 4;

/// The tables of an import, by their indices.
pub struct ExportTables {
    /// The deals.
    pub deals: usize,
    /// Their columns.
    pub columns: Columns,
    /// The changes, with the templates that read them.
    pub changes: Option<(usize, Vec<(String, String)>)>,
    /// Those that are neither.
    pub unused: Vec<usize>,
}

/// Finds the deals and the changes among tables.
///
/// # Errors
/// Where no table looks like deals.
pub fn files(tables: &[Table]) -> Result<ExportTables, Message> {
    let mut all: Vec<(usize, Columns)> =
        tables.iter().map(Columns::of).enumerate().filter(|(at, _)| !tables[*at].rows.is_empty()).collect();
    let changes: Vec<(usize, Vec<(String, String)>)> =
        tables.iter().enumerate().filter_map(|(at, table)| Some((at, changes(table)?))).collect();
    let is_changes = |at: usize| changes.iter().any(|(own, _)| *own == at);
    let best = |all: &[(usize, Columns)], alone: bool| {
        let fits = all.iter().filter(|(at, own)| own.score() >= FEWEST && !(alone && is_changes(*at)));
        fits.max_by_key(|(at, own)| (own.score(), std::cmp::Reverse(*at))).map(|(at, _)| *at)
    };
    let found = best(&all, true).or_else(|| best(&all, false));
    let deals = found.ok_or_else(|| no_deals(tables))?;
    let at = all.iter().position(|(own, _)| *own == deals).unwrap_or_default();
    let (_, columns) = all.swap_remove(at);
    let changes = changes.into_iter().find(|(at, _)| *at != deals);
    let used = |at: &usize| *at == deals || changes.as_ref().is_some_and(|(own, _)| own == at);
    let unused = (0..tables.len()).filter(|at| !used(at)).collect();
    Ok(ExportTables { deals, columns, changes, unused })
}

fn no_deals(tables: &[Table]) -> Message {
    let Some(first) =
        tables.iter().max_by_key(|table| table.rows.len()).filter(|table| !table.rows.is_empty())
    else {
        return message!("there is no row in it: the export is empty");
    };
    let shown = first.columns.iter().take(8).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    message!(
        "`{table}` does not look like deals: none of its columns is a stage or a status with a name, a customer, an amount or a date beside it; they are {shown}",
        table = first.name.as_str(),
        shown
    )
}

/// The templates that read a table as changes; `None` where it is none.
fn changes(table: &Table) -> Option<Vec<(String, String)>> {
    let words: Vec<String> = table.columns.iter().map(|header| plain(header)).collect();
    let find = |names: &[&str]| names.iter().find_map(|name| words.iter().position(|own| own == name));
    let dated = |at: &usize| {
        let profile = Profile::of(table, *at);
        profile.filled > 0 && profile.dates * 10 >= profile.filled * 8
    };
    let at = words_of("changes.at")
        .iter()
        .filter_map(|name| words.iter().position(|own| own == name))
        .find(dated)?;
    let deal = find(words_of("changes.deal"))?;
    let field = find(words_of("changes.field"));
    let to = words_of("changes.to")
        .iter()
        .filter_map(|name| words.iter().position(|own| own == name))
        .find(|to| *to != at)?;
    let repeats = repeats(table, deal);
    if !repeats
        && (find(words_of("changes.not")).is_some()
            || find(words_of("changes.from")).is_none() && field.is_none())
    {
        return None;
    }
    if find(words_of("changes.titled")).is_some()
        && find(words_of("changes.from")).is_none()
        && field.is_none()
        && find(words_of("changes.never")).is_some()
    {
        return None;
    }
    let column = |at: usize| row_column(&table.columns[at]);
    let mut templates = vec![("deal".to_owned(), column(deal))];
    if let Some(field) = field {
        templates.push(("field".to_owned(), column(field)));
        templates.push(("only".to_owned(), stage_field(table, field)?));
    }
    templates.extend(
        find(words_of("changes.from"))
            .filter(|from| *from != to)
            .map(|from| ("from".to_owned(), column(from))),
    );
    templates.push(("stage".to_owned(), column(to)));
    templates.extend(find(words_of("changes.pipeline")).map(|own| ("pipeline".to_owned(), column(own))));
    templates.push(("at".to_owned(), column(at)));
    templates.extend(
        find(words_of("changes.by")).filter(|by| *by != deal).map(|by| ("by".to_owned(), column(by))),
    );
    Some(templates)
}

/// Whether a deal is in several rows.
fn repeats(table: &Table, deal: usize) -> bool {
    let mut seen = std::collections::HashSet::new();
    let ids = table.rows.iter().filter_map(|row| row.cells.get(deal)).map(shown).filter(|id| !id.is_empty());
    let mut twice = 0;
    for id in ids {
        twice += usize::from(!seen.insert(id));
    }
    twice * 10 > seen.len()
}

/// The word for the field that says the stage.
fn stage_field(table: &Table, field: usize) -> Option<String> {
    let words = table.rows.iter().filter_map(|row| row.cells.get(field)).map(shown);
    let mut distinct: Vec<String> = Vec::new();
    for word in words {
        if distinct.len() < 200 && !distinct.contains(&word) {
            distinct.push(word);
        }
    }
    let is = |word: &&String| {
        words_of("changes.stage_field").contains(&plain(word).as_str())
            || plain(word).replace(' ', "") == "stagename"
    };
    distinct.iter().find(is).cloned()
}
