//! Writing tables as programs save them: delimiters, quotes, encodings, dates, numbers.

use chrono::NaiveDateTime;

/// A file of an export.
pub struct ExportFile {
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

/// Rows of text as CSV, quoted where they need it, or always.
pub fn delimited(rows: &[Vec<String>], delimiter: u8, quoted: bool, end: &str) -> String {
    let style = if quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let terminator = if end == "\r\n" { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(style)
        .terminator(terminator)
        .flexible(true)
        .from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

pub fn comma(rows: &[Vec<String>]) -> Vec<u8> {
    delimited(rows, b',', false, "\n").into_bytes()
}

pub fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// A moment in a strftime pattern; nothing for none.
pub fn at(moment: Option<NaiveDateTime>, pattern: &str) -> String {
    moment.map(|moment| moment.format(pattern).to_string()).unwrap_or_default()
}

/// `22700.50`.
pub fn plain(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The whole part with a sign between its thousands.
fn grouped(cents: i64, sign: char) -> String {
    let digits = (cents / 100).to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(sign);
        }
        out.push(digit);
    }
    out
}

/// `$22,700.50`.
pub fn dollars(cents: i64) -> String {
    format!("${}.{:02}", grouped(cents, ','), cents % 100)
}

/// `22.700,50`.
pub fn continental(cents: i64) -> String {
    format!("{},{:02}", grouped(cents, '.'), cents % 100)
}
