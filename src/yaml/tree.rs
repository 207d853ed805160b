//! The tree of a document: a flat arena, every node with its bytes.

use super::arena::{NONE, NodeKind, Slot, Value};
use super::{Arena, Scalar, resolve};
use crate::message;
use crate::source::Span;
use crate::text::Message;

/// A document's nodes over its text.
#[derive(Clone, Copy)]
pub struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) arena: &'t Arena,
}

impl<'t> Tree<'t> {
    /// The text the tree was read from.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The outermost node; `None` where the document could not be read.
    pub fn root(self) -> Option<Node<'t>> {
        (!self.arena.slots.is_empty()).then_some(Node { tree: self, at: 0 })
    }

    /// The node in a slot.
    pub(super) fn node(self, at: u32) -> Option<Node<'t>> {
        ((at as usize) < self.arena.slots.len()).then_some(Node { tree: self, at })
    }

    /// All nodes, in the order they begin.
    pub(super) fn nodes(self) -> impl Iterator<Item = Node<'t>> {
        (0..self.arena.slots.len() as u32).map(move |at| Node { tree: self, at })
    }

    /// The comments in order, each from its `#` to the end of its line.
    pub fn comments(&self) -> &'t [Span] {
        &self.arena.comments
    }

    /// The node at a dotted path of keys, such as `company.name`.
    pub fn find(self, path: &str) -> Option<Node<'t>> {
        path.split('.').try_fold(self.root()?, |node, key| node.get(key))
    }
}

/// One node of a tree.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: Tree<'t>,
    at: u32,
}

impl<'t> Node<'t> {
    fn slot(self) -> &'t Slot {
        &self.tree.arena.slots[self.at as usize]
    }

    fn node(self, at: u32) -> Option<Self> {
        (at != NONE).then_some(Self { tree: self.tree, at })
    }

    /// The text it was read from.
    pub fn text(self) -> &'t str {
        self.tree.text
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        self.slot().kind
    }

    /// Its bytes: quotes and brackets included; of a block collection from its
    /// first child to the end of its last, of a block scalar its content lines.
    /// An absent value is the empty range after its key's colon.
    pub fn span(self) -> Span {
        self.slot().span
    }

    /// Whether it is a mapping.
    pub fn is_map(self) -> bool {
        matches!(self.kind(), NodeKind::Map { .. })
    }

    /// Whether it is a list.
    pub fn is_list(self) -> bool {
        matches!(self.kind(), NodeKind::List { .. })
    }

    /// Whether it is a scalar of any style.
    pub fn is_scalar(self) -> bool {
        matches!(self.kind(), NodeKind::Plain | NodeKind::Quoted | NodeKind::Block)
    }

    /// Whether it is a block that ends the text, and its line break is not there.
    pub(super) fn is_unended(self) -> bool {
        let text = self.tree.text;
        let ends = self.kind() == NodeKind::Block && self.span().end as usize == text.len();
        ends && !text.ends_with('\n') && self.value().is_some_and(|value| value.ends_with('\n'))
    }

    /// The value of a scalar, escapes and folding done; `None` of anything else.
    pub fn value(self) -> Option<&'t str> {
        match self.slot().value {
            Value::Slice(span) => Some(span.slice(self.tree.text)),
            Value::Decoded(at) => Some(&self.tree.arena.strings[at as usize]),
            Value::None => None,
        }
    }

    /// Whether it is a scalar of that value; `value() == Some(text)` at less cost.
    pub fn is(self, text: &str) -> bool {
        match self.slot().value {
            Value::Slice(span) => {
                let (bytes, text) = (self.tree.text.as_bytes(), text.as_bytes());
                // Of most keys the length or the first letter is another.
                span.len() == text.len()
                    && (text.is_empty() || bytes.get(span.start as usize) == text.first())
                    && bytes.get(span.start as usize..span.end as usize) == Some(text)
            }
            Value::Decoded(at) => self.tree.arena.strings[at as usize] == text,
            Value::None => false,
        }
    }

    /// What a scalar means under the core schema; `None` of anything else.
    pub fn scalar(self) -> Option<Scalar> {
        let value = self.value()?;
        Some(if self.kind() == NodeKind::Plain { resolve(value) } else { Scalar::Text })
    }

    /// Whether it is a null: absent, `~` or `null`, unquoted.
    pub fn is_null(self) -> bool {
        self.scalar() == Some(Scalar::Null)
    }

    /// The children in order: of a map keys and values in turn.
    pub fn children(self) -> impl Iterator<Item = Node<'t>> {
        std::iter::successors(self.node(self.slot().first), |node| node.node(node.slot().next))
    }

    /// The items of a list; none of anything else.
    pub fn items(self) -> impl Iterator<Item = Node<'t>> {
        let list = self.is_list();
        self.children().filter(move |_| list)
    }

    /// Keys and values of a map in order; none of anything else.
    pub fn entries(self) -> impl Iterator<Item = (Node<'t>, Node<'t>)> {
        let mut children = self.children();
        let map = self.is_map();
        std::iter::from_fn(move || if map { Some((children.next()?, children.next()?)) } else { None })
    }

    /// Key and value of the first entry with that key.
    pub fn entry(self, key: &str) -> Option<(Node<'t>, Node<'t>)> {
        let mut at = if self.is_map() { self.slot().first } else { NONE };
        while let Some(name) = self.node(at) {
            let value = self.node(name.slot().next)?;
            if name.is(key) {
                return Some((name, value));
            }
            at = value.slot().next;
        }
        None
    }

    /// The value under a key.
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// What people call its kind in a message.
    pub fn kind_name(self) -> Message {
        match (self.kind(), self.scalar()) {
            (NodeKind::Map { .. }, _) => message!("a mapping"),
            (NodeKind::List { .. }, _) => message!("a list"),
            (NodeKind::Alias, _) => message!("an alias"),
            (_, Some(Scalar::Null)) => message!("nothing"),
            (_, Some(Scalar::Bool(_))) => message!("true or false"),
            (_, Some(Scalar::Int | Scalar::Float)) => message!("a number"),
            _ => message!("text"),
        }
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.span().slice(self.tree.text))
    }
}
