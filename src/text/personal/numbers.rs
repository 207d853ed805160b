//! Telephone numbers in a folded text: those of contacts, however they are
//! written, and what looks like one.

use std::collections::HashSet;
use std::ops::Range;

use iso_currency::Currency;

use super::Phone;

/// The most digits of a number (ITU-T E.164).
const LONGEST: usize = 15;
/// How far two groups of digits of one number may be apart, in characters.
const APART: usize = 4;
/// How many groups of digits, and how many digits, are looked at together.
const MOST: usize = 64;
/// How much of a word beside a number is looked at.
const WORD: usize = 16;

/// The numbers of contacts.
#[derive(Clone, Debug, Default)]
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

/// Groups of digits that may belong together, on the stack: most texts hold
/// some digits.
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
    /// How many digits of the chain are before it.
    before: usize,
}

impl Phones {
    /// Of the numbers of contacts.
    pub fn of(known: impl IntoIterator<Item = Phone>) -> Self {
        Self(known.into_iter().collect())
    }

    /// Where the numbers are.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        while let Some(chain) = chain(text, from) {
            let behind = found.last().map_or(0, |last| last.end);
            let number = self.known(text, &chain);
            let number = number.or_else(|| chain.parts().find_map(|part| generic(text, part, behind)));
            match number {
                Some((start, end)) => {
                    found.push(start.max(behind)..end);
                    from = end;
                }
                None => from = chain.rest(),
            }
        }
        found
    }

    /// Where in a chain a contact's number is: a short one as a whole, a
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
        // Within an amount behind a date there is none either.
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

/// What may be between the groups of a number.
fn is_between(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '/' | '_' | '·' | '\n' | '\r' | '\t')
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
        [b'0', b'0', b'6', b'2', ..] if first.length() == 4 => own.len() > 1 && (11..=15).contains(&count),
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

/// `250.000.000`, groups of three behind a first one joined by points, or what is
/// behind a currency. No amount begins with 0, or with the plus of a country.
fn is_amount(text: &str, groups: &[Group]) -> bool {
    let joined = |pair: &[Group]| matches!(&text[pair[0].end..pair[1].start], "." | "\u{a0}");
    let (first, rest) = (groups[0], &groups[1..]);
    if text[first.start..].starts_with('0') {
        return false;
    }
    let threes = rest.iter().all(|group| group.length() == 3) && first.length() <= 3;
    (threes && !rest.is_empty() && groups.windows(2).all(joined)) || is_money(&text[..first.start])
}

/// Whether a currency ends a text, as a word of its own.
fn is_money(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-'));
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

/// Whether what is before digits belongs to them: a code, or the address of
/// a page.
fn is_joined(before: &str, plus: bool) -> bool {
    let word = last_word(before).to_lowercase();
    let named = ["", "hp", "wa", "tel", "telp", "phone", "call", "no"].contains(&word.as_str());
    let page = before.ends_with('/') && before.len() > 1 && !before.ends_with("wa.me/");
    !plus && (!named || page || before.ends_with(['#', '-', '_', '@', '=']))
}

/// Whether what is before digits is the whole part of a decimal.
fn is_decimal(before: &str) -> bool {
    let mut last = before.chars().rev();
    matches!(last.next(), Some('.' | ',')) && last.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether what is behind digits belongs to them: letters of a code. An
/// extension does not.
fn is_tied(behind: &str) -> bool {
    let bare = behind.strip_prefix(['-', '_']).unwrap_or(behind);
    let word: String = bare.chars().take(WORD).take_while(|c| c.is_alphanumeric()).collect();
    let extension = word.strip_prefix("ext").or_else(|| word.strip_prefix('x'));
    let is_extension = extension.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    !word.is_empty() && !is_extension
}
