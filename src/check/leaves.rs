//! The values of a lead, each with what its shape says it has to be.

use crate::pipeline::shape::{Field, Shape};
use crate::yaml::Node;

/// Gives `see` every scalar below a mapping with these keys whose shape is
/// known, and its key.
pub fn each(map: Node<'_>, fields: &[Field], see: &mut dyn FnMut(Node<'_>, &Shape)) {
    for (key, value) in map.entries() {
        if let Some(field) = fields.iter().find(|field| key.is(field.name)) {
            value_of(value, &field.shape, see);
        }
    }
}

fn value_of(node: Node<'_>, shape: &Shape, see: &mut dyn FnMut(Node<'_>, &Shape)) {
    match shape {
        Shape::List { of, .. } => node.items().for_each(|item| value_of(item, of, see)),
        Shape::Criteria => node.entries().for_each(|(_, level)| see(level, &Shape::LEVEL)),
        shape if node.is_map() => each(node, shape.fields(), see),
        shape => see(node, shape),
    }
}
