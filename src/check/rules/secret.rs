//! `secret`: a password, token or key in a lead's file, comments included.

use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::source::Span;
use crate::text::Message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "secret",
    severity: Severity::Off,
    summary: "a password, token or key in a lead's file",
    page: crate::page!("secret"),
    run: Run::Lead(run),
};

/// What a secret is called.
type Named = fn() -> Message;

/// How tokens of known services begin, how many characters follow at least,
/// and what they are.
const TOKENS: &[(&str, usize, Named)] = &[
    ("AIza", 35, || message!("a Google API key")),
    ("AKIA", 16, || message!("an AWS access key")),
    ("ASIA", 16, || message!("an AWS access key")),
    ("eyJ", 30, || message!("a JSON web token")),
    ("ghp_", 30, || message!("a GitHub token")),
    ("gho_", 30, || message!("a GitHub token")),
    ("ghs_", 30, || message!("a GitHub token")),
    ("github_pat_", 30, || message!("a GitHub token")),
    ("glpat-", 20, || message!("a GitLab token")),
    ("sk-", 20, || message!("an API key")),
    ("sk_live_", 16, || message!("a Stripe key")),
    ("rk_live_", 16, || message!("a Stripe key")),
    ("SG.", 30, || message!("a SendGrid key")),
    ("xoxb-", 20, || message!("a Slack token")),
    ("xoxp-", 20, || message!("a Slack token")),
];

/// Words before a colon or an equals sign that announce a secret.
const ANNOUNCED: &[&str] =
    &["password", "passwd", "kata sandi", "api key", "api_key", "apikey", "secret", "token"];

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let mut found: Vec<(usize, usize, Message)> = keys(file.text).collect();
    found.extend(tokens(file.text));
    found.extend(in_urls(file.text));
    for (from, to) in announced(file.text) {
        if found.iter().all(|(a, b, _)| to <= *a || *b <= from) {
            found.push((from, to, message!("a password or key")));
        }
    }
    for (from, to, what) in found {
        let message = message!("this looks like {what}", what);
        let help = message!(
            "keep secrets out of the repository; what was committed has to be revoked, its history keeps it"
        );
        findings.push(Finding::new(RULE.name, file.path, Span::new(from, to), message).help(help));
    }
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-./+=".contains(&byte)
}

fn keys(text: &str) -> impl Iterator<Item = (usize, usize, Message)> {
    let begins = text.match_indices("-----BEGIN ");
    begins.filter_map(|(at, _)| {
        let line = text[at..].lines().next()?;
        line.contains("PRIVATE KEY-----").then(|| (at, at + line.trim_end().len(), message!("a private key")))
    })
}

fn tokens(text: &str) -> impl Iterator<Item = (usize, usize, Message)> {
    let bytes = text.as_bytes();
    TOKENS.iter().flat_map(move |(prefix, least, what)| {
        text.match_indices(prefix).filter_map(move |(at, _)| {
            let inside =
                at.checked_sub(1).is_some_and(|before| is_token(bytes[before]) && bytes[before] != b'=');
            let body = at + prefix.len();
            let len = bytes[body..].iter().take_while(|b| is_token(**b)).count();
            let mixed = bytes[body..body + len].iter().any(u8::is_ascii_digit);
            (!inside && len >= *least && mixed).then(|| (at, body + len, what()))
        })
    })
}

/// `https://user:password@host`.
fn in_urls(text: &str) -> impl Iterator<Item = (usize, usize, Message)> {
    text.match_indices("://").filter_map(|(at, _)| {
        let rest = &text[at + 3..];
        let host = rest.find(|c: char| c.is_whitespace() || "/?#\"'".contains(c)).unwrap_or(rest.len());
        let (user, _) = rest[..host].rsplit_once('@')?;
        let (_, password) = user.split_once(':')?;
        let start = at + 3 + user.len() - password.len();
        (!password.is_empty()).then(|| (start, start + password.len(), message!("a password in an address")))
    })
}

/// `password: x7Gh…`: at least eight characters with a digit among them.
fn announced(text: &str) -> Vec<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for word in ANNOUNCED {
        for (at, _) in lower.match_indices(word) {
            let rest = text[at + word.len()..].trim_start_matches([' ', '"', '\'']);
            let Some(rest) = rest.strip_prefix([':', '=']) else { continue };
            let rest = rest.trim_start_matches([' ', '"', '\'']);
            let start = text.len() - rest.len();
            let len = rest.find(|c: char| c.is_whitespace() || ",;\"'}".contains(c)).unwrap_or(rest.len());
            let (digit, letter) = (|b: u8| b.is_ascii_digit(), |b: u8| b.is_ascii_alphabetic());
            let value = &rest[..len];
            if len >= 8 && value.bytes().any(digit) && value.bytes().any(letter) {
                found.push((start, start + len));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_secret() {
        let text = format!("t: ghp_{} x", "a1B2".repeat(9));
        assert_eq!(tokens(&text).collect::<Vec<_>>(), [(3, 43, message!("a GitHub token"))]);
        assert_eq!(announced("Password: hunter2x, ok"), [(10, 18)]);
        assert_eq!(announced("secret: nothing-to-see"), []);
        assert_eq!(
            in_urls("https://u:pa@h.example/x").collect::<Vec<_>>(),
            [(10, 12, message!("a password in an address"))]
        );
        assert_eq!(in_urls("https://karya.example/a@b:c").count(), 0);
        assert_eq!(tokens("task-force-2026-and-more-words-here").count(), 0);
    }
}
