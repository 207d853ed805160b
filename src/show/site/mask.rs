//! What is not published of texts: e-mail addresses, and telephone numbers and
//! names where they are hidden.

use std::borrow::Cow;
use std::sync::Arc;

use super::phones::Phones;
use crate::pipeline::Phone;

/// What stands where something was taken out.
const MARK: &str = "•••";
/// The most characters of a domain in brackets.
const NUMBER: usize = 64;
/// The ways to write the sign of an address; the plain one first.
const SIGNS: [&str; 6] = ["@", "＠", "%40", "&#64;", "&#x40;", "&commat;"];

/// What is taken out of texts.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// The telephone numbers that are, where any is.
    pub phones: Option<Arc<Phones>>,
    /// Names that are, such as those of hidden owners, in lower case.
    pub names: Vec<String>,
}

impl Mask {
    /// The text without what is not published.
    pub fn of<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        if sign(&text).is_some() {
            text = Cow::Owned(without_addresses(&text));
        }
        if let Some(phones) = &self.phones
            && text.bytes().filter(u8::is_ascii_digit).take(Phone::LEAST).count() == Phone::LEAST
            && let Some(masked) = phones.without(&text, MARK)
        {
            text = Cow::Owned(masked);
        }
        for name in &self.names {
            if let Some(masked) = without_name(&text, name) {
                text = Cow::Owned(masked);
            }
        }
        text
    }
}

/// A text without a name, however it is spaced and whatever its case; `None`
/// where it is not there.
fn without_name(text: &str, name: &str) -> Option<String> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let begins = !text[..at].ends_with(char::is_alphanumeric);
        match begins.then(|| name_length(&text[at..], name)).flatten() {
            Some(length) => {
                out.push_str(&text[copied..at]);
                out.push_str(MARK);
                at += length;
                copied = at;
            }
            None => at += first.len_utf8(),
        }
    }
    (copied > 0).then(|| out + &text[copied..])
}

/// The length of the name that a text begins with.
fn name_length(text: &str, name: &str) -> Option<usize> {
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

/// Where the first sign of an address stands, and its length.
fn sign(text: &str) -> Option<(usize, usize)> {
    let begins = |byte: &u8| matches!(byte, b'@' | b'%' | b'&' | 0xef);
    let mut from = 0;
    while let Some(at) = text.as_bytes()[from..].iter().position(begins).map(|at| from + at) {
        if let Some(sign) = SIGNS.iter().find(|sign| text.as_bytes()[at..].starts_with(sign.as_bytes())) {
            return Some((at, sign.len()));
        }
        from = at + 1;
    }
    None
}

fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, length)) = sign(rest) {
        let (before, after) = (&rest[..at], &rest[at + length..]);
        let local = without_local(before);
        let domain = domain(after);
        if local.len() < before.len() && domain > 0 {
            out.push_str(local);
            out.push_str(MARK);
            rest = &after[domain..];
        } else {
            out.push_str(&rest[..at + length]);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// What stands before the local part that a text ends with; also one in quotes.
fn without_local(before: &str) -> &str {
    match before.strip_suffix('"').and_then(|quoted| quoted.rsplit_once('"')) {
        Some((outside, _)) => outside,
        None => before.trim_end_matches(in_local),
    }
}

/// The length of the domain that a text begins with; 0 where there is none.
/// Marks of Markdown in it do not end it.
fn domain(after: &str) -> usize {
    if let Some(rest) = after.strip_prefix('[') {
        let number: usize = rest
            .bytes()
            .take(NUMBER)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b':'))
            .count();
        return if number > 0 && rest[number..].starts_with(']') { number + 2 } else { 0 };
    }
    let all = after.find(|c| !in_domain(c)).unwrap_or(after.len());
    let name = after[..all].trim_end_matches(|c: char| !c.is_alphanumeric());
    let inner = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some((_, top)) = inner.rsplit_once('.') else { return 0 };
    // A version or an amount has no letters at its end.
    let named = top.starts_with("xn--") || !top.contains(|c: char| c.is_ascii_digit());
    if named && top.chars().filter(|c| c.is_alphabetic()).count() >= 2 { name.len() } else { 0 }
}

fn in_local(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&*+/=?^_{|}~-\\".contains(c)
}

fn in_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '*' | '`' | '~' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let names = vec!["joko susilo".to_owned()];
        Mask { phones: Some(Arc::default()), names }.of(text).into_owned()
    }

    #[test]
    fn addresses_are_taken_out_of_texts() {
        assert_eq!(masked("Ask andi@karya.example."), "Ask •••.");
        assert_eq!(masked("<a.b+c@x-y.co.id>, or @team"), "<•••>, or @team");
        assert_eq!(masked("5 @ 200"), "5 @ 200");
        assert_eq!(masked("ändi@kärya.example"), "•••");
        assert_eq!(masked("a@b.co c@d.co"), "••• •••");
    }

    #[test]
    fn addresses_in_disguise_are_too() {
        for text in [
            "\"andi w\"@karya.example",
            "andi%40karya.example",
            "andi&#64;karya.example",
            "andi\\@karya.example",
            "andi@**karya**.example",
            "andi＠karya.example",
            "andi@[10.0.0.1]",
            "andi@karya_x.example",
        ] {
            assert_eq!(masked(&format!("Ask {text}, ok")), "Ask •••, ok", "{text}");
        }
        for kept in
            ["5 @ *x*. So", "a@b", "100%40", "Q&#64;A", "@team.lead", "5 unit@Rp10.500.000", "node@18.2.0"]
        {
            assert_eq!(masked(kept), kept);
        }
    }

    #[test]
    fn telephone_numbers_are_where_they_are_hidden() {
        assert_eq!(masked("Call +62 812 1234 5678 now"), "Call ••• now");
        let open = Mask::default();
        assert_eq!(open.of("+62 812 1234 5678"), "+62 812 1234 5678");
    }

    #[test]
    fn names_of_the_hidden_are_taken_out() {
        assert_eq!(masked("Met Joko Susilo"), "Met •••");
        assert_eq!(masked("JOKO  SUSILO's, joko-susilo"), "•••'s, •••");
        assert_eq!(masked("Joko Susilowati, Joko"), "Joko Susilowati, Joko");
    }

    #[test]
    fn what_is_masked_stays_as_it_is() {
        for text in ["a@b.co 0812-3456-7890/0813-4567-8901", "Joko Susilo +62 21 555 1234 5678 9012"] {
            let once = masked(text);
            assert_eq!(masked(&once), once, "{text}");
        }
    }
}
