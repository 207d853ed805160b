//! Schemas: kept files are up to date, outputs fit theirs, and what the checker
//! refuses as structure the schemas refuse too. What editors show is in the
//! workspace's language.

mod agree;
mod command;
mod editor;
mod kept;
mod language;
mod outputs;

use serde_json::Value;

/// A schema as `corong schema` prints it in a folder.
pub fn schema_of(bench: &crate::support::Bench, what: &str) -> Value {
    bench.run(&["schema", what]).json()
}

pub fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::validator_for(schema).unwrap()
}

/// What an independent reader makes of YAML.
fn read(yaml: &str) -> Option<Value> {
    let value: serde_yaml::Value = serde_yaml::from_str(yaml).ok()?;
    serde_json::to_value(value).ok()
}
