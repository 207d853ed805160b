//! What a file says, quoted in a message.

use std::borrow::Cow;

use super::characters::looks_like;
use super::hidden::{characters, push_visible};

/// The first `most` characters of a text, in one line.
pub fn short(text: &str, most: usize) -> String {
    let mut chars = text.chars();
    let in_line = |c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    let head: String = chars.by_ref().take(most).map(in_line).collect();
    if chars.next().is_some() { head + "…" } else { head }
}

/// A word in which what only looks like a space or a hyphen is shown:
/// `siti‹U+00A0›`. In several words such a character is what it is for.
pub fn spelled(word: &str) -> Cow<'_, str> {
    if word.contains(' ') || !word.contains(|c| looks_like(c).is_some()) {
        return Cow::Borrowed(word);
    }
    let mut shown = String::with_capacity(word.len() + 16);
    for c in word.chars() {
        if looks_like(c).is_some() { push_visible(&mut shown, c) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Whether a word holds what is not seen or only looks like a space or a hyphen.
pub fn is_disguised(word: &str) -> bool {
    !word.is_ascii() && characters(word).any(|own| own.hidden || looks_like(own.c).is_some())
}

/// A word as it looks: what looks like a space or a hyphen as one, without what
/// is not seen.
pub fn undisguised(word: &str) -> String {
    let plain = characters(word).filter(|own| !own.hidden).map(|own| looks_like(own.c).unwrap_or(own.c));
    plain.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut() {
        assert_eq!(short("a\nb", 3), "a b");
        assert_eq!(short("a\nbc", 3), "a b…");
    }

    #[test]
    fn words_show_what_only_looks_alike() {
        assert_eq!(spelled("siti\u{a0}"), "siti‹U+00A0›");
        assert_eq!(spelled("2026\u{2011}11-05"), "2026‹U+2011›11-05");
        for plain in ["no-budget", "PT Karya – Utama", "می\u{200c}خواهم"] {
            assert_eq!(spelled(plain), plain);
        }
    }
}
