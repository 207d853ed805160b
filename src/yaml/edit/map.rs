//! Putting a value at a path: replacing the one that is there, or adding a key.

use super::flow;
use super::list::tall;
use super::manner::{manner, of_file};
use super::place::{NodePath, column, end, indent, is_flow, lines_below, start};
use super::{EditRefused, Edits};
use crate::finding::TextEdit;
use crate::message;
use crate::yaml::Node;
use crate::yaml::write::{Manner, NewValue, block, inline_under, key};

impl NodePath<'_> {
    /// Edits that put `value` at this node, or at `rest` below it.
    pub fn set(&self, rest: &[String], value: &NewValue, order: &[&str]) -> Edits {
        let Some((name, deeper)) = rest.split_first() else { return self.replace_value(value) };
        let nested =
            deeper.iter().rev().fold(value.clone(), |inner, name| NewValue::Map(vec![(name.clone(), inner)]));
        if self.node.is_null() {
            return self.replace_value(&NewValue::Map(vec![(name.clone(), nested)]));
        }
        if !self.node.is_map() {
            let message = message!(
                "`{name}` has no place: {kind_name} is above it",
                name,
                kind_name = self.node.kind_name()
            );
            return Err(EditRefused::new(message));
        }
        Ok(self.add_key(name, &nested, order))
    }

    fn add_key(&self, name: &str, value: &NewValue, order: &[&str]) -> Vec<TextEdit> {
        let (map, manner) = (self.node, manner(self.tree, self.node));
        if is_flow(map) {
            let manner = Manner { values: Vec::new(), ..manner };
            let new = format!("{}: {}", key(name, manner.keys), inline_under(name, value, true, &manner));
            return flow::insert(self.tree, map, &new);
        }
        let order = if self.way.is_empty() { order } else { &[] };
        let Some((first, last)) = map.entries().next().zip(entry_before(map, name, order)) else {
            return Vec::new();
        };
        let under = indent(self.text(), start(first.0));
        let lines = self.key_lines(&key(name, manner.keys), value, &under);
        let at = end(last.0).max(end(last.1));
        vec![lines_below(self.text(), at, column(self.text(), start(first.0)), &lines)]
    }

    /// A key and its value on lines of their own.
    fn key_lines(&self, name: &str, value: &NewValue, under: &str) -> Vec<String> {
        let manner = of_file(self.tree, start(self.node));
        if value.is_tall() {
            let below = format!("{under}{}", " ".repeat(self.list_offset()));
            return std::iter::once(format!("{under}{name}:")).chain(tall(value, &below, &manner)).collect();
        }
        if let NewValue::Text(text) = value
            && text.contains('\n')
            && let Some((header, body)) = block(text, &format!("{under}  "))
        {
            return std::iter::once(format!("{under}{name}: {header}")).chain(body).collect();
        }
        vec![format!("{under}{name}: {}", inline_under(name, value, false, &manner))]
    }
}

/// The entry a new key goes below: the last of those that come before it in
/// `order`, else the last.
fn entry_before<'t>(map: Node<'t>, name: &str, order: &[&str]) -> Option<(Node<'t>, Node<'t>)> {
    let rank = |name: &str| order.iter().position(|other| *other == name);
    let before = rank(name).and_then(|own| {
        let earlier = |(key, _): &(Node<'t>, Node<'t>)| key.value().and_then(rank).is_some_and(|at| at < own);
        map.entries().filter(earlier).last()
    });
    before.or_else(|| map.entries().last())
}
