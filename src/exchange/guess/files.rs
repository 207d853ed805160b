//! Which of the tables holds the deals, and which the changes of their stages.

use super::changes_file::changes;
use super::columns::Columns;
use crate::exchange::table::Table;
use crate::message;
use crate::text::Message;

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
        let fits = all.iter().filter(|(at, own)| own.are_deals() && !(alone && is_changes(*at)));
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
