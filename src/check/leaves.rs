//! The values of a lead or of the configuration, each with what its shape says it has to be.

use crate::pipeline::shape::{Field, Shape};
use crate::yaml::Node;

/// Gives `see` every scalar below a mapping with these keys whose shape is
/// known, and that shape.
pub fn each(map: Node<'_>, fields: &[Field], see: &mut dyn FnMut(Node<'_>, &Shape)) {
    each_in(map, fields, &|_| true, see);
}

/// The same of the nodes that are wanted, and of what is in them.
pub fn each_in(
    map: Node<'_>,
    fields: &[Field],
    wanted: &dyn Fn(Node<'_>) -> bool,
    see: &mut dyn FnMut(Node<'_>, &Shape),
) {
    for (key, value) in map.entries().filter(|(_, value)| wanted(*value)) {
        if let Some(field) = fields.iter().find(|field| key.is(field.name)) {
            value_of(value, &field.shape, wanted, see);
        }
    }
}

fn value_of(
    node: Node<'_>,
    shape: &Shape,
    wanted: &dyn Fn(Node<'_>) -> bool,
    see: &mut dyn FnMut(Node<'_>, &Shape),
) {
    match shape {
        Shape::List { of, .. } => {
            let items = node.items().filter(|item| wanted(*item));
            items.for_each(|item| value_of(item, of, wanted, see));
        }
        Shape::OneOrMore if node.is_list() => node.items().for_each(|item| see(item, &Shape::Text)),
        Shape::Criteria => node.entries().for_each(|(_, level)| see(level, &Shape::LEVEL)),
        Shape::Keyed(of) => {
            let values = node.entries().map(|(_, value)| value).filter(|value| wanted(*value));
            values.for_each(|value| value_of(value, of, wanted, see));
        }
        Shape::Split => node.entries().for_each(|(_, part)| see(part, &Shape::Percent)),
        shape if node.is_map() => each_in(node, shape.fields(), wanted, see),
        shape => see(node, shape),
    }
}
