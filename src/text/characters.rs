//! The characters that are not seen, or look like another one, by their names.

use Looks::{Control, Disputed, Hyphen, Invisible, Joiner, Space, Turn};

/// What a character does to who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    /// It acts on a terminal.
    Control,
    /// Programs disagree on it: a line break, a mark of the file's start, an error.
    Disputed,
    /// It turns the direction of writing.
    Turn,
    /// It is not seen.
    Invisible,
    /// It is not seen and shapes or joins its neighbours.
    Joiner,
    /// It looks like a space.
    Space,
    /// It looks like a hyphen.
    Hyphen,
}

/// First, last, what it does, and its name in Unicode (or that of all of them).
const TABLE: [(char, char, Looks, &str); 70] = [
    ('\0', '\u{1f}', Control, "CONTROL CHARACTER"),
    ('\u{7f}', '\u{9f}', Control, "CONTROL CHARACTER"),
    ('\u{a0}', '\u{a0}', Space, "NO-BREAK SPACE"),
    ('\u{ad}', '\u{ad}', Invisible, "SOFT HYPHEN"),
    ('\u{2d7}', '\u{2d7}', Hyphen, "MODIFIER LETTER MINUS SIGN"),
    ('\u{34f}', '\u{34f}', Invisible, "COMBINING GRAPHEME JOINER"),
    ('\u{58a}', '\u{58a}', Hyphen, "ARMENIAN HYPHEN"),
    ('\u{61c}', '\u{61c}', Turn, "ARABIC LETTER MARK"),
    ('\u{115f}', '\u{1160}', Invisible, "HANGUL FILLER"),
    ('\u{1680}', '\u{1680}', Space, "OGHAM SPACE MARK"),
    ('\u{17b4}', '\u{17b5}', Invisible, "KHMER INHERENT VOWEL"),
    ('\u{180b}', '\u{180d}', Joiner, "MONGOLIAN VARIATION SELECTOR"),
    ('\u{180e}', '\u{180e}', Invisible, "MONGOLIAN VOWEL SEPARATOR"),
    ('\u{180f}', '\u{180f}', Joiner, "MONGOLIAN VARIATION SELECTOR"),
    ('\u{2000}', '\u{2000}', Space, "EN QUAD"),
    ('\u{2001}', '\u{2001}', Space, "EM QUAD"),
    ('\u{2002}', '\u{2002}', Space, "EN SPACE"),
    ('\u{2003}', '\u{2003}', Space, "EM SPACE"),
    ('\u{2004}', '\u{2006}', Space, "THIN SPACE"),
    ('\u{2007}', '\u{2007}', Space, "FIGURE SPACE"),
    ('\u{2008}', '\u{2008}', Space, "PUNCTUATION SPACE"),
    ('\u{2009}', '\u{2009}', Space, "THIN SPACE"),
    ('\u{200a}', '\u{200a}', Space, "HAIR SPACE"),
    ('\u{200b}', '\u{200b}', Invisible, "ZERO WIDTH SPACE"),
    ('\u{200c}', '\u{200c}', Joiner, "ZERO WIDTH NON-JOINER"),
    ('\u{200d}', '\u{200d}', Joiner, "ZERO WIDTH JOINER"),
    ('\u{200e}', '\u{200e}', Turn, "LEFT-TO-RIGHT MARK"),
    ('\u{200f}', '\u{200f}', Turn, "RIGHT-TO-LEFT MARK"),
    ('\u{2010}', '\u{2010}', Hyphen, "HYPHEN"),
    ('\u{2011}', '\u{2011}', Hyphen, "NON-BREAKING HYPHEN"),
    ('\u{2012}', '\u{2012}', Hyphen, "FIGURE DASH"),
    ('\u{2013}', '\u{2013}', Hyphen, "EN DASH"),
    ('\u{2014}', '\u{2014}', Hyphen, "EM DASH"),
    ('\u{2015}', '\u{2015}', Hyphen, "HORIZONTAL BAR"),
    ('\u{2028}', '\u{2028}', Disputed, "LINE SEPARATOR"),
    ('\u{2029}', '\u{2029}', Disputed, "PARAGRAPH SEPARATOR"),
    ('\u{202a}', '\u{202a}', Turn, "LEFT-TO-RIGHT EMBEDDING"),
    ('\u{202b}', '\u{202b}', Turn, "RIGHT-TO-LEFT EMBEDDING"),
    ('\u{202c}', '\u{202c}', Turn, "POP DIRECTIONAL FORMATTING"),
    ('\u{202d}', '\u{202d}', Turn, "LEFT-TO-RIGHT OVERRIDE"),
    ('\u{202e}', '\u{202e}', Turn, "RIGHT-TO-LEFT OVERRIDE"),
    ('\u{202f}', '\u{202f}', Space, "NARROW NO-BREAK SPACE"),
    ('\u{2043}', '\u{2043}', Hyphen, "HYPHEN BULLET"),
    ('\u{205f}', '\u{205f}', Space, "MEDIUM MATHEMATICAL SPACE"),
    ('\u{2060}', '\u{2060}', Joiner, "WORD JOINER"),
    ('\u{2061}', '\u{2065}', Invisible, "INVISIBLE OPERATOR"),
    ('\u{2066}', '\u{2066}', Turn, "LEFT-TO-RIGHT ISOLATE"),
    ('\u{2067}', '\u{2067}', Turn, "RIGHT-TO-LEFT ISOLATE"),
    ('\u{2068}', '\u{2068}', Turn, "FIRST STRONG ISOLATE"),
    ('\u{2069}', '\u{2069}', Turn, "POP DIRECTIONAL ISOLATE"),
    ('\u{206a}', '\u{206f}', Invisible, "DEPRECATED FORMAT CHARACTER"),
    ('\u{2212}', '\u{2212}', Hyphen, "MINUS SIGN"),
    ('\u{2800}', '\u{2800}', Invisible, "BRAILLE PATTERN BLANK"),
    ('\u{3000}', '\u{3000}', Space, "IDEOGRAPHIC SPACE"),
    ('\u{3164}', '\u{3164}', Invisible, "HANGUL FILLER"),
    ('\u{fe00}', '\u{fe0f}', Joiner, "VARIATION SELECTOR"),
    ('\u{fe58}', '\u{fe58}', Hyphen, "SMALL EM DASH"),
    ('\u{fe63}', '\u{fe63}', Hyphen, "SMALL HYPHEN-MINUS"),
    ('\u{feff}', '\u{feff}', Disputed, "ZERO WIDTH NO-BREAK SPACE"),
    ('\u{ff0d}', '\u{ff0d}', Hyphen, "FULLWIDTH HYPHEN-MINUS"),
    ('\u{ffa0}', '\u{ffa0}', Invisible, "HALFWIDTH HANGUL FILLER"),
    ('\u{fff0}', '\u{fff8}', Invisible, "UNASSIGNED CHARACTER"),
    ('\u{fff9}', '\u{fffb}', Invisible, "INTERLINEAR ANNOTATION"),
    ('\u{fffe}', '\u{ffff}', Disputed, "NONCHARACTER"),
    ('\u{1bca0}', '\u{1bca3}', Invisible, "SHORTHAND FORMAT"),
    ('\u{1d173}', '\u{1d17a}', Invisible, "MUSICAL SYMBOL FORMAT"),
    ('\u{e0000}', '\u{e007f}', Joiner, "TAG"),
    ('\u{e0080}', '\u{e00ff}', Invisible, "UNASSIGNED CHARACTER"),
    ('\u{e0100}', '\u{e01ef}', Joiner, "VARIATION SELECTOR"),
    ('\u{e01f0}', '\u{e0fff}', Invisible, "UNASSIGNED CHARACTER"),
];

fn entry(c: char) -> Option<(Looks, &'static str)> {
    // Nearly all of what is asked for.
    if (' '..='~').contains(&c) {
        return None;
    }
    let at = TABLE.partition_point(|(_, last, ..)| *last < c);
    TABLE.get(at).filter(|(first, ..)| *first <= c).map(|(_, _, looks, name)| (*looks, *name))
}

/// Whether a character does something to a terminal or is read without being
/// seen, wherever it is; [`characters`](super::characters) knows where one
/// does its work.
pub fn is_hidden(c: char) -> bool {
    entry(c).is_some_and(|(looks, _)| !matches!(looks, Space | Hyphen))
}

/// Whether a hidden character shapes or joins its neighbours.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(entry(c), Some((Joiner, _)))
}

/// Whether a character changes what is around it: it acts on a terminal,
/// breaks lines or turns their direction.
pub fn steers(c: char) -> bool {
    matches!(entry(c), Some((Control | Disputed | Turn, _)))
}

/// The character of plain text that another one looks like.
pub fn looks_like(c: char) -> Option<char> {
    match entry(c) {
        Some((Space, _)) => Some(' '),
        Some((Hyphen, _)) => Some('-'),
        _ => None,
    }
}

/// A character by its number and, where the table has it, its name:
/// `U+200B ZERO WIDTH SPACE`.
pub fn named(c: char) -> String {
    let code = u32::from(c);
    entry(c).map_or_else(|| format!("U+{code:04X}"), |(_, name)| format!("U+{code:04X} {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.iter().all(|(first, last, ..)| first <= last));
        assert!(TABLE.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn what_is_not_seen_is_hidden() {
        for c in "\0\n\u{1b}\u{85}\u{ad}\u{200b}\u{200d}\u{202e}\u{2028}\u{2060}\u{feff}\u{e0041}".chars() {
            assert!(is_hidden(c), "{}", named(c));
        }
        for c in " aé漢ش😀\u{a0}\u{2011}".chars() {
            assert!(!is_hidden(c), "{}", named(c));
        }
        assert!(steers('\u{202e}') && steers('\u{1b}') && !steers('\u{200d}') && !steers('\u{ad}'));
    }

    #[test]
    fn characters_have_names() {
        assert_eq!(named('\u{2011}'), "U+2011 NON-BREAKING HYPHEN");
        assert_eq!(named('\u{e0041}'), "U+E0041 TAG");
        assert_eq!(named('é'), "U+00E9");
        assert_eq!((looks_like('\u{a0}'), looks_like('–'), looks_like('-')), (Some(' '), Some('-'), None));
    }
}
