//! E-mail addresses in a folded text.

use std::ops::Range;

/// The longest number in brackets, in bytes.
const LONGEST: usize = 64;

/// Where the addresses are.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut behind = 0;
    for (at, _) in text.match_indices('@') {
        if at < behind {
            continue;
        }
        let begin = behind + begin(&text[behind..at]);
        let domain = domain(&text[at + 1..]);
        behind = at + 1 + domain;
        if begin < at && domain > 0 {
            found.push(begin..behind);
        }
    }
    found
}

/// Where the local part begins that a text ends with; also one in quotes.
fn begin(before: &str) -> usize {
    if let Some((outside, _)) = before.strip_suffix('"').and_then(|quoted| quoted.rsplit_once('"')) {
        return outside.len();
    }
    let all = before.trim_end_matches(in_local).len();
    all + before[all..].find(char::is_alphanumeric).unwrap_or_default()
}

/// The length of the domain that a text begins with; 0 where there is none.
fn domain(after: &str) -> usize {
    if let Some(length) = number(after) {
        return length;
    }
    let all = after.find(|c| !in_domain(c)).unwrap_or(after.len());
    // A message cut the text short.
    if after[all..].starts_with('…') {
        return all + '…'.len_utf8();
    }
    let name = after[..all].trim_end_matches(|c: char| !c.is_alphanumeric());
    let inner = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some((_, top)) = inner.rsplit_once('.') else { return 0 };
    // A version or an amount has no letters at its end.
    let named = top.starts_with("xn--") || !top.contains(|c: char| c.is_ascii_digit());
    if named && top.chars().filter(|c| c.is_alphabetic()).count() >= 2 { name.len() } else { 0 }
}

/// The length of the number in brackets that a text begins with, which may be a
/// domain: `[10.0.0.1]`, `[IPv6:2001:db8::1]`.
pub(super) fn number(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let inner = &inner[..inner.bytes().take(LONGEST).position(|byte| byte == b']')?];
    let begins = inner.starts_with(|c: char| c.is_ascii_digit()) || inner.starts_with("IPv6:");
    let all = inner.bytes().all(|byte| byte.is_ascii_hexdigit() || b".:IPv".contains(&byte));
    (begins && all).then_some(inner.len() + 2)
}

fn in_local(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&*+/=?^_{|}~-\\".contains(c)
}

fn in_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}
