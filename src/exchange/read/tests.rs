//! Whole files of every kind.

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::exchange::table::TableCell;

fn read(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    read_tables("deals.csv", bytes, None)
}

pub(super) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn shown(table: &Table) -> Vec<(usize, Vec<String>)> {
    table.rows.iter().map(|row| (row.number, row.cells.iter().map(TableCell::shown).collect())).collect()
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Read me").unwrap();
    notes.write_column(0, 0, ["How to use", "Colours mean nothing", "Ask Ann"]).unwrap();
    let sheet = book.add_worksheet().set_name("Deals 2024").unwrap();
    sheet.merge_range(1, 1, 1, 4, "Pipeline of the team", &Format::new()).unwrap();
    sheet.write_row(3, 1, ["Deal", "Value", "Stage", "Created", "Won?"]).unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (row, name) in [(4, "Acme"), (6, "Bolt")] {
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, 0.1 + 0.2).unwrap();
        sheet.write(row, 3, "Open").unwrap();
        sheet.write_with_format(row, 4, ExcelDateTime::from_ymd(2024, 4, 15).unwrap(), &day).unwrap();
        sheet.write(row, 5, name == "Acme").unwrap();
    }
    let hidden = book.add_worksheet().set_name("Old deals").unwrap();
    hidden.set_hidden(true);
    hidden.write_row(0, 0, ["Deal", "Value", "Stage", "Owner", "Status"]).unwrap();
    hidden.write_row(1, 0, ["Cog", "1", "Won", "Ann", "won"]).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_has_typed_cells_and_the_sheet_of_deals_first() {
    let tables = read(&workbook()).unwrap();
    let sheets: Vec<_> = tables.iter().map(|table| table.sheet.as_deref().unwrap()).collect();
    assert_eq!(sheets, ["Deals 2024", "Read me", "Old deals"]);
    assert_eq!(tables[0].columns, ["Deal", "Value", "Stage", "Created", "Won?"]);
    assert_eq!(tables[0].around.len(), 1);
    let row = &tables[0].rows[1];
    let created = NaiveDate::from_ymd_opt(2024, 4, 15).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert_eq!(row.number, 7);
    assert_eq!(
        row.cells[1..],
        [
            TableCell::Number(Decimal::new(3, 1)),
            TableCell::Text("Open".into()),
            TableCell::Moment(created),
            TableCell::Truth(false)
        ]
    );
    let one = read_tables("deals.csv", &workbook(), Some("old deals")).unwrap();
    assert_eq!((one.len(), one[0].name.as_str()), (1, "deals.csv: Old deals"));
    let none = read_tables("deals.csv", &workbook(), Some("x")).unwrap_err();
    assert_eq!(none.to_string(), "there is no sheet `x`; it has Read me, Deals 2024, Old deals");
}

/// An ODS with these rows of its one sheet.
pub(super) fn ods(rows: &str) -> Vec<u8> {
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {names}><office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

pub(super) fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn an_ods_is_read_and_what_it_repeats_is_bounded() {
    let gap = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>";
    let number = "<table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2024-04-15\"/><table:table-cell office:value-type=\"float\" office:value=\"1234.5\"/></table:table-row>";
    let end = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let tables = read(&ods(&[&ods_row(&["Date", "Value"]), gap, number, end].concat())).unwrap();
    assert_eq!(shown(&tables[0]), [(5, vec!["2024-04-15".to_owned(), "1234.5".to_owned()])]);
    let many = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert_eq!(read(&ods(many)), Err(Unreadable::TooLarge));
    let cut = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"<office:document-content><table:table table:name=\"a\"><table:table-row>"),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ]);
    assert!(matches!(read(&cut), Err(Unreadable::Broken(_))));
}

#[test]
fn what_is_no_table_is_told_for_what_it_is() {
    let other = |bytes: &[u8]| match read(bytes) {
        Err(Unreadable::Other(kind)) => kind,
        read => panic!("{read:?}"),
    };
    assert_eq!(other(b"<!DOCTYPE html><html><body>Sign in</body></html>"), FileKind::WebPage);
    assert_eq!(other(b"<html><table><tr><td>Deal</td></tr></table></html>"), FileKind::WebTable);
    assert_eq!(other(b"<?xml version=\"1.0\"?><deals/>"), FileKind::Xml);
    assert_eq!(other(b"{\"deals\": []}"), FileKind::Json);
    assert_eq!(other(b" [\n {\"id\": 1}]"), FileKind::Json);
    assert_eq!(other(b"%PDF-1.7"), FileKind::Pdf);
    assert_eq!(other(b"\x89PNG\r\n"), FileKind::Image);
    assert_eq!(other(b"\x1f\x8b\x08"), FileKind::Compressed);
    let ole = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 512], &wide].concat()
    };
    assert_eq!(other(&ole("EncryptedPackage")), FileKind::Protected);
    assert_eq!(other(&ole("Workbook")), FileKind::OldExcel);
    assert_eq!(other(&zipped(&[("word/document.xml", b"")])), FileKind::Document);
    let archive = read(&zipped(&[("export/deals.csv", b"a,b\n1,2\n")])).unwrap_err();
    assert_eq!(
        archive.to_string(),
        "this is a zip archive (export/deals.csv): unpack it, and name the table in it"
    );
    assert_eq!(read(b""), Err(Unreadable::Empty));
    assert_eq!(read(b"\xef\xbb\xbf\r\n \r\n"), Err(Unreadable::Empty));
}
