//! What a column holds, looked at without knowing how its dates and numbers are written.

use std::collections::HashSet;

use super::role::Wanted;
use crate::exchange::cells::{is_email, shown, truth};
use crate::exchange::dates::is_month;
use crate::exchange::spelling::currency;
use crate::exchange::table::{Table, TableCell};

/// How many filled cells are looked at; a column is like its sample.
const SAMPLE: usize = 2_000;
/// The longest text that is looked at for a date, in bytes.
const LONGEST: usize = 64;
/// How many different texts are counted.
const DISTINCT: usize = 500;

/// What a column holds.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// How many rows were looked at.
    pub rows: usize,
    /// Cells that hold something, of those looked at.
    pub filled: usize,
    /// Cells that could be a date.
    pub dates: usize,
    /// Cells that could be a number.
    pub numbers: usize,
    /// Numbers without a letter.
    pub bare_numbers: usize,
    /// Cells that say yes or no.
    pub truths: usize,
    /// Cells that name a currency.
    pub currencies: usize,
    /// Cells that could be an e-mail address.
    pub emails: usize,
    /// Different texts, up to a limit.
    pub distinct: usize,
    /// The first different texts, for people to look at.
    pub samples: Vec<String>,
}

impl Profile {
    /// Looks at a column of a table.
    pub fn of(table: &Table, column: usize) -> Self {
        let mut profile = Self::default();
        let mut seen: HashSet<String> = HashSet::new();
        let step = (table.rows.len() / SAMPLE).max(1);
        for row in table.rows.iter().step_by(step) {
            profile.rows += 1;
            let Some(cell) = row.cells.get(column) else { continue };
            let text = shown(cell);
            if text.is_empty() {
                continue;
            }
            profile.filled += 1;
            profile.dates += usize::from(matches!(cell, TableCell::Moment(_)) || could_be_date(cell, &text));
            profile.numbers += usize::from(matches!(cell, TableCell::Number(_)) || could_be_number(&text));
            profile.bare_numbers +=
                usize::from(could_be_number(&text) && !text.contains(char::is_alphabetic));
            profile.truths += usize::from(truth(cell).is_some());
            profile.currencies += usize::from(text.len() < LONGEST && currency(&text).is_some());
            profile.emails += usize::from(is_email(&text));
            if seen.len() < DISTINCT && seen.insert(text.clone()) && profile.samples.len() < 3 {
                profile.samples.push(text);
            }
        }
        // A sparse column may be empty in the sample alone.
        if profile.filled == 0 && step > 1 {
            let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column)).map(shown);
            if let Some(text) = cells.find(|text| !text.is_empty()) {
                profile.filled = 1;
                profile.samples.push(text);
            }
        }
        profile.distinct = seen.len();
        profile
    }

    /// Whether most rows have something in it, or none has.
    pub fn is_in_most_rows(&self) -> bool {
        self.filled == 0 || self.filled * 10 >= self.rows * 8
    }

    /// Whether it holds what programs number things by, which says nothing to people.
    pub fn is_opaque(&self) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        let long = |text: &str| text.len() >= 15 && text.contains(digit) && !text.contains(' ');
        self.samples.iter().all(|text| text.chars().all(digit) || long(text))
    }

    /// Whether it can be what a role wants; an empty one can be anything.
    pub fn fits(&self, wanted: Wanted) -> bool {
        let most = |of: usize| of * 10 >= self.filled * 6;
        self.filled == 0
            || match wanted {
                Wanted::Any => true,
                Wanted::Dates => most(self.dates),
                Wanted::Numbers => most(self.numbers),
                Wanted::Currencies => most(self.currencies),
                Wanted::Truths => self.truths == self.filled,
                Wanted::Names => !most(self.dates) && !most(self.bare_numbers),
                Wanted::Words => !most(self.dates) || !most(self.filled - self.numbers.min(self.filled)),
            }
    }
}

/// Whether a cell could be a date, in some way of writing one.
fn could_be_date(cell: &TableCell, text: &str) -> bool {
    if matches!(cell, TableCell::Number(_) | TableCell::Truth(_)) || text.len() > LONGEST {
        return is_unix(text);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let named = parts.iter().any(|part| is_month(part));
    let short = |part: &str| number(part) && part.len() <= 2;
    let year = |part: &str| number(part) && matches!(part.len(), 2 | 4);
    let numeric = match parts.as_slice() {
        [a, b, c, ..] => short(b) && (short(a) && year(c) || year(a) && short(c)),
        _ => false,
    };
    let led = parts.first().is_some_and(|part| part.len() <= 4 || named);
    let iso = text.len() >= 10 && text.as_bytes().get(4) == Some(&b'-') && number(&text[..4]);
    let compact = digits == 8 && text.len() == 8 && (text.starts_with("19") || text.starts_with("20"));
    let separated = text.contains(['/', '-', '.']);
    // `1,234.56` has a comma too, and no blank behind it.
    let grouped = text.split(',').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    iso || compact || is_unix(text) || digits >= 3 && led && (named || numeric && separated && !grouped)
}

/// Seconds or milliseconds since 1970, of this century.
fn is_unix(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits && matches!(text.len(), 10 | 13) && text.starts_with(['1', '2'])
}

/// Whether a text could be a number, with signs of money around it.
fn could_be_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let sign = |c: char| matches!(c, '$' | '£' | '¥' | '฿' | '\u{20a0}'..='\u{20cf}');
    let odd = |c: char| !c.is_alphanumeric() && !sign(c) && !" .,'’%-+()\u{a0}\u{202f}".contains(c);
    let odd = text.chars().any(odd);
    // `0-500` is a range.
    let range = text.split_once('-').is_some_and(|(before, behind)| {
        before.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(|c: char| c.is_ascii_digit())
    });
    digits > 0 && letters <= 5 && !odd && !range && text.matches(['-', '/']).count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> TableCell {
        TableCell::Text(text.into())
    }

    #[test]
    fn dates_are_seen_however_they_are_written() {
        for date in [
            "2026-11-02",
            "02/11/2026",
            "2.11.2026",
            "15 Apr, 2021 00:02:00",
            "Apr 15, 2021",
            "2026-11-02T10:00:00Z",
            "1617235200000",
            "20260102",
            "3 Agustus 2026",
            "Thu Apr 15 2021",
            "11/2/26 3:04 PM",
            "11/2/2026, 3:04:05\u{202f}PM",
            "3 de octubre de 2026",
            "3 décembre 2026 à 10:00",
            "Mon Nov 02 2026 15:04:05 GMT+0000 (Coordinated Universal Time)",
        ] {
            assert!(could_be_date(&text(date), date), "{date}");
        }
        for none in
            ["ERP 2026", "1,234.56", "12", "58.8k", "+62 812 1234", "Won", "PT Maju", "1.234.567", "250"]
        {
            assert!(!could_be_date(&text(none), none), "{none}");
        }
    }

    #[test]
    fn numbers_are_seen_with_their_signs() {
        for number in ["$22,700.00", "฿58.8", "58.8k", "1.234,56", "65.0%", "Rp 250.000.000", "(1,200)", "0"]
        {
            assert!(could_be_number(number), "{number}");
        }
        for none in ["PT Maju 3", "", "n", "2026-11-02", "0-500"] {
            assert!(!could_be_number(none), "{none}");
        }
    }
}
