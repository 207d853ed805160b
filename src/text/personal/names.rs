//! Names in a folded text, however they are spaced and whatever their case.

use std::ops::Range;

/// Where a name is, which is in lower case.
pub fn places<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(first) = text[at..].chars().next() {
            let begins = !text[..at].ends_with(char::is_alphanumeric);
            let from = at;
            match begins.then(|| length(&text[at..], name)).flatten() {
                Some(length) => {
                    at += length;
                    return Some(from..at);
                }
                None => at += first.len_utf8(),
            }
        }
        None
    })
}

/// The length of the name that a text begins with.
fn length(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for (at, word) in name.split_whitespace().enumerate() {
        if at > 0 {
            let next = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '_');
            if next.len() == rest.len() {
                return None;
            }
            rest = next;
        }
        for wanted in word.chars() {
            let mut chars = rest.chars();
            let same = chars.next().is_some_and(|c| c == wanted || c.to_lowercase().eq([wanted]));
            if !same {
                return None;
            }
            rest = chars.as_str();
        }
    }
    let ends = !rest.starts_with(char::is_alphanumeric) && rest.len() < text.len();
    ends.then_some(text.len() - rest.len())
}
