//! Small JSON objects, in the order they are written.

use serde_json::{Map, Value};

/// A JSON object whose keys keep their order.
pub type Object = Map<String, Value>;

/// An object of these entries.
pub fn object<const N: usize>(entries: [(&str, Value); N]) -> Object {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// `first`, followed by what `rest` has besides.
pub fn joined(mut first: Object, rest: Object) -> Object {
    for (key, value) in rest {
        first.entry(key).or_insert(value);
    }
    first
}
