//! What stands in a list's row and column: its order, and as JSON.

use std::cmp::Ordering;

use serde_json::Value;

use super::column::Kind;
use crate::pipeline::{Day, Decimal};
use crate::report::fields;

/// What stands in a row's column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// Text.
    Text(String),
    /// The id of something and what people call it.
    Named {
        /// Its id.
        id: String,
        /// What people call it.
        label: String,
    },
    /// A whole number.
    Whole(i64),
    /// A decimal that is no money.
    Number(Decimal),
    /// An amount of the workspace's currency.
    Money(Decimal),
    /// A day.
    Day(Day),
    /// Several of one kind.
    Many(Vec<Value>),
    /// Whatever else a file may hold.
    Other(Value),
}

impl Cell {
    /// A cell of what stands at a path.
    pub(super) fn of(mut values: Vec<Value>, kind: Kind, many: bool) -> Self {
        let decimal = |value: &Value| match value {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => number.to_string().parse().ok(),
            _ => None,
        };
        match (values.as_slice(), kind) {
            ([], _) => Cell::Nothing,
            _ if many => Cell::Many(values),
            ([one], Kind::Number) if decimal(one).is_some() => Cell::Number(decimal(one).unwrap_or_default()),
            ([Value::Number(number)], _) if number.is_i64() => {
                Cell::Whole(number.as_i64().unwrap_or_default())
            }
            _ => match values.pop() {
                Some(Value::String(text)) => Cell::Text(text),
                Some(other) => Cell::Other(other),
                None => Cell::Nothing,
            },
        }
    }

    /// As JSON: money and days as text, what is nothing as `null`.
    pub fn json(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Named { id, .. } => Value::from(id.as_str()),
            Self::Whole(number) => Value::from(*number),
            Self::Number(number) => {
                number.round_dp(4).normalize().to_string().parse().map_or(Value::Null, Value::Number)
            }
            Self::Money(amount) => Value::from(amount.to_string()),
            Self::Day(day) => Value::from(day.to_string()),
            Self::Many(values) => Value::Array(values.clone()),
            Self::Other(value) => value.clone(),
        }
    }
}

fn turned(order: Ordering, falls: bool) -> Ordering {
    if falls { order.reverse() } else { order }
}

/// What is nothing comes last, whichever way.
pub(super) fn compare(one: &Cell, other: &Cell, falls: bool) -> Ordering {
    let number = |cell: &Cell| match cell {
        Cell::Whole(n) => Some(Decimal::from(*n)),
        Cell::Number(n) | Cell::Money(n) => Some(*n),
        _ => None,
    };
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.to_lowercase(),
        Cell::Named { label, .. } => label.to_lowercase(),
        Cell::Many(values) => fields::joined(values).to_lowercase(),
        Cell::Other(value) => fields::brief(value).to_lowercase(),
        _ => String::new(),
    };
    match (one, other) {
        (Cell::Nothing, Cell::Nothing) => Ordering::Equal,
        (Cell::Nothing, _) => Ordering::Greater,
        (_, Cell::Nothing) => Ordering::Less,
        (Cell::Day(one), Cell::Day(other)) => turned(one.cmp(other), falls),
        (one, other) => match number(one).zip(number(other)) {
            Some((one, other)) => turned(one.cmp(&other), falls),
            None => turned(text(one).cmp(&text(other)), falls),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_comes_last_whichever_way() {
        let (low, high) = (Cell::Money(1.into()), Cell::Money(2.into()));
        assert_eq!(compare(&low, &high, false), Ordering::Less);
        assert_eq!(compare(&low, &high, true), Ordering::Greater);
        assert_eq!(compare(&Cell::Nothing, &high, true), Ordering::Greater);
        assert_eq!(compare(&high, &Cell::Nothing, false), Ordering::Less);
        assert_eq!(compare(&Cell::Text("b".into()), &Cell::Text("A".into()), false), Ordering::Greater);
    }

    #[test]
    fn what_a_path_holds_becomes_a_cell() {
        let one = |value: Value, kind| Cell::of(vec![value], kind, false);
        assert_eq!(Cell::of(Vec::new(), Kind::Text, true), Cell::Nothing);
        assert_eq!(one("1000.50".into(), Kind::Number), Cell::Number(Decimal::new(100_050, 2)));
        assert_eq!(one("x".into(), Kind::Number), Cell::Text("x".into()));
        assert_eq!(one(3.into(), Kind::Text), Cell::Whole(3));
        assert_eq!(Cell::of(vec!["x".into()], Kind::Text, true), Cell::Many(vec!["x".into()]));
        assert_eq!(Cell::Number(Decimal::new(6667, 2)).json().to_string(), "66.67");
    }
}
