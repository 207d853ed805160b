//! Spreadsheets: XLSX and ODS, with typed cells and several sheets.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Sheet, SheetVisible, Xlsx, XlsxError};
use chrono::{NaiveDate, NaiveDateTime};
use compact_str::format_compact;
use rust_decimal::Decimal;

use super::archive::{Workbook, workbook};
use super::delimited::text_cell;
use super::frame;
use super::kind::FileKind;
use super::limits::{COLUMNS, ReadBudget};
use super::unreadable::Unreadable;
use crate::exchange::table::{Table, TableCell, TableRow};

/// A sheet's name and rows, and whether it is hidden.
struct SheetRows {
    name: String,
    hidden: bool,
    rows: Vec<TableRow>,
}

/// The tables of a spreadsheet.
pub(super) fn tables(name: &str, bytes: &[u8], asked: Option<&str>) -> Result<Vec<Table>, Unreadable> {
    let sheets = match workbook(bytes)? {
        Workbook::Xlsx => xlsx(bytes, asked)?,
        Workbook::Ods => ods(bytes, asked)?,
    };
    let single = sheets.len() == 1 && asked.is_none();
    let mut found = Vec::new();
    let mut why = Unreadable::Empty;
    for sheet in sheets {
        let shown = if single { name.to_owned() } else { format!("{name}: {}", sheet.name) };
        match frame::table(shown, sheet.rows) {
            Ok(table) => found.push((sheet.hidden, Table { sheet: Some(sheet.name), ..table })),
            Err(Unreadable::Empty) => {}
            Err(error) => why = error,
        }
    }
    if found.is_empty() {
        return Err(why);
    }
    found.sort_by_key(|(hidden, table)| (*hidden, std::cmp::Reverse(likeness(table))));
    Ok(found.into_iter().map(|(_, table)| table).collect())
}

/// Words that columns of a list of deals are named with.
const DEAL_WORDS: &[&str] = &[
    "deal",
    "opportunit",
    "stage",
    "status",
    "amount",
    "value",
    "owner",
    "close",
    "probab",
    "lead",
    "tahap",
    "nilai",
    "peluang",
    "negocio",
    "etapa",
    "phase",
    "wert",
    "pipeline",
    "source",
    "sumber",
    "won",
    "lost",
];

/// How much a table looks like a list of deals: words that its columns share with one,
/// then rows.
fn likeness(table: &Table) -> (usize, usize) {
    let names = table.columns.join(" ").to_lowercase();
    (DEAL_WORDS.iter().filter(|word| names.contains(**word)).count(), table.rows.len())
}

/// The sheets that are asked for, in the spreadsheet's order.
fn chosen(sheets: &[Sheet], asked: Option<&str>) -> Result<Vec<(String, bool)>, Unreadable> {
    let fits =
        |name: &str| asked.is_none_or(|asked| name.trim().to_lowercase() == asked.trim().to_lowercase());
    let hidden = |sheet: &Sheet| sheet.visible != SheetVisible::Visible;
    let found: Vec<_> = sheets
        .iter()
        .filter(|sheet| fits(&sheet.name))
        .map(|sheet| (sheet.name.clone(), hidden(sheet)))
        .collect();
    match asked {
        Some(asked) if found.is_empty() => {
            let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
            Err(Unreadable::NoSheet(asked.to_owned(), names))
        }
        _ => Ok(found),
    }
}

fn xlsx(bytes: &[u8], asked: Option<&str>) -> Result<Vec<SheetRows>, Unreadable> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Unreadable::Other(FileKind::Protected),
        error => Unreadable::broken(error),
    })?;
    let mut budget = ReadBudget::default();
    let sheets = chosen(book.sheets_metadata(), asked)?;
    let mut all = Vec::new();
    for (name, hidden) in sheets {
        let rows = xlsx_rows(&mut book, &name, &mut budget)?;
        all.push(SheetRows { name, hidden, rows });
    }
    Ok(all)
}

/// A sheet's rows, cell by cell: it may have one in the first and one in the last row.
fn xlsx_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    budget: &mut ReadBudget,
) -> Result<Vec<TableRow>, Unreadable> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart has a sheet of its own.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(Unreadable::broken(error)),
    };
    let mut rows = RowsByPlace::default();
    while let Some(cell) = cells.next_cell().map_err(Unreadable::broken)? {
        let (row, column) = cell.get_position();
        rows.put(row, column, typed(cell.get_value()), budget)?;
    }
    rows.finish(budget)
}

fn ods(bytes: &[u8], asked: Option<&str>) -> Result<Vec<SheetRows>, Unreadable> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::OdsError::Password => Unreadable::Other(FileKind::Protected),
        error => Unreadable::broken(error),
    })?;
    let mut budget = ReadBudget::default();
    let sheets = chosen(book.sheets_metadata(), asked)?;
    let mut all = Vec::new();
    for (name, hidden) in sheets {
        let range = book.worksheet_range(&name).map_err(Unreadable::broken)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = RowsByPlace::default();
        for (row, column, value) in range.used_cells() {
            let place = |start: u32, at: usize| start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            rows.put(place(top, row), place(left, column), typed(&by_reference(value)), &mut budget)?;
        }
        all.push(SheetRows { name, hidden, rows: rows.finish(&mut budget)? });
    }
    Ok(all)
}

/// Rows put together from cells with their places, mostly in order.
#[derive(Default)]
struct RowsByPlace {
    rows: Vec<TableRow>,
    row: Vec<TableCell>,
    number: u32,
    ordered: bool,
}

impl RowsByPlace {
    fn put(
        &mut self,
        row: u32,
        column: u32,
        cell: TableCell,
        budget: &mut ReadBudget,
    ) -> Result<(), Unreadable> {
        if cell.is_empty() {
            return Ok(());
        }
        if row != self.number {
            self.next(budget)?;
            self.number = row;
        }
        let column = column as usize;
        if column >= COLUMNS {
            return Err(Unreadable::TooWide(column.saturating_add(1)));
        }
        if column >= self.row.len() {
            self.row.resize(column + 1, TableCell::Empty);
        }
        self.row[column] = cell;
        Ok(())
    }

    fn next(&mut self, budget: &mut ReadBudget) -> Result<(), Unreadable> {
        let cells = std::mem::take(&mut self.row);
        if !cells.is_empty() {
            budget.take(&cells)?;
            let number = (self.number as usize).saturating_add(1);
            self.ordered |= self.rows.last().is_some_and(|last| last.number >= number);
            self.rows.push(TableRow { number, cells });
        }
        Ok(())
    }

    fn finish(mut self, budget: &mut ReadBudget) -> Result<Vec<TableRow>, Unreadable> {
        self.next(budget)?;
        if self.ordered {
            self.rows.sort_by_key(|row| row.number);
        }
        Ok(self.rows)
    }
}

/// An ODS's value as XLSX has it.
fn by_reference(value: &Data) -> DataRef<'_> {
    match value {
        Data::String(text) => DataRef::SharedString(text),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn typed(value: &DataRef<'_>) -> TableCell {
    match value {
        DataRef::Int(number) => TableCell::Number(Decimal::from(*number)),
        DataRef::Float(number) => number_cell(*number),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(truth) => TableCell::Truth(*truth),
        DataRef::DateTime(moment) => moment_cell(moment),
        DataRef::DateTimeIso(text) => iso(text).map_or_else(|| text_cell(text), TableCell::Moment),
        DataRef::DurationIso(text) => text_cell(text),
        DataRef::Error(error) => text_cell(&error.to_string()),
        DataRef::Empty => TableCell::Empty,
    }
}

/// A number with the digits that spreadsheets show: 0.1 + 0.2 is 0.3.
fn number_cell(number: f64) -> TableCell {
    let whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    let exact = if whole { Some(Decimal::from(number as i64)) } else { None };
    let decimal = exact.or_else(|| Decimal::from_scientific(&format!("{number:.14e}")).ok());
    match decimal {
        Some(decimal) => TableCell::Number(decimal.normalize()),
        None if number.is_finite() => TableCell::Text(number.to_string().into()),
        None => TableCell::Empty,
    }
}

/// A day, a moment, or a time of day, which is text.
fn moment_cell(moment: &ExcelDateTime) -> TableCell {
    if moment.is_duration() {
        return number_cell(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (0.0..1.0).contains(&moment.as_f64()) {
        return TableCell::Text(format_compact!("{hour:02}:{minute:02}:{second:02}"));
    }
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    let at = date.and_then(|date| date.and_hms_opt(hour.into(), minute.into(), second.into()));
    at.map_or_else(|| number_cell(moment.as_f64()), TableCell::Moment)
}

fn iso(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    let moment = || ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"].into_iter();
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(|day| day.and_hms_opt(0, 0, 0));
    day.or_else(|| moment().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()))
}
