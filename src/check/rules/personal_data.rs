//! `personal-data`: an e-mail address, phone or identity number in free text.
//!
//! Free text is what people write at length: title, notes, summaries, the next
//! step. Contacts have fields of their own for what reaches them.

use crate::check::look::entries;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::source::Span;
use crate::workspace::LeadFile;
use crate::yaml::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "personal-data",
    severity: Severity::Off,
    summary: "an e-mail address, phone or identity number in free text",
    page: include_str!("personal-data.md"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let alone = ["title", "notes", "next_step.do"].into_iter().filter_map(|path| file.tree.find(path));
    let listed = [("activities", "summary"), ("history", "note")];
    let inside = listed.iter().flat_map(|(list, key)| entries(file, list).filter_map(|entry| entry.get(key)));
    for node in alone.chain(inside) {
        tell(file, node, findings);
    }
}

fn tell(file: &LeadFile<'_>, node: Node<'_>, findings: &mut Vec<Finding>) {
    let start = node.span().start as usize;
    let text = node.span().slice(file.text);
    let mut found: Vec<(usize, usize, &str)> =
        emails(text).map(|(a, b)| (a, b, "an e-mail address")).collect();
    found.extend(numbers(text));
    for (from, to, what) in found {
        let message = format!("{what} stands in free text, which pages and exports show");
        let help = "keep it under `contacts`, which the site leaves out, or remove it";
        findings.push(
            Finding::new(RULE.name, file.path, Span::new(start + from, start + to), message).help(help),
        );
    }
}

/// Byte ranges of e-mail addresses.
fn emails(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
    let domain = |b: &u8| b.is_ascii_alphanumeric() || b".-".contains(b);
    text.match_indices('@').filter_map(move |(at, _)| {
        let from = at - bytes[..at].iter().rev().take_while(|b| local(b)).count();
        let to = at + 1 + bytes[at + 1..].iter().take_while(|b| domain(b)).count();
        let host = text[at + 1..to].trim_end_matches(['.', '-']);
        let top = host.rsplit_once('.')?.1;
        let named = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
        (named && from < at).then_some((from, at + 1 + host.len()))
    })
}

/// Byte ranges of phone and identity numbers, and which they are.
fn numbers(text: &str) -> Vec<(usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    let part = |b: u8| b.is_ascii_digit() || b" -.()".contains(&b);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit()
            || (bytes[at] == b'+' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit));
        let behind = at.checked_sub(1).map(|before| bytes[before]);
        if !begins || behind.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b',') {
            at += 1;
            continue;
        }
        let len = 1 + bytes[at + 1..].iter().take_while(|b| part(**b)).count();
        let run = text[at..at + len].trim_end_matches([' ', '-', '.', '(', ')']);
        if let Some(what) = kind(run) {
            found.push((at, at + run.len(), what));
        }
        at += len;
    }
    found
}

/// What a run of digits and separators is; `None` of an amount, a date and so on.
fn kind(run: &str) -> Option<&'static str> {
    let digits: Vec<u8> = run.bytes().filter(u8::is_ascii_digit).collect();
    let count = digits.len();
    let plain = run.bytes().all(|b| b.is_ascii_digit());
    if run.starts_with('+') && (8..=15).contains(&count) {
        return Some("a phone number");
    }
    if run.starts_with('0') && (9..=13).contains(&count) && digits[1] != b'0' && run.as_bytes()[1] != b'.' {
        return Some("a phone number");
    }
    if plain && count == 16 && is_nik(&digits) {
        return Some("an identity number (NIK)");
    }
    if (count == 15 || count == 16) && run.matches('.').count() == 4 && run.matches('-').count() == 1 {
        return Some("a tax number (NPWP)");
    }
    ((14..=19).contains(&count) && !run.contains(['.', '(']) && luhn(&digits)).then_some("a card number")
}

/// Whether sixteen digits hold a day and a month where a NIK has its birthday;
/// 40 is added to a woman's day.
fn is_nik(digits: &[u8]) -> bool {
    let two = |at: usize| (digits[at] - b'0') * 10 + (digits[at + 1] - b'0');
    let day = if two(6) > 40 { two(6) - 40 } else { two(6) };
    two(0) >= 11 && (1..=31).contains(&day) && (1..=12).contains(&two(8))
}

/// The check digit of payment cards (ISO/IEC 7812-1).
fn luhn(digits: &[u8]) -> bool {
    let value = |(at, digit): (usize, &u8)| {
        let digit = u32::from(digit - b'0');
        let twice = digit * 2;
        if at % 2 == 0 {
            digit
        } else if twice > 9 {
            twice - 9
        } else {
            twice
        }
    };
    digits.iter().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_personal() {
        let mail: Vec<_> = emails("ask a.b+c@karya.example. or @home, x@y").collect();
        assert_eq!(mail, [(4, 23)]);
        for (text, what) in [
            ("+62 812 1234 5678", "a phone number"),
            ("0812-3456-7890", "a phone number"),
            ("3174051708900001", "an identity number (NIK)"),
            ("01.234.567.8-901.000", "a tax number (NPWP)"),
            ("4111 1111 1111 1111", "a card number"),
        ] {
            assert_eq!(numbers(&format!("call {text}, ok")), [(5, 5 + text.len(), what)], "{text}");
        }
        for text in [
            "250000000",
            "2026-11-02",
            "08.00-17.00",
            "Rp1.500.000.000",
            "9999999999999999",
            "0.123456789012",
        ] {
            assert_eq!(numbers(text), [], "{text}");
        }
    }
}
