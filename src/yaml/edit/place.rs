//! Where an edit goes: the node at a path, lines, columns and line ends.

use crate::finding::TextEdit;
use crate::source::Span;
use crate::yaml::{Node, NodeKind, Tree};

/// A node and the way to it from the root.
pub(super) struct NodePath<'t> {
    pub tree: Tree<'t>,
    pub node: Node<'t>,
    /// From the root down: a collection and the entry or item taken in it.
    pub way: Vec<PathStep<'t>>,
}

/// One step into a collection.
#[derive(Clone, Copy)]
pub(super) struct PathStep<'t> {
    pub parent: Node<'t>,
    /// The key; `None` of an item.
    pub key: Option<Node<'t>>,
    pub value: Node<'t>,
    /// The number of the entry or item.
    pub at: usize,
}

impl<'t> NodePath<'t> {
    /// The deepest node on a path that is there, and what of the path is left.
    pub fn find<'p>(tree: Tree<'t>, root: Node<'t>, path: &'p [String]) -> (Self, &'p [String]) {
        let mut site = Self { tree, node: root, way: Vec::new() };
        let mut rest = path;
        while let Some((step, after)) = rest.split_first() {
            let Some(turn) = turn(site.node, step) else { break };
            site.node = turn.value;
            site.way.push(turn);
            rest = after;
        }
        (site, rest)
    }

    pub fn text(&self) -> &'t str {
        self.tree.text()
    }

    /// Whether the node is inside brackets or braces.
    pub fn in_flow(&self) -> bool {
        self.way.iter().any(|turn| is_flow(turn.parent))
    }

    /// The last step.
    pub fn last(&self) -> Option<PathStep<'t>> {
        self.way.last().copied()
    }

    /// How far lists in block style are indented below their key in this file:
    /// as the first one is, else two spaces.
    pub fn list_offset(&self) -> usize {
        let root = self.way.first().map_or(self.node, |turn| turn.parent);
        let mut offsets = root.entries().filter(|(_, value)| value.kind() == NodeKind::List { flow: false });
        offsets.next().map_or(2, |(key, list)| {
            column(self.text(), start(list)).saturating_sub(column(self.text(), start(key)))
        })
    }
}

fn turn<'t>(parent: Node<'t>, step: &str) -> Option<PathStep<'t>> {
    if parent.is_list() {
        let at: usize = step.parse().ok()?;
        return parent.items().nth(at).map(|value| PathStep { parent, key: None, value, at });
    }
    let mut entries = parent.entries().enumerate();
    let (at, (key, value)) = entries.find(|(_, (key, _))| key.value() == Some(step))?;
    Some(PathStep { parent, key: Some(key), value, at })
}

pub(super) fn is_flow(node: Node<'_>) -> bool {
    matches!(node.kind(), NodeKind::Map { flow: true } | NodeKind::List { flow: true })
}

pub(super) fn start(node: Node<'_>) -> usize {
    node.span().start as usize
}

/// The end of a node's content: of a collection that of its last child, the
/// blank lines that a `|+` keeps included.
pub(super) fn end(node: Node<'_>) -> usize {
    let own = node.span().end as usize;
    node.children().last().map_or(own, |last| own.max(end(last)))
}

/// Whether a node ends in a block scalar that keeps the blank lines below it.
pub(super) fn keeps_blank_lines(text: &str, node: Node<'_>) -> bool {
    match node.children().last() {
        Some(last) => keeps_blank_lines(text, last),
        None if node.kind() == NodeKind::Block => {
            let header = text[..start(node)].lines().next_back().unwrap_or_default();
            header
                .split(" #")
                .next()
                .is_some_and(|sign| sign.trim_end().ends_with(|c: char| c == '+' || c.is_ascii_digit()))
        }
        None => false,
    }
}

/// The start of the line a place is in; a byte-order mark belongs to no line.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    text[..at].rfind('\n').map_or(bom, |newline| newline + 1)
}

/// The end of the line a place is in, its line break not included.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if end > at && text[..end].ends_with('\r') && end < text.len() { end - 1 } else { end }
}

/// The start of the line after the one a place is in.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// How many bytes are before a place in its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// What indents a line that begins under a place: the white space before it,
/// or as many spaces as there are characters.
pub(super) fn indent(text: &str, at: usize) -> String {
    let before = &text[line_start(text, at)..at];
    if before.chars().all(char::is_whitespace) {
        before.to_owned()
    } else {
        " ".repeat(before.chars().count())
    }
}

/// Whether only white space is before a place in its line.
pub(super) fn is_first(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].trim().is_empty()
}

/// The line break used around a place.
pub(super) fn line_break(text: &str, at: usize) -> &'static str {
    let before = text[..at].rfind('\n');
    let near = before.or_else(|| text[at..].find('\n').map(|newline| at + newline));
    if near.is_some_and(|newline| text[..newline].ends_with('\r')) { "\r\n" } else { "\n" }
}

/// Inserts whole lines below the content that ends at `end`: after the rest of
/// its line and after the comments below that are indented deeper than
/// `column`, which belong to it. A file without a last line break stays so.
pub(super) fn lines_below(text: &str, end: usize, column: usize, lines: &[String]) -> TextEdit {
    let newline = line_break(text, end.min(text.len()));
    let whole = end > 0 && text[..end].ends_with('\n');
    let mut at = if whole { end } else { next_line(text, end) };
    while let Some(line) = text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()) {
        let body = line.trim_start_matches(' ');
        if !body.starts_with('#') || line.len() - body.len() <= column {
            break;
        }
        at += line.len();
    }
    let body = lines.join(newline);
    let ends = text[..at].ends_with('\n');
    let text = if ends { format!("{body}{newline}") } else { format!("{newline}{body}") };
    TextEdit { span: Span::at(at), text }
}

/// Replaces the bytes `start..end`.
pub(super) fn replace(start: usize, end: usize, text: impl Into<String>) -> TextEdit {
    TextEdit { span: Span::new(start, end), text: text.into() }
}
