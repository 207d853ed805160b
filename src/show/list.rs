//! A list of leads as a table or as CSV.

use std::borrow::Cow;

use super::format::Style;
use super::paint::{Paint, Tone};

use super::table::{self, Drawn};
use crate::report::fields;
use crate::report::list::{ColumnKind, ListCell, ListColumn, ListRow, Listing};
use crate::text::{harmless_cell, visible};

/// The columns by which other commands know a lead; they are never cut.
const KEYS: [&str; 2] = ["id", "path"];
/// From here on a column leaves before a key gets a line of its own.
const SPARE: u8 = 7;
/// The fewest columns of the terminal that a text is cut to, and how soon a
/// column that nobody chose is left out.
const NARROW: [(&str, usize, u8); 9] = [
    ("id", 0, 0),
    ("title", 7, 6),
    ("company", 12, 9),
    ("stage", 7, 1),
    ("owner", 7, 4),
    ("value", 0, 2),
    ("due", 0, 3),
    ("next_step", 14, 8),
    ("idle_days", 0, 7),
];

/// The table; `chosen` where somebody chose its columns: then those to the
/// right are left out first.
pub fn text(list: &Listing, style: &Style, room: Option<usize>, chosen: bool, paint: Paint) -> Drawn {
    let count = list.columns.len();
    let column = |(at, column): (usize, &ListColumn)| {
        let usual = NARROW.iter().find(|(name, ..)| *name == column.name);
        let number = matches!(column.kind, ColumnKind::Number | ColumnKind::Money) || only_numbers(list, at);
        let leave = match usual {
            Some((.., leave)) if !chosen => *leave,
            _ => u8::try_from(at.min(200)).unwrap_or(200),
        };
        let key = KEYS.contains(&column.name.as_str());
        let whole = number || key || column.kind == ColumnKind::Day;
        table::Column {
            title: title(column, style),
            right: number,
            least: (!whole).then(|| usual.map_or(8, |(_, least, _)| *least).max(4)),
            leave,
            key,
            spare: !chosen && leave >= SPARE,
        }
    };
    let columns: Vec<_> = list.columns.iter().enumerate().map(column).collect();
    let row = |row: &ListRow| (0..count).map(|at| cell(row, at, list, style)).collect();
    let rows: Vec<Vec<table::Cell>> = list.rows.iter().map(row).collect();
    table::draw(&columns, &rows, room, paint)
}

/// Whether a column holds numbers and nothing else, as a field of the team's may.
fn only_numbers(list: &Listing, at: usize) -> bool {
    let mut cells =
        list.rows.iter().map(|row| &row.cells[at]).filter(|cell| **cell != ListCell::Nothing).peekable();
    cells.peek().is_some()
        && cells.all(|cell| matches!(cell, ListCell::Whole(_) | ListCell::Number(_) | ListCell::Money(_)))
}

/// The heading of a column: in words where it has some, else the path itself.
fn title(column: &ListColumn, style: &Style) -> String {
    let id = match column.name.as_str() {
        "id" => "list-id",
        "title" => "list-title",
        "company" | "company.name" => "list-company",
        "pipeline" => "list-pipeline",
        "stage" => "list-stage",
        "owner" => "list-owner",
        "source" => "list-source",
        "value" => "list-value",
        "annual" => "list-annual",
        "weighted" => "list-weighted",
        "probability" => "list-probability",
        "expected_close" => "list-expected-close",
        "next_step" | "next_step.do" => "list-next-step",
        "hold" => "list-hold",
        "due" => "list-due",
        "age_days" => "list-age",
        "days_in_stage" => "list-in-stage",
        "idle_days" if style.has_working_days() => "list-idle-working",
        "idle_days" => "list-idle",
        "score" => "list-score",
        "tags" => "list-tags",
        other => return visible(other).into_owned(),
    };
    style.words.t(id, &[])
}

fn cell(row: &ListRow, at: usize, list: &Listing, style: &Style) -> table::Cell {
    let plain = |text: &str| table::Cell { text: visible(text).into_owned(), tone: Tone::Plain };
    let late = list.columns[at].name == "due" && row.overdue;
    match &row.cells[at] {
        ListCell::Nothing => table::Cell::default(),
        ListCell::Text(text) => plain(text),
        ListCell::Named { label, .. } => plain(label),
        ListCell::Whole(number) => plain(&style.decimal((*number).into(), 0)),
        ListCell::Number(number) => plain(&style.decimal(*number, u32::from(!number.fract().is_zero()))),
        ListCell::Money(amount) => plain(&style.money(*amount)),
        // A mark beside the colour: that it is late must be read without colour too.
        ListCell::Day(day) if late => table::Cell { text: format!("{day} !"), tone: Tone::Alarm },
        ListCell::Day(day) => plain(&day.to_string()),
        ListCell::Many(values) => plain(&fields::joined(values)),
        ListCell::Other(value) => plain(&fields::brief(value)),
    }
}

/// The list for spreadsheets: names of columns, then exact decimals, ISO days
/// and ids, with no cell that a spreadsheet would run.
pub fn csv(list: &Listing) -> String {
    let head = list.columns.iter().map(|column| Cow::from(harmless_cell(&column.name, false)));
    let cell = |(column, cell): (&ListColumn, &ListCell)| -> Cow<'static, str> {
        let text = |text: &str| harmless_cell(text, column.kind == ColumnKind::Phone).into();
        match cell {
            ListCell::Nothing => Cow::from(""),
            ListCell::Text(words) => text(words),
            ListCell::Named { id, .. } => text(id),
            ListCell::Whole(number) => number.to_string().into(),
            ListCell::Number(number) => number.round_dp(4).normalize().to_string().into(),
            ListCell::Money(amount) => amount.to_string().into(),
            ListCell::Day(day) => day.to_string().into(),
            ListCell::Many(values) => text(&fields::joined(values)),
            ListCell::Other(value) => text(&fields::brief(value)),
        }
    };
    let row = |row: &ListRow| list.columns.iter().zip(&row.cells).map(cell).collect::<Vec<_>>();
    let rows: Vec<_> = list.rows.iter().map(row).collect();
    crate::text::csv(std::iter::once(head.collect()).chain(rows))
}
