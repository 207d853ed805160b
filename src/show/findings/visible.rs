//! Text from outside, made fit for a terminal.

use std::borrow::Cow;
use std::fmt::Write;

use crate::source::is_hidden;

/// The text with control characters as pictures (`␛`), and characters that
/// change direction, hide or break lines by their number (`<U+202E>`). What a
/// CI runner would take for a command (`::…` at a word's start, `##[…`) is broken
/// by a space.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) && !text.contains("::") && !text.contains("##[") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| push(&mut shown, c));
    Cow::Owned(shown)
}

/// Appends one character, visibly.
pub fn push(shown: &mut String, c: char) {
    match c {
        '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\x7f' => shown.push('\u{2421}'),
        '[' if shown.ends_with("##") => shown.push_str(" ["),
        ':' if begins_command(shown) => shown.push_str(" :"),
        c if is_hidden(c) => {
            let _ = write!(shown, "<U+{:04X}>", c as u32);
        }
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
        assert_eq!(visible("a\x1b[31m\u{202e}b\n\u{85}"), "a␛[31m<U+202E>b␊<U+0085>");
        assert_eq!(visible("Rp ünï 漢"), "Rp ünï 漢");
        assert_eq!(visible("::error::x a::b `::c ##[group]"), ": :error::x a::b `: :c ## [group]");
    }
}
