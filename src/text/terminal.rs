//! For a terminal, and for what a CI runner reads.

use std::borrow::Cow;

use super::characters::is_hidden;
use super::hidden::{characters, push_visible};

/// The text with what is hidden made visible, line breaks and tabs too. What a
/// CI runner would take for a command (`::…` at a word's start, `##[…`) is
/// broken by a space.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) && !text.contains("::") && !text.contains("##[") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    characters(text).for_each(|character| push_terminal(&mut shown, character.c, character.hidden));
    Cow::Owned(shown)
}

/// Appends one character to what a terminal shows.
pub fn push_terminal(shown: &mut String, c: char, hidden: bool) {
    match c {
        c if hidden => push_visible(shown, c),
        '[' if shown.ends_with("##") => shown.push_str(" ["),
        ':' if begins_command(shown) => shown.push_str(" :"),
        c => shown.push(c),
    }
}

/// Whether a colon here would be the second of a word that begins with two.
fn begins_command(shown: &str) -> bool {
    let before = shown.strip_suffix(':');
    before.is_some_and(|before| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_would_act_is_shown() {
        assert_eq!(visible("a\x1b[31m\u{202e}b\n\u{85}"), "a␛[31m‹U+202E›b␊‹U+0085›");
        assert_eq!(visible("Rp ünï 漢 👩\u{200d}🔬"), "Rp ünï 漢 👩\u{200d}🔬");
        assert_eq!(visible("::error::x a::b `::c ##[group]"), ": :error::x a::b `: :c ## [group]");
    }
}
