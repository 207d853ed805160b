//! What a value of the team's own fields does not fit, in our words by its kind.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use crate::finding::cut;
use crate::message;
use crate::text::Message;

/// Bytes of a schema in a message.
const LONGEST: usize = 200;

/// What is wrong; `None` for kinds whose schema says it better. `shown` is the value, cut.
pub(super) fn words(error: &ValidationError<'_>, shown: &str) -> Option<Message> {
    Some(match error.kind() {
        ValidationErrorKind::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(one) => called(*one),
                TypeKind::Multiple(all) => Message::list(all.iter().map(called), ", "),
            };
            message!("`{shown}` is not {wanted}", shown, wanted)
        }
        ValidationErrorKind::Enum { options } => match &**options {
            Value::Array(all) => message!("`{shown}` is none of {all}", shown, all = listed(all)),
            _ => return None,
        },
        ValidationErrorKind::Constant { expected_value } => {
            message!("`{shown}` has to be `{wanted}`", shown, wanted = plain(expected_value))
        }
        ValidationErrorKind::Minimum { limit } => {
            message!("`{shown}` is less than {limit}", shown, limit = plain(limit))
        }
        ValidationErrorKind::Maximum { limit } => {
            message!("`{shown}` is more than {limit}", shown, limit = plain(limit))
        }
        ValidationErrorKind::ExclusiveMinimum { limit } => {
            message!("`{shown}` has to be more than {limit}", shown, limit = plain(limit))
        }
        ValidationErrorKind::ExclusiveMaximum { limit } => {
            message!("`{shown}` has to be less than {limit}", shown, limit = plain(limit))
        }
        ValidationErrorKind::MultipleOf { multiple_of } => {
            message!("`{shown}` is no multiple of {of}", shown, of = multiple_of.to_string())
        }
        ValidationErrorKind::MinLength { limit } => {
            message!("`{shown}` is shorter than {limit} characters", shown, limit)
        }
        ValidationErrorKind::MaxLength { limit } => {
            message!("`{shown}` is longer than {limit} characters", shown, limit)
        }
        ValidationErrorKind::Pattern { pattern } => {
            message!("`{shown}` does not match `{pattern}`", shown, pattern = short(pattern))
        }
        ValidationErrorKind::Format { format } => {
            message!("`{shown}` is not of the form `{format}`", shown, format = short(format))
        }
        ValidationErrorKind::MinItems { limit } => message!("there have to be {limit} items or more", limit),
        ValidationErrorKind::MaxItems { limit } => message!("there may be {limit} items at most", limit),
        ValidationErrorKind::UniqueItems => message!("an item is there twice"),
        ValidationErrorKind::MinProperties { limit } => {
            message!("there have to be {limit} keys or more", limit)
        }
        ValidationErrorKind::MaxProperties { limit } => message!("there may be {limit} keys at most", limit),
        ValidationErrorKind::Required { property } => {
            message!("`{name}` is missing", name = plain(property))
        }
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            message!("there is no key `{names}`", names = short(&unexpected.join("`, `")))
        }
        ValidationErrorKind::AnyOf { .. }
        | ValidationErrorKind::OneOfNotValid { .. }
        | ValidationErrorKind::OneOfMultipleValid { .. }
        | ValidationErrorKind::Not { .. } => {
            message!("`{shown}` is not what the field's schema wants", shown)
        }
        _ => return None,
    })
}

fn called(kind: JsonType) -> Message {
    match kind {
        JsonType::Array => message!("a list"),
        JsonType::Boolean => message!("true or false"),
        JsonType::Integer => message!("a whole number"),
        JsonType::Null => message!("nothing"),
        JsonType::Number => message!("a number"),
        JsonType::Object => message!("a mapping"),
        JsonType::String => message!("text"),
    }
}

fn listed(all: &[Value]) -> String {
    let all: Vec<String> = all.iter().map(|one| format!("`{}`", plain(one))).collect();
    short(&all.join(", "))
}

/// No more of a schema, or of a value's keys, than a line holds.
fn short(text: &str) -> String {
    cut(&text, LONGEST).unwrap_or_else(|head| head + "…")
}

/// A value as YAML writes a simple one.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| short(&value.to_string()), short)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::CustomFields;
    use crate::pipeline::CustomField;
    use crate::text::Language;

    #[test]
    fn violations_are_said_in_every_language() {
        for (schema, value, english, indonesian) in [
            (
                json!({"type": "integer"}),
                json!("ten"),
                "`ten` is not a whole number",
                "`ten` bukan bilangan bulat",
            ),
            (json!({"minimum": 1}), json!(0), "`0` is less than 1", "`0` kurang dari 1"),
            (
                json!({"enum": ["a", "b"]}),
                json!("c"),
                "`c` is none of `a`, `b`",
                "`c` tidak termasuk `a`, `b`",
            ),
            (json!({"required": ["a"]}), json!({}), "`a` is missing", "`a` belum diisi"),
            (json!({"pattern": "^x"}), json!("y"), "`y` does not match `^x`", "`y` tidak cocok dengan `^x`"),
        ] {
            let field = CustomField { name: "f".to_owned(), schema };
            let fields = CustomFields::new(&[field]).unwrap_or_else(|(_, why)| panic!("{why}"));
            let found = fields.violations("f", &value).unwrap_or_default();
            let said = |language| found.iter().map(|(_, why)| why.in_language(language)).collect::<Vec<_>>();
            assert_eq!(said(Language::En), [english]);
            assert_eq!(said(Language::Id), [indonesian]);
        }
    }
}
