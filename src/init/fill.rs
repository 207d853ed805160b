//! Filling in a template.
//!
//! A line that begins with `@plain@ ` or `@example@ ` is for that kind of
//! workspace alone, one with `@released@ ` or `@unreleased@ ` for programs that know, or
//! do not know, where they come from. Within a line `@-12@` is the day twelve days ago, `@0@`
//! today, and `@name@`, `@currency@`, `@timezone@`, `@me@` (the first member's id),
//! `@member@` (their name and address), `@year@` and `@quarter@`, `@source@` and
//! `@version@` (where corong comes from, and the tag of this version) are replaced by
//! what they say. Any other `@` is itself, as in an address.

use chrono::{Datelike, TimeDelta};

use super::InitOptions;
use crate::pipeline::Day;

/// The repository that corong comes from; empty where `Cargo.toml` names none.
pub const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

/// What placeholders are replaced by.
pub struct Values<'v> {
    pub options: &'v InitOptions,
    /// [`SOURCE`]; empty where nobody has said it.
    pub source: &'v str,
    pub today: Day,
}

impl Values<'_> {
    /// The template with everything filled in.
    pub fn fill(&self, template: &str) -> String {
        let mut filled = String::with_capacity(template.len());
        for line in template.lines() {
            if let Some(line) = self.chosen(line) {
                self.line(line, &mut filled);
                filled.push('\n');
            }
        }
        filled
    }

    fn chosen<'l>(&self, line: &'l str) -> Option<&'l str> {
        let marks = [
            ("@example@ ", self.options.example),
            ("@plain@ ", !self.options.example),
            ("@released@ ", !self.source.is_empty()),
            ("@unreleased@ ", self.source.is_empty()),
        ];
        match marks.iter().find_map(|(mark, holds)| Some((line.strip_prefix(mark)?, *holds))) {
            Some((line, holds)) => holds.then_some(line),
            None => Some(line),
        }
    }

    /// What is filled in is never looked at again: a name may hold an `@`.
    fn line(&self, mut line: &str, filled: &mut String) {
        while let Some(at) = line.find('@') {
            let (before, rest) = line.split_at(at);
            filled.push_str(before);
            let named = rest[1..].find('@').map(|end| &rest[1..=end]);
            match named.and_then(|name| Some((name, self.value(name)?))) {
                Some((name, value)) => {
                    filled.push_str(&value);
                    line = &rest[name.len() + 2..];
                }
                None => {
                    filled.push('@');
                    line = &rest[1..];
                }
            }
        }
        filled.push_str(line);
    }

    fn value(&self, name: &str) -> Option<String> {
        Some(match name {
            "name" => plain_or_quoted(&self.options.name),
            "currency" => self.options.currency.code().to_owned(),
            "timezone" => self.options.timezone.name().to_owned(),
            "me" => self.options.member.id.clone(),
            "member" => self.member(),
            "year" => self.today.year().to_string(),
            "quarter" => self.today.quarter().to_string(),
            "source" => self.source.to_owned(),
            "version" => concat!("v", env!("CARGO_PKG_VERSION")).to_owned(),
            days => self.day(days)?.to_string(),
        })
    }

    fn member(&self) -> String {
        let member = &self.options.member;
        let name = plain_or_quoted(&member.name);
        match &member.email {
            Some(email) => format!("{{name: {name}, email: {}}}", plain_or_quoted(email)),
            None => format!("{{name: {name}}}"),
        }
    }

    fn day(&self, days: &str) -> Option<Day> {
        if days != "0" && !days.starts_with(['+', '-']) {
            return None;
        }
        self.today.checked_add_signed(TimeDelta::try_days(days.parse().ok()?)?)
    }
}

/// A text as a YAML scalar of one line: as it is where nobody could take it
/// for anything else, in double quotes otherwise.
fn plain_or_quoted(text: &str) -> String {
    let word = |c: char| c.is_alphabetic() || "'&.@_+-".contains(c);
    let starts = text.chars().next().is_some_and(char::is_alphabetic);
    let words = text.chars().all(|c| word(c) || c == ' ' || c.is_ascii_digit());
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    if starts && words && text.trim() == text && !reserved.contains(&text.to_lowercase().as_str()) {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || !c.is_alphanumeric() && !c.is_ascii() => {
                quoted.push_str(&format!("\\U{:08x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Currency, Language};

    fn filled(template: &str, name: &str, example: bool) -> String {
        filled_from("", template, name, example)
    }

    fn filled_from(source: &str, template: &str, name: &str, example: bool) -> String {
        let options = InitOptions {
            language: Language::En,
            name: name.to_owned(),
            currency: Currency::USD,
            timezone: chrono_tz::UTC,
            member: InitOptions::first_member(Language::En, None, None),
            example,
        };
        Values { options: &options, source, today: "2028-02-29".parse().unwrap() }.fill(template)
    }

    #[test]
    fn days_count_from_today_and_addresses_stay() {
        assert_eq!(
            filled("a@b.example, @-60@ to @+1@", "x", true),
            "a@b.example, 2027-12-31 to 2028-03-01\n"
        );
        assert_eq!(filled("@0@ @year@-Q@quarter@ @5@ @", "x", true), "2028-02-29 2028-Q1 @5@ @\n");
    }

    #[test]
    fn lines_for_one_kind_of_workspace() {
        let template = "@plain@   a\n@example@   b\nc\n";
        assert_eq!(
            (filled(template, "x", false), filled(template, "x", true)),
            ("  a\nc\n".into(), "  b\nc\n".into())
        );
    }

    #[test]
    fn the_hook_comes_from_where_corong_does() {
        let hook = include_str!("../../templates/init/common/pre-commit.yaml");
        let from = |source| filled_from(source, hook, "x", false);
        assert!(from("").contains("\n  - repo: local\n    hooks:\n      - id: corong-check\n        name:"));
        let version = env!("CARGO_PKG_VERSION");
        let released = format!(
            "\nrepos:\n  - repo: \"https://a.example/b\"\n    rev: \"v{version}\"\n    hooks:\n      - id: corong-check\n"
        );
        assert!(from("https://a.example/b").ends_with(&released), "{}", from("https://a.example/b"));
    }

    #[test]
    fn a_name_is_never_more_than_a_name() {
        let name = |name| filled("@name@ @currency@", name, false);
        assert_eq!(name("Karya & Co. 2"), "Karya & Co. 2 USD\n");
        assert_eq!(name("a: [@0@] \"\\ # x"), "\"a: [@0@] \\\"\\\\ # x\" USD\n");
        assert_eq!(name("null"), "\"null\" USD\n");
        assert_eq!(name("A\u{202e}B"), "\"A\\U0000202eB\" USD\n");
    }
}
