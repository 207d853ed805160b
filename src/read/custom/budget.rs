//! What schemas cost, counted before any is compiled: every reference is
//! followed, as it would be for each value.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::message;
use crate::text::Message;

/// Schemas that all fields have together, each reference counting what it leads to.
const MOST: usize = 5_000;
/// How deep schemas nest, references followed.
const DEPTH: usize = 64;
/// Patterns that all fields have together; each may be a large automaton.
const PATTERNS: usize = 50;

/// What is still to be spent.
pub(super) struct SchemaBudget {
    schemas: usize,
    patterns: usize,
}

impl SchemaBudget {
    /// For all fields of a configuration.
    pub(super) fn new() -> Self {
        Self { schemas: MOST, patterns: PATTERNS }
    }

    /// Pays for the schema of a field and gives how many schemas it is.
    ///
    /// # Errors
    /// A sentence that names the limit it is past, or the reference that cannot
    /// be counted.
    pub(super) fn pay(&mut self, schema: &Value) -> Result<usize, Message> {
        let mut count = Count { root: schema, anchors: HashMap::new(), known: HashMap::new(), patterns: 0 };
        count.anchors(schema, true)?;
        let cost = count.of(schema, 0)?;
        let (schemas, patterns) = (self.schemas.checked_sub(cost), self.patterns.checked_sub(count.patterns));
        self.schemas = schemas.ok_or_else(|| {
            message!(
                "with those before it, it has more than {most} schemas, references followed: refer less",
                most = MOST
            )
        })?;
        self.patterns = patterns.ok_or_else(|| {
            message!(
                "with those before it, it has more than {most} patterns: use `enum`, or fewer",
                most = PATTERNS
            )
        })?;
        Ok(cost)
    }
}

struct Count<'s> {
    root: &'s Value,
    anchors: HashMap<&'s str, &'s Value>,
    /// What each part costs; `None` while it is being counted.
    known: HashMap<*const Value, Option<usize>>,
    patterns: usize,
}

impl<'s> Count<'s> {
    /// Collects the places that have names. A part that has an address of its own
    /// would be another whole to refer into.
    fn anchors(&mut self, value: &'s Value, outermost: bool) -> Result<(), Message> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let id = text("$id").or_else(|| text("id").filter(|id| id.contains(['#', ':', '/'])));
        let fragment = id.and_then(|id| id.strip_prefix('#'));
        if id.is_some() && fragment.is_none() && !outermost {
            return Err(message!("`$id` is for the whole schema alone: remove it"));
        }
        let names = [text("$anchor"), text("$dynamicAnchor"), fragment];
        self.anchors.extend(names.into_iter().flatten().map(|name| (name, value)));
        inner(value).try_for_each(|part| self.anchors(part, false))
    }

    fn of(&mut self, value: &'s Value, depth: usize) -> Result<usize, Message> {
        if depth > DEPTH {
            return Err(message!(
                "its schemas nest more than {most} deep, references followed: refer less",
                most = DEPTH
            ));
        }
        match self.known.get(&std::ptr::from_ref(value)) {
            Some(Some(cost)) => return Ok(*cost),
            Some(None) => {
                return Err(message!("its references lead round in a circle: write out what is meant"));
            }
            None => {}
        }
        self.known.insert(value, None);
        let mut cost = 1;
        if let Value::Object(map) = value {
            self.patterns += map.get("pattern").is_some_and(Value::is_string) as usize;
            self.patterns += map.get("patternProperties").and_then(Value::as_object).map_or(0, Map::len);
            for key in ["$ref", "$dynamicRef", "$recursiveRef"] {
                if let Some(to) = map.get(key).and_then(Value::as_str)
                    && let Some(target) = self.target(to)?
                {
                    cost += self.of(target, depth + 1)?;
                }
            }
        }
        for part in inner(value) {
            cost += self.of(part, depth + 1)?;
            if cost > MOST {
                break;
            }
        }
        self.known.insert(value, Some(cost));
        Ok(cost)
    }

    /// What a reference leads to; `None` where that is nowhere, which the
    /// compiler tells.
    fn target(&self, to: &str) -> Result<Option<&'s Value>, Message> {
        let Some(inside) = to.strip_prefix('#') else {
            return Err(message!("a schema refers only into itself: write `#/$defs/…`"));
        };
        if inside.contains('%') {
            return Err(message!("a reference is written without `%`"));
        }
        Ok(if inside.is_empty() || inside.starts_with('/') {
            self.root.pointer(inside)
        } else {
            self.anchors.get(inside).copied()
        })
    }
}

/// The mappings and lists in a value.
fn inner(value: &Value) -> impl Iterator<Item = &Value> {
    let (list, map) = (value.as_array(), value.as_object());
    let all = list.into_iter().flatten().chain(map.into_iter().flat_map(Map::values));
    all.filter(|part| part.is_object() || part.is_array())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_cost_what_they_lead_to() {
        let pay = |schema: Value| SchemaBudget::new().pay(&schema);
        assert_eq!(pay(json!({"type": "string"})), Ok(1));
        assert_eq!(
            pay(json!({"$defs": {"a": {}}, "allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}]})),
            Ok(8)
        );
        assert_eq!(pay(json!({"$defs": {"a": {"$anchor": "x"}}, "$ref": "#x"})), Ok(4));
        for (wrong, why) in [
            (json!({"$ref": "#"}), "circle"),
            (json!({"properties": {"a": {"$ref": "#"}}}), "circle"),
            (json!({"$defs": {"a": {"$anchor": "x", "not": {"$dynamicRef": "#x"}}}}), "circle"),
            (json!({"$defs": {"a": {"$id": "http://a/", "$ref": "#"}}}), "`$id`"),
            (json!({"$ref": "http://a/"}), "only into itself"),
            (json!({"$ref": "#/%24defs"}), "without `%`"),
        ] {
            assert!(pay(wrong.clone()).is_err_and(|told| told.to_string().contains(why)), "{wrong}");
        }
    }
}
