//! The table within the rows of a file: which row names the columns, and which
//! rows around it are titles, totals and notices.

use std::collections::HashSet;

use super::footer::{footers, is_called_total, is_subtotal};
use super::limits::{CELLS, COLUMNS};
use super::unreadable::Unreadable;
use crate::exchange::table::{Outside, OutsideRow, Table, TableCell, TableRow};

/// Among how many rows the header is looked for.
const ABOVE: usize = 50;
/// How many rows say how full a row is.
const TYPICAL: usize = 200;
/// The longest name of a column, in characters.
const NAME: usize = 200;

/// The table in rows of which none is blank.
pub(super) fn table(name: String, mut rows: Vec<TableRow>) -> Result<Table, Unreadable> {
    if rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    let typical = typical_filled(&rows);
    let header = header(&rows, typical).ok_or(Unreadable::NoHeader)?;
    let mut body = rows.split_off(header + 1);
    let heading = rows.pop().map_or_else(Vec::new, |row| row.cells);
    let mut around: Vec<OutsideRow> = rows.iter().map(|row| outside(row, Outside::Title)).collect();
    let below = body.len() - footers(&body, typical);
    let notices: Vec<OutsideRow> = body.drain(below..).map(|row| outside(&row, Outside::Footer)).collect();
    let width = heading.iter().filter(|cell| !cell.is_empty()).count();
    body.retain(|row| {
        let again = row.cells == heading;
        let total = is_subtotal(row, width);
        if again || total {
            let what = if again { Outside::HeaderAgain } else { Outside::Footer };
            around.push(outside(row, what));
        }
        !again && !total
    });
    around.extend(notices);
    if body.is_empty() {
        return Err(Unreadable::NoRows);
    }
    let (mut columns, mut rows) = squared(&heading, body)?;
    fill_groups(&mut columns, &mut rows);
    Ok(Table { name, sheet: None, columns, rows, around })
}

fn outside(row: &TableRow, what: Outside) -> OutsideRow {
    let text = row.cells.iter().find(|cell| !cell.is_empty()).map(TableCell::shown).unwrap_or_default();
    OutsideRow { number: row.number, what, text: text.chars().take(NAME).collect() }
}

/// How many cells of the middle row hold something, of the rows that have several.
fn typical_filled(rows: &[TableRow]) -> usize {
    let rows = rows.iter().take(TYPICAL).filter(|row| !is_called_total(row));
    let mut counts: Vec<usize> = rows.map(TableRow::filled).filter(|count| *count > 1).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(1)
}

/// The first row that is full enough and reads as names.
fn header(rows: &[TableRow], typical: usize) -> Option<usize> {
    let full = |row: &TableRow| row.filled() * 2 >= typical;
    let first = (0..rows.len().min(ABOVE)).find(|at| full(&rows[*at]) && are_names(&rows[*at]))?;
    // Above names there may be a row that groups them: `Customer, , , Dates, ,`.
    let fuller = |row: &TableRow| row.filled() * 2 >= rows[first].filled() * 3 && are_names(row);
    let below = rows.get(first + 1).filter(|next| rows[first].filled() > 1 && fuller(next));
    Some(first + usize::from(below.is_some()))
}

/// Whether a row's cells can name columns: most are words, and few are there again.
fn are_names(row: &TableRow) -> bool {
    let named: Vec<&str> = row.cells.iter().filter_map(name_of).collect();
    let distinct: HashSet<&str> = named.iter().copied().collect();
    let all = row.filled();
    named.len() * 10 >= all * 7 && distinct.len() * 2 >= named.len() && !named.is_empty()
}

/// A cell's text where it can name a column: it has a letter, and fewer digits than others.
fn name_of(cell: &TableCell) -> Option<&str> {
    let TableCell::Text(text) = cell else { return None };
    let head: &str = text.char_indices().nth(NAME).map_or(text, |(at, _)| &text[..at]);
    let digits = head.chars().filter(char::is_ascii_digit).count();
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 0 && letters >= digits && !text.contains('@')).then_some(text)
}

/// The columns that are named or hold something, and the rows with a cell for each.
fn squared(
    heading: &[TableCell],
    mut rows: Vec<TableRow>,
) -> Result<(Vec<String>, Vec<TableRow>), Unreadable> {
    let width = rows.iter().map(|row| row.cells.len()).fold(heading.len(), usize::max);
    let mut kept: Vec<bool> =
        (0..width).map(|at| heading.get(at).is_some_and(|cell| !cell.is_empty())).collect();
    for row in &rows {
        let holding = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        holding.for_each(|(at, _)| kept[at] = true);
    }
    let columns = kept.iter().filter(|kept| **kept).count();
    if columns > COLUMNS {
        return Err(Unreadable::TooWide(columns));
    }
    if columns.saturating_mul(rows.len()) > CELLS {
        return Err(Unreadable::TooLarge);
    }
    let all = columns == width;
    for row in &mut rows {
        if !all {
            let mut at = kept.iter();
            row.cells.retain(|_| at.next().copied().unwrap_or(false));
        }
        if row.cells.len() < columns {
            row.cells.reserve_exact(columns - row.cells.len());
        }
        row.cells.resize(columns, TableCell::Empty);
    }
    Ok((names(heading, &kept), rows))
}

/// Fills the columns that a report is grouped by, `Stage ↑`: of each group the first row
/// alone has the value.
fn fill_groups(columns: &mut [String], rows: &mut [TableRow]) {
    for at in 0..columns.len() {
        let Some(plain) = columns[at].strip_suffix(['↑', '↓']).map(|name| name.trim_end().to_owned())
        else {
            continue;
        };
        if !columns.contains(&plain) {
            columns[at] = plain;
        }
        let mut now = TableCell::Empty;
        for cell in rows.iter_mut().filter_map(|row| row.cells.get_mut(at)) {
            if cell.is_empty() {
                *cell = now.clone();
            } else {
                now = cell.clone();
            }
        }
    }
}

/// The names of the columns that are kept, each there once.
fn names(heading: &[TableCell], kept: &[bool]) -> Vec<String> {
    let mut taken = HashSet::new();
    let places = kept.iter().enumerate().filter(|(_, kept)| **kept).map(|(at, _)| at);
    let name = |at: usize| {
        let text = heading.get(at).map(TableCell::shown).unwrap_or_default();
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let base: String = plain.chars().take(NAME).collect();
        let base = if base.is_empty() { format!("Column {}", at + 1) } else { base };
        let mut unique = base.clone();
        let mut count = 1;
        while !taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{base} ({count})");
        }
        unique
    };
    places.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Table, Unreadable> {
        table("t".to_owned(), super::super::delimited::rows(text).unwrap().0)
    }

    fn first(table: &Table) -> (Vec<&str>, usize, Vec<String>) {
        let columns = table.columns.iter().map(String::as_str).collect();
        (columns, table.rows[0].number, table.rows[0].cells.iter().map(TableCell::shown).collect())
    }

    #[test]
    fn a_report_with_titles_and_a_footer() {
        let text = "Opportunity Report\n\"As of 2024-01-05 12:00\"\n\nFiltered By:\n  Show: All\n\nOpportunity Name,Stage,Amount,Close Date\n\
            Acme,Closed Won,100,1/2/2024\nBolt,Prospecting,,\nTotal Energies,Closed Lost,5,1/3/2024\n\nGrand Totals (3 records),,105,\n\n\
            Confidential Information - Do Not Distribute\nCopyright (c) 2000-2024 salesforce.com\n";
        let table = of(text).unwrap();
        assert_eq!(first(&table).0, ["Opportunity Name", "Stage", "Amount", "Close Date"]);
        assert_eq!((table.rows.len(), table.rows[0].number), (3, 8));
        let what: Vec<_> = table.around.iter().map(|row| (row.number, row.what)).collect();
        let (above, below) = (Outside::Title, Outside::Footer);
        assert_eq!(
            what,
            [(1, above), (2, above), (4, above), (5, above), (12, below), (14, below), (15, below)]
        );
    }

    #[test]
    fn a_grouped_report_has_its_groups_in_every_row() {
        let text = "Stage  ↑,Name,Value\nNew,A,1\n,B,2\nSubtotal,,3\nCount,2,\nWon,C,4\nSubtotal,,4\nCount,1,\nTotal,,7\n";
        let table = of(text).unwrap();
        assert_eq!(table.columns, ["Stage", "Name", "Value"]);
        let stages: Vec<String> = table.rows.iter().map(|row| row.cells[0].shown()).collect();
        assert_eq!(stages, ["New", "New", "Won"]);
        assert_eq!(table.around.len(), 5);
    }

    #[test]
    fn columns_have_one_name_each() {
        let table = of("Name,Amount,,Amount,Amount (2),,\nA,1,x,2,3,,\n,,,,,,\nName,Amount,,Amount,Amount (2),,\nB,4,,,,,\n").unwrap();
        assert_eq!(table.columns, ["Name", "Amount", "Column 3", "Amount (2)", "Amount (2) (2)"]);
        assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 5]);
        assert_eq!(table.rows[1].cells.len(), 5);
        assert_eq!(table.around[0].what, Outside::HeaderAgain);
    }

    #[test]
    fn a_row_that_groups_columns_is_no_header() {
        let table =
            of("Customer,,,Dates,,\nName,Owner,Stage,Created,Closed,Value\nA,B,C,2024-01-01,,5\n").unwrap();
        assert_eq!(first(&table).0, ["Name", "Owner", "Stage", "Created", "Closed", "Value"]);
    }

    #[test]
    fn rows_longer_than_the_header_widen_the_table() {
        let table = of("a,b\n1,2,,x\n3\n").unwrap();
        assert_eq!(table.columns, ["a", "b", "Column 4"]);
        assert_eq!(first(&table).2, ["1", "2", "x"]);
        assert_eq!(table.rows[1].cells, [TableCell::Text("3".into()), TableCell::Empty, TableCell::Empty]);
    }

    #[test]
    fn what_has_no_header_or_no_rows() {
        assert_eq!(of("1,2\n3,4\n"), Err(Unreadable::NoHeader));
        assert_eq!(of("a,b\n"), Err(Unreadable::NoRows));
        assert_eq!(of("a,b\n,\n \n"), Err(Unreadable::NoRows));
        assert_eq!(of(""), Err(Unreadable::Empty));
    }
}
