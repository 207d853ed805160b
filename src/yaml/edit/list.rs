//! Adding an item to a list, in the manner of its neighbours.

use super::manner::{manner, of_file};
use super::place::{NodePath, column, end, indent, keeps_blank_lines, line_start, lines_below, start};
use super::{EditRefused, Edits, comments_in};
use crate::message;
use crate::yaml::write::{Manner, NewValue, block, inline, inline_under, key};
use crate::yaml::{Node, NodeKind, Tree};

impl NodePath<'_> {
    /// Edits that add an item to the list at this node, or at `rest` below it.
    pub fn append(&self, rest: &[String], item: &NewValue, order: &[&str]) -> Edits {
        let list = NewValue::List(vec![item.clone()]);
        if !rest.is_empty() {
            return self.set(rest, &list, order);
        }
        match self.node.kind() {
            NodeKind::List { flow: true } => self.append_flow(item),
            NodeKind::List { flow: false } => Ok(vec![self.append_block(item)]),
            _ if self.node.is_null() && self.node.span().is_empty() && !self.in_flow() => {
                Ok(vec![self.list_below(&list)?])
            }
            _ if self.node.is_null() => self.set(&[], &list, order),
            _ => Err(EditRefused::new(message!(
                "{kind_name} is where a list should be",
                kind_name = self.node.kind_name()
            ))),
        }
    }

    fn append_flow(&self, item: &NewValue) -> Edits {
        let last = self.node.items().last();
        let manner =
            last.map_or_else(|| of_file(self.tree, start(self.node)), |last| manner(self.tree, last));
        Ok(super::flow::insert(self.tree, self.node, &inline(item, true, &manner)))
    }

    /// A list under a key without a value, on the lines below it.
    fn list_below(&self, list: &NewValue) -> Result<crate::finding::TextEdit, EditRefused> {
        let turn = self.last().filter(|turn| turn.key.is_some());
        let key =
            turn.and_then(|turn| turn.key).ok_or_else(|| EditRefused::new(message!("an item is empty")))?;
        let text = self.text();
        let under = format!("{}{}", indent(text, start(key)), " ".repeat(self.list_offset()));
        let lines = tall(list, &under, &of_file(self.tree, start(key)));
        Ok(lines_below(text, end(self.node), column(text, start(key)), &lines))
    }

    fn append_block(&self, item: &NewValue) -> crate::finding::TextEdit {
        let (text, list) = (self.text(), self.node);
        let dash = start(list);
        let under = indent(text, dash);
        let lines = match (list.items().last(), item) {
            (Some(last), NewValue::Map(entries)) if last.kind() == (NodeKind::Map { flow: false }) => {
                block_item(self.tree, list, last, entries, &under)
            }
            (Some(last), item) => {
                let lead = lead(self.tree, list, last).filter(|lead| !lead.contains('\n'));
                let lead = lead.unwrap_or_else(|| " ".to_owned());
                vec![format!("{under}-{lead}{}", inline(item, false, &manner(self.tree, last)))]
            }
            (None, item) => vec![format!("{under}- {}", inline(item, false, &of_file(self.tree, dash)))],
        };
        let spaced = blank_between(text, list) && !keeps_blank_lines(text, list);
        let lines: Vec<_> = spaced.then(String::new).into_iter().chain(lines).collect();
        lines_below(text, end(list), column(text, dash), &lines)
    }
}

/// A list on lines of its own, items in flow style.
pub(super) fn tall(list: &NewValue, under: &str, manner: &Manner) -> Vec<String> {
    let NewValue::List(items) = list else { return vec![inline(list, false, manner)] };
    items.iter().map(|item| format!("{under}- {}", inline(item, false, manner))).collect()
}

/// A mapping as an item in block style, indented as its neighbour is.
pub(super) fn block_item(
    tree: Tree<'_>,
    list: Node<'_>,
    last: Node<'_>,
    entries: &[(String, NewValue)],
    under: &str,
) -> Vec<String> {
    let manner = manner(tree, last);
    let lead = lead(tree, list, last);
    let own_line = lead.as_ref().is_some_and(|lead| lead.contains('\n'));
    let below = match &lead {
        Some(_) => indent(tree.text(), start(last)),
        None => format!("{under}  "),
    };
    let mut lines = if own_line { vec![format!("{under}-")] } else { Vec::new() };
    for (name, value) in entries {
        let before = match &lead {
            _ if own_line || !lines.is_empty() => below.clone(),
            Some(lead) => format!("{under}-{lead}"),
            None => format!("{under}- "),
        };
        let name_written = key(name, manner.keys);
        let tall = match value {
            NewValue::Text(text) if text.contains('\n') => block(text, &format!("{below}  ")),
            _ => None,
        };
        match tall {
            Some((header, body)) => {
                lines.push(format!("{before}{name_written}: {header}"));
                lines.extend(body);
            }
            None => {
                lines.push(format!("{before}{name_written}: {}", inline_under(name, value, false, &manner)));
            }
        }
    }
    lines
}

/// The text between the dash of an item and the item: white space, or
/// `None` where a comment does.
fn lead(tree: Tree<'_>, list: Node<'_>, item: Node<'_>) -> Option<String> {
    let text = tree.text();
    let before = text[..start(item)].trim_end();
    let from = before.len().max(start(list));
    let space = &text[from..start(item)];
    let clean = before.ends_with('-') && !space.contains('\t');
    (clean && comments_in(tree, line_start(text, from), start(item)).next().is_none() && !space.is_empty())
        .then(|| space.to_owned())
}

/// Whether the last two items are set apart by a blank line.
pub(super) fn blank_between(text: &str, list: Node<'_>) -> bool {
    let items: Vec<_> = list.items().collect();
    let [.., before, last] = items.as_slice() else { return false };
    let between = &text[end(*before)..start(*last)];
    between
        .lines()
        .skip(usize::from(!text[..end(*before)].ends_with('\n')))
        .any(|line| line.trim().is_empty())
}
