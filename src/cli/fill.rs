//! Asking for a field that is missing, by what it has to be: nobody has to know
//! YAML for it.

use super::{ask, dates};
use crate::change::{Assignment, Team, money};
use crate::pipeline::shape::{Field, LEAD, Shape, field};
use crate::pipeline::{Choice, Day};
use crate::yaml::Value;

/// Asks for a lead's field; `None` where nothing was answered.
pub fn missing(path: &str, team: &Team<'_>) -> Option<Assignment> {
    let found = field(LEAD, path);
    let question = question(path, found);
    let assign = |value: String, yaml: bool| Assignment { path: path.to_owned(), value, yaml };
    if let Some(criterion) = path.strip_prefix("qualification.") {
        let label = team.config.qualification.iter().find(|own| own.id == criterion);
        let words = [("met", "met"), ("partial", "partial"), ("unmet", "unmet")];
        return ask::choice(label.map_or(criterion, |own| &own.label), &words, None)
            .map(|word| assign(word, false));
    }
    match found.map(|found| found.shape) {
        Some(Shape::Money) => asked_money(&question, team, None).map(|(value, yaml)| assign(value, yaml)),
        Some(Shape::List { of: Shape::Map(fields), .. }) => {
            entry(&question, fields, team).map(|entry| assign(format!("[{entry}]"), true))
        }
        Some(Shape::Map(fields)) => entry(&question, fields, team).map(|entry| assign(entry, true)),
        Some(shape) => scalar(&question, &shape, team).map(|value| assign(value, false)),
        None => {
            let answer = ask::text(&question, None)?;
            let yaml = answer.starts_with(['[', '{']);
            Some(assign(answer, yaml))
        }
    }
}

/// Asks for one of the team.
pub fn member(question: &str, team: &Team<'_>, default: Option<&str>) -> Option<String> {
    let here = team.config.team.iter().filter(|member| member.until.is_none_or(|until| until >= team.today));
    let options: Vec<_> = here.map(|member| (member.id.as_str(), member.name.as_str())).collect();
    ask::choice(question, &options, default)
}

/// Asks for one of the team's sources, or for any where it keeps no list.
pub fn source(question: &str, team: &Team<'_>) -> Option<String> {
    match open(&team.config.sources, team.today) {
        options if options.is_empty() => ask::text(question, None),
        options => ask::choice(question, &options, None),
    }
}

/// Asks for an amount, and gives it as the value of a field and whether that is
/// YAML.
pub fn asked_money(question: &str, team: &Team<'_>, default: Option<&str>) -> Option<(String, bool)> {
    let own = team.config.currency;
    let fits = |text: &str| money(text, own).map(drop);
    let question = format!("{question}, in {} or as in `USD 5000`", own.code());
    written(&money(&ask::text_that(&question, default, &fits)?, own).ok()?)
}

/// A value of money as text for an assignment.
fn written(value: &Value) -> Option<(String, bool)> {
    match value {
        Value::Plain(text) => Some((text.clone(), false)),
        Value::Map(entries) => {
            let one = |(key, value): &(String, Value)| match value {
                Value::Plain(text) | Value::Text(text) => format!("{key}: {text}"),
                _ => String::new(),
            };
            Some((format!("{{{}}}", entries.iter().map(one).collect::<Vec<_>>().join(", ")), true))
        }
        _ => None,
    }
}

/// The choices that are still open on a day, with their labels.
fn open(choices: &[Choice], today: Day) -> Vec<(&str, &str)> {
    let still = choices.iter().filter(|choice| choice.until.is_none_or(|until| until >= today));
    still.map(|choice| (choice.id.as_str(), choice.label.as_str())).collect()
}

fn question(path: &str, found: Option<Field>) -> String {
    let name = path.strip_prefix("custom.").unwrap_or(path);
    let mut name = name.replace(['.', '_'], " ");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    found.map_or(name.clone(), |found| format!("{name} ({})", found.doc))
}

/// Asks for the keys of a mapping and writes them in braces; nothing where the
/// first is not answered.
fn entry(question: &str, fields: &[Field], team: &Team<'_>) -> Option<String> {
    let mut pairs = Vec::new();
    // Who does it is the owner unless said otherwise, and notes are for a file.
    let asked = fields.iter().filter(|field| !matches!(field.name, "by" | "notes"));
    for (at, field) in asked.enumerate() {
        let named = if at == 0 { format!("{question}: {}", field.name) } else { format!("  {}", field.name) };
        let answer = match field.shape {
            Shape::Money => asked_money(&named, team, None).map(|(value, _)| value),
            shape => scalar(&named, &shape, team).map(|text| match shape {
                Shape::Amount | Shape::Integer { .. } | Shape::Percent | Shape::Date => text,
                // JSON's strings are YAML's.
                _ => serde_json::Value::from(text).to_string(),
            }),
        };
        match answer {
            Some(answer) => pairs.push(format!("{}: {answer}", field.name)),
            None if at == 0 || field.required => return None,
            None => {}
        }
    }
    Some(format!("{{{}}}", pairs.join(", ")))
}

/// Asks for what is no list and no mapping.
fn scalar(question: &str, shape: &Shape, team: &Team<'_>) -> Option<String> {
    let number = |text: &str| match crate::read::decimal(text) {
        Some(number) if !number.is_sign_negative() => Ok(()),
        _ => Err(format!("`{text}` is no number; write it in plain digits")),
    };
    match shape {
        Shape::Member => member(question, team, None),
        Shape::Source => source(question, team),
        Shape::Word(words) => ask::choice(question, &words.iter().map(|w| (*w, *w)).collect::<Vec<_>>(), None),
        Shape::Amount | Shape::Percent | Shape::Integer { .. } => ask::text_that(question, None, &number),
        Shape::Date => {
            let day = |text: &str| dates::day(text, team.today, question);
            let fits = |text: &str| {
                day(text).map(drop).map_err(|_| format!("`{text}` is no date: 2026-11-23, +3d, friday, besok"))
            };
            day(&ask::text_that(question, None, &fits)?).ok().map(|day| day.to_string())
        }
        _ => ask::text(question, None),
    }
}
