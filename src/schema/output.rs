//! The schemas of outputs, from the types that are written.

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::object::{joined, object};
use crate::compare::Diff;
use crate::figures::FrozenForecast;
use crate::report::{Forecast, ImportReport, Report};
use crate::show::findings::json::FindingsReport as Check;

/// `corong.report/1`.
pub fn report() -> Value {
    of::<Report>("What `corong report --format json` gives")
}

/// `corong.forecast/1`.
pub fn forecast() -> Value {
    of::<Forecast>("What `corong forecast --format json` gives")
}

/// `corong.frozen/1`.
pub fn frozen() -> Value {
    of::<FrozenForecast>("What `corong forecast --freeze` writes")
}

/// `corong.check/1`.
pub fn check() -> Value {
    of::<Check<'_>>("What `corong check --format json` gives")
}

/// `corong.diff/1`.
pub fn diff() -> Value {
    of::<Diff>("What `corong diff --format json` gives")
}

/// `corong.import/1`.
pub fn import() -> Value {
    of::<ImportReport>("What `corong import --format json` gives")
}

fn of<T: JsonSchema>(title: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(exact);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let draft = schema.remove("$schema").unwrap_or_default();
    schema.remove("title");
    let head = object([("$schema", draft), ("title", json!(title))]);
    Value::Object(joined(head, schema.as_object().cloned().unwrap_or_default()))
}

/// Nothing but what is described may be there; what may be absent is absent rather
/// than `null`; formats are the standard's only.
fn exact(schema: &mut Schema) {
    transform_subschemas(&mut exact, schema);
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, property) in properties {
            if !required.iter().any(|known| known == name)
                && let Some(Value::Array(types)) = property.get_mut("type")
            {
                types.retain(|one| one != "null");
            }
        }
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
    if schema.get("format").is_some_and(|format| format != "date") {
        schema.remove("format");
    }
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace("[`", "`").replace("`]", "`").replace('\n', " ");
    }
}
