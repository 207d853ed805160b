//! Adding an item to a list before another.

use super::flow::part;
use super::list::{blank_between, block_item};
use super::manner::manner;
use super::place::{NodePath, column, is_first, is_flow, line_break, line_start, replace, start};
use super::{EditRefused, Edits};
use crate::message;
use crate::yaml::NodeKind;
use crate::yaml::write::{NewValue, inline};

impl NodePath<'_> {
    /// Edits that put an item before item `at` of the list at this node; one
    /// past the last appends.
    pub fn insert(&self, rest: &[String], at: usize, item: &NewValue, order: &[&str]) -> Edits {
        let items: Vec<_> = self.node.items().collect();
        let Some(next) = items.get(at).copied() else { return self.append(rest, item, order) };
        if is_flow(self.node) {
            return Ok(self.insert_flow(start(next), &inline(item, true, &manner(self.tree, next))));
        }
        let (text, unclear) =
            (self.text(), || EditRefused::new(message!("the place of the item is unclear")));
        let list = start(self.node);
        let from = match at.checked_sub(1) {
            Some(before) => part(self.node, before).ok_or_else(unclear)?.1,
            None => list,
        };
        let gap = text.get(from..start(next)).ok_or_else(unclear)?;
        // The dash is the last thing before an item on its own line; comments
        // between the two make the place unclear.
        let dash = from + gap.rfind('-').ok_or_else(unclear)?;
        let own = is_first(text, dash) && column(text, dash) == column(text, list);
        if !own || !text[dash + 1..start(next)].trim().is_empty() {
            return Err(unclear());
        }
        let newline = line_break(text, dash);
        let under = " ".repeat(column(text, dash));
        let lines = match item {
            NewValue::Map(entries) if next.kind() == (NodeKind::Map { flow: false }) => {
                block_item(self.tree, self.node, next, entries, &under)
            }
            item => vec![format!("{under}- {}", inline(item, false, &manner(self.tree, next)))],
        };
        let spaced = if blank_between(text, self.node) { newline } else { "" };
        let begin = line_start(text, dash);
        Ok(vec![replace(begin, begin, format!("{}{newline}{spaced}", lines.join(newline)))])
    }

    fn insert_flow(&self, at: usize, new: &str) -> Vec<crate::finding::TextEdit> {
        let text = self.text();
        let own_line = is_first(text, at) && line_start(text, at) > start(self.node);
        let behind = if own_line {
            format!(",{}{}", line_break(text, at), &text[line_start(text, at)..at])
        } else {
            ", ".to_owned()
        };
        vec![replace(at, at, format!("{new}{behind}"))]
    }
}
