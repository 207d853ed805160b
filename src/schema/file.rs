//! The schemas of leads and of the configuration, from the table of shapes.

use serde_json::{Value, json};

use super::object::{Object, joined, object};
use super::patterns::{
    DATE, FOLDER, ID, PERCENTAGE, PERIOD, TEXT, no_date, no_folder, no_id, no_percentage, no_period,
};
use super::{custom, words};
use crate::check;
use crate::finding::Severity;
use crate::message;
use crate::pipeline::shape::{CONFIG, Field, IMPORT_MAP, LEAD, Shape};
use crate::pipeline::{Config, StageKind};
use crate::text::{Language, Message};

/// A scalar kept as written, whatever YAML takes it for. Said by what it is
/// not: editors would propose `true`, `false` and `null` for types.
fn scalar() -> Object {
    object([("not", json!({"type": ["object", "array"]}))])
}

/// A lead's schema; with a team's own words where its configuration is given.
pub fn lead(config: Option<&Config>, language: Language) -> Value {
    let title = config
        .map_or_else(|| message!("A lead"), |config| message!("A lead of {name}", name = config.name))
        .in_language(language);
    let head = object([("$schema", json!(custom::draft(config))), ("title", json!(title))]);
    Value::Object(joined(joined(head, Writer { team: config, language }.map(LEAD)), shared(config)))
}

/// What several places refer to.
fn shared(config: Option<&Config>) -> Object {
    object([("definitions", json!({"currency": words::currencies(config)}))])
}

/// The configuration's schema.
pub fn config(language: Language) -> Value {
    let title = message!("The configuration").in_language(language);
    let head = object([("$schema", json!(custom::draft(None))), ("title", json!(title))]);
    let mut schema = joined(joined(head, Writer { team: None, language }.map(CONFIG)), shared(None));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let mut narrow = |key: &str, to: Object| {
            if let Some(Value::Object(property)) = properties.get_mut(key) {
                let description = property.remove("description").unwrap_or_default();
                *property = joined(object([("description", description)]), to);
            }
        };
        narrow("corong", object([("const", json!(1))]));
        narrow("rules", severities(language));
    }
    Value::Object(schema)
}

/// The schema of the map of an import.
pub fn import_map(language: Language) -> Value {
    let title = message!("The map of an import").in_language(language);
    let head = object([("$schema", json!(custom::draft(None))), ("title", json!(title))]);
    Value::Object(joined(head, Writer { team: None, language }.map(IMPORT_MAP)))
}

/// Every rule with what it finds.
fn severities(language: Language) -> Object {
    let one = |rule: &check::Rule| {
        let summary = Message::fixed(rule.summary);
        let meant = message!("{summary}; {severity} where absent", summary, severity = rule.severity);
        let meant = meant.in_language(language);
        let word = object([("description", json!(meant)), ("enum", json!(["off", "warning", "error"]))]);
        (rule.name.to_owned(), Value::Object(word))
    };
    let rules = check::RULES.iter().map(one).collect();
    object([
        ("type", json!("object")),
        ("properties", Value::Object(rules)),
        ("additionalProperties", json!(false)),
    ])
}

struct Writer<'c> {
    team: Option<&'c Config>,
    language: Language,
}

impl Writer<'_> {
    fn said(&self, message: &Message) -> String {
        message.in_language(self.language)
    }

    /// Where it is text, of this pattern, and what is said of another.
    fn with_message(&self, pattern: &str, message: &Message) -> Object {
        object([("pattern", json!(pattern)), ("patternErrorMessage", json!(self.said(message)))])
    }

    /// Digits alone are an id, and so are `true` and `null`.
    fn id(&self) -> Object {
        let whole = object([("maxLength", json!(80)), ("minimum", json!(0)), ("multipleOf", json!(1))]);
        joined(joined(scalar(), self.with_message(ID, &no_id())), whole)
    }

    /// A mapping with these keys and no other.
    fn map(&self, fields: &[Field]) -> Object {
        let property = |field: &Field| {
            let described = object([("description", json!(self.said(&Message::fixed(field.doc))))]);
            (field.name.to_owned(), Value::Object(joined(described, self.value(&field.shape))))
        };
        let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        // A key with nothing behind it is a mapping where all may be absent.
        let kind = if required.is_empty() { json!(["object", "null"]) } else { json!("object") };
        let mut map = object([("type", kind)]);
        if !required.is_empty() {
            map.insert("required".to_owned(), json!(required));
        }
        map.insert("properties".to_owned(), Value::Object(fields.iter().map(property).collect()));
        map.insert("additionalProperties".to_owned(), json!(false));
        if fields.iter().any(|field| field.name == "per") {
            map.insert("dependencies".to_owned(), json!({"per": ["term"], "term": ["per"]}));
        }
        if fields.iter().any(|field| matches!(field.shape, Shape::Reason)) {
            let reasons = self.reasons();
            if !reasons.is_empty() {
                map.insert("allOf".to_owned(), Value::Array(reasons));
            }
        }
        map
    }

    fn value(&self, shape: &Shape) -> Object {
        match shape {
            Shape::Text | Shape::Reason => text(),
            Shape::Id => self.id(),
            Shape::Date => joined(string(), self.with_message(DATE, &no_date())),
            Shape::Amount | Shape::Rate => object([("type", json!("number")), ("minimum", json!(0))]),
            Shape::Percent => {
                object([("type", json!("number")), ("minimum", json!(0)), ("maximum", json!(100))])
            }
            Shape::Integer { min } => object([("type", json!("integer")), ("minimum", json!(min))]),
            Shape::Month => {
                object([("type", json!("integer")), ("minimum", json!(1)), ("maximum", json!(12))])
            }
            Shape::Currency => object([("$ref", json!("#/definitions/currency"))]),
            Shape::Money => either([self.value(&Shape::Amount), self.map(shape.fields())]),
            Shape::Discount => either([
                self.value(&Shape::Amount),
                joined(string(), self.with_message(PERCENTAGE, &no_percentage())),
            ]),
            Shape::Bool => object([("type", json!("boolean"))]),
            Shape::Word(words) => object([("enum", json!(words))]),
            Shape::Member => {
                self.judged("unknown-owner", |config| words::members(config, self.language).collect())
            }
            Shape::Source => self
                .judged("unknown-source", |config| words::choices(&config.sources, self.language).collect()),
            Shape::ActivityKind => self.activity_kind(),
            Shape::PipelineId => {
                self.team.map_or_else(text, |config| words::one_of(words::pipelines(config)))
            }
            Shape::StageId => {
                self.team.map_or_else(text, |config| words::one_of(words::stages(config, self.language)))
            }
            Shape::Zone => words::zones(),
            Shape::PeriodName => {
                let year =
                    object([("type", json!("integer")), ("minimum", json!(1000)), ("maximum", json!(9999))]);
                either([year, joined(string(), self.with_message(PERIOD, &no_period()))])
            }
            Shape::Folder => joined(scalar(), self.with_message(FOLDER, &no_folder())),
            Shape::List { of, min } => self.list(of, *min),
            Shape::Map(fields) => self.map(fields),
            Shape::OneOrMore => either([text(), self.list(&Shape::Text, 1)]),
            Shape::Keyed(of) => keyed(self.value(of)),
            Shape::IdOr(fields) => either([self.id(), self.map(fields)]),
            Shape::Criteria => self.criteria(),
            Shape::Split => self.split(),
            Shape::Custom => self.team.map_or_else(|| object([("type", json!("object"))]), custom::fields),
            Shape::Schema => object([("type", json!(["object", "boolean"]))]),
        }
    }

    fn list(&self, of: &Shape, min: usize) -> Object {
        let mut list = object([("type", json!("array"))]);
        if min > 0 {
            list.insert("minItems".to_owned(), json!(min));
        }
        list.insert("items".to_owned(), Value::Object(self.value(of)));
        list
    }

    /// The words a rule of its own allows; where a team switched it off, or
    /// keeps no such list, any text, and the words as examples.
    fn judged(&self, rule: &str, words: impl Fn(&Config) -> Vec<words::Word>) -> Object {
        let Some(config) = self.team else { return text() };
        let words = words(config);
        if words.is_empty() {
            return text();
        }
        if is_on(config, rule) {
            return words::one_of(words);
        }
        let words: Vec<_> = words.into_iter().map(|(word, _)| word).collect();
        joined(text(), object([("examples", json!(words))]))
    }

    fn activity_kind(&self) -> Object {
        let kinds =
            self.team.map(|config| words::choices(&config.activity_kinds, self.language).collect::<Vec<_>>());
        kinds.filter(|kinds| !kinds.is_empty()).map_or_else(scalar, words::one_of)
    }

    /// Won and lost stages have reasons of their own, and a lost one needs its.
    fn reasons(&self) -> Vec<Value> {
        let Some(config) = self.team else { return Vec::new() };
        let lists = [(StageKind::Won, &config.won_reasons), (StageKind::Lost, &config.lost_reasons)];
        let one = |(kind, list): (StageKind, &Vec<_>)| {
            let mut then = Object::new();
            if kind == StageKind::Lost && is_on(config, "missing-reason") {
                then.insert("required".to_owned(), json!(["reason"]));
            }
            if !list.is_empty() && is_on(config, "unknown-reason") {
                let reason = words::one_of(words::choices(list, self.language));
                then.insert("properties".to_owned(), json!({"reason": reason}));
            }
            let stages = words::stages_of(config, kind);
            let stage = words::one_of(stages.into_iter().map(|id| (id, String::new())));
            let stage = object([("enum", stage.get("enum").cloned().unwrap_or_default())]);
            let rule =
                json!({"if": {"required": ["stage"], "properties": {"stage": stage}}, "then": then.clone()});
            (!then.is_empty()).then_some(rule)
        };
        lists.into_iter().filter_map(one).collect()
    }

    fn split(&self) -> Object {
        let part =
            || object([("type", json!("number")), ("exclusiveMinimum", json!(0)), ("maximum", json!(100))]);
        let members = self.team.filter(|config| !config.team.is_empty() && is_on(config, "unknown-owner"));
        let all = members.map_or_else(
            || keyed(part()),
            |config| {
                let one = |(id, name): words::Word| {
                    (id, Value::Object(joined(object([("description", json!(name))]), part())))
                };
                object([
                    ("type", json!("object")),
                    ("properties", Value::Object(words::members(config, self.language).map(one).collect())),
                    ("additionalProperties", json!(false)),
                ])
            },
        );
        joined(all, object([("minProperties", json!(1))]))
    }

    fn criteria(&self) -> Object {
        let Some(config) = self.team else { return keyed(self.value(&Shape::LEVEL)) };
        let one = |criterion: &crate::pipeline::Criterion| {
            let described = object([("description", json!(criterion.label))]);
            (criterion.id.clone(), Value::Object(joined(described, self.value(&Shape::LEVEL))))
        };
        object([
            ("type", json!("object")),
            ("properties", Value::Object(config.qualification.iter().map(one).collect())),
            ("additionalProperties", json!(false)),
        ])
    }
}

fn is_on(config: &Config, rule: &str) -> bool {
    check::rule(rule).is_some_and(|rule| check::severity(config, rule) != Severity::Off)
}

fn text() -> Object {
    joined(scalar(), object([("pattern", json!(TEXT))]))
}

fn string() -> Object {
    object([("type", json!("string"))])
}

fn keyed(of: Object) -> Object {
    object([("type", json!("object")), ("additionalProperties", Value::Object(of))])
}

fn either(both: [Object; 2]) -> Object {
    object([("anyOf", Value::Array(both.map(Value::Object).to_vec()))])
}
