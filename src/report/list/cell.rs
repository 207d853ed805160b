//! What is in a list's row and column: its order, and as JSON.

use std::cmp::Ordering;

use serde_json::Value;

use crate::pipeline::{Day, Decimal};
use crate::report::fields;

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A telephone number.
    Phone,
    /// A number.
    Number,
    /// An amount of the workspace's currency.
    Money,
    /// A day.
    Day,
}

/// What is in a row's column.
#[derive(Clone, Debug, PartialEq)]
pub enum ListCell {
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

impl ListCell {
    /// A cell of what is at a path.
    pub(super) fn of(mut values: Vec<Value>, kind: ColumnKind, many: bool) -> Self {
        let decimal = |value: &Value| match value {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => number.to_string().parse().ok(),
            _ => None,
        };
        match (values.as_slice(), kind) {
            ([], _) => ListCell::Nothing,
            _ if many => ListCell::Many(values),
            ([one], ColumnKind::Number) if decimal(one).is_some() => {
                ListCell::Number(decimal(one).unwrap_or_default())
            }
            ([Value::Number(number)], _) if number.is_i64() => {
                ListCell::Whole(number.as_i64().unwrap_or_default())
            }
            _ => match values.pop() {
                Some(Value::String(text)) => ListCell::Text(text),
                Some(other) => ListCell::Other(other),
                None => ListCell::Nothing,
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
pub(super) fn compare(one: &ListCell, other: &ListCell, falls: bool) -> Ordering {
    let number = |cell: &ListCell| match cell {
        ListCell::Whole(n) => Some(Decimal::from(*n)),
        ListCell::Number(n) | ListCell::Money(n) => Some(*n),
        _ => None,
    };
    let text = |cell: &ListCell| match cell {
        ListCell::Text(text) => text.to_lowercase(),
        ListCell::Named { label, .. } => label.to_lowercase(),
        ListCell::Many(values) => fields::joined(values).to_lowercase(),
        ListCell::Other(value) => fields::brief(value).to_lowercase(),
        _ => String::new(),
    };
    match (one, other) {
        (ListCell::Nothing, ListCell::Nothing) => Ordering::Equal,
        (ListCell::Nothing, _) => Ordering::Greater,
        (_, ListCell::Nothing) => Ordering::Less,
        (ListCell::Day(one), ListCell::Day(other)) => turned(one.cmp(other), falls),
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
        let (low, high) = (ListCell::Money(1.into()), ListCell::Money(2.into()));
        assert_eq!(compare(&low, &high, false), Ordering::Less);
        assert_eq!(compare(&low, &high, true), Ordering::Greater);
        assert_eq!(compare(&ListCell::Nothing, &high, true), Ordering::Greater);
        assert_eq!(compare(&high, &ListCell::Nothing, false), Ordering::Less);
        assert_eq!(
            compare(&ListCell::Text("b".into()), &ListCell::Text("A".into()), false),
            Ordering::Greater
        );
    }

    #[test]
    fn what_a_path_holds_becomes_a_cell() {
        let one = |value: Value, kind| ListCell::of(vec![value], kind, false);
        assert_eq!(ListCell::of(Vec::new(), ColumnKind::Text, true), ListCell::Nothing);
        assert_eq!(one("1000.50".into(), ColumnKind::Number), ListCell::Number(Decimal::new(100_050, 2)));
        assert_eq!(one("x".into(), ColumnKind::Number), ListCell::Text("x".into()));
        assert_eq!(one(3.into(), ColumnKind::Text), ListCell::Whole(3));
        assert_eq!(ListCell::of(vec!["x".into()], ColumnKind::Text, true), ListCell::Many(vec!["x".into()]));
        assert_eq!(ListCell::Number(Decimal::new(6667, 2)).json().to_string(), "66.67");
    }
}
