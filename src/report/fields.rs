//! A lead's own fields as JSON, whole or by a dotted path.
//!
//! Money and other decimals are strings, so that no digit is lost; whole
//! numbers are numbers; a text field stays as written.

use serde_json::{Map, Number, Value};

use crate::finding::nearest;
use crate::message;
use crate::pipeline::shape::{Field, LEAD, Shape};
use crate::pipeline::{Config, Decimal};
use crate::read::decimal;
use crate::text::Message;
use crate::yaml::{Node, Scalar};

/// What a dotted path leads to.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// Its shape; `None` of a field of the team's own, or of what is in it.
    pub shape: Option<Shape>,
    /// Whether there may be several of it.
    pub many: bool,
}

/// What a dotted path of a lead leads to. Lists are gone into: by number, or
/// all of their items where there is no number.
///
/// # Errors
/// What is wrong, in one sentence, and what to do.
pub fn reach(path: &str, config: &Config, more: &[&str]) -> Result<Reached, (Message, Message)> {
    let mut steps = path.split('.');
    let first = steps.next().unwrap_or_default();
    let Some(field) = LEAD.iter().find(|field| field.name == first) else {
        let own = || LEAD.iter().map(|field| field.name);
        let known = || own().chain(more.iter().copied().filter(|name| own().all(|own| own != *name)));
        let help = match nearest(first, known()) {
            Some(near) => message!("did you mean `{near}`?", near),
            None => {
                message!("known are {words}", words = known().collect::<Vec<_>>().join(", "))
            }
        };
        return Err((message!("a lead has no field `{word}`", word = first), help));
    };
    let (mut shape, mut many) = (&field.shape, false);
    let mut before = first.to_owned();
    for step in steps {
        if let Shape::List { of, .. } = shape {
            shape = of;
            if step.parse::<usize>().is_ok() {
                continue;
            }
            many = true;
        }
        let (found, known): (Option<&Shape>, Vec<&str>) = match shape {
            Shape::Custom => {
                let known: Vec<&str> = config.fields.iter().map(|field| field.name.as_str()).collect();
                if known.contains(&step) {
                    return Ok(Reached { shape: None, many });
                }
                (None, known)
            }
            Shape::Criteria => {
                let known: Vec<&str> = config.qualification.iter().map(|one| one.id.as_str()).collect();
                (known.contains(&step).then_some(&Shape::LEVEL), known)
            }
            Shape::Split => {
                let known: Vec<&str> = config.team.iter().map(|one| one.id.as_str()).collect();
                (known.contains(&step).then_some(&Shape::Percent), known)
            }
            shape => {
                let fields = shape.fields();
                let found = fields.iter().find(|field| field.name == step);
                (found.map(|field| &field.shape), fields.iter().map(|field| field.name).collect())
            }
        };
        shape = found.ok_or_else(|| unknown(&before, step, &known))?;
        before = format!("{before}.{step}");
    }
    let many = many || matches!(shape, Shape::List { .. });
    Ok(Reached { shape: Some(*shape), many })
}

fn unknown(before: &str, step: &str, known: &[&str]) -> (Message, Message) {
    let help = match nearest(step, known.iter().copied()) {
        Some(near) => message!("did you mean `{called}.{near}`?", called = before, near),
        None if known.is_empty() => message!("`{before}` holds nothing further", before),
        None => message!("`{called}` has: {parts}", called = before, parts = known.join(", ")),
    };
    (message!("`{called}` has no `{name}`", called = before, name = step), help)
}

/// Everything a lead's file says, its keys in the file's order.
pub fn whole(root: Node<'_>) -> Value {
    of_fields(root, LEAD)
}

/// What is at a dotted path; of lists without a number, each item's. Empty
/// where nothing is there.
pub fn at_path(root: Node<'_>, path: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut steps = path.split('.');
    let first = steps.next().unwrap_or_default();
    let field = LEAD.iter().find(|field| field.name == first);
    if let Some((field, node)) = field.zip(root.get(first)) {
        gather(node, &field.shape, &steps.collect::<Vec<_>>(), &mut found);
    }
    found
}

fn gather(node: Node<'_>, shape: &Shape, steps: &[&str], found: &mut Vec<Value>) {
    let Some((step, rest)) = steps.split_first() else {
        if let (Shape::List { of, .. }, true) = (shape, node.is_list()) {
            found.extend(node.items().map(|item| of_shape(item, of)).filter(|value| !value.is_null()));
        } else if !node.is_null() {
            found.push(of_shape(node, shape));
        }
        return;
    };
    match shape {
        Shape::List { of, .. } => match step.parse::<usize>() {
            Ok(at) => {
                if let Some(item) = node.items().nth(at) {
                    gather(item, of, rest, found);
                }
            }
            Err(_) => node.items().for_each(|item| gather(item, of, steps, found)),
        },
        Shape::Custom => {
            let inner = steps.iter().try_fold(node, |node, step| node.get(step));
            found.extend(inner.filter(|inner| !inner.is_null()).map(any));
        }
        Shape::Split => {
            if let Some(part) = node.get(step) {
                gather(part, &Shape::Percent, rest, found);
            }
        }
        Shape::Money if !node.is_map() => {
            if *step == "amount" {
                found.push(of_shape(node, &Shape::Amount));
            }
        }
        shape => {
            let inner = shape.fields().iter().find(|field| field.name == *step).map(|field| &field.shape);
            if let Some(value) = node.get(step) {
                gather(value, inner.unwrap_or(&Shape::Text), rest, found);
            }
        }
    }
}

fn of_shape(node: Node<'_>, shape: &Shape) -> Value {
    if node.is_null() {
        return Value::Null;
    }
    match shape {
        Shape::List { of, .. } if node.is_list() => {
            node.items().map(|item| of_shape(item, of)).collect::<Vec<_>>().into()
        }
        Shape::Custom => any(node),
        Shape::Split if node.is_map() => {
            let part =
                |(who, part): (Node<'_>, Node<'_>)| (who.value().unwrap_or_default().to_owned(), exact(part));
            Value::Object(node.entries().map(part).collect())
        }
        Shape::Integer { .. } => number(node),
        Shape::Amount | Shape::Percent | Shape::Discount => exact(node),
        Shape::Money if !node.is_map() => exact(node),
        shape if node.is_map() => of_fields(node, shape.fields()),
        _ if node.is_list() => any(node),
        _ => node.value().map_or(Value::Null, Value::from),
    }
}

/// A mapping; keys without a field of their own are text, as in `qualification`.
fn of_fields(node: Node<'_>, fields: &[Field]) -> Value {
    let entry = |(key, value): (Node<'_>, Node<'_>)| {
        let name = key.value().unwrap_or_default();
        let shape = fields.iter().find(|field| field.name == name).map_or(Shape::Text, |field| field.shape);
        (name.to_owned(), of_shape(value, &shape))
    };
    Value::Object(node.entries().map(entry).collect::<Map<_, _>>())
}

/// The decimal as written, without sign and exponent where it has them.
fn exact(node: Node<'_>) -> Value {
    let text = node.value().unwrap_or_default();
    let number = decimal(text).map(|number: Decimal| number.to_string());
    Value::from(number.unwrap_or_else(|| text.to_owned()))
}

fn number(node: Node<'_>) -> Value {
    let text = node.value().unwrap_or_default();
    let whole = text.parse::<i64>().ok().map(Number::from);
    whole
        .or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
        .map_or_else(|| text.into(), Value::Number)
}

/// By YAML's core schema, for the team's own fields.
fn any(node: Node<'_>) -> Value {
    if node.is_map() {
        let entry =
            |(key, value): (Node<'_>, Node<'_>)| (key.value().unwrap_or_default().to_owned(), any(value));
        return Value::Object(node.entries().map(entry).collect());
    }
    if node.is_list() {
        return node.items().map(any).collect::<Vec<_>>().into();
    }
    match node.scalar() {
        Some(Scalar::Null) => Value::Null,
        Some(Scalar::Bool(value)) => Value::from(value),
        Some(Scalar::Int | Scalar::Float) => number(node),
        _ => node.value().map_or(Value::Null, Value::from),
    }
}

/// A value in few words, for a cell: text as it is, lists joined, mappings by
/// their name.
pub fn brief(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items),
        Value::Object(map) => {
            let named = ["name", "do", "summary", "stage", "amount"].iter().find_map(|key| map.get(*key));
            let entry = |(key, value): (&String, &Value)| format!("{key}: {}", brief(value));
            named.map_or_else(|| map.iter().map(entry).collect::<Vec<_>>().join(", "), brief)
        }
        other => other.to_string(),
    }
}

/// Several values in few words.
pub fn joined(values: &[Value]) -> String {
    values.iter().map(brief).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Arena;

    const LEAD: &str = "
title: 012
value: {amount: 1000.50, currency: USD}
contacts: [{name: A, phone: '+62 1'}, {name: B}]
tags: [x, y]
company: {name: PT X, size: 25}
qualification: {need: met}
custom: {branches: 3, deep: {er: yes}}
products: [{name: P, price: 1e3}]
";

    fn at(path: &str) -> String {
        let mut arena = Arena::default();
        let tree = arena.parse(LEAD).tree;
        Value::Array(at_path(tree.root().unwrap(), path)).to_string()
    }

    #[test]
    fn paths_go_into_mappings_and_lists() {
        for (path, wanted) in [
            ("title", r#"["012"]"#),
            ("value.amount", r#"["1000.50"]"#),
            ("contacts.name", r#"["A","B"]"#),
            ("contacts.phone", r#"["+62 1"]"#),
            ("contacts.1.name", r#"["B"]"#),
            ("tags", r#"["x","y"]"#),
            ("company.size", "[25]"),
            ("qualification.need", r#"["met"]"#),
            ("custom.branches", "[3]"),
            ("custom.deep.er", r#"["yes"]"#),
            ("products.price", r#"["1000"]"#),
            ("notes", "[]"),
        ] {
            assert_eq!(at(path), wanted, "{path}");
        }
    }

    #[test]
    fn a_value_in_few_words() {
        let value = serde_json::json!([{"name": "A", "role": "CFO"}, {"name": "B"}]);
        assert_eq!(brief(&value), "A, B");
        assert_eq!(brief(&serde_json::json!({"need": "met", "n": 3})), "need: met, n: 3");
    }
}
