//! The file of changes: which deal entered which stage when, whatever its order.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use compact_str::CompactString;

use super::row::RowReader;
use crate::exchange::formats::{CellReading, Formats};
use crate::exchange::spelling::bare;
use crate::exchange::table::{Table, TableRow};
use crate::exchange::told::{RowNote, ToldKind};
use crate::expr::RowTemplate;
use crate::message;
use crate::pipeline::ImportMap;
use crate::text::Message;

/// How many changes of a property HubSpot keeps.
pub const CAPPED: usize = 20;

/// A change of a deal's stage, in the CRM's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageChange {
    /// When.
    pub at: NaiveDateTime,
    /// The stage before, where the file says.
    pub from: Option<CompactString>,
    /// The stage entered.
    pub to: CompactString,
    /// The pipeline of the CRM, where the file says.
    pub pipeline: Option<CompactString>,
    /// Who changed it.
    pub by: Option<CompactString>,
    /// The row's number.
    pub row: usize,
}

/// The changes of every deal, in the order of time; those of one moment as the file has them.
#[derive(Debug, Default)]
pub struct StageChanges(HashMap<String, Vec<StageChange>>);

impl StageChanges {
    /// Reads a table of changes by the map's templates.
    ///
    /// # Errors
    /// Where a template cannot be read, or a column is missing.
    pub fn read(
        map: &ImportMap,
        table: &Table,
        formats: &Formats,
        told: &mut Vec<RowNote>,
    ) -> Result<Self, Message> {
        let templates = map.changes.iter().filter(|(key, _)| !matches!(key.as_str(), "only" | "format"));
        let of = |key: &str| ImportMap::meaning(&map.changes, key);
        let at = of("at").and_then(|source| RowTemplate::new(source).ok());
        let column = at.as_ref().and_then(|own| own.columns().first()).map_or("", String::as_str);
        let formats = formats.of_changes(column, of("format"));
        let rows =
            RowReader::new(table, &formats, templates.map(|(key, source)| (key.clone(), source.as_str())))?;
        let only = ImportMap::meaning(&map.changes, "only");
        let mut changes: HashMap<String, Vec<StageChange>> = HashMap::new();
        for row in &table.rows {
            if let Some(only) = only
                && rows.text(row, "field").is_none_or(|field| bare(&field) != bare(only))
            {
                continue;
            }
            match change(&rows, row) {
                Ok((deal, change)) => changes.entry(deal).or_default().push(change),
                Err(why) => {
                    let id = rows.text(row, "deal");
                    told.push(RowNote {
                        kind: ToldKind::Impossible,
                        row: row.number,
                        id,
                        field: "history",
                        why,
                    });
                }
            }
        }
        for own in changes.values_mut() {
            own.shrink_to_fit();
            in_time(own);
        }
        Ok(Self(changes))
    }

    /// The changes of a deal.
    pub fn of(&self, deal: &str) -> &[StageChange] {
        self.0.get(deal).or_else(|| self.0.get(short_id(deal)?)).map_or(&[], Vec::as_slice)
    }

    /// Whether the changes name deals by their titles: by no id, and by titles of which
    /// each is one deal's.
    pub fn by_title(&self, rows: &RowReader<'_>, deals: &[TableRow]) -> bool {
        let text = |row: &TableRow, key: &str| rows.text(row, key).unwrap_or_default();
        if self.0.is_empty() || deals.iter().any(|row| !self.of(&text(row, "id")).is_empty()) {
            return false;
        }
        let mut seen = std::collections::HashSet::new();
        let titles = deals.iter().map(|row| text(row, "lead.title"));
        titles.filter(|title| self.0.contains_key(title)).all(|title| seen.insert(title)) && !seen.is_empty()
    }

    /// The deals that changed.
    pub fn deals(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(deal, changes)| (deal.as_str(), changes.len()))
    }

    /// Every change.
    pub fn all(&self) -> impl Iterator<Item = &[StageChange]> {
        self.0.values().map(Vec::as_slice)
    }
}

/// Salesforce's id of 15 characters in the one of 18.
fn short_id(id: &str) -> Option<&str> {
    (id.len() == 18 && id.is_ascii()).then(|| &id[..15])
}

fn change(rows: &RowReader<'_>, row: &TableRow) -> Result<(String, StageChange), Message> {
    let deal = rows.text(row, "deal").ok_or_else(|| message!("the change names no deal"))?;
    let to = rows.text(row, "stage").ok_or_else(|| message!("the change names no stage"))?;
    let at = match rows.moment(row, "at") {
        CellReading::Is(at) => at,
        CellReading::Nothing => return Err(message!("the change has no date")),
        CellReading::Odd(text) => return Err(message!("`{text}` is no date", text)),
    };
    let short = |key: &str| rows.text(row, key).map(CompactString::from);
    let (from, pipeline, by) = (short("from"), short("pipeline"), short("by"));
    Ok((deal, StageChange { at, from, to: to.into(), pipeline, by, row: row.number }))
}

/// Oldest first. A file that is newest first has those of one moment newest first too;
/// where each says the stage before it, that decides.
fn in_time(changes: &mut [StageChange]) {
    let steps = |newer: bool| {
        changes
            .windows(2)
            .filter(|pair| if newer { pair[1].at < pair[0].at } else { pair[0].at < pair[1].at })
            .count()
    };
    if steps(true) > steps(false) {
        changes.reverse();
    }
    changes.sort_by_key(|change| change.at);
    let mut begin = 0;
    while begin < changes.len() {
        let end = changes[begin..]
            .iter()
            .position(|own| own.at != changes[begin].at)
            .map_or(changes.len(), |n| begin + n);
        chained(changes, begin, end);
        begin = end;
    }
}

/// Puts changes of one moment behind each other by the stage before each.
fn chained(changes: &mut [StageChange], begin: usize, end: usize) {
    let Some(mut now) = begin.checked_sub(1).map(|before| changes[before].to.clone()).or_else(|| {
        let tied = &changes[begin..end];
        let entered = |word: &str| tied.iter().any(|own| own.to.eq_ignore_ascii_case(word));
        tied.iter().find_map(|own| own.from.clone().filter(|from| !entered(from)))
    }) else {
        return;
    };
    for at in begin..end {
        let next = (at..end)
            .find(|other| changes[*other].from.as_ref().is_some_and(|from| from.eq_ignore_ascii_case(&now)));
        let Some(next) = next else { return };
        changes[at..=next].rotate_right(1);
        now = changes[at].to.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, from: Option<&str>, to: &str) -> StageChange {
        let moment = chrono::NaiveDate::from_ymd_opt(2026, 1, day).unwrap().into();
        StageChange {
            at: moment,
            from: from.map(CompactString::from),
            to: to.into(),
            pipeline: None,
            by: None,
            row: 0,
        }
    }

    fn sorted(mut changes: Vec<StageChange>) -> String {
        in_time(&mut changes);
        changes.iter().map(|own| own.to.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn changes_are_put_in_the_order_of_time() {
        assert_eq!(sorted(vec![at(3, None, "c"), at(2, None, "b"), at(1, None, "a")]), "a b c");
        assert_eq!(sorted(vec![at(1, None, "a"), at(2, None, "b"), at(2, None, "c")]), "a b c");
        assert_eq!(sorted(vec![at(2, None, "c"), at(2, None, "b"), at(1, None, "a")]), "a b c");
        let tied = vec![at(2, Some("b"), "c"), at(2, Some("a"), "b"), at(1, None, "a")];
        assert_eq!(sorted(tied), "a b c");
        assert_eq!(sorted(vec![at(1, Some("b"), "c"), at(1, Some("a"), "b")]), "b c");
    }
}
