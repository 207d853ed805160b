//! How a file writes its braces, keys and values, so that what is new looks alike.

use super::place::{is_flow, start};
use crate::yaml::write::{Manner, Quote};
use crate::yaml::{Node, NodeKind, Tree};

/// How a neighbour writes its braces, keys and values.
pub(super) fn manner(tree: Tree<'_>, neighbour: Node<'_>) -> Manner {
    let text = tree.text();
    let own = Some(neighbour).filter(|node| is_flow(*node)).and_then(|node| is_padded(text, node));
    let padded = own.unwrap_or_else(|| of_file(tree, start(neighbour)).padded);
    let quote = |node: Node<'_>| match text.as_bytes().get(start(node)) {
        Some(b'"') if node.kind() == NodeKind::Quoted => Quote::Double,
        Some(b'\'') if node.kind() == NodeKind::Quoted => Quote::Single,
        _ => Quote::Needed,
    };
    let keys: Vec<Quote> = neighbour.entries().map(|(key, _)| quote(key)).collect();
    let first = keys.first().copied().unwrap_or_default();
    let same = keys.iter().all(|key| *key == first);
    let values = neighbour.entries().filter(|(_, value)| quote(*value) != Quote::Needed);
    let values = values.filter_map(|(key, value)| Some((key.value()?.to_owned(), quote(value)))).collect();
    Manner { padded, keys: if same { first } else { Quote::Needed }, values }
}

/// How a file writes its braces: as the last ones before a place do, else the
/// first after it. Those that a formatter broke over several lines tell nothing
/// of spaces; where there are no others, formatters write spaces.
pub(super) fn of_file(tree: Tree<'_>, place: usize) -> Manner {
    let text = tree.text();
    let braces = || tree.nodes().filter(|node| node.is_map() && is_flow(*node));
    let told = |node: Node<'_>| is_padded(text, node);
    let before = braces().take_while(|node| start(*node) < place).filter_map(told).last();
    let known = before.or_else(|| braces().find_map(told));
    let broken = |node: Node<'_>| node.entries().next().is_some() && told(node).is_none();
    let padded = known.unwrap_or_else(|| braces().any(broken));
    Manner { padded, ..Manner::default() }
}

/// Whether a space is behind the bracket or brace of a collection; `None` where
/// its content is on other lines or there is none.
fn is_padded(text: &str, collection: Node<'_>) -> Option<bool> {
    collection.children().next()?;
    match text.as_bytes().get(start(collection) + 1)? {
        b' ' => {
            let rest = text[start(collection) + 1..].trim_start_matches(' ');
            (!rest.starts_with(['\n', '\r', '#'])).then_some(true)
        }
        b'\n' | b'\r' | b'#' => None,
        _ => Some(false),
    }
}
