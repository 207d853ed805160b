//! A text as it is searched: full-width and other forms of a character are
//! plain, entities are decoded; hidden characters, accents and marks of
//! Markdown and HTML are dropped. Every place in it is known in the text that
//! it is of.

use std::borrow::Cow;
use std::collections::HashMap;
use std::iter;
use std::ops::Range;
use std::sync::LazyLock;

use entities::ENTITIES;
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::characters::{is_hidden, looks_like};
use super::address::number;

/// The longest tag or target of a link that is looked for, in bytes.
const LONGEST: usize = 512;
/// The longest entity.
const ENTITY: usize = 40;

/// The characters of the named entities.
static NAMED: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| ENTITIES.iter().map(|entity| (entity.entity, entity.characters)).collect());

/// A text as it is searched.
pub struct Folded<'t> {
    /// The folded text.
    pub text: Cow<'t, str>,
    /// Where the parts are that were dropped and may hold something: targets
    /// of links, tags.
    pub apart: Vec<Range<usize>>,
    /// Whether something between two digits was dropped.
    pub split: bool,
    /// Where each byte is from; empty where nothing changed.
    from: Vec<Range<usize>>,
}

impl<'t> Folded<'t> {
    /// The text folded. What is dropped between two digits leaves a space, but
    /// where they are `joined`.
    pub fn of(text: &'t str, joined: bool) -> Self {
        // What most texts are made of, amounts and what was masked included.
        let plain = |c| matches!(c, ' '..='~' | '\n' | '\u{a0}' | '•' | '…') && !"&%*`~\\[]<!".contains(c);
        if text.chars().all(plain) && !text.contains("\n ") {
            return Self { text: Cow::Borrowed(text), apart: Vec::new(), split: false, from: Vec::new() };
        }
        let mut folding = Folding { joined, ..Folding::default() };
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let length = folding.next(&text[at..], c, at);
            at += length;
        }
        let Folding { text, apart, split, from, .. } = folding;
        Self { text: Cow::Owned(text), apart, split, from }
    }

    /// The bytes of the text that bytes of the folded one are from.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        match (self.from.get(range.start), self.from.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.start..last.end.max(first.end),
            _ => range,
        }
    }
}

#[derive(Default)]
struct Folding {
    joined: bool,
    text: String,
    from: Vec<Range<usize>>,
    apart: Vec<Range<usize>>,
    split: bool,
    /// Where what was dropped since the last character begins.
    dropped: Option<usize>,
}

impl Folding {
    /// Folds what a rest begins with; its length.
    fn next(&mut self, rest: &str, c: char, at: usize) -> usize {
        if c == '['
            && self.text.ends_with('@')
            && let Some(length) = number(rest)
        {
            rest[..length].char_indices().for_each(|(own, c)| self.push(c, at + own..at + own + 1));
            return length;
        }
        match c {
            '&' | '%' => {
                if let Some((decoded, length)) = decoded(rest) {
                    decoded.chars().for_each(|c| self.character(c, at..at + length));
                    return length;
                }
                self.push(c, at..at + 1);
            }
            '*' | '`' | '~' | '[' => self.drop(at),
            '!' if rest.starts_with("![") => self.drop(at),
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => self.drop(at),
            ']' | '<' => {
                let length = if c == '<' { tag(rest) } else { target(rest) };
                if let Some(length) = length {
                    self.apart.push(at + 1..at + length);
                    self.drop(at);
                    return length;
                }
                if c == '<' { self.push(c, at..at + 1) } else { self.drop(at) }
            }
            '\n' => {
                self.push(c, at..at + 1);
                return rest.len() - rest[1..].trim_start_matches([' ', '\t']).len();
            }
            c => self.character(c, at..at + c.len_utf8()),
        }
        c.len_utf8()
    }

    fn character(&mut self, c: char, from: Range<usize>) {
        match c {
            ' '..='~' | '\n' | '\r' | '\t' => self.push(c, from),
            // Spaces that group the digits of an amount.
            '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' => self.push('\u{a0}', from),
            '。' | '｡' => self.push('.', from),
            // It is not three points: a text was cut there.
            '…' => self.push(c, from),
            c if is_hidden(c) => self.drop(from.start),
            c => match looks_like(c).or_else(|| digit(c)) {
                Some(plain) => self.push(plain, from),
                None => iter::once(c).nfkd().for_each(|c| self.letter(c, from.clone())),
            },
        }
    }

    fn letter(&mut self, c: char, from: Range<usize>) {
        match self.from.last_mut() {
            Some(last) if is_combining_mark(c) => last.end = from.end,
            _ => self.push(c, from),
        }
    }

    fn drop(&mut self, at: usize) {
        self.dropped.get_or_insert(at);
    }

    fn push(&mut self, c: char, from: Range<usize>) {
        if let Some(at) = self.dropped.take()
            && c.is_ascii_digit()
            && self.text.ends_with(|c: char| c.is_ascii_digit())
        {
            self.split = true;
            if !self.joined {
                self.text.push(' ');
                self.from.push(at..from.start);
            }
        }
        self.text.push(c);
        self.from.extend(iter::repeat_n(from, c.len_utf8()));
    }
}

/// The ASCII digit that a decimal digit of any script means: each script has
/// its ten in a row.
fn digit(c: char) -> Option<char> {
    let is_digit = |code: u32| {
        char::from_u32(code).is_some_and(|c| get_general_category(c) == GeneralCategory::DecimalNumber)
    };
    let code = u32::from(c);
    let value = (0..=code).take_while(|back| is_digit(code - back)).count().checked_sub(1)?;
    char::from_digit(u32::try_from(value % 10).ok()?, 10)
}

/// What an entity or an escaped byte of an address means that a rest begins
/// with, and its length. Of such bytes only punctuation is one: `5%30` is not.
fn decoded(rest: &str) -> Option<(Cow<'static, str>, usize)> {
    if let Some(hex) = rest.strip_prefix('%') {
        let byte = u8::from_str_radix(hex.get(..2)?, 16).ok().filter(u8::is_ascii_punctuation)?;
        return Some((char::from(byte).to_string().into(), 3));
    }
    let length = 1 + rest.bytes().take(ENTITY).position(|byte| byte == b';')?;
    let entity = &rest[..length];
    if let Some(characters) = NAMED.get(entity) {
        return Some(((*characters).into(), length));
    }
    let number = entity.strip_prefix("&#")?.strip_suffix(';')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    Some((char::from_u32(code.ok()?)?.to_string().into(), length))
}

/// The length of the tag or comment that a rest begins with.
fn tag(rest: &str) -> Option<usize> {
    let named = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    let inner = rest.bytes().skip(1).take(LONGEST).position(|byte| matches!(byte, b'<' | b'>'))?;
    (named && rest.as_bytes()[inner + 1] == b'>').then_some(inner + 2)
}

/// The length of `](target)` or `][name]` that a rest begins with.
fn target(rest: &str) -> Option<usize> {
    let end = match rest.as_bytes().get(1)? {
        b'(' => b')',
        b'[' => b']',
        _ => return None,
    };
    let inner = rest.bytes().skip(2).take(LONGEST);
    let inner = inner.enumerate().find(|(_, byte)| *byte == end || b"\n[]".contains(byte))?;
    (inner.1 == end).then_some(inner.0 + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::of(text, false).text.into_owned()
    }

    #[test]
    fn forms_of_characters_are_plain() {
        for (text, plain) in [
            ("０８１２ ٠٨١٢ ०८१२ 𝟎𝟖𝟏𝟐 ⁰⁸¹²", "0812 0812 0812 0812 0812"),
            ("a＠b．co﹫é e\u{301}", "a@b.co@e e"),
            ("a\u{200b}b\u{ad}c\u{202e}", "abc"),
            ("a&#64;b&#x40;c&commat;d%40e&period;f 35% & 5%30", "a@b@c@d@e.f 35% & 5%30"),
            ("**a**@`b`~~c~~\\@", "a@bc@"),
            ("[a](x)@b, [c][d] ![e](f \"g\") <h> <i@j>", "a@b, c e  "),
            ("1**2 3\u{200b}4 [5](x)6", "1 2 3 4 5 6"),
            ("a‑b–c\n   d", "a-b-c\nd"),
            ("5 < 6 > 7 [8", "5 < 6 > 7 8"),
        ] {
            assert_eq!(folded(text), plain, "{text}");
        }
        assert_eq!(Folded::of("1**2\u{200b}3", true).text, "123");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "x [a](t)&#64;**bé**!";
        let folded = Folded::of(text, false);
        let at = folded.text.find("a@be").unwrap();
        assert_eq!(&text[folded.original(at..at + 4)], "a](t)&#64;**bé");
        assert_eq!(folded.apart.iter().map(|part| &text[part.clone()]).collect::<Vec<_>>(), ["(t)"]);
        assert_eq!(Folded::of("plain", false).original(1..3), 1..3);
        assert_eq!(folded.original(0..0), 0..0);
    }
}
