//! Addresses inside texts are not published.

use std::borrow::Cow;

/// The text with its e-mail addresses masked.
pub fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let local = before.trim_end_matches(in_local);
        let domain = after.find(|c| !in_domain(c)).unwrap_or(after.len());
        let is_address = local.len() < before.len() && after[..domain].contains('.');
        if is_address {
            out.push_str(local);
            out.push_str("•••@•••");
            rest = &after[domain..];
        } else {
            out.push_str(before);
            out.push('@');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn in_local(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn in_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-')
}
