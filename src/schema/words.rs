//! Words to choose from, with what people call them.

use serde_json::{Number, Value, json};

use super::object::{Object, object};
use crate::message;
use crate::pipeline::{Choice, Config, Currency, Day, StageKind};
use crate::text::Language;
use crate::yaml::{Scalar, resolve};

/// A word and what it means to people.
pub type Word = (String, String);

/// One of these words, whatever YAML takes them for when they are unquoted.
pub fn one_of(words: impl IntoIterator<Item = Word>) -> Object {
    let (mut values, mut meanings) = (Vec::new(), Vec::new());
    for (word, meaning) in words {
        let unquoted = unquoted(&word);
        for value in [Some(Value::String(word)), unquoted].into_iter().flatten() {
            if !values.contains(&value) {
                values.push(value);
                meanings.push(Value::String(meaning.clone()));
            }
        }
    }
    object([("enum", Value::Array(values)), ("enumDescriptions", Value::Array(meanings))])
}

/// What a word is where it is unquoted and is not text.
fn unquoted(word: &str) -> Option<Value> {
    match resolve(word) {
        Scalar::Null => Some(Value::Null),
        Scalar::Bool(value) => Some(Value::Bool(value)),
        Scalar::Int => word.parse::<i64>().ok().map(Value::from),
        Scalar::Float => word.parse().ok().and_then(Number::from_f64).map(Value::Number),
        Scalar::Text => None,
    }
}

/// A name, and the last day it may be chosen.
fn named(name: &str, until: Option<Day>, language: Language) -> String {
    until.map_or_else(
        || name.to_owned(),
        |until| message!("{name} (until {until})", name, until).in_language(language),
    )
}

/// The team.
pub fn members(config: &Config, language: Language) -> impl Iterator<Item = Word> {
    config.team.iter().map(move |member| (member.id.clone(), named(&member.name, member.until, language)))
}

/// A closed list, such as the sources.
pub fn choices(choices: &[Choice], language: Language) -> impl Iterator<Item = Word> {
    choices.iter().map(move |choice| (choice.id.clone(), named(&choice.label, choice.until, language)))
}

/// The pipelines.
pub fn pipelines(config: &Config) -> impl Iterator<Item = Word> {
    config.pipelines.iter().map(|pipeline| (pipeline.id.clone(), pipeline.label.clone()))
}

/// The stages of all pipelines by the ids they have and had, each once.
pub fn stages(config: &Config, language: Language) -> Vec<Word> {
    let stages = || config.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    let now = stages().map(|stage| (stage.id.clone(), stage.label.clone()));
    let formerly = stages().flat_map(|stage| {
        let meant = message!("{label}, now `{id}`", label = stage.label, id = stage.id).in_language(language);
        stage.formerly.iter().map(move |id| (id.clone(), meant.clone()))
    });
    let mut words: Vec<Word> = Vec::new();
    for word in now.chain(formerly) {
        if !words.iter().any(|(known, _)| *known == word.0) {
            words.push(word);
        }
    }
    words
}

/// The ids that mean a stage of this kind in every pipeline that has them.
pub fn stages_of(config: &Config, kind: StageKind) -> Vec<String> {
    let kinds = |id: &str| {
        let stages = config.pipelines.iter().filter_map(|p| p.stages.get(p.stage_index(id)?));
        stages.map(|stage| stage.kind).collect::<Vec<_>>()
    };
    let all = stages(config, Language::En).into_iter().map(|(id, _)| id);
    all.filter(|id| kinds(id).iter().all(|k| *k == kind)).collect()
}

/// Every currency of ISO 4217, those of the workspace first.
pub fn currencies(config: Option<&Config>) -> Object {
    let letters = || b'A'..=b'Z';
    let codes = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])));
    let known = codes.filter_map(|code| Currency::from_code(std::str::from_utf8(&code).ok()?));
    let mut known: Vec<Currency> = known.collect();
    if let Some(config) = config {
        known.sort_by_key(|currency| (*currency != config.currency, !config.rates.knows(*currency)));
    }
    one_of(known.into_iter().map(|currency| (currency.code().to_owned(), currency.name().to_owned())))
}

/// Every time zone.
pub fn zones() -> Object {
    object([("enum", json!(chrono_tz::TZ_VARIANTS.map(|zone| zone.name()).to_vec()))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_yaml_takes_for_something_else() {
        let words = one_of(["siti", "2026", "true", "1e3", "no"].map(|w| (w.to_owned(), w.to_uppercase())));
        assert_eq!(words["enum"], json!(["siti", "2026", 2026, "true", true, "1e3", 1000.0, "no"]));
        assert_eq!(words["enumDescriptions"][2], "2026");
    }
}
