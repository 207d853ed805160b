//! What is not published of texts: e-mail addresses, and telephone numbers and
//! names where they are hidden.

use std::borrow::Cow;

/// What stands where something was taken out.
const MARK: &str = "•••";

/// What is taken out of texts.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Whether telephone numbers are.
    pub phones: bool,
    /// Names that are, such as those of hidden owners.
    pub names: Vec<String>,
}

impl Mask {
    /// The text without what is not published.
    pub fn of<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        if text.contains('@') {
            text = Cow::Owned(without_addresses(&text));
        }
        if self.phones && text.bytes().filter(u8::is_ascii_digit).count() >= SHORTEST {
            if let Some(masked) = without_phones(&text) {
                text = Cow::Owned(masked);
            }
        }
        for name in &self.names {
            if text.contains(name.as_str()) {
                text = Cow::Owned(text.replace(name.as_str(), MARK));
            }
        }
        text
    }
}

fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let local = before.trim_end_matches(in_local);
        let domain = after.find(|c| !in_domain(c)).unwrap_or(after.len());
        if local.len() < before.len() && after[..domain].contains('.') {
            out.push_str(local);
            out.push_str(MARK);
            rest = &after[after[..domain].trim_end_matches('.').len()..];
        } else {
            out.push_str(before);
            out.push('@');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn in_local(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&*+/=?^_{|}~-".contains(c)
}

fn in_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-')
}

/// The fewest digits of a telephone number.
const SHORTEST: usize = 8;

/// `None` where there is none. A number begins with `+` or 0, holds 8 to 15
/// digits and is no date.
fn without_phones(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let begins = matches!(first, '+' | '0' | '(')
            && !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','));
        match begins.then(|| phone(rest)).flatten() {
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

/// The length of the telephone number that a text begins with.
fn phone(text: &str) -> Option<usize> {
    let inside =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}' | '+');
    let end = text.find(|c| !inside(c)).unwrap_or(text.len());
    let number = text[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let shortest = if text.trim_start_matches('(').starts_with('+') { SHORTEST } else { SHORTEST + 1 };
    let national = text.trim_start_matches('(').starts_with(['+', '0']);
    let word = text[number.len()..].starts_with(char::is_alphanumeric);
    let fits = national && !word && !is_date(number) && (shortest..=15).contains(&digits.len());
    fits.then_some(number.len())
}

/// Whether a text begins as `05-11-2026`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split(['-', '.', '/', ' ']);
    let mut next = |shortest, longest| {
        parts.next().is_some_and(|part| {
            (shortest..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        })
    };
    next(1, 2) && next(1, 2) && next(4, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        Mask { phones: true, names: vec!["Joko Susilo".to_owned()] }.of(text).into_owned()
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
    fn telephone_numbers_are_and_dates_and_money_are_not() {
        assert_eq!(masked("Call +62 812 1234 5678 now"), "Call ••• now");
        assert_eq!(masked("0812-3456-7890"), "•••");
        assert_eq!(masked("(021) 555-12345, ask"), "•••, ask");
        for kept in
            ["05-11-2026 10 units", "Rp250.000.000", "2026-11-23 00:00", "0,123456789", "a00000000001"]
        {
            assert_eq!(masked(kept), kept);
        }
        let open = Mask::default();
        assert_eq!(open.of("+62 812 1234 5678"), "+62 812 1234 5678");
    }

    #[test]
    fn names_of_the_hidden_are_taken_out() {
        assert_eq!(masked("Met Joko Susilo"), "Met •••");
    }
}
