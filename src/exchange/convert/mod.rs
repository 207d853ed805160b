//! From tables and a map to deals: pure, row by row, on all cores.

mod changes;
mod deal;
mod fields;
mod history;
mod places;
mod row;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;

pub use changes::{CAPPED, StageChange, StageChanges};
pub use deal::{Deal, Step};
use fields::{FieldReader, Reader};
use history::{Dates, EndOfDeal, HistoryReader};
use places::Places;
pub use row::RowReader;
pub use words::{ImportWords, NO_REASON, NOBODY};

use super::cells::shown;
use super::formats::Formats;
use super::spelling::line;
use super::table::{Table, TableRow};
use super::told::{RowNote, ToldKind};
use crate::message;
use crate::pipeline::{Config, Day, ImportMap, StageKind};
use crate::text::Message;

/// What an import is made from.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    /// The map.
    pub map: &'s ImportMap,
    /// The deals.
    pub deals: &'s Table,
    /// The changes, where there is a file of them.
    pub changes: Option<&'s Table>,
    /// How dates and numbers are written.
    pub formats: &'s Formats,
    /// The workspace, with all that the map names.
    pub config: &'s Config,
    /// Today.
    pub today: Day,
}

/// The deals of an export.
#[derive(Debug, Default)]
pub struct Converted {
    /// Those that become leads, in the file's order.
    pub deals: Vec<Deal>,
    /// What is reported beside the deals.
    pub told: Vec<RowNote>,
    /// How many rows there were.
    pub rows: usize,
}

/// Reads every row. `read` is called after each, from any thread.
///
/// # Errors
/// Where a template cannot be read, or names a column that is not there.
pub fn convert(source: Source<'_>, read: &(dyn Fn() + Sync)) -> Result<Converted, Message> {
    let Source { map, deals, formats, config, today, .. } = source;
    let rows = RowReader::of_deals(map, deals, formats)?;
    let (words, places, mut told) = (ImportWords::new(map, config), Places::new(map, config), Vec::new());
    let changes = match source.changes {
        Some(table) => StageChanges::read(map, table, formats, &mut told)?,
        None => StageChanges::default(),
    };
    let capped = map.from == "hubspot";
    let custom = |(path, _): &(String, String)| path.strip_prefix("custom.").map(str::to_owned);
    let contact = |(path, _): &(String, String)| {
        path.strip_prefix("contacts.")?.split_once('.')?.0.parse::<usize>().ok()
    };
    let one = OneRow {
        fields: FieldReader {
            rows: &rows,
            words: &words,
            config,
            custom: map.lead.iter().filter_map(custom).collect(),
            contacts: map.lead.iter().filter_map(contact).max().map_or(0, |last| last + 1),
            deal_word: "Deal",
        },
        history: HistoryReader { places: &places, words: &words, today, capped },
        map,
        changes: &changes,
        by_title: changes.by_title(&rows, &deals.rows),
        all: &deals.rows,
        newest: OnceLock::new(),
    };
    let read_row = |row: &TableRow| {
        let mut told = Vec::new();
        let deal = one.read(row, &mut told);
        read();
        (deal, told)
    };
    let read: Vec<_> = deals.rows.par_iter().map(read_row).collect();
    let mut converted = Converted { rows: deals.rows.len(), told, ..Converted::default() };
    let made = ImportMap::meaning(&map.row, "id").is_some_and(|id| id.matches("{{").count() > 1);
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut same: HashMap<String, Vec<&TableRow>> = HashMap::new();
    for ((deal, told), row) in read.into_iter().zip(&deals.rows) {
        converted.told.extend(told);
        let Some(mut deal) = deal else { continue };
        if made {
            let all = same.entry(deal.key.clone()).or_default();
            // Rows that differ elsewhere are deals of their own.
            if all.iter().all(|own| own.cells != row.cells) {
                all.push(row);
                if all.len() > 1 {
                    deal.key = format!("{} ({})", deal.key, all.len());
                }
            }
        }
        match first.get(&deal.key) {
            Some(before) => {
                let why = message!("row {before} has the same id, and is taken", before = *before);
                let id = Some(deal.key);
                converted.told.push(RowNote {
                    kind: ToldKind::LeftOut,
                    row: row.number,
                    id,
                    field: "id",
                    why,
                });
            }
            None => {
                first.insert(deal.key.clone(), row.number);
                converted.deals.push(deal);
            }
        }
    }
    if one.by_title {
        let titles = deals.rows.iter().filter_map(|row| Some((rows.text(row, "lead.title")?, row.number)));
        first.extend(titles);
    }
    tell_changes(&changes, &first, capped, &mut converted.told);
    Ok(converted)
}

/// Tells the deals of the file of changes that the export does not have, and those
/// whose changes the CRM may have forgotten.
fn tell_changes(
    changes: &StageChanges,
    known: &HashMap<String, usize>,
    capped: bool,
    told: &mut Vec<RowNote>,
) {
    let short: HashSet<&str> =
        known.keys().filter(|key| key.len() == 18).filter_map(|key| key.get(..15)).collect();
    let mut deals: Vec<(&str, usize)> = changes.deals().collect();
    deals.sort_unstable();
    for (deal, count) in deals {
        let row = known.get(deal).copied();
        if row.is_none() && !short.contains(deal) {
            let why = message!("{count} changes are about a deal that is not in the export", count);
            told.push(RowNote {
                kind: ToldKind::Impossible,
                row: 0,
                id: Some(deal.to_owned()),
                field: "history",
                why,
            });
        } else if capped && count >= CAPPED {
            let why = message!(
                "it has {count} changes, and HubSpot keeps {capped} and forgets what was before",
                count,
                capped = CAPPED
            );
            let row = row.unwrap_or_default();
            told.push(RowNote {
                kind: ToldKind::Impossible,
                row,
                id: Some(deal.to_owned()),
                field: "history",
                why,
            });
        }
    }
}

/// Reads a row.
struct OneRow<'r> {
    fields: FieldReader<'r>,
    history: HistoryReader<'r>,
    map: &'r ImportMap,
    changes: &'r StageChanges,
    /// Whether they name deals by their titles, each by one of its own.
    by_title: bool,
    all: &'r [TableRow],
    /// The newest day on which anything had happened in the export, once it is needed.
    newest: OnceLock<Option<Day>>,
}

impl OneRow<'_> {
    /// The changes of a row's deal: by its id, or by its title where the file of changes
    /// names deals so.
    fn changes_of(&self, row: &TableRow, key: &str) -> &[StageChange] {
        let own = self.changes.of(key);
        if !own.is_empty() || !self.by_title {
            return own;
        }
        self.fields.rows.text(row, "lead.title").map_or(own, |title| self.changes.of(&title))
    }

    fn newest(&self) -> Option<Day> {
        let keys: Vec<String> = (0..self.map.entered.len()).map(|at| format!("entered.{at}")).collect();
        let keys = ["created", "modified", "stage_since", "won_at", "lost_at"]
            .into_iter()
            .chain(keys.iter().map(String::as_str));
        let keys: Vec<&str> = keys.collect();
        let newest = |keys: &[&str]| {
            let days = |row: &TableRow| {
                let days = keys.iter().filter_map(|key| self.fields.rows.day(row, key));
                days.filter(|day| *day <= self.history.today).max()
            };
            self.all.iter().filter_map(days).max()
        };
        *self.newest.get_or_init(|| newest(&keys).or_else(|| newest(&["closed"])))
    }

    fn read(&self, row: &TableRow, told: &mut Vec<RowNote>) -> Option<Deal> {
        let rows = self.fields.rows;
        if row.cells.iter().all(|cell| shown(cell).is_empty()) {
            return None;
        }
        let key = rows.text(row, "id").map(|key| line(&key));
        let left_out = |why: Message, told: &mut Vec<RowNote>| {
            told.push(RowNote {
                kind: ToldKind::LeftOut,
                row: row.number,
                id: key.clone(),
                field: "row",
                why,
            });
        };
        let Some(key) = &key else {
            left_out(message!("it has no id, by which a later export would find it again"), told);
            return None;
        };
        let (now, open) = match self.history.places.of_row(rows, row) {
            Ok(place) => place,
            Err(why) => {
                left_out(why, told);
                return None;
            }
        };
        let mut reader = Reader { row, key, told };
        let changes = self.changes_of(row, key);
        let Some(dates) = self.dates(&mut reader, &now, changes.first().map(|change| change.at.date()))
        else {
            left_out(message!("no date says when it began"), told);
            return None;
        };
        let kind = self.history.places.kind(now.pipeline, now.stage);
        let mut deal = Deal { row: row.number, key: key.clone(), ..Deal::default() };
        deal.modified = rows.day(row, "modified");
        self.fields.fields(&mut reader, kind == StageKind::Open, &mut deal);
        let ending = self.ending(row, kind, &mut reader);
        let now = match (kind, open) {
            (StageKind::Open, Some(open)) => open,
            _ => now,
        };
        (deal.steps, deal.dated_way) = self.history.steps(&mut reader, &now, &dates, changes, &ending);
        deal.steps.shrink_to_fit();
        Some(deal)
    }

    fn ending(&self, row: &TableRow, kind: StageKind, reader: &mut Reader<'_>) -> EndOfDeal {
        let rows = self.fields.rows;
        let key = match kind {
            StageKind::Won => "won_reason",
            StageKind::Lost => "reason",
            StageKind::Open => return EndOfDeal::default(),
        };
        let word = rows.text(row, key).map(|word| line(&word));
        let reason = word.as_deref().and_then(|word| self.fields.words.reason(word));
        if let (Some(word), None) = (&word, reason) {
            let why = message!("the map does not say what reason `{word}` is, and it was left out", word);
            reader.tell(ToldKind::StandIn, "reason", why);
        }
        EndOfDeal {
            reason: reason.map(str::to_owned),
            competitor: rows.text(row, "competitor").map(|text| line(&text)),
        }
    }

    /// The dates of a row; `None` where nothing says when it began.
    fn dates(
        &self,
        reader: &mut Reader<'_>,
        now: &places::MappedStage,
        changed: Option<Day>,
    ) -> Option<Dates> {
        let (rows, row, today) = (self.fields.rows, reader.row, self.history.today);
        let past = |day: Option<Day>| day.filter(|day| *day <= today);
        let entered: Vec<_> = self
            .map
            .entered
            .iter()
            .enumerate()
            .filter_map(|(at, own)| {
                let day = past(rows.day(row, &format!("entered.{at}")))?;
                Some((self.history.places.of_word(&own.stage, own.pipeline.as_deref())?, day))
            })
            .filter(|(place, _)| place.pipeline == now.pipeline)
            .collect();
        let kind = self.history.places.kind(now.pipeline, now.stage);
        let notes = reader.told.len();
        let ended = if kind == StageKind::Open { None } else { self.ended(reader, kind, &entered) };
        let since = past(rows.day(row, "stage_since"));
        let earliest = || rows.days(row).into_iter().chain(changed).filter(|day| *day <= today).min();
        let mut start = past(rows.day(row, "created"));
        if start.is_none() {
            start = earliest();
            let why = match start {
                Some(day) => {
                    message!("nothing says when it began; its earliest date, {day}, takes its place", day)
                }
                // It is open, so it was there when the export was made.
                None if kind == StageKind::Open => {
                    start = Some(self.newest().unwrap_or(today));
                    message!(
                        "it has no date at all; the newest of the export, {day}, takes the place of its beginning",
                        day = start.unwrap_or_default()
                    )
                }
                None => return None,
            };
            reader.tell(ToldKind::StandIn, "start", why);
        }
        let mut stand_in = reader.told.len() > notes;
        let start = start.unwrap_or_default();
        let first = ended.into_iter().chain(changed).chain(entered.iter().map(|(_, day)| *day)).min();
        let start = match first.filter(|first| *first < start) {
            Some(first) => {
                let why = message!(
                    "it was created on {start}, after {first}, when it had begun already",
                    start,
                    first
                );
                reader.tell(ToldKind::Impossible, "start", why);
                stand_in = true;
                first
            }
            None => start,
        };
        Some(Dates { start, since, ended, stand_in, entered })
    }

    /// When a closed deal ended, with a stand-in where nothing says so.
    fn ended(
        &self,
        reader: &mut Reader<'_>,
        kind: StageKind,
        entered: &[(places::MappedStage, Day)],
    ) -> Option<Day> {
        let (rows, row, today) = (self.fields.rows, reader.row, self.history.today);
        let apart = if kind == StageKind::Won { "won_at" } else { "lost_at" };
        let at_end = |(place, day): &(places::MappedStage, Day)| {
            (self.history.places.kind(place.pipeline, place.stage) == kind).then_some(*day)
        };
        let said = rows.day(row, apart).or_else(|| rows.day(row, "closed"));
        let known = said.filter(|day| *day <= today).or_else(|| entered.iter().find_map(at_end));
        if known.is_some() || !self.changes_of(row, reader.key).is_empty() {
            return known;
        }
        let others = ["stage_since", "modified"].iter().find_map(|key| rows.day(row, key));
        let expected = rows.day(row, "lead.expected_close");
        let latest = || rows.days(row).into_iter().filter(|day| *day <= today).max();
        let stand_in = others.or(expected).filter(|day| *day <= today).or_else(latest)?;
        let why = match said {
            Some(day) => message!(
                "it was closed on {day}, which is after today; {stand_in} takes its place",
                day,
                stand_in
            ),
            None => message!("nothing says when it was closed; {stand_in} takes its place", stand_in),
        };
        reader.tell(ToldKind::StandIn, "closed", why);
        Some(stand_in)
    }
}
