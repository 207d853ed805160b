//! `personal-data`: an e-mail address, phone or identity number in free text.
//!
//! Free text is what people write at length: title, notes, summaries, the next
//! step. Contacts have fields of their own for what reaches them.

use std::ops::Range;

use crate::check::look::entries;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::source::Span;
use crate::text::Message;
use crate::text::{Folded, Personal, PersonalKind, Phones};
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "personal-data",
    severity: Severity::Off,
    summary: "an e-mail address, phone or identity number in free text",
    page: crate::page!("personal-data"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let alone = ["title", "notes", "next_step.do"].into_iter().filter_map(|path| file.tree.find(path));
    let listed = [("activities", "summary"), ("history", "note")];
    let inside = listed.iter().flat_map(|(list, key)| entries(file, list).filter_map(|entry| entry.get(key)));
    let own = file.lead.into_iter().flat_map(|lead| lead.phones.iter().copied());
    let personal = Personal::new(Some(Phones::of(own)), []);
    for node in alone.chain(inside) {
        let written = node.span().slice(file.text);
        let start = node.span().start as usize;
        let escaped = written.starts_with('"') && written.contains('\\');
        let text = if escaped { node.value().unwrap_or_default() } else { written };
        for (range, what) in found(&personal, text) {
            // Of a text with escapes no place is known but its own.
            let span = if escaped { node.span() } else { Span::new(start + range.start, start + range.end) };
            let message = message!("{what} stands in free text, which pages and exports show", what);
            let help = message!("keep it under `contacts`, which the site leaves out, or remove it");
            findings.push(Finding::new(RULE.name, file.path, span, message).help(help));
        }
    }
}

/// What is personal in a text, and what it is.
fn found(personal: &Personal, text: &str) -> Vec<(Range<usize>, Message)> {
    let kind = |kind| match kind {
        PersonalKind::Email => message!("an e-mail address"),
        PersonalKind::Phone | PersonalKind::Name => message!("a phone number"),
    };
    let mut found: Vec<_> =
        personal.find(text).into_iter().map(|datum| (datum.range, kind(datum.kind))).collect();
    let folded = Folded::of(text, true);
    let ids = identities(&folded.text).into_iter().map(|(range, what)| (folded.original(range), what));
    let apart = |range: &Range<usize>| {
        let next = found.partition_point(|(own, _)| own.end <= range.start);
        found.get(next).is_none_or(|(own, _)| range.end <= own.start)
    };
    let ids: Vec<_> = ids.filter(|(range, _)| apart(range)).collect();
    found.extend(ids);
    found
}

/// Identity, tax and card numbers in a folded text, and which they are.
fn identities(text: &str) -> Vec<(Range<usize>, Message)> {
    let bytes = text.as_bytes();
    let part = |b: u8| b.is_ascii_digit() || b" -.()".contains(&b);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let behind = at.checked_sub(1).map(|before| bytes[before]);
        if !bytes[at].is_ascii_digit()
            || behind.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b',')
        {
            at += 1;
            continue;
        }
        let len = 1 + bytes[at + 1..].iter().take_while(|b| part(**b)).count();
        let run = text[at..at + len].trim_end_matches([' ', '-', '.', '(', ')']);
        if let Some(what) = kind(run) {
            found.push((at..at + run.len(), what));
        }
        at += len;
    }
    found
}

/// What a run of digits and separators is; `None` of an amount, a date and so on.
fn kind(run: &str) -> Option<Message> {
    let digits: Vec<u8> = run.bytes().filter(u8::is_ascii_digit).collect();
    let count = digits.len();
    let plain = run.bytes().all(|b| b.is_ascii_digit());
    if plain && count == 16 && is_nik(&digits) {
        return Some(message!("an identity number (NIK)"));
    }
    if (count == 15 || count == 16) && run.matches('.').count() == 4 && run.matches('-').count() == 1 {
        return Some(message!("a tax number (NPWP)"));
    }
    ((14..=19).contains(&count) && !run.contains(['.', '(']) && luhn(&digits))
        .then(|| message!("a card number"))
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
        let personal = Personal::new(Some(Phones::default()), []);
        for (text, what) in [
            ("a.b+c@karya.example", "an e-mail address"),
            ("+62 812 1234 5678", "a phone number"),
            ("0812-3456-7890", "a phone number"),
            ("3174051708900001", "an identity number (NIK)"),
            ("01.234.567.8-901.000", "a tax number (NPWP)"),
            ("4111 1111 1111 1111", "a card number"),
            ("４１１１ 1111\u{200b}1111 1111", "a card number"),
        ] {
            let found = found(&personal, &format!("call {text}, ok"));
            let found: Vec<_> = found.into_iter().map(|(range, what)| (range, what.to_string())).collect();
            assert_eq!(found, [(5..5 + text.len(), what.to_owned())], "{text}");
        }
        for text in [
            "@home, x@y",
            "250000000",
            "2026-11-02",
            "08.00-17.00",
            "Rp1.500.000.000",
            "9999999999999999",
            "0.123456789012",
        ] {
            assert_eq!(found(&personal, text), [], "{text}");
        }
    }
}
