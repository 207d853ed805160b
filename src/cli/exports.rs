//! Files of an export as the command line names them, and what is said of an import.

use std::path::{Path, PathBuf};

use super::{Context, Failure, ask, looking, output, stderr};
use crate::exchange::guess::{Guess, GuessedColumn, Unclear, UnclearKind, with_deals};
use crate::exchange::read::read_tables;
use crate::exchange::table::Table;
use crate::finding::Finding;
use crate::host;
use crate::message;
use crate::pipeline::{Config, ImportMap};
use crate::read::read_import_map;
use crate::report::{ImportNote, ImportReport};
use crate::show::findings::text;
use crate::show::paint::Paint;
use crate::show::table;
use crate::show::wrap::wrap;
use crate::source::{MemorySnapshot, RelPath};
use crate::text::{Message, visible};
use crate::workspace::MAP_FILE;

/// The largest file of an export, in bytes.
const LARGEST: u64 = 1 << 30;
/// How many leads that are gone from an export are named.
const GONE: usize = 20;
/// How many rows of a kind are named.
const NAMED: usize = 5;

/// How the outcome of an import is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ImportFormat {
    /// For people
    Text,
    /// For programs: `corong.import/1`
    Json,
}

/// The tables of the files.
///
/// # Errors
/// Where one cannot be read, or is no table.
pub fn tables(files: &[PathBuf], sheet: Option<&str>, context: &Context) -> Result<Vec<Table>, Failure> {
    let mut tables = Vec::new();
    for file in files {
        let shown = file.display();
        let bytes = host::read_given(&context.start.join(file), LARGEST)
            .map_err(|error| Failure::usage(message!("`{shown}` cannot be read: {error}", shown, error)))?;
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let read = read_tables(&name, &bytes, sheet);
        tables.extend(
            read.map_err(|why| Failure::usage(message!("`{shown}` is no table: {why}", shown, why)))?,
        );
    }
    Ok(with_deals(tables))
}

/// The map that a path names; an empty one where none is named.
///
/// # Errors
/// Where it cannot be read, with every place that is wrong.
pub fn map(path: Option<&Path>, config: Option<&Config>, context: &Context) -> Result<ImportMap, Failure> {
    let Some(path) = path else { return Ok(ImportMap::default()) };
    let shown = path.display();
    let bytes = host::read_given(&context.start.join(path), crate::read::MAX_FILE)
        .map_err(|error| Failure::usage(message!("`{shown}` cannot be read: {error}", shown, error)))?;
    let read = String::from_utf8(bytes)
        .map_err(|_| Failure::usage(message!("`{shown}` cannot be read: it is not UTF-8", shown)))?;
    let name = RelPath::new(path.display().to_string());
    read_import_map(&name, &read, config).map_err(|findings| wrong_map(&findings, &name, &read, context))
}

/// What is wrong with a map, with its places.
pub fn wrong_map(findings: &[Finding], path: &RelPath, read: &str, context: &Context) -> Failure {
    let snapshot = MemorySnapshot::default().with(path.as_str(), read.as_bytes());
    let shown = text::findings(findings, &snapshot, context.look(false));
    Failure::usage(message!("the map has to be mended first\n\n{shown}", shown))
}

/// Why columns that can be read in two ways are not taken over.
pub fn unclear(all: &[Unclear]) -> Failure {
    let one = |own: &Unclear| {
        message!("\n  `{column}`: {why}", column = own.column.as_str(), why = own.why.clone())
    };
    let of = |kind: UnclearKind| {
        let own = all.iter().filter(|own| own.kind == kind);
        let line = |own: &Unclear| match kind {
            UnclearKind::Changes => format!("\n    format: \"{}\"", own.formats[0]),
            _ => format!("\n    {}: \"{}\"", quoted(&own.column), own.formats[0]),
        };
        let lines: Vec<String> = own.map(line).collect();
        let key = match kind {
            UnclearKind::Dates => "dates",
            UnclearKind::Numbers => "numbers",
            UnclearKind::Changes => "changes",
        };
        if lines.is_empty() { String::new() } else { format!("\n  {key}:{}", lines.concat()) }
    };
    let lines = UnclearKind::ALL.map(of).concat();
    Failure::refused(message!(
        "the export can be read in two ways, and nothing was written:{columns}\n  \
         help: say which is meant in a file such as `map.yaml`, and give it as `--map map.yaml`:{lines}",
        columns = Message::list(all.iter().map(one), ""),
        lines
    ))
}

/// Asks how the first column is written that can be read in two ways, by which others may
/// be known too; whether it was answered.
pub fn settled(unclear: &[Unclear], map: &mut ImportMap) -> bool {
    let Some(own) = unclear.first() else { return true };
    let question = message!(
        "What is `{sample}` in `{column}`",
        sample = own.sample.as_str(),
        column = own.column.as_str()
    );
    let options: Vec<(&str, &str)> = own
        .formats
        .iter()
        .zip(&own.readings)
        .map(|(format, reading)| (format.as_str(), reading.as_str()))
        .collect();
    let Some(format) = ask::choice(question, &options, None) else { return false };
    match own.kind {
        UnclearKind::Dates => map.dates.push((own.column.clone(), format)),
        UnclearKind::Numbers => map.numbers.push((own.column.clone(), format)),
        UnclearKind::Changes => map.changes.push(("format".to_owned(), format)),
    }
    true
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Prints what came of an import.
///
/// # Errors
/// Where stdout cannot be written.
pub fn tell(report: &ImportReport, format: Option<ImportFormat>) -> Result<(), Failure> {
    if format == Some(ImportFormat::Json) {
        let json = serde_json::to_string_pretty(report).unwrap_or_default();
        return output::result(&format!("{json}\n"));
    }
    let leads = report.leads;
    let counted = match (leads.changed, leads.unchanged) {
        (0, 0) => message!(
            "{new} leads out of {rows} rows ({from})\n",
            new = leads.new,
            rows = report.rows,
            from = report.from.as_str()
        ),
        _ => message!(
            "{new} new leads, {changed} changed, {unchanged} as they were, out of {rows} rows ({from})\n",
            new = leads.new,
            changed = leads.changed,
            unchanged = leads.unchanged,
            rows = report.rows,
            from = report.from.as_str()
        ),
    };
    lines(&counted)?;
    for (what, notes) in [
        (message!("left out"), &report.left_out),
        (message!("a stand-in was taken"), &report.stand_ins),
        (message!("not taken over"), &report.impossible),
    ] {
        for group in grouped(notes) {
            lines(&said(&what, &group))?;
        }
    }
    for own in &report.conflicts {
        lines(&message!(
            "conflict: {lead}: `{field}` is `{here}` here, which stays, and `{there}` in the CRM\n",
            lead = own.lead.as_str(),
            field = own.field.as_str(),
            here = own.here.as_str(),
            there = own.there.as_str()
        ))?;
    }
    for own in report.gone.iter().take(GONE) {
        lines(&message!(
            "gone: {lead} is not in the export any more ({id}); it stays here\n",
            lead = own.lead.as_str(),
            id = own.id.as_str()
        ))?;
    }
    if report.gone.len() > GONE {
        lines(&message!("gone: {n} more, as `--format json` names them\n", n = report.gone.len() - GONE))?;
    }
    for table in &report.unused {
        lines(&message!(
            "not used: `{table}` is not the table of deals, nor one of changes of their stages\n",
            table = table.as_str()
        ))?;
    }
    for own in &report.review {
        let (line, why) = (own.line.as_str(), own.why.clone());
        lines(&message!("look at `{line}` in {map}: {why}\n", line, map = MAP_FILE, why))?;
    }
    Ok(())
}

/// Prints what is said in lines that fit the terminal, where there is one.
fn lines(what: &Message) -> Result<(), Failure> {
    let text = what.shown(stderr::spoken());
    match looking::table_room(false) {
        Some(room) => output::result(&(wrap(text.trim_end(), room).join("\n") + "\n")),
        None => output::result(&text),
    }
}

/// Notes that say the same, in the order in which the first of each came.
fn grouped(notes: &[ImportNote]) -> Vec<Vec<&ImportNote>> {
    let mut groups: Vec<Vec<&ImportNote>> = Vec::new();
    for note in notes {
        let same = |group: &&mut Vec<&ImportNote>| {
            group[0].why.template() == note.why.template() && group[0].field == note.field
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(note),
            None => groups.push(vec![note]),
        }
    }
    groups
}

fn said(what: &Message, group: &[&ImportNote]) -> Message {
    let row = |note: &&ImportNote| match (note.row, &note.id) {
        (Some(row), Some(id)) => message!("row {row} ({id})", row, id = id.as_str()),
        (Some(row), None) => message!("row {row}", row),
        (None, id) => message!("{id}", id = id.as_deref().unwrap_or("?")),
    };
    let why = group[0].why.clone();
    let rows = Message::list(group.iter().take(NAMED).map(row), ", ");
    let more = match group.len().checked_sub(NAMED) {
        Some(n @ 1..) => message!(" and {n} more", n),
        _ => Message::default(),
    };
    message!("{what}: {n}: {why}: {rows}{more}\n", what = what.clone(), n = group.len(), why, rows, more)
}

/// Shows each column of an export with what it becomes and samples of it.
pub fn show_columns(guess: &Guess) {
    let words = |text: Message| text.shown(stderr::spoken());
    let title =
        |text: Message, least| table::Column { title: words(text), least, ..table::Column::default() };
    let columns = [
        title(message!("Column"), Some(12)),
        title(message!("becomes"), Some(12)),
        title(message!("as in"), Some(10)),
    ];
    let cell = |text: &str| table::Cell { text: visible(text).into_owned(), ..table::Cell::default() };
    let row = |own: &GuessedColumn| {
        let becomes = own.becomes.as_deref().unwrap_or("–");
        vec![cell(&own.name), cell(becomes), cell(&own.samples.join(" | "))]
    };
    let rows: Vec<_> = guess.columns.iter().map(row).collect();
    let drawn = table::draw(&columns, &rows, looking::table_room(false), Paint::default());
    stderr::print(&drawn.text);
}
