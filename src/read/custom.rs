//! The team's own fields: JSON Schemas over YAML values.

use jsonschema::{PatternOptions, Validator};
use serde_json::{Map, Number, Value};

use crate::pipeline::CustomField;
use crate::yaml::{Node, Scalar};

/// The schemas of the team's own fields, ready to validate by.
pub struct CustomFields(Vec<(String, Validator)>);

impl CustomFields {
    /// Compiles the schemas. They may refer into themselves only, and their
    /// patterns run in linear time.
    ///
    /// # Errors
    /// The field's name and what is wrong with its schema.
    pub fn new(fields: &[CustomField]) -> Result<Self, (String, String)> {
        let one = |field: &CustomField| {
            let options = jsonschema::options().with_pattern_options(PatternOptions::regex());
            match options.build(&field.schema) {
                Ok(validator) => Ok((field.name.clone(), validator)),
                Err(error) => Err((field.name.clone(), error.to_string())),
            }
        };
        fields.iter().map(one).collect::<Result<_, _>>().map(Self)
    }

    /// The names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// What is wrong with the value of a field: JSON pointer and message.
    /// `None` where there is no such field.
    pub fn violations(&self, name: &str, value: &Value) -> Option<Vec<(String, String)>> {
        let (_, validator) = self.0.iter().find(|(known, _)| known == name)?;
        let told = |e: jsonschema::ValidationError<'_>| (e.instance_path().to_string(), e.to_string());
        Some(validator.iter_errors(value).map(told).collect())
    }
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
