//! What a value has to be and what it is, in words.

use crate::message;
use crate::pipeline::shape::Shape;
use crate::text::{self, Message};
use crate::yaml::Node;

/// What a shape asks for.
pub fn of(shape: &Shape) -> Message {
    match shape {
        Shape::Text | Shape::Member | Shape::Source | Shape::Reason => message!("text"),
        Shape::Id | Shape::IdOr(_) => message!("an id"),
        Shape::Date => message!("a date"),
        Shape::Amount | Shape::Rate => message!("an amount, 0 or more"),
        Shape::Percent => message!("a percentage from 0 to 100"),
        Shape::Discount => message!("an amount, or a percentage from 0% to 100%"),
        Shape::Integer { min: 0 } => message!("a whole number, 0 or more"),
        Shape::Integer { .. } => message!("a whole number, 1 or more"),
        Shape::Month => message!("the number of a month, 1 to 12"),
        Shape::Bool => message!("true or false"),
        Shape::Currency => message!("an ISO 4217 code such as IDR"),
        Shape::Money => message!("an amount, or a mapping of amount and currency"),
        Shape::Zone => message!("a time zone such as Asia/Jakarta"),
        Shape::PeriodName => message!("a period: 2026, 2026-Q4, 2026-11, FY2027 or FY2027-Q1"),
        Shape::Folder => message!("a folder's name: relative, without `..` and `.git`"),
        _ => message!("a word"),
    }
}

/// The first characters of a word that came from outside.
pub fn short(word: &str) -> String {
    text::short(&text::spelled(word), 40)
}

/// What a value is: itself in backticks, or its kind.
pub fn found(node: Node<'_>) -> Message {
    if node.is_scalar() && !node.is_null() {
        message!("`{value}`", value = short(node.value().unwrap_or_default()))
    } else {
        node.kind_name()
    }
}
