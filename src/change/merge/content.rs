//! What a lead's file says, apart from how: what is merged.

use crate::yaml::{Arena, NewValue, Node, NodeKind, ProblemKind, Scalar, agrees};

/// A value of the tree. Keys of a mapping are compared as a set.
#[derive(Clone, Debug)]
pub enum Content {
    /// A scalar: its text, what it means, and whether it is without quotes.
    Scalar(String, Scalar, bool),
    /// A mapping.
    Map(Vec<(String, Content)>),
    /// A list.
    List(Vec<Content>),
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Scalar(a, x, _), Self::Scalar(b, y, _)) => a == b && x == y,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| other.get(key) == Some(value))
            }
            _ => false,
        }
    }
}

impl Content {
    /// What a text says; `None` where a reader finds fault with it, where two
    /// readers differ, or where it is no mapping.
    pub fn read(text: &str) -> Option<Self> {
        let mut arena = Arena::default();
        let parsed = arena.parse(text);
        if parsed.problems.iter().any(|problem| problem.kind != ProblemKind::Style) {
            return None;
        }
        let root = parsed.tree.root().filter(|root| root.is_map())?;
        agrees(text).ok()?;
        Some(Self::of(root))
    }

    fn of(node: Node<'_>) -> Self {
        match node.kind() {
            NodeKind::Map { .. } => {
                let key = |key: Node<'_>| key.value().unwrap_or_default().to_owned();
                Self::Map(node.entries().map(|(name, value)| (key(name), Self::of(value))).collect())
            }
            NodeKind::List { .. } => Self::List(node.items().map(Self::of).collect()),
            kind => {
                let means = node.scalar().unwrap_or(Scalar::Null);
                Self::Scalar(node.value().unwrap_or_default().to_owned(), means, kind == NodeKind::Plain)
            }
        }
    }

    /// The length of its longest list.
    pub fn longest_list(&self) -> usize {
        match self {
            Self::Scalar(..) => 0,
            Self::Map(entries) => entries.iter().map(|(_, value)| value.longest_list()).max().unwrap_or(0),
            Self::List(items) => items.iter().map(Self::longest_list).max().unwrap_or(0).max(items.len()),
        }
    }

    /// The value under a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text of a scalar under a key of a mapping.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Self::Scalar(text, ..) => Some(text),
            _ => None,
        }
    }

    /// Whether two mappings say the same under more than half of their keys.
    pub fn is_like(&self, other: &Self) -> bool {
        let (Self::Map(own), Self::Map(others)) = (self, other) else { return false };
        let same = own.iter().filter(|(key, value)| other.get(key) == Some(value)).count();
        2 * same > own.len().max(others.len())
    }

    /// The same as a value to be written: dates and numbers as they stand.
    pub fn value(&self) -> NewValue {
        match self {
            Self::Scalar(text, means, plain) => {
                let bare = text.starts_with(|c: char| c.is_ascii_digit())
                    && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.:".contains(c));
                if *plain && (*means != Scalar::Text || bare) {
                    NewValue::Plain(text.clone())
                } else {
                    NewValue::text(text)
                }
            }
            Self::List(items) => NewValue::List(items.iter().map(Self::value).collect()),
            Self::Map(entries) => {
                NewValue::Map(entries.iter().map(|(key, value)| (key.clone(), value.value())).collect())
            }
        }
    }
}
