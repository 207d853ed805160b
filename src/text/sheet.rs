//! CSV for spreadsheets (RFC 4180), in which no cell is a formula.

use csv::{Terminator, WriterBuilder};

/// Rows of text as CSV, with CRLF at the end of each.
pub fn csv<'r>(rows: impl Iterator<Item = Vec<std::borrow::Cow<'r, str>>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing into memory does not fail.
        let _ = writer.write_record(row.iter().map(|cell| cell.as_bytes()));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A cell of text that no spreadsheet runs: what begins like a formula gets a
/// `'` before it. Plain numbers stay, and so do telephone numbers where
/// `phone` says that the column holds them.
pub fn harmless_cell(text: &str, phone: bool) -> String {
    let runs = text
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = is_number(text) || (phone && is_phone(text));
    if runs && !number { format!("'{text}") } else { text.to_owned() }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

/// A plus, then nothing but digits and what people write between them.
fn is_phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | ',' | '/'))
        && !rest.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_defused() {
        for bad in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "＝1", " =1"] {
            assert_eq!(harmless_cell(bad, false), format!("'{bad}"), "{bad}");
        }
        for good in ["a=1", "-12", "+12.50", "", "PT X", "1-2"] {
            assert_eq!(harmless_cell(good, false), good);
        }
        assert_eq!(harmless_cell("+62 812-5550 (0283)", true), "+62 812-5550 (0283)");
        assert_eq!(harmless_cell("+62 812", false), "'+62 812");
        assert_eq!(harmless_cell("+62|cmd", true), "'+62|cmd");
        assert_eq!(harmless_cell("=62", true), "'=62");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let row = |cells: [&'static str; 2]| cells.map(std::borrow::Cow::from).to_vec();
        let text = csv([row(["a", "b"]), row(["x, \"y\"", "1\n2"])].into_iter());
        assert_eq!(text, "a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\r\n");
    }
}
