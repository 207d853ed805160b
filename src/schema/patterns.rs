//! Regular expressions that say what the reader says, in the subset that
//! ECMAScript and Rust's readers of JSON Schema share.

use crate::message;
use crate::text::Message;

/// Not blank.
pub const TEXT: &str = r"\S";

/// `YYYY-MM-DD` of a day that exists, or RFC 3339 with `T` or a space between.
pub const DATE: &str = concat!(
    "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))",
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)",
    "(?:[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?",
    "(?:[Zz]|[-+\u{2212}](?:[01][0-9]|2[0-3]):[0-5][0-9]))?$",
);

/// What is said of a text that is no date.
pub fn no_date() -> Message {
    message!("A date is written 2026-11-23, a moment 2026-11-23T10:30:00+07:00")
}

/// `[a-z0-9]+(-[a-z0-9]+)*`, and none of the names Windows keeps for itself.
pub const ID: &str = "^(?!(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$)[a-z0-9]+(?:-[a-z0-9]+)*$";

/// What is said of a text that is no id.
pub fn no_id() -> Message {
    message!("An id is lower-case letters, digits and `-`")
}

/// A percentage with its sign, from 0 to 100.
pub const PERCENTAGE: &str = r"^0*(?:100(?:\.0*)?|[0-9]{1,2}(?:\.[0-9]*)?)%$";

/// What is said of a text that is no percentage.
pub fn no_percentage() -> Message {
    message!("A discount is an amount, or a percentage such as 10%")
}

/// `2026`, `2026-Q4`, `2026-11`, `FY2027` or `FY2027-Q1`.
pub const PERIOD: &str = "^(?:[0-9]{4}(?:-(?:[Qq][1-4]|0[1-9]|1[0-2]))?|[Ff][Yy][0-9]{4}(?:-[Qq][1-4])?)$";

/// What is said of a text that is no period.
pub fn no_period() -> Message {
    message!("A period is written 2026, 2026-Q4, 2026-11, FY2027 or FY2027-Q1")
}

/// A folder inside the workspace, by a name every system can hold.
pub const FOLDER: &str = concat!(
    r"^(?!(?:.*/)?(?:\.{1,2}|\.[gG][iI][tT])(?:/|$))",
    r"(?!(?:.*/)?(?:[cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM][1-9]|[lL][pP][tT][1-9])(?:[./]|$))",
    r#"[^\u0000-\u001f\u007f-\u009f\\:*?"<>|/]+(?:/[^\u0000-\u001f\u007f-\u009f\\:*?"<>|/]+)*$"#,
);

/// What is said of a text that is no folder.
pub fn no_folder() -> Message {
    message!("A folder is relative, without `..` and `.git`")
}

#[cfg(test)]
mod tests {
    use chrono_tz::UTC;
    use serde_json::json;

    use super::*;
    use crate::pipeline::{FiscalYears, Period, shape::is_id};

    fn matches(pattern: &str) -> impl Fn(&str) -> bool {
        let schema = jsonschema::validator_for(&json!({"pattern": pattern})).unwrap();
        move |text| schema.is_valid(&json!(text))
    }

    #[test]
    fn days_are_those_the_reader_knows() {
        let matches = matches(DATE);
        for year in [0, 4, 1900, 2000, 2023, 2024, 2100, 2400, 9999] {
            for month in 0..=13 {
                for day in 0..=32 {
                    let text = format!("{year:04}-{month:02}-{day:02}");
                    assert_eq!(matches(&text), crate::read::day(&text).is_some(), "{text}");
                }
            }
        }
    }

    #[test]
    fn moments_are_those_the_reader_knows() {
        let matches = matches(DATE);
        for text in [
            "2026-10-19T10:30:00+07:00",
            "2026-10-19t10:30:00z",
            "2026-10-19T10:30:00.5Z",
            "2026-10-19T10:30:60Z",
            "2026-10-19T10:30:61Z",
            "2026-10-19T10:30:00.Z",
            "2026-10-19T24:00:00Z",
            "2026-10-19T10:60:00Z",
            "2026-10-19T10:30:00+23:59",
            "2026-10-19T10:30:00+24:00",
            "2026-10-19T10:30:00+07:60",
            "2026-10-19T10:30:00\u{2212}07:00",
            "2026-10-19T10:30:00",
            "2026-10-19T10:30Z",
            "2026-10-19 10:30:00Z",
            "2026-10-19T10:30:00+0700",
            "2026-02-30T10:30:00Z",
            "2026-10-19T",
            " 2026-10-19",
            "2026-10-19\n",
        ] {
            assert_eq!(matches(text), crate::read::date(text, UTC).is_some(), "{text:?}");
        }
    }

    #[test]
    fn ids_and_periods_are_those_the_reader_knows() {
        let (id, period) = (matches(ID), matches(PERIOD));
        for text in
            ["a", "0", "a-b", "pt-2025", "-a", "a-", "a--b", "A", "a_b", "é", "con", "com1", "com0", ""]
        {
            assert_eq!(id(text), is_id(text), "{text}");
        }
        for text in [
            "2026",
            "2026-Q4",
            "2026-q1",
            "2026-Q5",
            "2026-Q0",
            "2026-11",
            "2026-13",
            "2026-1",
            "26",
            "FY2027",
            "fy2027-q4",
            "FY2027-Q5",
            "FY2027-04",
            "FYFY2027",
            "FY27",
        ] {
            let known = Period::parse(text, FiscalYears::default()).is_some();
            assert_eq!(period(text), known, "{text}");
        }
    }

    #[test]
    fn folders_are_those_the_reader_knows() {
        let folder = matches(FOLDER);
        for text in [
            "pipeline",
            "a/b c/d",
            "a.b",
            "a..",
            "...",
            ".gitx",
            "x.git",
            "icon",
            "a/context",
            "con1",
            "com0",
            "ü",
            "",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/..",
            "../a",
            ".git",
            "a/.GIT/b",
            "CON",
            "a/nul.txt",
            "lpt9.x/b",
            "a\\b",
            "a:b",
            "a*",
            "a\tb",
            "a\u{85}b",
            "a\nb",
        ] {
            assert_eq!(folder(text), crate::read::is_folder(text), "{text:?}");
        }
    }
}
