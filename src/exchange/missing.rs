//! How exports write that there is no value.

use super::table::TableCell;

/// Words that mean no value, in lower case.
const MISSING: &str = include_str!("missing.txt");

/// Whether a cell holds no value, though it may hold something: `N/A`, `-`, `null`.
pub fn is_missing(cell: &TableCell) -> bool {
    match cell {
        TableCell::Empty => true,
        TableCell::Text(text) if text.len() <= 24 => {
            let text = text.trim().to_lowercase();
            let dashes = text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | '?' | '_'));
            dashes || MISSING.lines().any(|missing| missing == text)
        }
        _ => false,
    }
}

/// Whether a text is what programs write for no date: `00/00/0000`, `0001-01-01`,
/// Excel's day 0.
pub(super) fn is_no_date(text: &str) -> bool {
    let digits = || text.chars().filter(char::is_ascii_digit);
    let zeros = digits().count() > 0 && digits().all(|digit| digit == '0');
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    zeros
        || ["0001-01-01", "01/01/0001", "1/1/0001", "1900-01-00", "1/0/1900", "1899-12-30", "9999-12-31"]
            .contains(&date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_nothing() {
        let missing = |text: &str| is_missing(&TableCell::Text(text.into()));
        for text in ["N/A", "-", "--", "—", "null", "NULL", "None", "(none)", "#N/A", "nan", "tidak ada"] {
            assert!(missing(text), "{text}");
        }
        for text in ["0", "no", "Nancy", "n", "x", "-5"] {
            assert!(!missing(text), "{text}");
        }
        for text in ["00/00/0000", "0000-00-00", "0000-00-00 00:00:00", "0001-01-01T00:00:00"] {
            assert!(is_no_date(text), "{text}");
        }
        assert!(!is_no_date("2000-01-01") && !is_no_date("x"));
    }
}
