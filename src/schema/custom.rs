//! The team's own fields: their schemas, put into a lead's.

use serde_json::{Value, json};

use super::object::{Object, object};
use crate::pipeline::Config;

/// Keywords that draft-07 does not know.
const LATER: &[&str] = &[
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "dependentRequired",
    "dependentSchemas",
    "maxContains",
    "minContains",
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords whose values are data, never schemas.
const DATA: &[&str] = &["const", "default", "enum", "enumDescriptions", "examples"];

/// Keywords whose values are mappings from names to schemas.
const NAMED: &[&str] = &["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

/// The mapping under `custom:`.
pub fn fields(config: &Config) -> Object {
    let own = config.fields.iter().map(|field| {
        let mut schema = field.schema.clone();
        let here = format!("#/properties/custom/properties/{}", escaped(&field.name));
        each(&mut schema, &mut |schema| move_reference(schema, &here));
        (field.name.clone(), schema)
    });
    object([
        ("type", json!("object")),
        ("properties", Value::Object(own.collect())),
        ("additionalProperties", json!(false)),
    ])
}

/// The draft that says what the team's schemas say: the one that every editor
/// knows, unless they use what came later.
pub fn draft(config: Option<&Config>) -> &'static str {
    let mut later = false;
    for field in config.into_iter().flat_map(|config| &config.fields) {
        let mut schema = field.schema.clone();
        each(&mut schema, &mut |schema| {
            // Beside a reference, draft-07 reads nothing.
            later |= LATER.iter().any(|word| schema.contains_key(*word))
                || schema.len() > 1 && schema.contains_key("$ref");
        });
    }
    if later {
        "https://json-schema.org/draft/2020-12/schema"
    } else {
        "http://json-schema.org/draft-07/schema#"
    }
}

/// A reference into the field's own schema leads to the place of that schema now. A
/// draft or name of its own would end the document around it.
fn move_reference(schema: &mut Object, here: &str) {
    for word in ["$schema", "$id"] {
        schema.shift_remove(word);
    }
    if let Some(Value::String(to)) = schema.get_mut("$ref")
        && let Some(below) = to.strip_prefix('#').filter(|below| below.is_empty() || below.starts_with('/'))
    {
        *to = format!("{here}{below}");
    }
}

/// Does something to a schema and to every one in it.
fn each(schema: &mut Value, act: &mut impl FnMut(&mut Object)) {
    match schema {
        Value::Array(all) => all.iter_mut().for_each(|one| each(one, act)),
        Value::Object(schema) => {
            act(schema);
            for (word, value) in schema.iter_mut() {
                match value {
                    _ if DATA.contains(&word.as_str()) => {}
                    Value::Object(named) if NAMED.contains(&word.as_str()) => {
                        named.values_mut().for_each(|one| each(one, act));
                    }
                    value => each(value, act),
                }
            }
        }
        _ => {}
    }
}

/// A name as a part of a reference: a JSON pointer in a URI.
fn escaped(name: &str) -> String {
    let pointer = name.replace('~', "~0").replace('/', "~1");
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let part = |byte: u8| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    pointer.bytes().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_and_data_stays() {
        let mut schema = json!({
            "$id": "x", "$ref": "#/$defs/a", "const": {"$ref": "#"},
            "properties": {"$ref": {"$ref": "#"}}, "anyOf": [{"$ref": "https://x"}],
        });
        each(&mut schema, &mut |schema| move_reference(schema, "#/f"));
        let moved = json!({
            "$ref": "#/f/$defs/a", "const": {"$ref": "#"},
            "properties": {"$ref": {"$ref": "#/f"}}, "anyOf": [{"$ref": "https://x"}],
        });
        assert_eq!(schema, moved);
        assert_eq!(escaped("a/b c"), "a~1b%20c");
    }
}
