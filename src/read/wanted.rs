//! What a value has to be and what it is, in words.

use crate::pipeline::shape::Shape;
use crate::text;
use crate::yaml::Node;

/// What is asked for: its name for whoever says it in another language, and the
/// words that follow "has to be".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: &'static str,
    /// The words.
    pub words: &'static str,
}

const fn wanted(name: &'static str, words: &'static str) -> Wanted {
    Wanted { name, words }
}

/// A mapping.
pub const MAPPING: Wanted = wanted("mapping", "a mapping");
/// A list.
pub const LIST: Wanted = wanted("list", "a list");
/// The judgement of a lead.
pub const CRITERIA: Wanted = wanted("criteria", "a mapping from criteria to met, partial or unmet");
/// Who shares the value.
pub const SPLIT: Wanted = wanted("split", "a mapping from people to percentages that are 100 together");
/// An id, told what that is.
pub const PLAIN_ID: Wanted = wanted("id", "an id: lower-case letters, digits and `-`");
/// A schema of the team's own.
pub const SCHEMA: Wanted = wanted("schema", "a JSON Schema, a mapping");

/// What a shape asks for.
pub fn of(shape: &Shape) -> Wanted {
    match shape {
        Shape::Text | Shape::Member | Shape::Source | Shape::Reason => wanted("text", "text"),
        Shape::Id | Shape::IdOr(_) => wanted("id", "an id"),
        Shape::Date => wanted("date", "a date"),
        Shape::Amount | Shape::Rate => wanted("amount", "an amount, 0 or more"),
        Shape::Percent => wanted("percentage", "a percentage from 0 to 100"),
        Shape::Discount => wanted("discount", "an amount, or a percentage from 0% to 100%"),
        Shape::Integer { min: 0 } => wanted("number", "a whole number, 0 or more"),
        Shape::Integer { .. } => wanted("number-from-one", "a whole number, 1 or more"),
        Shape::Month => wanted("month", "the number of a month, 1 to 12"),
        Shape::Bool => wanted("true-or-false", "true or false"),
        Shape::Currency => wanted("currency", "an ISO 4217 code such as IDR"),
        Shape::Money => wanted("money", "an amount, or a mapping of amount and currency"),
        Shape::Zone => wanted("zone", "a time zone such as Asia/Jakarta"),
        Shape::PeriodName => wanted("period", "a period: 2026, 2026-Q4, 2026-11, FY2027 or FY2027-Q1"),
        Shape::Folder => wanted("folder", "a folder's name: relative, without `..` and `.git`"),
        _ => wanted("word", "a word"),
    }
}

/// The first characters of a word that came from outside.
pub fn short(word: &str) -> String {
    text::short(&text::spelled(word), 40)
}

/// What a value is: itself in backticks, or its kind.
pub fn found(node: Node<'_>) -> String {
    if node.is_scalar() && !node.is_null() {
        format!("`{}`", short(node.value().unwrap_or_default()))
    } else {
        node.kind_name().to_string()
    }
}

/// The same as a fact: of a kind its name.
pub fn found_fact(node: Node<'_>) -> String {
    let found = found(node);
    if found.starts_with('`') { found } else { found.replace(' ', "-") }
}
