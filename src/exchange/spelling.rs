//! Texts of cells as they are kept and compared.

use crate::pipeline::Currency;
use crate::text::steers;

/// How long a text of one line may be, in characters.
const LINE: usize = 500;
/// How long a text of several lines may be.
const LINES: usize = 20_000;

/// A text on one line: line breaks and runs of blanks are one blank, what steers a
/// reader is left out.
pub fn line(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !steers(*c)).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(words, LINE)
}

/// A text of several lines, with the same left out.
pub fn lines(text: &str) -> String {
    let broken = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    let plain: String = broken.chars().filter(|c| *c == '\n' || !steers(*c)).collect();
    let kept = plain.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    cut(kept.trim_matches('\n').trim_start().to_owned(), LINES)
}

fn cut(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

/// How words are compared.
pub fn folded(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A word by its letters and digits alone: `Closed Won` and `closedwon` are one stage.
pub fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A person's name and address: `Ann Lee (ann@x.example)`, `Ann Lee <ann@x.example>`.
pub fn name_of(text: &str) -> (&str, Option<&str>) {
    let parts = text.split_once(['(', '<']);
    let address = |rest: &'_ str| rest.trim_end_matches([')', '>', ' ']).contains('@');
    match parts {
        Some((name, rest)) if address(rest) => {
            (name.trim(), Some(rest.trim_end_matches([')', '>', ' ']).trim()))
        }
        _ if text.contains('@') && !text.trim().contains(' ') => (text.trim(), Some(text.trim())),
        _ => (text.trim(), None),
    }
}

/// The currency that a word means: its code, or its sign.
pub fn currency(word: &str) -> Option<Currency> {
    let word = word.trim();
    Currency::from_code(&word.to_uppercase()).or(match word {
        "$" | "US$" => Some(Currency::USD),
        "€" => Some(Currency::EUR),
        "£" => Some(Currency::GBP),
        "Rp" | "Rp." => Some(Currency::IDR),
        "¥" => Some(Currency::JPY),
        "₹" => Some(Currency::INR),
        "₽" => Currency::from_code("RUB"),
        _ => {
            // `US Dollar (USD)`, `USD - US Dollar`.
            let mut codes = word.split(|c: char| !c.is_ascii_uppercase()).filter(|part| part.len() == 3);
            codes.find_map(Currency::from_code).or_else(|| named_currency(word))
        }
    })
}

/// The currencies that CRMs write out, by their names.
const NAMES: &str = include_str!("currencies.txt");

fn named_currency(word: &str) -> Option<Currency> {
    let word = word.to_lowercase();
    let mut named = NAMES.lines().filter_map(|line| line.split_once(": "));
    named.find(|(name, _)| *name == word).and_then(|(_, code)| Currency::from_code(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_words_alone() {
        assert_eq!(line(" a\n b\u{202e}\u{0}c\t"), "a bc");
        assert_eq!(lines("a\r\n\tb  \n\n"), "a\n b");
        assert_eq!(line(&"x".repeat(600)).chars().count(), LINE + 1);
    }
}
