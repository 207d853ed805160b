//! The fields of a part of a report that are plain data in templates, without
//! those that are there as figures already: nothing large is converted twice.

use std::fmt::Display;

use minijinja::value::{Serde, Value};
use serde::ser::{Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

/// Every field of a structure as a template's value but those that are `given`;
/// whatever is no structure, whole.
pub fn plain_fields(own: &impl Serialize, given: &[(&'static str, Value)]) -> Value {
    let found = own.serialize(Picking { given, key: String::new(), found: Vec::new() });
    found.map_or_else(|_| Value::from(Serde(own)), Value::from_pairs)
}

struct Picking<'g> {
    given: &'g [(&'static str, Value)],
    /// The key that waits for its value.
    key: String,
    found: Vec<(String, Value)>,
}

impl Picking<'_> {
    fn take(&mut self, key: &str, value: &(impl Serialize + ?Sized)) {
        if self.given.iter().all(|(name, _)| *name != key) {
            self.found.push((key.to_owned(), Value::from(Serde(value))));
        }
    }
}

/// It is no structure, so that it has no fields.
#[derive(Debug)]
struct NoFields;

impl Display for NoFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no fields")
    }
}

impl std::error::Error for NoFields {}

impl serde::ser::Error for NoFields {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

type Found = Result<Vec<(String, Value)>, NoFields>;
type Never = Impossible<Vec<(String, Value)>, NoFields>;

impl SerializeStruct for Picking<'_> {
    type Ok = Vec<(String, Value)>;
    type Error = NoFields;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), NoFields> {
        self.take(key, value);
        Ok(())
    }

    fn end(self) -> Found {
        Ok(self.found)
    }
}

/// What a structure with flattened fields is serialized as.
impl SerializeMap for Picking<'_> {
    type Ok = Vec<(String, Value)>;
    type Error = NoFields;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NoFields> {
        self.key = Value::from(Serde(key)).as_str().ok_or(NoFields)?.to_owned();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoFields> {
        let key = std::mem::take(&mut self.key);
        self.take(&key, value);
        Ok(())
    }

    fn end(self) -> Found {
        Ok(self.found)
    }
}

macro_rules! without_fields {
    ($($method:ident($($type:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self $(, _: $type)*) -> Result<$ok, NoFields> { Err(NoFields) })*
    };
}

impl<'g> Serializer for Picking<'g> {
    type Ok = Vec<(String, Value)>;
    type Error = NoFields;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Never;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, NoFields> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, NoFields> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Found {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Found {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Found {
        Err(NoFields)
    }

    without_fields! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_bytes(&[u8]) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}
