//! A long list in templates: of its rows those alone become a template's values
//! that a template reads.

use std::fmt::Debug;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Serde, Value};
use serde::Serialize;

#[derive(Debug)]
struct Rows<T>(Vec<T>);

impl<T: Serialize + Debug + Send + Sync + 'static> Object for Rows<T> {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(Value::from(Serde(self.0.get(key.as_usize()?)?)))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

/// Rows as a template's list.
pub fn rows<T>(rows: &[T]) -> Value
where
    T: Clone + Serialize + Debug + Send + Sync + 'static,
{
    Value::from_object(Rows(rows.to_vec()))
}
