//! Which characters of a text are hidden where they are, and the one notation
//! that shows them.
//!
//! What joins emoji, or letters of scripts that are joined, is not hidden
//! there: without it the text would read wrongly.

use std::fmt::Write;

use super::characters::{is_hidden, is_joiner};

/// The regional flags there are, in tags behind a black one, ended by one.
const FLAGS: [&str; 3] = [
    "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// A character of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Character {
    /// The byte it begins at.
    pub at: usize,
    /// The character.
    pub c: char,
    /// Whether it is hidden there.
    pub hidden: bool,
}

/// The characters of a text, in order.
pub fn characters(text: &str) -> impl Iterator<Item = Character> {
    let mut before = ' ';
    let mut flag_ends = 0;
    text.char_indices().map(move |(at, c)| {
        let hidden = is_hidden(c) && at >= flag_ends && {
            let rest = &text[at..];
            let flag = (before == '\u{1f3f4}').then(|| FLAGS.iter().find(|flag| rest.starts_with(**flag)));
            flag_ends = flag.flatten().map_or(flag_ends, |flag| at + flag.len());
            at >= flag_ends && !(is_joiner(c) && joins(before, c, rest.chars().nth(1)))
        };
        before = c;
        Character { at, c, hidden }
    })
}

/// Whether a text has a hidden character.
pub fn hides(text: &str) -> bool {
    text.chars().any(is_hidden) && characters(text).any(|character| character.hidden)
}

/// Appends a hidden character so that it is seen: a control as the picture
/// that Unicode has for it (`␛`), any other by its number (`‹U+202E›`).
pub fn push_visible(shown: &mut String, c: char) {
    match c {
        '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\x7f' => shown.push('\u{2421}'),
        c => {
            // Writing to a String cannot fail.
            let _ = write!(shown, "‹U+{:04X}›", u32::from(c));
        }
    }
}

/// Hands on what is plain, shows what is hidden, and makes a space of a line
/// break or a tab: for what is one line wherever it is shown.
pub(super) fn each(text: &str, out: &mut String, mut plain: impl FnMut(&mut String, char)) {
    for Character { c, hidden, .. } in characters(text) {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if hidden => push_visible(out, c),
            c => plain(out, c),
        }
    }
}

/// Whether a joiner does its work between two characters.
fn joins(before: char, joiner: char, after: Option<char>) -> bool {
    let letters = is_joined_script(before) && after.is_some_and(is_joined_script);
    match joiner {
        '\u{200c}' => letters,
        // A letter without its vowel may end a word with one.
        '\u{200d}' => {
            letters
                || (is_joined_script(before) && !before.is_alphanumeric())
                || ((is_emoji(before) || before == '\u{fe0f}') && after.is_some_and(is_emoji))
        }
        // A range such as 3–5 is not broken.
        '\u{2060}' => before == '–' || after == Some('–'),
        '\u{180b}'..='\u{180f}' => matches!(before, '\u{1820}'..='\u{18af}'),
        '\u{fe0e}' | '\u{fe0f}' if matches!(before, '0'..='9' | '#' | '*') => after == Some('\u{20e3}'),
        '\u{fe00}'..='\u{fe0f}' => {
            is_emoji(before) || is_ideograph(before) || (is_joined_script(before) && before.is_alphabetic())
        }
        '\u{e0100}'..='\u{e01ef}' => is_ideograph(before),
        _ => false,
    }
}

/// Arabic and what is written like it, the scripts of India and of what is
/// east of it: their letters are joined or kept apart by joiners.
fn is_joined_script(c: char) -> bool {
    let joined = matches!(c,
        '\u{600}'..='\u{e00}' | '\u{f00}'..='\u{109f}' | '\u{1700}'..='\u{18af}' | '\u{1a20}'..='\u{1cff}'
        | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10a00}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}');
    joined && !is_hidden(c)
}

fn is_emoji(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '〰' | '〽'
        | '㊗' | '㊙' | '\u{1f000}'..='\u{1faff}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fff}' | '\u{3001}'..='\u{3163}' | '\u{3165}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> Vec<usize> {
        characters(text).filter(|character| character.hidden).map(|character| character.at).collect()
    }

    #[test]
    fn what_joins_is_not_hidden() {
        for text in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष and ন্\u{200d}",
            "👩\u{200d}👩\u{200d}👧 👩🏽\u{200d}🔬 🏳\u{fe0f}\u{200d}🌈 ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}.",
            "葛\u{e0100}",
            "22\u{2060}–\u{2060}44%",
        ] {
            assert!(hidden(text).is_empty(), "{text}: {:?}", hidden(text));
        }
    }

    #[test]
    fn what_joins_nothing_is_hidden() {
        for (text, at) in [
            ("si\u{200d}ti", 2),
            ("é\u{200c}é", 2),
            ("\u{200d}👩", 0),
            ("👩\u{200d}", 4),
            ("👩\u{200d}x", 4),
            ("a\u{fe0f}", 1),
            ("1\u{fe0f}2", 1),
            ("❤\u{fe0f}\u{fe0f}", 6),
            ("🏴\u{e0067}\u{e0062}\u{e007f}", 4),
            ("a\u{2060}b", 1),
            ("می\u{200c} b", 4),
        ] {
            assert_eq!(hidden(text).first(), Some(&at), "{text:?}");
            assert!(hides(text));
        }
        assert!(!hides("a\u{a0}b 漢"));
    }

    #[test]
    fn a_hidden_character_is_seen_by_its_picture_or_number() {
        let mut shown = String::new();
        "\u{1b}\n\u{7f}\u{85}\u{202e}\u{e0041}".chars().for_each(|c| push_visible(&mut shown, c));
        assert_eq!(shown, "␛␊␡‹U+0085›‹U+202E›‹U+E0041›");
    }
}
