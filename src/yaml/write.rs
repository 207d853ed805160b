//! Writing values: plain where every reader agrees, quoted where one would not.

use super::{Scalar, resolve};
use crate::text::steers;

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewValue {
    /// Text; quoted where a reader would take it for something else.
    Text(String),
    /// A number or a date, written as given. Never contains a line break.
    Plain(String),
    /// `true` or `false`.
    Bool(bool),
    /// A list.
    List(Vec<NewValue>),
    /// A mapping, keys in order.
    Map(Vec<(String, NewValue)>),
}

impl NewValue {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Whether it is best written over several lines: it holds mappings in a list.
    pub(super) fn is_tall(&self) -> bool {
        matches!(self, Self::List(items) if items.iter().any(|item| matches!(item, Self::Map(_))))
    }
}

/// How a scalar is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Quote {
    /// Only where it has to be.
    #[default]
    Needed,
    /// In single quotes where possible.
    Single,
    /// In double quotes.
    Double,
}

/// The manner of the neighbours that a new value imitates.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    /// Whether braces have a space inside, `{ a: 1 }`.
    pub padded: bool,
    /// How keys are quoted.
    pub keys: Quote,
    /// How the value under a key is quoted, where a neighbour has that key quoted.
    pub values: Vec<(String, Quote)>,
}

impl Manner {
    fn of(&self, key: &str) -> Quote {
        self.values.iter().find(|(name, _)| name == key).map_or(Quote::Needed, |(_, quote)| *quote)
    }
}

/// A key.
pub fn key(name: &str, quote: Quote) -> String {
    scalar(&NewValue::text(name), true, quote)
}

/// A value on one line; `flow` where it is inside brackets or braces.
pub fn inline(value: &NewValue, flow: bool, manner: &Manner) -> String {
    match value {
        NewValue::Map(entries) => {
            let one = |(name, value): &(String, NewValue)| {
                format!("{}: {}", key(name, manner.keys), inline_under(name, value, true, manner))
            };
            let inside = entries.iter().map(one).collect::<Vec<_>>().join(", ");
            let pad = if manner.padded && !entries.is_empty() { " " } else { "" };
            format!("{{{pad}{inside}{pad}}}")
        }
        NewValue::List(items) => {
            let inside = items.iter().map(|item| inline(item, true, manner)).collect::<Vec<_>>().join(", ");
            format!("[{inside}]")
        }
        other => scalar(other, flow, Quote::Needed),
    }
}

/// The value of a key on one line, quoted as the neighbours quote that key.
pub fn inline_under(name: &str, value: &NewValue, flow: bool, manner: &Manner) -> String {
    match value {
        NewValue::Map(_) | NewValue::List(_) => inline(value, flow, manner),
        other => scalar(other, flow, manner.of(name)),
    }
}

/// A scalar on one line.
pub fn scalar(value: &NewValue, flow: bool, quote: Quote) -> String {
    match value {
        NewValue::Text(text) => quoted(text, flow, quote),
        // A neighbour's quotes around a date or a number are imitated: `at: "2026-11-02"`.
        NewValue::Plain(text) if quote != Quote::Needed && resolve(text) == Scalar::Text => {
            quoted(text, flow, quote)
        }
        NewValue::Plain(text) => text.clone(),
        NewValue::Bool(truth) => truth.to_string(),
        NewValue::List(_) | NewValue::Map(_) => inline(value, flow, &Manner::default()),
    }
}

fn quoted(text: &str, flow: bool, quote: Quote) -> String {
    let escapes = text.chars().any(steers);
    match quote {
        _ if escapes => double(text),
        Quote::Needed if !needs_quotes(text, flow) => text.to_owned(),
        Quote::Single => single(text),
        Quote::Needed if text.contains(['"', '\\']) => single(text),
        _ => double(text),
    }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if steers(c) && (c as u32) <= 0xffff => out.push_str(&format!("\\u{:04X}", c as u32)),
            c if steers(c) => out.push_str(&format!("\\U{:08X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether text has to be quoted so that readers of YAML 1.2 (core schema) and
/// of YAML 1.1 both take it for this text.
fn needs_quotes(text: &str, flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return true };
    let word = text.to_ascii_lowercase();
    resolve(text) != Scalar::Text
        || matches!(word.as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "=")
        || old_number_or_date(text)
        || "-?:,[]{}#&*!|>'\"%@`".contains(first)
        || text.starts_with("<<")
        || text.starts_with("...")
        || text.starts_with(' ')
        || text.ends_with([' ', ':'])
        || text.contains(": ")
        || text.contains(" #")
        || (flow && text.contains([',', '[', ']', '{', '}', '?']))
}

/// What YAML 1.1 takes for a number or a date: digits with `_`, `:` or `-`
/// among them, `0b…`.
fn old_number_or_date(text: &str) -> bool {
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digit = body.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    digit && body.bytes().all(|b| b.is_ascii_hexdigit() || b"_:.-+TtZz xob ".contains(&b))
}

/// A whole document: the keys of its root in order, lists of mappings an item a
/// line, text of several lines as a block.
pub fn document(entries: &[(String, NewValue)]) -> String {
    let manner = Manner::default();
    let mut out = String::new();
    for (name, value) in entries {
        out.push_str(&key(name, Quote::Needed));
        out.push(':');
        match value {
            NewValue::List(items) if value.is_tall() => {
                let lines = items.iter().map(|item| format!("\n  - {}", inline(item, false, &manner)));
                out.extend(lines);
            }
            NewValue::Text(text) if text.contains('\n') && block(text, "  ").is_some() => {
                let (header, lines) = block(text, "  ").unwrap_or_default();
                out.push_str(&format!(" {header}\n{}", lines.join("\n")));
            }
            value => out.push_str(&format!(" {}", inline(value, false, &manner))),
        }
        out.push('\n');
    }
    out
}

/// Text as a literal block at an indentation: its header and its lines. `None`
/// where a block cannot hold it.
pub fn block(text: &str, indent: &str) -> Option<(&'static str, Vec<String>)> {
    let body = text.trim_end_matches('\n');
    let bad = |c: char| c != '\n' && c != '\t' && steers(c);
    if body.is_empty() || body.starts_with([' ', '\t', '\n']) || text.contains(bad) {
        return None;
    }
    let header = match text.len() - body.len() {
        0 => "|-",
        1 => "|",
        _ => return None,
    };
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
    Some((header, body.split('\n').map(line).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_where_a_reader_would_err() {
        for (text, written) in [
            ("Andi Wijaya", "Andi Wijaya"),
            ("no", "\"no\""),
            ("012", "\"012\""),
            ("1_000", "\"1_000\""),
            ("12:30", "\"12:30\""),
            ("2026-11-02", "\"2026-11-02\""),
            ("+62 812 1234", "\"+62 812 1234\""),
            ("30 days", "30 days"),
            ("", "\"\""),
            ("a, b", "\"a, b\""),
            ("say \"hi\", x", "'say \"hi\", x'"),
            ("a: b", "\"a: b\""),
            ("https://karya.example", "https://karya.example"),
            ("two\nlines", "\"two\\nlines\""),
            ("null", "\"null\""),
            ("- x", "\"- x\""),
            ("a:?", "\"a:?\""),
        ] {
            assert_eq!(scalar(&NewValue::text(text), true, Quote::Needed), written);
        }
        assert_eq!(scalar(&NewValue::text("a, b"), false, Quote::Needed), "a, b");
        assert_eq!(scalar(&NewValue::Plain("2026-11-02".into()), true, Quote::Needed), "2026-11-02");
        assert_eq!(scalar(&NewValue::text("it's"), true, Quote::Single), "'it''s'");
    }

    #[test]
    fn maps_imitate_their_neighbours() {
        let map = NewValue::Map(vec![
            ("stage".into(), NewValue::text("won")),
            ("size".into(), NewValue::Plain("1".into())),
        ]);
        assert_eq!(inline(&map, false, &Manner::default()), "{stage: won, size: 1}");
        let manner =
            Manner { padded: true, keys: Quote::Double, values: vec![("stage".into(), Quote::Double)] };
        assert_eq!(inline(&map, false, &manner), "{ \"stage\": \"won\", \"size\": 1 }");
    }

    #[test]
    fn documents_look_written_by_hand() {
        let map = |pairs: &[(&str, &str)]| {
            NewValue::Map(
                pairs.iter().map(|(key, text)| ((*key).to_owned(), NewValue::text(*text))).collect(),
            )
        };
        let entries = [
            ("title".to_owned(), NewValue::text("ERP: 2026")),
            ("company".to_owned(), map(&[("name", "PT Karya, Tbk")])),
            ("value".to_owned(), NewValue::Plain("250000000".into())),
            ("tags".to_owned(), NewValue::List(vec![NewValue::text("a"), NewValue::text("no")])),
            (
                "history".to_owned(),
                NewValue::List(vec![map(&[("stage", "prospect")]), map(&[("stage", "won")])]),
            ),
            ("notes".to_owned(), NewValue::text("One.\n\nTwo.\n")),
        ];
        let text = "title: \"ERP: 2026\"\ncompany: {name: \"PT Karya, Tbk\"}\nvalue: 250000000\n\
            tags: [a, \"no\"]\nhistory:\n  - {stage: prospect}\n  - {stage: won}\nnotes: |\n  One.\n\n  Two.\n";
        assert_eq!(document(&entries), text);
        assert_eq!(crate::yaml::agrees(text), Ok(()));
    }

    #[test]
    fn blocks_hold_what_they_can() {
        assert_eq!(block("a\n\nb\n", "  "), Some(("|", vec!["  a".into(), String::new(), "  b".into()])));
        assert_eq!(block("a\nb", " "), Some(("|-", vec![" a".into(), " b".into()])));
        assert_eq!(block(" a\nb", " "), None);
    }
}
