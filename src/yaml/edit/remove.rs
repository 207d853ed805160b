//! Removing and renaming keys.

use super::flow::{part, parts};
use super::place::{
    NodePath, PathStep, indent, is_first, is_flow, keeps_blank_lines, line_break, line_start, next_line,
    replace, start,
};
use super::{EditRefused, Edits, comments_in};
use crate::message;
use crate::yaml::NodeKind;
use crate::yaml::write::{Quote, key};

impl NodePath<'_> {
    /// Edits that remove this node with its key, and parents left empty.
    pub fn remove(&self) -> Edits {
        let keeps = |turn: &&PathStep<'_>| parts(turn.parent) > 1;
        let turn = self.way.iter().rev().find(keeps).copied();
        let turn = turn.ok_or_else(|| EditRefused::new(message!("nothing would be left in the file")))?;
        if is_flow(turn.parent) { self.remove_flow(turn) } else { self.remove_block(turn) }
    }

    fn remove_flow(&self, turn: PathStep<'_>) -> Edits {
        let unclear = || EditRefused::new(message!("the place of the value is unclear"));
        let own = part(turn.parent, turn.at).ok_or_else(unclear)?;
        let (from, to) = match part(turn.parent, turn.at + 1) {
            Some(next) => (own.0, next.0),
            None => (part(turn.parent, turn.at.wrapping_sub(1)).ok_or_else(unclear)?.1, own.1),
        };
        self.comment_free(from, to)?;
        Ok(vec![replace(from, to, "")])
    }

    fn comment_free(&self, from: usize, to: usize) -> Result<(), EditRefused> {
        match comments_in(self.tree, from, to).next() {
            Some(comment) => {
                Err(EditRefused::new(message!("the comment `{comment}` would be lost", comment)))
            }
            None => Ok(()),
        }
    }

    /// Removes whole lines; comments inside them stay, each on a line of its own.
    fn remove_block(&self, turn: PathStep<'_>) -> Edits {
        let (text, unclear) =
            (self.text(), || EditRefused::new(message!("the place of the value is unclear")));
        let (inner, end) = part(turn.parent, turn.at).ok_or_else(unclear)?;
        let begin = if turn.key.is_some() { inner } else { self.dash(turn).ok_or_else(unclear)? };
        if !is_first(text, begin) {
            let next = part(turn.parent, turn.at + 1).ok_or_else(unclear)?;
            let to = if turn.key.is_some() { next.0 } else { return Err(unclear()) };
            self.comment_free(begin, to)?;
            return Ok(vec![replace(begin, to, "")]);
        }
        let whole = end > begin && text[..end].ends_with('\n');
        let (mut from, mut to) = (line_start(text, begin), if whole { end } else { next_line(text, end) });
        let (under, newline) = (indent(text, begin), line_break(text, begin));
        let kept: Vec<_> = comments_in(self.tree, from, to).map(|c| format!("{under}{c}")).collect();
        let mut kept = kept.join(newline);
        // Blank lines below would become text of a block above that keeps them.
        if kept.is_empty() && self.below_kept_lines(turn) {
            to += blank_lines(&text[to..]);
        }
        if text[..to].ends_with('\n') {
            kept = if kept.is_empty() { kept } else { format!("{kept}{newline}") };
        } else if kept.is_empty() {
            from = from.saturating_sub(newline.len());
        }
        Ok(vec![replace(from, to, kept)])
    }

    fn below_kept_lines(&self, turn: PathStep<'_>) -> bool {
        let mut values = turn.parent.children();
        let before = if turn.key.is_some() { 2 * turn.at } else { turn.at };
        before.checked_sub(1).and_then(|at| values.nth(at)).is_some_and(|v| keeps_blank_lines(self.text(), v))
    }

    /// The dash of an item.
    fn dash(&self, turn: PathStep<'_>) -> Option<usize> {
        let from = match turn.at.checked_sub(1) {
            None => return Some(start(turn.parent)),
            Some(before) => part(turn.parent, before)?.1,
        };
        let comments = self.tree.comments();
        let commented = |at: usize| comments.iter().any(|c| (c.start as usize..c.end as usize).contains(&at));
        let gap = self.text().get(from..part(turn.parent, turn.at)?.0)?;
        gap.match_indices('-').map(|(at, _)| from + at).find(|at| !commented(*at))
    }

    /// Edits that give this node's key another name.
    pub fn rename(&self, name: &str) -> Edits {
        let node = self.last().and_then(|turn| turn.key);
        let node = node.ok_or_else(|| EditRefused::new(message!("an item has no name")))?;
        let quote = match (node.kind(), self.text().as_bytes().get(start(node))) {
            (NodeKind::Quoted, Some(b'\'')) => Quote::Single,
            (NodeKind::Quoted, _) => Quote::Double,
            _ => Quote::Needed,
        };
        Ok(vec![replace(start(node), node.span().end as usize, key(name, quote))])
    }
}

/// The length of the blank lines a text begins with.
fn blank_lines(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum()
}
