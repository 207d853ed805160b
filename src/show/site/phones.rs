//! Telephone numbers in texts: those of contacts, however they are written, and
//! what looks like one.

use std::collections::HashSet;

use crate::pipeline::{Currency, Phone};

/// The most digits of a number (ITU-T E.164).
const LONGEST: usize = 15;
/// How far two groups of digits of one number may be apart, in characters.
const APART: usize = 4;
/// How many groups of digits, and how many digits, are looked at together.
const MOST: usize = 64;
/// How much of a word beside a number is looked at.
const WORD: usize = 16;

/// The numbers of contacts.
#[derive(Debug, Default)]
pub struct Phones(HashSet<Phone>);

/// A group of digits: where it begins and ends, and how many digits of its chain
/// there are before it and up to its end.
#[derive(Clone, Copy, Default)]
struct Group {
    start: usize,
    end: usize,
    before: usize,
    digits: usize,
}

impl Group {
    fn length(self) -> usize {
        self.end - self.start
    }
}

/// Groups of digits that may belong together. It lies on the stack: most texts
/// that are written hold some digits.
struct Chain {
    groups: [Group; MOST],
    count: usize,
    digits: [u8; MOST],
    length: usize,
}

/// A chain from one of its groups on.
#[derive(Clone, Copy)]
struct Part<'c> {
    groups: &'c [Group],
    digits: &'c [u8],
    /// How many digits of the chain stand before it.
    before: usize,
}

impl Phones {
    /// Of the numbers of contacts.
    pub fn of(known: impl IntoIterator<Item = Phone>) -> Self {
        Self(known.into_iter().collect())
    }

    /// A text with `mark` in the place of each number; `None` where there is none.
    pub fn without(&self, text: &str, mark: &str) -> Option<String> {
        let mut out = String::new();
        let mut copied = 0;
        let mut from = 0;
        while let Some(chain) = chain(text, from) {
            let found = self.known(text, &chain);
            let found = found.or_else(|| chain.parts().find_map(|part| generic(text, part, copied)));
            match found {
                Some((start, end)) => {
                    out.push_str(&text[copied..start.max(copied)]);
                    out.push_str(mark);
                    (copied, from) = (end, end);
                }
                None => from = chain.rest(),
            }
        }
        (copied > 0).then(|| out + &text[copied..])
    }

    /// Where in a chain a contact's number stands: a short one as a whole, a
    /// longer one by its last digits. An amount is none.
    fn known(&self, text: &str, chain: &Chain) -> Option<(usize, usize)> {
        let groups = &chain.groups[..chain.count];
        if self.0.is_empty() || is_amount(text, groups) {
            return None;
        }
        let is_known = |digits: &[u8]| Phone::of_digits(digits).is_some_and(|own| self.0.contains(&own));
        for (at, first) in groups.iter().enumerate() {
            let own = groups[at..].iter().take_while(|group| group.digits - first.before < Phone::LAST);
            for last in own {
                if is_known(&chain.digits[first.before..last.digits]) {
                    return Some((begin(text, first.start), last.end));
                }
            }
        }
        // Within an amount that stands behind a date there is none either.
        let amount = |end: usize| {
            let last = groups.iter().position(|group| group.digits >= end).unwrap_or_default();
            let mut own = (0..last).filter(|at| groups[*at].before + Phone::LAST <= end);
            own.any(|at| is_amount(text, &groups[at..=last]))
        };
        let mut ends = Phone::LAST..=chain.length;
        let end = ends.find(|end| is_known(&chain.digits[end - Phone::LAST..*end]) && !amount(*end))?;
        let last = groups.iter().find(|group| group.digits >= end)?;
        let first = groups.iter().find(|group| group.before + LONGEST >= end)?;
        Some((begin(text, first.start), last.end))
    }
}

impl Chain {
    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let part = |at: usize| {
            let before = self.groups[at].before;
            let digits = &self.digits[before..self.length];
            Part { groups: &self.groups[at..self.count], digits, before }
        };
        (0..self.count).map(part).take_while(|part| part.digits.len() >= Phone::LEAST)
    }

    /// Where it goes on behind a chain without a number: one that was cut is
    /// looked at again from where a number may have been cut.
    fn rest(&self) -> usize {
        let groups = &self.groups[..self.count];
        let cut = self.length == MOST && self.count > 1;
        let again = groups.iter().skip(1).find(|group| cut && group.before + LONGEST >= self.length);
        again.map_or(groups[self.count - 1].end, |group| group.start)
    }
}

/// Where a number begins whose first digit is at `at`: a plus or a bracket
/// before it belongs to it.
fn begin(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let bare = before.trim_end_matches('+');
    bare.trim_end_matches('(').len()
}

/// The groups of digits from the first one behind `from` on.
fn chain(text: &str, from: usize) -> Option<Chain> {
    let bytes = text.as_bytes();
    let mut at = from + bytes[from..].iter().position(u8::is_ascii_digit)?;
    let mut chain = Chain { groups: [Group::default(); MOST], count: 0, digits: [0; MOST], length: 0 };
    loop {
        let (start, before) = (at, chain.length);
        while chain.length < MOST && bytes.get(at).is_some_and(u8::is_ascii_digit) {
            chain.digits[chain.length] = bytes[at];
            chain.length += 1;
            at += 1;
        }
        // Of digits without end the rest is none of the number's.
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        chain.groups[chain.count] = Group { start, end, before, digits: chain.length };
        chain.count += 1;
        let between: usize =
            text[end..].chars().take(APART).take_while(|c| is_between(*c)).map(char::len_utf8).sum();
        at = end + between;
        let goes_on = between > 0 && bytes.get(at).is_some_and(u8::is_ascii_digit);
        if !goes_on || chain.length == MOST {
            return Some(chain);
        }
    }
}

/// What may stand between the groups of a number.
fn is_between(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(c, '.' | '(' | ')' | '/' | '*' | '_' | '·' | '\n' | '\r' | '\t')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// Where a chain begins with what is written like a number of anybody:
/// internationally, an Indonesian one, or one with its area in brackets. What
/// may be a date, an amount or the number of a document is left alone.
/// `copied` is where the number before it ends.
fn generic(text: &str, part: Part<'_>, copied: usize) -> Option<(usize, usize)> {
    let first = part.groups[0];
    let start = begin(text, first.start);
    let own = fitting(part);
    let last = own.last()?;
    let before = text.get(copied..start)?;
    let plus = text[..first.start].ends_with('+');
    let bracket = text[..first.start].ends_with('(') && text[first.end..].starts_with(')');
    let count = last.digits - part.before;
    let likely = match part.digits {
        [b'1'..=b'9', ..] if plus => count >= if is_amount(text, own) { 10 } else { 8 },
        [b'0', b'8', b'1'..=b'9', ..] => (10..=13).contains(&count) && is_mobile(own),
        [b'6', b'2', b'8', b'1'..=b'9', ..] => {
            (11..=14).contains(&count) && is_indonesian(own) && !is_amount(text, own)
        }
        [b'0', b'0', b'1'..=b'9', ..] => first.length() == 2 && count >= 11,
        [b'0', b'2'..=b'9', ..] => part.before == 0 && (9..=12).contains(&count) && is_local(text, own),
        _ => bracket && own.iter().map(|group| group.length()).eq([3, 3, 4]),
    };
    // Digits in one run may be a code's, or an address's; groups are dialled.
    let code = own.len() == 1 && (is_joined(before, plus) || is_tied(&text[last.end..]));
    (likely && !code && !is_decimal(before)).then_some((start, last.end))
}

/// The groups that one number may have.
fn fitting(part: Part<'_>) -> &[Group] {
    let count = part.groups.iter().take_while(|group| group.digits - part.before <= LONGEST).count();
    &part.groups[..count]
}

/// `0812-3456-7890`, or all of it in one.
fn is_mobile(groups: &[Group]) -> bool {
    groups[0].length() >= 3 && groups[1..].iter().all(|group| group.length() >= 3)
}

/// `62 812 3456 7890`, or all of it in one.
fn is_indonesian(groups: &[Group]) -> bool {
    let split = groups[0].length() == 2 && groups.len() > 1;
    (split || groups.len() == 1) && groups[1..].iter().all(|group| group.length() >= 3)
}

/// `021-5551234`, `(021) 555-1234`: an area, and few groups behind it.
fn is_local(text: &str, groups: &[Group]) -> bool {
    let gap = |pair: &[Group]| &text[pair[0].end..pair[1].start];
    let plain = groups.windows(2).all(|pair| matches!(gap(pair), "-" | " " | ") " | ")"));
    let area = matches!(groups[0].length(), 3 | 4) && groups.len() > 1;
    plain && area && groups[1..].iter().all(|group| group.length() >= 3)
}

/// `250.000.000`, groups of three behind a first one joined by points, or what a
/// currency stands before. No amount begins with 0, or with the plus of a country.
fn is_amount(text: &str, groups: &[Group]) -> bool {
    let joined = |pair: &[Group]| matches!(&text[pair[0].end..pair[1].start], "." | "\u{a0}" | "\u{202f}");
    let (first, rest) = (groups[0], &groups[1..]);
    if text[first.start..].starts_with('0') {
        return false;
    }
    let threes = rest.iter().all(|group| group.length() == 3) && first.length() <= 3;
    (threes && !rest.is_empty() && groups.windows(2).all(joined)) || is_money(&text[..first.start])
}

/// Whether a currency ends a text, as a word of its own.
fn is_money(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '−'));
    let word = last_word(before);
    word.eq_ignore_ascii_case("rp")
        || before.ends_with(['$', '€', '£', '¥', '₫'])
        || Currency::from_code(&word).is_some()
}

/// Letters and digits at the end of a text, as far as they matter.
fn last_word(before: &str) -> String {
    let word: Vec<char> = before.chars().rev().take(WORD).take_while(|c| c.is_alphanumeric()).collect();
    word.into_iter().rev().collect()
}

/// Whether what stands before digits belongs to them: a code, or the address of
/// a page.
fn is_joined(before: &str, plus: bool) -> bool {
    let word = last_word(before).to_lowercase();
    let named = ["", "hp", "wa", "tel", "telp", "phone", "call", "no"].contains(&word.as_str());
    let page = before.ends_with('/') && before.len() > 1 && !before.ends_with("wa.me/");
    !plus && (!named || page || before.ends_with(['#', '-', '_', '@', '=']))
}

/// Whether what stands before digits is the whole part of a decimal.
fn is_decimal(before: &str) -> bool {
    let mut last = before.chars().rev();
    matches!(last.next(), Some('.' | ',')) && last.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether what stands behind digits belongs to them: letters of a code. An
/// extension does not.
fn is_tied(behind: &str) -> bool {
    let bare = behind.strip_prefix(['-', '_']).unwrap_or(behind);
    let word: String = bare.chars().take(WORD).take_while(|c| c.is_alphanumeric()).collect();
    let extension = word.strip_prefix("ext").or_else(|| word.strip_prefix('x'));
    let is_extension = extension.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    !word.is_empty() && !is_extension
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let known = ["(555) 123-4567", "+62 21 7777 1234", "555 1234"].into_iter().filter_map(Phone::of);
        Phones::of(known).without(text, "•••").unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn numbers_of_anybody_in_the_ways_people_write_them() {
        for text in [
            "+62 812 1234 5678",
            "0812-3456-7890",
            "081234567890",
            "(021) 555-12345",
            "021-6661234",
            "62 812 3456 7890",
            "+0812-3456-7890",
            "628123456789",
            "00 62 8123 4567",
            "0812*3456*7890",
            "+62\u{2011}812\u{2013}3456\u{2011}7890",
            "0812 3456\n7890",
            "(555) 987-6543",
        ] {
            assert_eq!(masked(&format!("Call {text}, ok")), "Call •••, ok", "{text}");
        }
        for (text, shown) in [
            ("Telp.0812-3456-7890", "Telp.•••"),
            ("x,0812-3456-7890", "x,•••"),
            ("HP0812-3456-7890", "HP•••"),
            ("CALL 0812-3456-7890, Corp 081345678901", "CALL •••, Corp •••"),
            ("Telp-0812-3456-7890, TRY +62 815 6789 0123", "Telp-•••, TRY •••"),
            ("0816-7890-1234WA", "•••WA"),
            ("0812-3456-7890ext5", "•••ext5"),
            ("0812-3456-7890/0813-4567-8901", "•••/•••"),
            ("wa.me/6281234567890", "wa.me/•••"),
            ("+62 812 3456 7890 2026-11-23", "••• 2026-11-23"),
            ("05-11-2026 0812-3456-7890", "05-11-2026 •••"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn a_contacts_own_number_however_it_is_written() {
        for text in [
            "(555) 123-4567",
            "5551234567",
            "1-555-123-4567",
            "555.123.4567",
            "021 77771234",
            "021·7777\t1234",
        ] {
            assert_eq!(masked(&format!("Call {text}, ok")), "Call •••, ok", "{text}");
        }
        assert_eq!(masked("CALL 555-1234"), "CALL •••");
        assert_eq!(masked("5 units, 555-1234, 3"), "5 units, •••, 3");
        assert_eq!(masked("555-12345"), "555-12345");
    }

    #[test]
    fn what_is_no_number() {
        for kept in [
            "05-11-2026 10 units",
            "Rp250.000.000",
            "Rp1.000.000.000.000",
            "Rp62.850.000.000 and Rp628.500.000.000, IDR 628123456789",
            "62.850.000.000, RP 62850000000, Rp62850000000",
            "Rp 77.771.234, Rp177.771.234, 77.771.234",
            "naik +12.500.000 dari bulan lalu",
            "1 000 000 000 and 2 050 000 000",
            "2026-11-23 00:00",
            "Kontrak 2026-08-01 - 2027-07-31",
            "2026-01-01/2026-12-31",
            "2026-08-12 150.000.000, 2026-08-12 177.771.234",
            "2026-11-05 08.00-09.30",
            "2026-11-23 09.00 - 2026-11-23 10.00",
            "05-11-26 150.000.000",
            "Kirim 05.11.26 - 08.11.26, 05/11/26 - 12/11/26",
            "Senin 08/12 10.00-11.30",
            "NPWP 01.234.567.8-901.000",
            "NPWP 02.345.678.9-012.000",
            "No. 001/2026/11/0045, PO 0045001234, Order #0812345678",
            "SO-0812345678, Surat 045/08.12/2026/0001, NIB 0220001234567",
            "AWB 000123456789, AJU 000000-000123-20261123-000045",
            "SKU 0812345678-A, SKU A0812345678, SN 0x0812345678",
            "commit 628123456789abc, HS Code 0812.90.90.00",
            "Versi 08.1.2.2026.1123, IP 010.020.030.040",
            "01-02-03-04-05, 0/10/20/30/40/50, (100) 200 300 4000",
            "https://karya.example/p/0812345678",
            "0,123456789",
            "0.5 98765432",
            "a00000000001",
            "Support 09/2026 - 08/2027",
            "08.00-17.00, 09.00-18.00",
            "08.00-17.00 09.00-18.00",
            "12345678901234567890",
            "0001234567890123456789",
            "3174051708900001",
            &"1234567890".repeat(20),
            &"1 2 3 4 5 6 7 8 9 ".repeat(20),
        ] {
            assert_eq!(masked(kept), kept);
        }
    }
}
