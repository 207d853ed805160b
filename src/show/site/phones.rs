//! Telephone numbers in texts: those of contacts, however they are written, and
//! what looks like one.

use std::collections::HashSet;

use crate::pipeline::Phone;

/// The most digits of a number (ITU-T E.164).
const LONGEST: usize = 15;
/// How far two groups of digits of one number may be apart, in characters.
const APART: usize = 3;
/// How many groups of digits, and how many digits, are looked at together.
const MOST: usize = 64;
/// With fewer digits in a row there is no number.
const LEAST: usize = 5;

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
    /// The digits of the chain before it.
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
            match chain.parts().find_map(|part| self.known(text, part).or_else(|| generic(text, part))) {
                Some((start, end)) => {
                    out.push_str(&text[copied..start.max(copied)]);
                    out.push_str(mark);
                    (copied, from) = (end, end);
                }
                // One that was cut goes on behind its first group.
                None if chain.length == MOST => from = chain.groups[0].end,
                None => from = chain.groups[chain.count - 1].end,
            }
        }
        (copied > 0).then(|| out + &text[copied..])
    }

    /// Where in a chain a contact's number stands, by its last digits.
    fn known(&self, text: &str, part: Part<'_>) -> Option<(usize, usize)> {
        if self.0.is_empty() {
            return None;
        }
        let is_known = |digits: &[u8]| Phone::of_digits(digits).is_some_and(|own| self.0.contains(&own));
        let upto = |group: &Group| group.digits - part.before;
        // A short one is known as a whole, a longer one by its last digits.
        let mut short = part.groups.iter().take_while(|group| upto(group) < Phone::LAST);
        if let Some(last) = short.find(|group| is_known(&part.digits[..upto(group)])) {
            return Some((begin(text, part.groups[0].start), last.end));
        }
        let mut ends = Phone::LAST..=part.digits.len();
        let end = ends.find(|end| is_known(&part.digits[end - Phone::LAST..*end]))?;
        let last = part.groups.iter().find(|group| upto(group) >= end)?;
        let first = part.groups.iter().find(|group| group.before - part.before + LONGEST >= end)?;
        Some((begin(text, first.start), last.end))
    }
}

impl Chain {
    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let part = |at: usize| {
            let before = self.groups[at].before;
            Part { groups: &self.groups[at..self.count], digits: &self.digits[before..self.length], before }
        };
        (0..self.count).map(part).take_while(|part| part.digits.len() >= LEAST)
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
        || matches!(c, '.' | '(' | ')' | '/' | '*' | '_' | '\n')
}

/// Where a chain begins with what looks like a number of anybody: as it is
/// written internationally, in Indonesia, or with its area in brackets.
fn generic(text: &str, part: Part<'_>) -> Option<(usize, usize)> {
    let first = part.groups[0];
    let start = begin(text, first.start);
    let (plus, bracket) = (text[..first.start].ends_with('+'), text[..first.start].ends_with('('));
    let digits = |prefix: &str| part.digits.starts_with(prefix.as_bytes());
    let area = bracket && first.length() == 3 && text[first.end..].starts_with(')');
    let mobile = digits("08") || digits("628");
    let least = match () {
        () if plus => 8,
        () if digits("0") => 9,
        () if digits("628") => 11,
        () if area => 10,
        () => return None,
    };
    let upto = |group: &Group| group.digits - part.before;
    let last = part.groups.iter().take_while(|group| upto(group) <= LONGEST).last()?;
    let mut before = text[..start].chars().rev();
    let (near, far) = (before.next(), before.next());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let decimal = matches!(near, Some('.' | ',')) && far.is_some_and(|c| c.is_ascii_digit());
    let sure = plus || mobile || area;
    let word = letter(near) || letter(text[last.end..].chars().next());
    let fits = upto(last) >= least && !decimal && (sure || !word);
    (fits && (plus || !is_other(text, part))).then_some((start, last.end))
}

/// Whether a chain begins with a date, hours of a day, or a decimal.
fn is_other(text: &str, part: Part<'_>) -> bool {
    let number = |at: usize| {
        let group = part.groups.get(at)?;
        text[group.start..group.end].parse::<u32>().ok().map(|number| (number, group.length()))
    };
    let behind = |at: usize| part.groups.get(at).and_then(|group| text[group.end..].chars().next());
    let is_year = |at: usize| {
        let joined = matches!(behind(at), Some('-' | '.' | '/'))
            && part.groups.get(at + 1).is_some_and(|next| next.start == part.groups[at].end + 1);
        matches!(number(at), Some((1900..=2100, 4))) && !joined
    };
    let small = |at: usize, most: u32| matches!(number(at), Some((n, 1 | 2)) if n <= most);
    let date = small(0, 31) && small(1, 31) && is_year(2);
    let month = small(0, 12) && matches!(behind(0), Some('/' | '-' | '.')) && is_year(1);
    let clock = |at| small(at, 24) && behind(at) == Some('.') && small(at + 1, 59);
    let hours = clock(0) && clock(2);
    date || month || hours || (number(0) == Some((0, 1)) && behind(0) == Some('.'))
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
            "(021) 555-12345",
            "62 812 3456 7890",
            "628123456789",
            "08.12.3456.7890",
            "00 62 8123 4567",
            "0812*3456*7890",
            "+62\u{2011}812\u{2013}3456\u{2011}7890",
            "0812 3456\n7890",
            "06 12 34 56 78",
            "(555) 987-6543",
        ] {
            assert_eq!(masked(&format!("Call {text}, ok")), "Call •••, ok", "{text}");
        }
        for (text, shown) in [
            ("Telp.0812-3456-7890", "Telp.•••"),
            ("x,0812-3456-7890", "x,•••"),
            ("HP0812-3456-7890", "HP•••"),
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
        for text in ["(555) 123-4567", "5551234567", "1-555-123-4567", "555.123.4567", "021 77771234"] {
            assert_eq!(masked(&format!("Call {text}, ok")), "Call •••, ok", "{text}");
        }
        assert_eq!(masked("555-1234"), "•••");
        assert_eq!(masked("5 units, 555-1234, 3"), "5 units, •••, 3");
        assert_eq!(masked("555-12345"), "555-12345");
    }

    #[test]
    fn what_is_no_number() {
        for kept in [
            "05-11-2026 10 units",
            "Rp250.000.000",
            "Rp1.000.000.000.000",
            "2026-11-23 00:00",
            "0,123456789",
            "0.5 98765432",
            "a00000000001",
            "Support 09/2026 - 08/2027",
            "08.00-17.00, 09.00-18.00",
            "08.00-17.00 09.00-18.00",
            "12345678901234567890",
            "0001234567890123456789",
            &"1234567890".repeat(20),
            &"1 2 3 4 5 6 7 8 9 ".repeat(20),
            "3174051708900001",
        ] {
            assert_eq!(masked(kept), kept);
        }
    }
}
