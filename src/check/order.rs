//! A list's items in another order: the same lines, each item with its
//! comments, and every line break and blank line where it was.

use crate::finding::TextEdit;
use crate::source::Span;
use crate::yaml::{Node, NodeKind};

/// The edits that put the items of a list into an order; `order` holds, for
/// each place, which item comes there. `None` where what belongs to an item
/// cannot be known.
pub fn reordered(text: &str, list: Node<'_>, comments: &[Span], order: &[usize]) -> Option<Vec<TextEdit>> {
    let items: Vec<Span> = list.items().map(Node::span).collect();
    let parts = match list.kind() {
        NodeKind::List { flow: true } => flow_parts(text, list, comments, &items)?,
        _ => block_parts(text, list, comments, &items)?,
    };
    let moved = parts.iter().zip(order).enumerate().filter(|(at, (_, from))| at != *from);
    let edit = |(_, (part, from)): (usize, (&Span, &usize))| {
        Some(TextEdit { span: *part, text: parts.get(*from)?.slice(text).to_owned() })
    };
    moved.map(edit).collect()
}

/// In brackets an item is its own bytes; comments there belong to nobody.
fn flow_parts(text: &str, list: Node<'_>, comments: &[Span], items: &[Span]) -> Option<Vec<Span>> {
    let all = list.span();
    let commented = comments.iter().any(|c| all.start <= c.start && c.start <= line_end(text, all.end));
    (!commented).then(|| items.iter().map(|item| trimmed(text, *item)).collect())
}

/// Of a block list an item is its lines from the `-` on, comments behind and
/// between them, those below that are indented deeper than the `-`, and those
/// right above it that are not.
fn block_parts(text: &str, list: Node<'_>, comments: &[Span], items: &[Span]) -> Option<Vec<Span>> {
    // Blank lines at the end of a block scalar may be part of its text.
    let kept = |node: Node<'_>| node.kind() == NodeKind::Block;
    if list.items().flat_map(Node::children).any(kept) {
        return None;
    }
    let alone = |line: u32| {
        comments.iter().find(|c| line_start(text, c.start) == line).filter(|c| blank(text, line, c.start))
    };
    let dashes: Vec<u32> = items.iter().map(|item| dash(text, *item)).collect::<Option<_>>()?;
    let mut parts: Vec<Span> = Vec::with_capacity(items.len());
    for (item, dash) in items.iter().zip(&dashes) {
        let dash_line = line_start(text, *dash);
        let column = dash - dash_line;
        let floor = parts.last().map_or(0, |part| part.end);
        let mut start = dash_line;
        while let Some(above) = (start > floor).then(|| line_start(text, before_break(text, start))) {
            // One further out than the first item is about the list.
            let fits = |at: u32| if parts.is_empty() { at == column } else { at <= column };
            let Some(comment) = alone(above).filter(|c| above >= floor && fits(c.start - above)) else {
                break;
            };
            start = line_start(text, comment.start);
        }
        let mut end = line_end(text, trimmed(text, *item).end);
        while let Some(below) = after_break(text, end) {
            let Some(comment) = alone(below).filter(|c| c.start - below > column) else { break };
            end = line_end(text, comment.end);
        }
        parts.push(Span { start, end: trimmed_end(text, start, end) });
    }
    Some(parts)
}

/// The place of an item's `-`, the first thing on its line; `None` where
/// something else is before it.
fn dash(text: &str, item: Span) -> Option<u32> {
    let before = text.get(..item.start as usize)?;
    let dash = before.rfind('-')?;
    let dash = Span::at(dash).start;
    let between = text.get(dash as usize + 1..item.start as usize)?;
    let alone = blank(text, line_start(text, dash), dash) && between.chars().all(|c| c == ' ' || c == '\t');
    alone.then_some(dash)
}

fn blank(text: &str, start: u32, end: u32) -> bool {
    text.get(start as usize..end as usize).is_some_and(|part| part.chars().all(|c| c == ' ' || c == '\t'))
}

fn line_start(text: &str, at: u32) -> u32 {
    let head = text.get(..at as usize).unwrap_or("");
    Span::at(head.rfind(['\n', '\r']).map_or(0, |at| at + 1)).start
}

fn line_end(text: &str, at: u32) -> u32 {
    let rest = text.get(at as usize..).unwrap_or("");
    at + Span::at(rest.find(['\n', '\r']).unwrap_or(rest.len())).start
}

/// The end of the line above the one that starts at `at`.
fn before_break(text: &str, at: u32) -> u32 {
    let head = text.get(..at as usize).unwrap_or("");
    let head = head.strip_suffix('\n').map_or(head, |head| head.strip_suffix('\r').unwrap_or(head));
    Span::at(head.strip_suffix('\r').unwrap_or(head).len()).start
}

/// The start of the line below the one that ends at `at`.
fn after_break(text: &str, at: u32) -> Option<u32> {
    let rest = text.get(at as usize..)?;
    let len = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
    (len > 0).then(|| at + Span::at(len).start)
}

/// A block item's span may end with its line break; the break stays.
fn trimmed(text: &str, span: Span) -> Span {
    Span { start: span.start, end: trimmed_end(text, span.start, span.end) }
}

fn trimmed_end(text: &str, start: u32, end: u32) -> u32 {
    start + Span::at(Span { start, end }.slice(text).trim_end().len()).start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Arena, splice};

    fn sorted(text: &str, order: &[usize]) -> Option<String> {
        let mut arena = Arena::default();
        let parsed = arena.parse(text);
        let list = parsed.tree.find("h").expect("a list");
        let edits = reordered(text, list, parsed.tree.comments(), order)?;
        Some(splice(text, edits))
    }

    #[test]
    fn an_item_keeps_its_comments() {
        let text = "h: # oldest first\r\n# of the list\r\n  - {a: 1} # one\r\n\r\n  # of two\r\n  - b: 2\r\n    c: 3\r\n    # still two\r\n  - {a: 3}\r\nz: 1";
        assert_eq!(
            sorted(text, &[1, 0, 2]).as_deref(),
            Some(
                "h: # oldest first\r\n# of the list\r\n  # of two\r\n  - b: 2\r\n    c: 3\r\n    # still two\r\n\r\n  - {a: 1} # one\r\n  - {a: 3}\r\nz: 1"
            )
        );
    }

    #[test]
    fn a_file_that_ends_without_a_break_still_does() {
        assert_eq!(sorted("h:\n- {a: 1}\n- a: 2", &[1, 0]).as_deref(), Some("h:\n- a: 2\n- {a: 1}"));
        assert_eq!(sorted("h: [{a: 1},\n  {a: 2}]\n", &[1, 0]).as_deref(), Some("h: [{a: 2},\n  {a: 1}]\n"));
        assert_eq!(sorted("h: [{a: 1}, # x\n  {a: 2}]\n", &[1, 0]), None);
        assert_eq!(sorted("h:\n- a: |+\n    x\n\n- a: 2\n", &[1, 0]), None);
    }
}
