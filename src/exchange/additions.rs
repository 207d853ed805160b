//! What an export has that a workspace does not: people, sources, reasons and fields,
//! added to its configuration and to its map.

use super::guess::Guess;
use crate::message;
use crate::pipeline::{Choice, Config, ImportMap, Member};
use crate::text::Message;
use crate::yaml::{NewValue, Op, apply};

/// The configuration with what a guess adds; `nobody` is whether a lead has no owner.
///
/// # Errors
/// Where the file cannot be edited.
pub fn added_to_configuration(
    text: &str,
    guess: &Guess,
    config: &Config,
    nobody: Option<&Member>,
    no_reason: Option<&Choice>,
) -> Result<String, Message> {
    let mut ops = Vec::new();
    let member = |own: &Member| {
        let mut entries = vec![("name".to_owned(), NewValue::text(&own.name))];
        entries.extend(own.email.as_ref().map(|email| ("email".to_owned(), NewValue::text(email))));
        Op::Set { path: vec!["team".to_owned(), own.id.clone()], value: NewValue::Map(entries) }
    };
    ops.extend(guess.team.iter().chain(nobody).map(member));
    let choice = |list: &str, own: &Choice| {
        let entries = [("id", &own.id), ("label", &own.label)];
        let entries = entries.map(|(key, value)| (key.to_owned(), NewValue::text(value)));
        Op::append(list, NewValue::Map(entries.to_vec()))
    };
    ops.extend(guess.sources.iter().map(|own| choice("sources", own)));
    ops.extend(guess.lost_reasons.iter().chain(no_reason).map(|own| choice("lost_reasons", own)));
    // A team that keeps no list of reasons for winning takes any.
    let winning = guess.won_reasons.iter().filter(|_| !config.won_reasons.is_empty());
    ops.extend(winning.map(|own| choice("won_reasons", own)));
    for field in &guess.fields {
        let kind = field.schema.get("type").and_then(|kind| kind.as_str()).unwrap_or("string");
        let value = NewValue::Map(vec![("type".to_owned(), NewValue::text(kind))]);
        ops.push(Op::Set { path: vec!["fields".to_owned(), field.name.clone()], value });
    }
    edited(text, &ops)
}

/// The map with the words that another one has beside its own.
///
/// # Errors
/// Where the file cannot be edited.
pub fn added_to_map(text: &str, own: &ImportMap, with: &ImportMap) -> Result<String, Message> {
    let mut ops = Vec::new();
    let tables = [
        ("people", &own.people, &with.people),
        ("sources", &own.sources, &with.sources),
        ("reasons", &own.reasons, &with.reasons),
    ];
    for (key, own, with) in tables {
        for (word, id) in with.iter().filter(|(word, _)| ImportMap::meaning(own, word).is_none()) {
            ops.push(Op::Set { path: vec![key.to_owned(), word.clone()], value: NewValue::text(id) });
        }
    }
    edited(text, &ops)
}

fn edited(text: &str, ops: &[Op]) -> Result<String, Message> {
    if ops.is_empty() {
        return Ok(text.to_owned());
    }
    apply(text, ops, &[])
        .map_err(|why| message!("what the export adds cannot be written: {why}", why = why.message()))
}
