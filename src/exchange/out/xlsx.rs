//! The tables as one workbook for spreadsheets: a sheet a table, and before them one with
//! headline figures. Cells are typed; text is text, whatever a spreadsheet would make of
//! it.

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::headline::{FigureKind, Headlines};
use super::value::{ExportRows, ExportValue, fitted};
use crate::message;
use crate::pipeline::{Config, Day, Decimal, minor_units};
use crate::report::exported::{ExportColumn, ExportTable, ExportType, MONEY, TABLES};
use crate::text::Message;

/// The characters that a cell holds at most.
const LONGEST: usize = 32_767;

/// The rows of a sheet at most, its head among them.
const MOST: usize = 1 << 20;

/// The widest column, in characters, and the narrowest.
const WIDTHS: (usize, usize) = (60, 9);

/// How cells look.
struct Formats {
    head: Format,
    day: Format,
    moment: Format,
    whole: Format,
    number: Format,
    /// An amount in the workspace's currency.
    money: Format,
    percent: Format,
}

impl Formats {
    fn of(config: &Config) -> Self {
        let format = |code: &str| Format::new().set_num_format(code);
        let decimals = "0".repeat(minor_units(config.currency) as usize);
        let point = if decimals.is_empty() { "" } else { "." };
        Self {
            head: Format::new().set_bold(),
            day: format("yyyy-mm-dd"),
            moment: format("yyyy-mm-dd hh:mm"),
            whole: format("0"),
            number: format("#,##0.############"),
            money: format(&format!("[${}] #,##0{point}{decimals}", config.currency.code())),
            percent: format("0.0%"),
        }
    }
}

/// A table's sheet in the making.
struct TableSheet {
    table: &'static ExportTable,
    sheet: Worksheet,
    /// How many characters wide each column is so far.
    widths: Vec<usize>,
    /// The row that comes next.
    next: usize,
}

/// A workbook in the making.
pub struct XlsxBook {
    book: Workbook,
    formats: Formats,
    zone: Tz,
    sheets: Vec<TableSheet>,
}

impl XlsxBook {
    /// A workbook as of a day, which is the day that it says it was made on. With `many`
    /// rows to come, they are kept in files without names until it is finished.
    ///
    /// # Errors
    /// Where the format cannot hold it, or no such files can be made.
    pub fn new(config: &Config, as_of: Day, many: bool) -> Result<Self, Message> {
        let mut book = Workbook::new();
        if let Some(day) = excel_day(as_of) {
            book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        }
        let formats = Formats::of(config);
        let start = |table| -> Result<TableSheet, XlsxError> {
            let sheet = if many { book.new_worksheet_with_low_memory()? } else { Worksheet::new() };
            TableSheet::start(table, sheet, &formats)
        };
        let sheets = TABLES.iter().map(start).collect::<Result<_, _>>().map_err(failed)?;
        Ok(Self { book, formats, zone: config.timezone, sheets })
    }

    /// Adds the sheet of headline figures, before all others.
    ///
    /// # Errors
    /// Where the format cannot hold it.
    pub fn headlines(&mut self, headlines: &Headlines) -> Result<(), Message> {
        let Self { book, formats, .. } = self;
        let mut put = || -> Result<(), XlsxError> {
            let sheet = book.add_worksheet();
            sheet.set_name(&headlines.title)?;
            for (column, text) in (0..).zip(&headlines.head) {
                sheet.write_string_with_format(0, column, text, &formats.head)?;
                sheet.set_column_width(column, if column == 0 { 34.0 } else { 22.0 })?;
            }
            for (row, (label, values)) in (1..).zip(&headlines.rows) {
                sheet.write_string(row, 0, label)?;
                for (column, figure) in (1..).zip(values) {
                    let Some(number) = figure.number else { continue };
                    let format = match figure.kind {
                        FigureKind::Count => &formats.whole,
                        FigureKind::Days => &formats.number,
                        FigureKind::Money => &formats.money,
                        FigureKind::Share => &formats.percent,
                    };
                    sheet.write_number_with_format(row, column, number, format)?;
                }
            }
            sheet.set_freeze_panes(1, 1)?;
            Ok(())
        };
        put().map_err(failed)
    }

    /// Adds rows to each table, in the order of the tables.
    ///
    /// # Errors
    /// Where a sheet cannot hold so many rows.
    pub fn rows(&mut self, parts: &[ExportRows]) -> Result<(), Message> {
        let Self { formats, zone, sheets, .. } = self;
        sheets.iter_mut().zip(parts).try_for_each(|(sheet, rows)| sheet.add(rows, formats, *zone))
    }

    /// The bytes of the workbook.
    ///
    /// # Errors
    /// Where the format cannot hold it.
    pub fn finish(mut self) -> Result<Vec<u8>, Message> {
        for sheet in self.sheets {
            self.book.push_worksheet(sheet.finish().map_err(failed)?);
        }
        self.book.save_to_buffer().map_err(failed)
    }
}

impl TableSheet {
    fn start(
        table: &'static ExportTable,
        mut sheet: Worksheet,
        formats: &Formats,
    ) -> Result<Self, XlsxError> {
        sheet.set_name(table.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(table.columns) {
            sheet.write_string_with_format(0, at, column.name, &formats.head)?;
        }
        let widths = table.columns.iter().map(|column| column.name.len() + 2).collect();
        Ok(Self { table, sheet, widths, next: 1 })
    }

    fn add(&mut self, rows: &ExportRows, formats: &Formats, zone: Tz) -> Result<(), Message> {
        let columns = self.table.columns;
        if self.next + rows.cells() / columns.len() > MOST {
            return Err(message!(
                "`{table}` has more rows than a sheet can hold\n  help: --format parquet holds any number",
                table = self.table.name
            ));
        }
        for cells in rows.each(columns.len()) {
            let row = u32::try_from(self.next).unwrap_or(u32::MAX);
            for ((at, column), (cell, widest)) in (0..).zip(columns).zip(cells.iter().zip(&mut self.widths)) {
                let chars = put(&mut self.sheet, (row, at), (cell, column), formats, zone).map_err(failed)?;
                *widest = chars.max(*widest);
            }
            self.next += 1;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Worksheet, XlsxError> {
        for (at, width) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(at, (*width).clamp(WIDTHS.1, WIDTHS.0) as f64)?;
        }
        let columns = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let last = u32::try_from(self.next - 1).unwrap_or(u32::MAX);
        self.sheet.autofilter(0, 0, last, columns)?;
        Ok(self.sheet)
    }
}

fn failed(error: XlsxError) -> Message {
    message!("the workbook cannot be written: {error}", error = error.to_string())
}

/// Writes a cell and says how many characters wide it is.
fn put(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    (cell, column): (&ExportValue, &ExportColumn),
    formats: &Formats,
    zone: Tz,
) -> Result<usize, XlsxError> {
    match cell {
        ExportValue::Empty => return Ok(0),
        ExportValue::Text(text) => return put_text(sheet, (row, at), text),
        ExportValue::Truth(truth) => drop(sheet.write_boolean(row, at, *truth)?),
        ExportValue::Day(day) => match excel_day(*day) {
            Some(date) => drop(sheet.write_datetime_with_format(row, at, &date, &formats.day)?),
            None => return put_text(sheet, (row, at), &day.to_string()),
        },
        ExportValue::Moment(seconds) => {
            let local =
                DateTime::from_timestamp(*seconds, 0).map(|moment| moment.with_timezone(&zone).naive_local());
            let Some(local) = local else { return Ok(0) };
            let time = (local.hour() as u16, local.minute() as u8, f64::from(local.second()));
            match excel_day(local.date()) {
                Some(date) => {
                    let moment = date.and_hms(time.0, time.1, time.2)?;
                    sheet.write_datetime_with_format(row, at, &moment, &formats.moment)?;
                }
                None => return put_text(sheet, (row, at), &local.to_string()),
            }
            return Ok(17);
        }
        ExportValue::Whole(number) => {
            return put_number(sheet, (row, at), Decimal::from(*number), &formats.whole);
        }
        ExportValue::Decimal(number) => {
            let ExportType::Decimal(scale) = column.kind else { return Ok(0) };
            let Some(number) = fitted(*number, scale) else { return Ok(0) };
            let format = if column.kind == MONEY { &formats.money } else { &formats.number };
            return put_number(sheet, (row, at), number, format);
        }
    }
    Ok(11)
}

/// Text as it is; what is longer than a cell holds is cut.
fn put_text(sheet: &mut Worksheet, (row, at): (u32, u16), text: &str) -> Result<usize, XlsxError> {
    // A spreadsheet counts in UTF-16.
    let mut room = LONGEST;
    let kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    sheet.write_string(row, at, &kept)?;
    Ok(text.lines().next().unwrap_or_default().chars().count() + 1)
}

/// A number; one with more digits than a spreadsheet keeps is text.
fn put_number(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    number: Decimal,
    format: &Format,
) -> Result<usize, XlsxError> {
    let text = number.normalize().to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match text.parse::<f64>() {
        Ok(float) if digits <= 15 => drop(sheet.write_number_with_format(row, at, float, format)?),
        _ => return put_text(sheet, (row, at), &text),
    }
    // The marks between thousands and the currency's code.
    Ok(text.len() * 4 / 3 + 6)
}

/// A day as spreadsheets count it; none before 1900 or after 9999.
fn excel_day(day: Day) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
}
