//! Text with delimiters: which one, and the rows.

use csv::{ReaderBuilder, StringRecord};

use super::limits::ReadBudget;
use super::unreadable::Unreadable;
use crate::exchange::table::{TableCell, TableRow};

/// What is put behind the text, so that a quotation mark that is never closed shows.
const END: &str = "\u{1}";

/// How much of a file its delimiter is judged by.
const SAMPLE: usize = 256 * 1024;

/// The rows of a text that are not blank, and what is between its cells.
pub(super) fn rows(text: &str) -> Result<(Vec<TableRow>, char), Unreadable> {
    let (named, body) = named_delimiter(text);
    let delimiter = named.unwrap_or_else(|| sniffed(body));
    let above = usize::from(body.len() < text.len());
    let rows = records(body, delimiter, above)?;
    match swallowed(&rows, char::from(delimiter)) {
        Some(row) => Err(Unreadable::OpenQuote(row)),
        None => Ok((rows, char::from(delimiter))),
    }
}

/// The row with a cell that holds further rows, since its quotation mark was closed
/// by another cell's.
fn swallowed(rows: &[TableRow], delimiter: char) -> Option<usize> {
    let width = rows.iter().take(20).map(|row| row.cells.len()).max().filter(|width| *width > 2)?;
    let as_row = |line: &&str| line.matches(delimiter).count() + 1 >= width;
    let holds_rows = |cell: &TableCell| match cell {
        TableCell::Text(text) if text.contains('\n') => text.lines().skip(1).filter(as_row).count() > 1,
        _ => false,
    };
    rows.iter().find(|row| row.cells.iter().any(holds_rows)).map(|row| row.number)
}

/// The delimiter that the first line names for Excel, `sep=;`, and what is below it.
fn named_delimiter(text: &str) -> (Option<u8>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    let sign = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| line.get(4..));
    match sign.map(str::as_bytes) {
        Some([sign]) => (Some(*sign), rest),
        Some(_) => (None, rest),
        None => (None, text),
    }
}

/// The delimiter by which most rows of the sample have as many cells.
fn sniffed(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let whole = if end < text.len() { text[..end].rfind('\n').unwrap_or(end) } else { end };
    let fit = |delimiter: u8| (agreement(&text[..whole], delimiter), delimiter);
    let candidates = [fit(b'|'), fit(b'\t'), fit(b';'), fit(b',')];
    candidates.into_iter().max_by(|one, other| one.0.total_cmp(&other.0)).map_or(b',', |(_, best)| best)
}

/// How well rows agree on how many cells they have; 0 where they have but one.
fn agreement(sample: &str, delimiter: u8) -> f64 {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(sample.as_bytes());
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    let (mut record, mut all) = (StringRecord::new(), 0_usize);
    while all < 1000 && matches!(reader.read_record(&mut record), Ok(true)) {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            all += 1;
            *widths.entry(record.len()).or_default() += 1;
        }
    }
    let several = widths.iter().filter(|(width, _)| **width > 1);
    let Some((width, count)) = several.max_by_key(|(width, count)| (**count, **width)) else { return 0.0 };
    let (share, cells) = (*count as f64 / all as f64, (*width).min(200) as f64);
    share * share * cells.log2()
}

fn records(text: &str, delimiter: u8, above: usize) -> Result<Vec<TableRow>, Unreadable> {
    let end = format!("\n{END}\n");
    let bytes = std::io::Read::chain(text.as_bytes(), end.as_bytes());
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let (mut rows, mut number, mut budget) = (Vec::new(), above, ReadBudget::default());
    let mut record = StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !matches!(reader.read_record(&mut record), Ok(true)) {
            return Err(Unreadable::OpenQuote(number));
        }
        if record.len() == 1 && record.get(0) == Some(END) {
            return Ok(rows);
        }
        number += 1 + blank_lines(text.as_bytes(), start);
        let cells = row_cells(&record);
        if !cells.is_empty() {
            budget.take(&cells)?;
            rows.push(TableRow { number, cells });
        }
    }
}

/// How many lines without anything begin at a place, the end of the line before it
/// not counted.
fn blank_lines(text: &[u8], start: usize) -> usize {
    let mut rest = text.get(start..).unwrap_or_default();
    let behind_return = start > 0 && text.get(start - 1) == Some(&b'\r');
    if behind_return && rest.first() == Some(&b'\n') {
        rest = &rest[1..];
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return lines,
        };
        lines += 1;
    }
}

/// The cells of a record up to its last that holds something.
fn row_cells(record: &StringRecord) -> Vec<TableCell> {
    let Some(last) = (0..record.len()).rev().find(|at| !is_blank(&record[*at])) else { return Vec::new() };
    record.iter().take(last + 1).map(|cell| text_cell(unwrapped(cell))).collect()
}

fn is_blank(text: &str) -> bool {
    matches!(text_cell(text), TableCell::Empty)
}

/// A cell with a text, without blanks around it and with one kind of line end.
pub(super) fn text_cell(text: &str) -> TableCell {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    match text.trim_matches(blank) {
        "" => TableCell::Empty,
        text if text.contains('\r') => TableCell::Text(text.replace("\r\n", "\n").replace('\r', "\n").into()),
        text => TableCell::Text(text.into()),
    }
}

/// What is meant by `="0012"` and by `'=1+1`, as programs write texts that a
/// spreadsheet shall not take for a number or a formula.
fn unwrapped(text: &str) -> &str {
    let quoted = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let defused = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    quoted.filter(|inner| !inner.contains('"')).or(defused).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        let (rows, _) = rows(text).unwrap();
        let cells = |row: &TableRow| row.cells.iter().map(TableCell::shown).collect();
        rows.iter().map(|row| (row.number, cells(row))).collect()
    }

    #[test]
    fn delimiters_are_found() {
        for (text, sign) in [
            ("a,b,c\n1,2,3\n", ','),
            ("Name;Value\nA;1,5\nB;2,5\n", ';'),
            ("Name;Value;Note\nA;1,50;x, y, z\n", ';'),
            ("a\tb\n1,5\t2\n", '\t'),
            ("a|b|c\n1,1|2|3\n", '|'),
            ("Title of it\n\na,b\n1,2\n3,\"4;5\"\n", ','),
            ("sep=;\na,b;c\n1,2;3\n", ';'),
            ("\"sep=|\"\r\na|c\n", '|'),
            ("one\ntwo\n", ','),
            ("", ','),
        ] {
            assert_eq!(rows(text).unwrap().1, sign, "{text}");
        }
    }

    #[test]
    fn rows_have_their_numbers() {
        let text = "\n\na,b\r\n\r\n1,\"x\r\ny\"\r\n,,\r\n\r\n2,3";
        let expected = [(3, vec!["a", "b"]), (5, vec!["1", "x\ny"]), (8, vec!["2", "3"])];
        let read_rows = read(text);
        assert_eq!(read_rows.len(), 3);
        for ((number, cells), (at, wanted)) in read_rows.iter().zip(&expected) {
            assert_eq!((number, cells.iter().map(String::as_str).collect::<Vec<_>>()), (at, wanted.clone()));
        }
        assert_eq!(read("sep=;\r\na;b\r\n1;2").last().unwrap().0, 3);
        assert_eq!(read("a,b\r1,2\r\r3,4\r").last().unwrap().0, 4);
    }

    #[test]
    fn quotes_and_what_spreadsheets_wrap() {
        assert_eq!(read("a,b\n=\"0012\",'=1+1\n\u{a0}x , \"say \"\"hi\"\"\"\n")[1].1, ["0012", "=1+1"]);
        assert_eq!(read("a,b\n5\" screen,x\n")[1].1, ["5\" screen", "x"]);
        assert_eq!(rows("a,b\n1,2\n\"open,3\n4,5\n"), Err(Unreadable::OpenQuote(3)));
        let swallowing = "a,b,c\n\"x,1,2\ny,1,2\nz,1,2\n\"w\",1,2\n";
        assert_eq!(rows(swallowing), Err(Unreadable::OpenQuote(2)));
    }
}
