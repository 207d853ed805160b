//! Files that are no tables, or odd ones: each has an answer, soon.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use corong::exchange::read::read_tables;
use rust_xlsxwriter::{Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// A workbook whose parts are those of a real one, but for these.
fn parts(replaced: &[(&str, &str)]) -> Vec<u8> {
    let real = book(|sheet| {
        sheet.write_row(0, 0, ["Deal", "Stage"]).unwrap();
        sheet.write_row(1, 0, ["Acme", "Won"]).unwrap();
    });
    let mut archive = zip::ZipArchive::new(Cursor::new(real)).unwrap();
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        if let Some((_, text)) = replaced.iter().find(|(replaced, _)| *replaced == name) {
            bytes = text.as_bytes().to_vec();
        }
        all.push((name, bytes));
    }
    zipped(&all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";

fn sheet(cells: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData></worksheet>"
    )
}

fn ods(rows: &str) -> Vec<u8> {
    let spaces = ["office", "table", "text"]
        .map(|name| format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""));
    let content = format!(
        "<office:document-content {}><office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        spaces.join(" ")
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Rows and columns of the first table, or why there is none.
fn answer(name: &str, bytes: &[u8]) -> String {
    match read_tables(name, bytes, None) {
        Ok(tables) => format!("{} x {}", tables[0].rows.len(), tables[0].columns.len()),
        Err(why) => why.to_string(),
    }
}

/// Each with how its answer begins.
fn texts() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let table = "Deal,Stage,Value\nAcme,Won,1\nBolt,Open,2\n";
    let html = "<!DOCTYPE html>\n<html lang=en><title>Sign in</title><body>".to_owned();
    let long = "x".repeat(5_000_000);
    vec![
        ("one cell", b"Deal".to_vec(), "there are no rows"),
        ("one line", b"Deal,Stage\n".to_vec(), "there are no rows"),
        ("nothing", Vec::new(), "the file is empty"),
        ("blanks", b" \n\t\n\n".to_vec(), "the file is empty"),
        ("a mark alone", b"\xef\xbb\xbf".to_vec(), "the file is empty"),
        ("NULs alone", vec![0; 4096], "the file is empty"),
        ("NULs behind", [table.as_bytes(), &[0; 4096]].concat(), "2 x 3"),
        ("NULs between", table.bytes().flat_map(|byte| [byte, 0, 0]).collect(), "this is not text"),
        (
            "noise",
            (0..9999_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect(),
            "this is not text",
        ),
        (
            "a million columns",
            ["a,".repeat(1_000_000), "\n1,2\n".into()].concat().into(),
            "it has 1000000 columns",
        ),
        ("a million columns of nothing", [table, &",".repeat(1_000_000)].concat().into(), "2 x 3"),
        ("200,000 rows of commas", [table, &",,\n".repeat(200_000)].concat().into(), "2 x 3"),
        ("rows of commas alone", ",,\n".repeat(200_000).into(), "the file is empty"),
        (
            "wide and long",
            [(0..16_000).map(|at| format!("column {at},")).collect(), "\nx".repeat(10_000)].concat().into(),
            "it is too large",
        ),
        (
            "a quotation mark that stays open",
            format!("{table}\"Cog,Open,3\n{table}").into(),
            "a quotation mark that begins in row 4",
        ),
        ("quotation marks at odd places", b"Deal,Stage\n5\" screen,\"a \"\"b\"\"\"\n".to_vec(), "1 x 2"),
        ("a quotation mark alone", b"\"".to_vec(), "a quotation mark that begins in row 1"),
        ("a cell of 5 MB", format!("Deal,Note\nAcme,{long}\n").into(), "1 x 2"),
        ("a name of 5 MB", format!("Deal,{long}\nAcme,1\n").into(), "1 x 2"),
        ("a line of 5 MB and no more", long.into(), "there are no rows"),
        ("names that are all the same", b"a,a,a,a\n1,2,3,4\n".to_vec(), "no row with column names"),
        ("two names twice", b"Deal,Value,Value\nx,2,3\n".to_vec(), "1 x 3"),
        ("no names", b"1,2,3\n4,5,6\n".to_vec(), "no row with column names"),
        ("dates of nothing", b"Deal,Created\nAcme,0000-00-00\nBolt,00/00/0000\n".to_vec(), "2 x 2"),
        (
            "formulas",
            b"Deal,Value\n=HYPERLINK(\"x\"),=1+1\n\"=cmd|' /C calc'!A0\",@SUM(1)\n".to_vec(),
            "2 x 2",
        ),
        ("old line ends", b"Deal,Stage\rAcme,Won\rBolt,Open\r".to_vec(), "2 x 2"),
        ("line ends of three kinds", b"Deal,Stage\r\nAcme,Won\nBolt,Open\rCog,Lost".to_vec(), "3 x 2"),
        ("UTF-16", utf16("Deal\tStage\nAcme\tWon\n"), "1 x 2"),
        ("UTF-16 that is cut", utf16("Deal\tStage\nAcme\tWon\nBo")[..45].to_vec(), "2 x 2"),
        (
            "UTF-16 that claims to be UTF-8",
            [b"\xef\xbb\xbf".to_vec(), utf16(table)].concat(),
            "this is not text",
        ),
        ("Windows-1252", b"Deal;Preis\nM\xfcller;1\x80\n".to_vec(), "1 x 2"),
        ("bidirectional", "Deal,\u{202e}Stage\nAcme,\u{202e}Won\n".into(), "1 x 2"),
        ("a web page", html.into(), "this is a web page, not"),
        (
            "a page with a table",
            b"<html><table><tr><td>Deal</table>".to_vec(),
            "this is a web page with a table",
        ),
        ("XML of Excel 2003", b"<?xml version=\"1.0\"?><Workbook></Workbook>".to_vec(), "this is XML"),
        ("JSON", b"[{\"deal\": 1}]".to_vec(), "this is JSON"),
        ("a PDF", b"%PDF-1.4\n%\xe2\xe3".to_vec(), "this is a PDF"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "this is a picture"),
        ("prose", b"Dear all,\nplease find the deals below, as promised.\nBest, Ann\n".to_vec(), ""),
    ]
}

fn archives() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let number = |place: &str| format!("<c r=\"{place}\"><v>1</v></c>");
    let row = |at: &str, cells: &str| format!("<row r=\"{at}\">{cells}</row>");
    let far = [row("1", &number("A1")), row("1048576", &number("XFD1048576"))].concat();
    let texts = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"99999999999\"><si><t>x</t></si></sst>";
    let many = "<si><t>0123456789012345678901234567890123456789</t></si>".repeat(9_000_000);
    let bomb =
        format!("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{many}</sst>");
    let wide = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 4096], &name].concat()
    };
    let real = || parts(&[]);
    vec![
        ("a zip", zipped(&[("deals.csv", b"a,b\n1,2\n")]), "this is a zip archive (deals.csv)"),
        ("a zip of nothing", zipped(&[]), "this is a zip archive ()"),
        ("a zip that is cut", real()[..600].to_vec(), "the spreadsheet is damaged"),
        ("a text document", zipped(&[("word/document.xml", b"<w/>")]), "this is a document"),
        ("protected", ole("EncryptedPackage"), "the spreadsheet is protected"),
        ("old Excel", ole("Workbook"), "this is a spreadsheet in an old"),
        ("a workbook of nothing", book(|_| {}), "the file is empty"),
        (
            "a cell in the first and the last place",
            parts(&[(SHEET, &sheet(&far))]),
            "no row with column names",
        ),
        ("a place beyond all", parts(&[(SHEET, &sheet(&row("1", &number("XFE1"))))]), "it has 16385 columns"),
        (
            "a place that is none",
            parts(&[(SHEET, &sheet(&row("1", &number("1A"))))]),
            "the spreadsheet is damaged",
        ),
        ("no XML", parts(&[(SHEET, "\0\0\0")]), "the spreadsheet is damaged"),
        ("a sheet that is cut", parts(&[(SHEET, &sheet("")[..120])]), "the spreadsheet is damaged"),
        ("texts that are not there", parts(&[(TEXTS, "<sst/>")]), "the spreadsheet is damaged"),
        ("more texts than fit", parts(&[(TEXTS, texts)]), "the spreadsheet is damaged"),
        ("texts that unpack to 450 MB", parts(&[(TEXTS, &bomb)]), "it is too large"),
        ("an ODS of 17 billion cells", ods(wide), "it is too large"),
        ("an ODS that is cut", ods("<table:table-row>"), "the spreadsheet is damaged"),
        ("an ODS of nothing", ods(""), "the file is empty"),
        (
            "entities in entities",
            parts(&[(
                SHEET,
                "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><worksheet>&c;</worksheet>",
            )]),
            "the file is empty",
        ),
        (
            "formulas and errors",
            book(|sheet| {
                sheet.write_row(0, 0, ["Deal", "Value"]).unwrap();
                sheet.write(1, 0, Formula::new("=A9").set_result("Acme")).unwrap();
                sheet.write(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
            }),
            "1 x 2",
        ),
    ]
}

#[test]
fn every_odd_table_has_an_answer() {
    let mut wrong = Vec::new();
    for (name, bytes, begins) in texts().into_iter().chain(archives()) {
        let start = Instant::now();
        // Names say nothing: a table may be called anything.
        for file in ["deals.csv", "deals.xlsx", "deals"] {
            let answer = answer(file, &bytes);
            if !answer.starts_with(begins) {
                wrong.push(format!("{name}: {answer}"));
                break;
            }
        }
        if start.elapsed() > Duration::from_secs(60) {
            wrong.push(format!("{name}: took {:?}", start.elapsed()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A real workbook and a real text with any byte changed have an answer.
#[test]
fn what_is_damaged_has_an_answer() {
    let texts =
        ["Deal;\"Sta\nge\";Wert\r\n\"Acme\";Offen;1,5\r\n".as_bytes().to_vec(), utf16("Deal\tStage\nA\tB\n")];
    for real in [parts(&[])].into_iter().chain(texts) {
        for at in (0..real.len()).step_by(real.len() / 150 + 1) {
            for change in [0, 0xff, b'"', b'<'] {
                let mut bytes = real.clone();
                bytes[at] = change;
                let _ = answer("deals", &bytes);
                let _ = answer("deals", &real[..at]);
            }
        }
    }
}
