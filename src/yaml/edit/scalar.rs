//! Replacing a value in place.

use super::manner::{manner, of_file};
use super::place::{NodePath, column, end, indent, line_break, line_start, lines_below, replace, start};
use super::{EditRefused, Edits, comments_in};
use crate::message;
use crate::yaml::write::{Manner, NewValue, Quote, block, inline, scalar};
use crate::yaml::{Node, NodeKind};

impl NodePath<'_> {
    /// Edits that write `value` in the place of this node.
    pub fn replace_value(&self, value: &NewValue) -> Edits {
        let node = self.node;
        if self.way.is_empty() {
            return Err(EditRefused::new(message!("the whole file is no single value")));
        }
        match node.kind() {
            NodeKind::Block => self.replace_block(value),
            NodeKind::Plain if node.span().is_empty() => self.fill(value),
            NodeKind::Plain | NodeKind::Quoted => {
                let quote = match self.text().as_bytes().get(start(node)) {
                    Some(b'\'') if node.kind() == NodeKind::Quoted => Quote::Single,
                    Some(b'"') if node.kind() == NodeKind::Quoted => Quote::Double,
                    _ => Quote::Needed,
                };
                let new = match value {
                    NewValue::Map(_) | NewValue::List(_) => inline(value, self.in_flow(), &self.manner()),
                    other => scalar(other, self.in_flow(), quote),
                };
                Ok(vec![replace(start(node), end(node), new)])
            }
            NodeKind::Map { flow: true } | NodeKind::List { flow: true } => {
                self.no_comment(start(node), end(node))?;
                let new = inline(value, self.in_flow(), &manner(self.tree, node));
                Ok(vec![replace(start(node), end(node), new)])
            }
            NodeKind::Map { flow: false } | NodeKind::List { flow: false } => self.replace_collection(value),
            NodeKind::Alias => Err(EditRefused::new(message!("an alias is there"))),
        }
    }

    fn manner(&self) -> Manner {
        of_file(self.tree, start(self.node))
    }

    fn no_comment(&self, from: usize, to: usize) -> Result<(), EditRefused> {
        match comments_in(self.tree, from, to).next() {
            Some(comment) => {
                Err(EditRefused::new(message!("the comment `{comment}` would be lost", comment)))
            }
            None => Ok(()),
        }
    }

    /// Writes after a colon or a dash that has nothing after it.
    fn fill(&self, value: &NewValue) -> Edits {
        let (text, at) = (self.text(), end(self.node));
        if let (Some(key), false, true) =
            (self.last().and_then(|turn| turn.key), self.in_flow(), value.is_tall())
        {
            let under = format!("{}{}", indent(text, start(key)), " ".repeat(self.list_offset()));
            let lines = super::list::tall(value, &under, &self.manner());
            return Ok(vec![lines_below(text, at, column(text, start(key)), &lines)]);
        }
        Ok(vec![replace(at, at, format!(" {}", inline(value, self.in_flow(), &self.manner())))])
    }

    /// Replaces a collection in block style by a value on its key's line.
    fn replace_collection(&self, value: &NewValue) -> Edits {
        let from = self.after_sign()?;
        let to = end(self.node);
        self.no_comment(from, to)?;
        let ends = if self.text()[..to].ends_with('\n') { line_break(self.text(), to) } else { "" };
        Ok(vec![replace(from, to, format!(" {}{ends}", inline(value, false, &self.manner())))])
    }

    /// The place after the colon of this node's key, or after its dash.
    fn after_sign(&self) -> Result<usize, EditRefused> {
        let unclear = || EditRefused::new(message!("the place of the value is unclear"));
        let turn = self.last().ok_or_else(unclear)?;
        let Some(key) = turn.key else {
            let before = self.text()[..start(self.node)].trim_end();
            return before.ends_with('-').then_some(before.len()).ok_or_else(unclear);
        };
        let rest = &self.text()[end(key)..];
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        rest[gap..].starts_with(':').then_some(end(key) + gap + 1).ok_or_else(unclear)
    }

    /// Replaces a block scalar: header and lines; a comment behind the header stays.
    fn replace_block(&self, value: &NewValue) -> Edits {
        let (text, content) = (self.text(), self.node.span());
        let sign = self.after_sign()?;
        let (from, to) = (content.start as usize, content.end as usize);
        let header = sign + text[sign..].find(['|', '>']).unwrap_or(0);
        if header < sign || header >= from {
            return Err(EditRefused::new(message!("the place of the value is unclear")));
        }
        let header_end = header + text[header..].find(char::is_whitespace).unwrap_or(0);
        let newline = line_break(text, from);
        if let NewValue::Text(new) = value
            && let Some((sign, lines)) = block(new, &self.block_indent(from, to))
        {
            let finished = text[..to].ends_with('\n');
            let lines = format!("{}{}", lines.join(newline), if finished { newline } else { "" });
            return Ok(vec![replace(header, header_end, sign), replace(from, to, lines)]);
        }
        let new = scalar(value, self.in_flow(), Quote::Needed);
        let from = if text[..to].ends_with('\n') { from } else { from.saturating_sub(newline.len()) };
        Ok(vec![replace(header, header_end, new), replace(from, to, "")])
    }

    /// How the lines of a block scalar are indented: as its first line that is
    /// not blank, else two more than its key.
    fn block_indent(&self, from: usize, to: usize) -> String {
        let line = self.text()[from..to].lines().find(|line| !line.trim().is_empty());
        let own = line.map(|line| line.len() - line.trim_start_matches(' ').len());
        let key: Option<Node<'_>> = self.last().and_then(|turn| turn.key);
        let under = key.map_or(0, |key| start(key) - line_start(self.text(), start(key)));
        " ".repeat(own.unwrap_or(under + 2))
    }
}
