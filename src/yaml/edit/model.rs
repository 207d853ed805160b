//! What a document says, apart from how: the yardstick of every edit.
//!
//! An edit is carried out twice, on the text by splicing and on this model by
//! plain data; the text is used only where reading it gives the model.

use super::{EditRefused, Op};
use crate::message;
use crate::text::Message;
use crate::yaml::write::NewValue;
use crate::yaml::{Node, NodeKind, Scalar, resolve};

/// A document's content. Keys of a map are compared as a set.
#[derive(Clone, Debug)]
pub enum Model {
    /// A scalar's value and what it means.
    Scalar(String, Scalar),
    /// A mapping.
    Map(Vec<(String, Model)>),
    /// A list.
    List(Vec<Model>),
    /// An alias; never equal to anything, so that no edit passes over one.
    Alias,
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Scalar(a, x), Self::Scalar(b, y)) => a == b && x == y,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => {
                let same = |(key, value): &(String, Self)| {
                    b.iter().find(|(name, _)| name == key).is_some_and(|(_, other)| value == other)
                };
                a.len() == b.len() && a.iter().all(same)
            }
            _ => false,
        }
    }
}

impl Model {
    /// The content of a node.
    pub fn of(node: Node<'_>) -> Self {
        match node.kind() {
            NodeKind::Map { .. } => {
                let entry = |(key, value): (Node<'_>, Node<'_>)| {
                    (key.value().unwrap_or_default().to_owned(), Self::of(value))
                };
                Self::Map(node.entries().map(entry).collect())
            }
            NodeKind::List { .. } => Self::List(node.items().map(Self::of).collect()),
            NodeKind::Alias => Self::Alias,
            _ => Self::Scalar(
                node.value().unwrap_or_default().to_owned(),
                node.scalar().unwrap_or(Scalar::Null),
            ),
        }
    }

    fn value(value: &NewValue) -> Self {
        match value {
            NewValue::Text(text) => Self::Scalar(text.clone(), Scalar::Text),
            NewValue::Plain(text) => Self::Scalar(text.clone(), resolve(text)),
            NewValue::Bool(truth) => Self::Scalar(truth.to_string(), Scalar::Bool(*truth)),
            NewValue::List(items) => Self::List(items.iter().map(Self::value).collect()),
            NewValue::Map(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (key.clone(), Self::value(value))).collect())
            }
        }
    }

    fn is_null(&self) -> bool {
        matches!(self, Self::Scalar(_, Scalar::Null))
    }

    fn kind_name(&self) -> Message {
        match self {
            Self::Scalar(_, Scalar::Int | Scalar::Float) => message!("a number"),
            Self::Scalar(_, Scalar::Bool(_)) => message!("true or false"),
            Self::Scalar(..) => message!("text"),
            Self::Map(_) => message!("a mapping"),
            Self::List(_) => message!("a list"),
            Self::Alias => message!("an alias"),
        }
    }

    /// Carries out one operation.
    ///
    /// # Errors
    /// Where the path leads through a scalar or to nothing, with its name.
    pub fn apply(&mut self, op: &Op) -> Result<(), EditRefused> {
        match op {
            Op::Set { path, value } => *self.reach(path, path)? = Self::value(value),
            Op::Append { path, item } => self.insert(path, usize::MAX, item)?,
            Op::Insert { path, at, item } => self.insert(path, *at, item)?,
            Op::Remove { path } => {
                self.remove(path)?;
            }
            Op::Rename { path, name } => {
                let (key, parent) =
                    path.split_last().ok_or_else(|| EditRefused::new(message!("nothing is named")))?;
                let Self::Map(entries) = self.reach(parent, parent)? else {
                    return Err(absent(path));
                };
                if entries.iter().any(|(other, _)| other == name) {
                    return Err(EditRefused::new(message!("there is a `{name}` already", name)));
                }
                let entry = entries.iter_mut().find(|(other, _)| other == key).ok_or_else(|| absent(path))?;
                entry.0.clone_from(name);
            }
        }
        Ok(())
    }

    /// Puts an item into the list at a path, which is made where it is absent.
    fn insert(&mut self, path: &[String], at: usize, item: &NewValue) -> Result<(), EditRefused> {
        let list = self.reach(path, path)?;
        if list.is_null() {
            *list = Self::List(Vec::new());
        }
        match list {
            Self::List(items) => items.insert(at.min(items.len()), Self::value(item)),
            other => return Err(EditRefused::new(refusal(path, other, &message!("a list")))),
        }
        Ok(())
    }

    /// The place at a path, made where it is absent.
    fn reach(&mut self, rest: &[String], path: &[String]) -> Result<&mut Self, EditRefused> {
        let Some((key, rest)) = rest.split_first() else { return Ok(self) };
        if self.is_null() {
            *self = Self::Map(Vec::new());
        }
        match self {
            Self::Map(entries) => {
                let at = entries.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
                    entries.push((key.clone(), Self::Scalar(String::new(), Scalar::Null)));
                    entries.len() - 1
                });
                entries[at].1.reach(rest, path)
            }
            Self::List(items) => {
                let item = key.parse().ok().and_then(|at: usize| items.get_mut(at));
                item.ok_or_else(|| absent(path))?.reach(rest, path)
            }
            other => {
                Err(EditRefused::new(refusal(path, other, &message!("a mapping with `{key}` in it", key))))
            }
        }
    }

    /// Removes the key or item at a path, and its parent where that is left
    /// empty; says whether this is left empty.
    fn remove(&mut self, path: &[String]) -> Result<bool, EditRefused> {
        let (key, rest) = path.split_first().ok_or_else(|| EditRefused::new(message!("nothing is named")))?;
        match self {
            Self::Map(entries) => {
                let at = entries.iter().position(|(name, _)| name == key).ok_or_else(|| absent(path))?;
                if rest.is_empty() || entries[at].1.remove(rest)? {
                    entries.remove(at);
                }
                Ok(entries.is_empty())
            }
            Self::List(items) => {
                let at: usize = key.parse().map_err(|_| absent(path))?;
                if at >= items.len() {
                    return Err(absent(path));
                }
                if rest.is_empty() || items[at].remove(rest)? {
                    items.remove(at);
                }
                Ok(items.is_empty())
            }
            _ => Err(absent(path)),
        }
    }
}

fn absent(path: &[String]) -> EditRefused {
    EditRefused::new(message!("there is no `{path}`", path = path.join(".")))
}

fn refusal(path: &[String], found: &Model, wanted: &Message) -> Message {
    message!(
        "`{path}` cannot be written: {kind_name} is where {wanted} would have to be",
        path = path.join("."),
        kind_name = found.kind_name(),
        wanted
    )
}
