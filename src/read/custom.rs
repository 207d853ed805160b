//! The team's own fields: JSON Schemas over YAML values.

mod budget;
mod said;

use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::{Map, Number, Value};

use budget::SchemaBudget;

use crate::finding::cut;
use crate::message;
use crate::pipeline::CustomField;
use crate::text::Message;
use crate::yaml::{Node, Scalar};

/// How much memory the automaton of one pattern takes, in bytes.
const AUTOMATON: usize = 2 << 20;
/// Values times schemas up to which every violation of a field is looked for, and
/// up to which the first is.
const ALL: usize = 200_000;
const FIRST: usize = 5_000_000;
/// How many violations of one field are reported.
const MOST: usize = 100;
/// Bytes of a value in a message, and of all of it.
const VALUE: usize = 60;
const MESSAGE: usize = 300;

/// The schemas of the team's own fields, ready to validate by.
pub struct CustomFields(Vec<Field>);

struct Field {
    name: String,
    validator: Validator,
    /// How many schemas a value may meet.
    schemas: usize,
}

impl CustomFields {
    /// Compiles the schemas. They may refer into themselves only, and their
    /// patterns run in linear time.
    ///
    /// # Errors
    /// The field's name and what is wrong with its schema.
    pub fn new(fields: &[CustomField]) -> Result<Self, (String, Message)> {
        let mut budget = SchemaBudget::new();
        let one = |field: &CustomField| {
            let name = field.name.clone();
            let schemas = budget.pay(&field.schema).map_err(|why| (name.clone(), why))?;
            let validator = built(&field.schema).map_err(|why| (name.clone(), why))?;
            Ok(Field { name, validator, schemas })
        };
        fields.iter().map(one).collect::<Result<_, _>>().map(Self)
    }

    /// The names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|field| field.name.as_str())
    }

    /// What is wrong with the value of a field: JSON pointer and message.
    /// `None` where there is no such field.
    pub fn violations(&self, name: &str, value: &Value) -> Option<Vec<(String, Message)>> {
        let Field { validator, schemas, .. } = self.0.iter().find(|field| field.name == name)?;
        let told = |e: ValidationError<'_>| (e.instance_path().to_string(), message(&e));
        // All violations are there before the first is reported.
        let size = values(value).saturating_mul(*schemas);
        Some(if size <= ALL {
            validator.iter_errors(value).take(MOST).map(told).collect()
        } else if size <= FIRST {
            validator.validate(value).err().map(told).into_iter().collect()
        } else {
            vec![(String::new(), message!("it has too many values for so large a schema"))]
        })
    }
}

/// How many values there are in one, itself included.
fn values(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(values).sum::<usize>(),
        _ => 1,
    }
}

fn built(schema: &Value) -> Result<Validator, Message> {
    let patterns = PatternOptions::regex().size_limit(AUTOMATON).dfa_size_limit(AUTOMATON);
    jsonschema::options().with_pattern_options(patterns).build(schema).map_err(|error| message(&error))
}

/// What is wrong, with no more of the value and of the schema than a line holds.
fn message(error: &ValidationError<'_>) -> Message {
    let shown = match error.instance().as_str() {
        Some(text) => cut(&text, VALUE),
        None => cut(&error.instance(), VALUE),
    };
    let shown = shown.unwrap_or_else(|head| head + "…");
    said::words(error, &shown).unwrap_or_else(|| Message::verbatim(own(error).replace('"', "`")))
}

/// What the library says.
fn own(error: &ValidationError<'_>) -> String {
    let told = match cut(&error.instance(), VALUE) {
        Ok(_) => cut(error, MESSAGE),
        Err(head) => {
            let close = if head.starts_with('"') { "\"" } else { "" };
            cut(&error.masked_with(format!("{head}…{close}")), MESSAGE)
        }
    };
    told.unwrap_or_else(|head| head + "…")
}

/// A YAML value as JSON, by the core schema; a number that JSON cannot hold
/// stays text. Nesting is bounded by the reader's limit.
pub fn json(node: Node<'_>) -> Value {
    if node.is_map() {
        let entry = |(key, value): (Node<'_>, Node<'_>)| (key.value().unwrap_or("").to_owned(), json(value));
        return Value::Object(node.entries().map(entry).collect::<Map<_, _>>());
    }
    if node.is_list() {
        return Value::Array(node.items().map(json).collect());
    }
    let text = node.value().unwrap_or("");
    let as_text = || Value::String(text.to_owned());
    match node.scalar() {
        Some(Scalar::Null) => Value::Null,
        Some(Scalar::Bool(value)) => Value::Bool(value),
        Some(Scalar::Int) => text.parse::<i64>().map_or_else(|_| as_text(), |n| Value::Number(n.into())),
        Some(Scalar::Float) => {
            let number = text.parse::<f64>().ok().and_then(Number::from_f64);
            number.map_or_else(as_text, Value::Number)
        }
        _ => as_text(),
    }
}
