//! A lead's fields as values of an expression.

use chrono::DateTime;
use chrono_tz::Tz;
use minijinja::value::Value;
use rust_decimal::prelude::ToPrimitive;

use super::subject::Subject;
use crate::pipeline::shape::{Field, LEAD, Shape};
use crate::pipeline::{Day, Decimal, age_days, days_in_stage, idle_days, score};
use crate::yaml::{Node, Scalar};

/// The value of a name; undefined where the lead lacks it.
pub(super) fn value_of(subject: &Subject<'_>, name: &str, money_as_map: bool) -> Value {
    match name {
        "value" if !money_as_map => worth(subject),
        "id" => subject.lead.map(|lead| Value::from(lead.id.as_str())).unwrap_or_default(),
        "stage" => Value::from(subject.stage.id.as_str()),
        "pipeline" => Value::from(subject.pipeline.id.as_str()),
        "group" => {
            let owner = subject.root.get("owner").and_then(Node::value);
            owner.and_then(|owner| subject.config.group_of(owner)).map(Value::from).unwrap_or_default()
        }
        "age_days" => subject.lead.map(|lead| Value::from(age_days(lead, subject.today))).unwrap_or_default(),
        "days_in_stage" => {
            subject.lead.and_then(|l| days_in_stage(l, subject.today)).map(Value::from).unwrap_or_default()
        }
        "idle_days" => subject
            .lead
            .and_then(|l| idle_days(l, subject.today, &subject.config.calendar))
            .map(Value::from)
            .unwrap_or_default(),
        "held" => subject.lead.map(|lead| Value::from(lead.is_held(subject.today))).unwrap_or_default(),
        "annual" => {
            let annual = subject.lead.map(|lead| lead.annual(subject.today, &subject.config.rates));
            annual.filter(|annual| !annual.is_zero()).map(number).unwrap_or_default()
        }
        "score" => subject.lead.and_then(|l| score(l, subject.config)).map(number).unwrap_or_default(),
        _ => {
            let field = LEAD.iter().find(|field| field.name == name);
            let zone = subject.config.timezone;
            field
                .zip(subject.root.get(name))
                .map(|(field, node)| of_shape(node, &field.shape, zone))
                .unwrap_or_default()
        }
    }
}

/// The lead's worth in the workspace's currency, by the latest rate.
fn worth(subject: &Subject<'_>) -> Value {
    let worth = subject.lead.and_then(crate::pipeline::Lead::worth);
    worth.and_then(|money| subject.config.rates.convert(money, subject.today)).map(number).unwrap_or_default()
}

/// A decimal as a whole number where it is one, else the nearest float.
pub(super) fn number(decimal: Decimal) -> Value {
    let whole = if decimal.is_integer() { decimal.to_i64().map(Value::from) } else { None };
    whole.or_else(|| decimal.to_f64().map(Value::from)).unwrap_or_default()
}

/// What is null, or cannot be read as what it should be, is undefined.
fn of_shape(node: Node<'_>, shape: &Shape, zone: Tz) -> Value {
    if node.is_null() && !matches!(shape, Shape::Text) {
        return Value::default();
    }
    match shape {
        Shape::Amount | Shape::Percent | Shape::Integer { .. } => {
            node.value().and_then(|text| text.parse().ok()).map(number).unwrap_or_default()
        }
        Shape::Discount => node
            .value()
            .map(|text| text.parse().map_or_else(|_| Value::from(text), number))
            .unwrap_or_default(),
        // A moment is compared by its day in the workspace's time zone.
        Shape::Date => node.value().and_then(|text| day(text, zone)).map(Value::from).unwrap_or_default(),
        Shape::Money if !node.is_map() => {
            let amount = of_shape(node, &Shape::Amount, zone);
            Value::from_pairs([("amount", amount)])
        }
        Shape::List { of, .. } => node.items().map(|item| of_shape(item, of, zone)).collect(),
        Shape::Custom => any(node),
        Shape::Split => {
            let part = |(who, part): (Node<'_>, Node<'_>)| {
                (who.value().unwrap_or_default().to_owned(), of_shape(part, &Shape::Percent, zone))
            };
            Value::from_pairs(node.entries().map(part))
        }
        Shape::OneOrMore if node.is_list() => {
            node.items().map(|item| of_shape(item, &Shape::Text, zone)).collect()
        }
        shape if node.is_map() => of_fields(node, shape.fields(), zone),
        _ => node.value().filter(|text| !text.is_empty()).map(Value::from).unwrap_or_default(),
    }
}

/// The day of a date, as it is written.
fn day(text: &str, zone: Tz) -> Option<String> {
    let moment = DateTime::parse_from_rfc3339(text).map(|moment| moment.with_timezone(&zone).date_naive());
    let day = moment.ok().or_else(|| Day::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10));
    day.map(|day| day.to_string())
}

/// A mapping; keys without a field of their own are text, as in `qualification`.
fn of_fields(node: Node<'_>, fields: &[Field], zone: Tz) -> Value {
    let entry = |(key, value): (Node<'_>, Node<'_>)| {
        let name = key.value().unwrap_or_default();
        let shape = fields.iter().find(|field| field.name == name).map_or(Shape::Text, |field| field.shape);
        (name.to_owned(), of_shape(value, &shape, zone))
    };
    Value::from_pairs(node.entries().map(entry))
}

/// By YAML's core schema, for the team's own fields.
fn any(node: Node<'_>) -> Value {
    if node.is_map() {
        let entry =
            |(key, value): (Node<'_>, Node<'_>)| (key.value().unwrap_or_default().to_owned(), any(value));
        return Value::from_pairs(node.entries().map(entry));
    }
    if node.is_list() {
        return node.items().map(any).collect();
    }
    let text = node.value().unwrap_or_default();
    match node.scalar() {
        Some(Scalar::Null) => Value::default(),
        Some(Scalar::Bool(value)) => Value::from(value),
        Some(Scalar::Int | Scalar::Float) => text.parse().map_or_else(|_| Value::from(text), number),
        _ => Value::from(text),
    }
}
