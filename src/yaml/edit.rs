//! Edits that keep every byte they do not mean to change.
//!
//! An edit is a handful of splices over the places of the tree: comments,
//! order, quoting, line ends and blank lines stay because they are never
//! written again. What comes out is used only where reading it gives exactly
//! the intended content ([`model`]), a second reader agrees ([`super::second`])
//! and no comment is missing; else the edit is refused and says what to do by
//! hand.

mod flow;
mod insert;
mod list;
mod manner;
mod map;
mod model;
mod place;
mod remove;
mod scalar;

use model::Model;
use place::NodePath;

use super::write::{Manner, NewValue, inline};
use super::{Arena, Node, ProblemKind, Tree, second};
use crate::finding::TextEdit;
use crate::text::Message;
use crate::{message, said_by_message};

/// One change of a document. Paths are keys from the root down; the number of
/// an item, from 0, goes into a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Puts a value at a path; mappings on the way are made where absent.
    Set {
        /// Where.
        path: Vec<String>,
        /// What.
        value: NewValue,
    },
    /// Adds an item at the end of a list, which is made where absent.
    Append {
        /// The list.
        path: Vec<String>,
        /// The item.
        item: NewValue,
    },
    /// Puts an item into a list before another.
    Insert {
        /// The list.
        path: Vec<String>,
        /// The number of the item it goes before, from 0; that of none appends.
        at: usize,
        /// The item.
        item: NewValue,
    },
    /// Removes a key or an item, and its parent where nothing is left in that.
    /// Comments inside stay.
    Remove {
        /// Which.
        path: Vec<String>,
    },
    /// Gives a key another name.
    Rename {
        /// Which key.
        path: Vec<String>,
        /// Its new name.
        name: String,
    },
}

impl Op {
    /// [`Op::Set`] at a dotted path.
    pub fn set(path: &str, value: NewValue) -> Self {
        Self::Set { path: dotted(path), value }
    }

    /// [`Op::Append`] at a dotted path.
    pub fn append(path: &str, item: NewValue) -> Self {
        Self::Append { path: dotted(path), item }
    }

    /// [`Op::Remove`] at a dotted path.
    pub fn remove(path: &str) -> Self {
        Self::Remove { path: dotted(path) }
    }

    /// What a person would do instead, as an order.
    pub fn by_hand(&self) -> Message {
        let plain = |value: &NewValue| inline(value, false, &Manner::default());
        match self {
            Self::Set { path, value } => {
                message!("set `{path}` to `{plain}`", path = path.join("."), plain = plain(value))
            }
            Self::Append { path, item } | Self::Insert { path, item, .. } => {
                message!("add `- {plain}` to `{path}`", plain = plain(item), path = path.join("."))
            }
            Self::Remove { path } => message!("remove `{path}`", path = path.join(".")),
            Self::Rename { path, name } => {
                message!("rename `{path}` to `{name}`", path = path.join("."), name)
            }
        }
    }
}

fn dotted(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

/// Why a document was not edited; nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRefused {
    /// The reason.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
}

impl EditRefused {
    pub(super) fn new(message: impl Into<Message>) -> Self {
        Self { message: message.into(), help: None }
    }

    fn with_help(mut self, help: Message) -> Self {
        self.help.get_or_insert(help);
        self
    }
}

impl EditRefused {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match &self.help {
            Some(help) => message!("{message}; {help}", message = self.message, help),
            None => self.message.clone(),
        }
    }
}

said_by_message!(EditRefused);

impl std::error::Error for EditRefused {}

/// Carries out operations one after the other. A new key of the root goes after
/// the nearest key that comes before it in `order`, else to the end.
///
/// # Errors
/// Where the text cannot be read, a path leads nowhere, or what came out could
/// not be confirmed; the message says what to do by hand.
pub fn apply(text: &str, ops: &[Op], order: &[&str]) -> Result<String, EditRefused> {
    let by_hand = || {
        let orders: Vec<_> = ops.iter().map(Op::by_hand).collect();
        let then = |first: Message, order| message!("{first}, then {order}", first, order);
        let orders = orders.into_iter().reduce(then).unwrap_or_default();
        message!("edit the file by hand: {orders}", orders)
    };
    let (mut now, mut intended) = (text.to_owned(), content(text)?);
    for op in ops {
        intended.apply(op)?;
        let new = splice_op(&now, op, order).map_err(|refused| refused.with_help(by_hand()))?;
        if !content(&new).is_ok_and(|content| content == intended) {
            return Err(unconfirmed(message!("the file would not say what was meant")).with_help(by_hand()));
        }
        now = new;
    }
    if comment_is_missing(text, &now) {
        return Err(unconfirmed(message!("a comment would be lost")).with_help(by_hand()));
    }
    second::agrees(&now).map_err(|why| unconfirmed(why).with_help(by_hand()))?;
    Ok(now)
}

fn unconfirmed(why: Message) -> EditRefused {
    EditRefused::new(message!("the change cannot be verified ({why})", why))
}

/// The content of a text.
fn content(text: &str) -> Result<Model, EditRefused> {
    let mut arena = Arena::default();
    Ok(Model::of(root(&arena.parse(text))?))
}

fn root<'t>(parsed: &super::Parsed<'t>) -> Result<Node<'t>, EditRefused> {
    let broken = parsed.problems.iter().find(|problem| problem.kind == ProblemKind::Syntax);
    match (broken, parsed.tree.root()) {
        (None, Some(root)) => Ok(root),
        (broken, _) => {
            let why = broken.map_or_else(|| message!("it is empty"), |problem| problem.message.clone());
            let help = message!("mend it first; `corong check` shows the place");
            Err(EditRefused::new(message!("the file cannot be read: {why}", why)).with_help(help))
        }
    }
}

/// Whether a comment of `before` is not in `after`, counted.
fn comment_is_missing(before: &str, after: &str) -> bool {
    let comments = |text: &str| {
        let mut arena = Arena::default();
        let parsed = arena.parse(text);
        let mut all: Vec<String> =
            parsed.tree.comments().iter().map(|c| c.slice(text).trim_end().to_owned()).collect();
        all.sort_unstable();
        all
    };
    let mut after = comments(after).into_iter();
    !comments(before).iter().all(|comment| after.any(|other| other == *comment))
}

fn splice_op(text: &str, op: &Op, order: &[&str]) -> Result<String, EditRefused> {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let root = root(&parsed)?;
    let edits = match op {
        Op::Set { path, value } => {
            let (site, rest) = NodePath::find(parsed.tree, root, path);
            site.set(rest, value, order)?
        }
        Op::Append { path, item } => {
            let (site, rest) = NodePath::find(parsed.tree, root, path);
            site.append(rest, item, order)?
        }
        Op::Insert { path, at, item } => {
            let (site, rest) = NodePath::find(parsed.tree, root, path);
            site.insert(rest, *at, item, order)?
        }
        Op::Remove { path } => NodePath::find(parsed.tree, root, path).0.remove()?,
        Op::Rename { name, path } => NodePath::find(parsed.tree, root, path).0.rename(name)?,
    };
    Ok(splice(text, edits))
}

/// The text with edits done; of two at one place the earlier given comes first.
pub fn splice(text: &str, mut edits: Vec<TextEdit>) -> String {
    edits.sort_by_key(|edit| edit.span.start);
    let mut out = String::with_capacity(text.len() + 128);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or(""));
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

type Edits = Result<Vec<TextEdit>, EditRefused>;

/// The comments that begin inside `start..end`.
fn comments_in<'t>(tree: Tree<'t>, start: usize, end: usize) -> impl Iterator<Item = &'t str> {
    let inside = move |at: u32| (start..end).contains(&(at as usize));
    tree.comments().iter().filter(move |c| inside(c.start)).map(move |c| c.slice(tree.text()).trim_end())
}
