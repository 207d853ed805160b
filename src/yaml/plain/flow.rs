//! Collections in brackets that close on their line.

use super::{DEEPEST, Family, Plain};
use crate::source::Span;
use crate::yaml::NodeKind;
use crate::yaml::arena::{NONE, Value};

impl Plain<'_, '_> {
    /// A collection in brackets that close on its line; gives its end.
    pub(super) fn flow(&mut self, family: &mut Family, start: usize) -> Option<usize> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let map = self.bytes[start] == b'{';
        let (kind, close) = match map {
            true => (NodeKind::Map { flow: true }, b'}'),
            false => (NodeKind::List { flow: true }, b']'),
        };
        let slot = self.add(family, kind, Span::new(start, start), Value::None)?;
        let mut own = Family { slot, last: NONE };
        let mut at = self.after_blanks(start + 1);
        while self.byte(at) != close {
            if own.last != NONE {
                (self.byte(at) == b',').then_some(())?;
                at = self.after_blanks(at + 1);
            }
            if map {
                let end = self.key_end(at)?;
                self.plain_scalar(&mut own, at, end)?;
                at = self.after_blanks(end + 1);
            }
            at = self.flow_value(&mut own, at)?;
            at = self.after_blanks(at);
        }
        self.arena.slots[slot as usize].span = Span::new(start, at + 1);
        self.depth -= 1;
        (!map || self.unlike_keys(slot)).then_some(at + 1)
    }

    fn flow_value(&mut self, family: &mut Family, start: usize) -> Option<usize> {
        match self.byte(start) {
            b'{' | b'[' => self.flow(family, start),
            b'"' | b'\'' => self.quoted(family, start),
            _ => {
                let end = self.plain_end(start, true)?;
                self.plain_scalar(family, start, end)?;
                // A comment or the end of the line inside brackets is the parser's.
                let next = self.byte(self.after_blanks(end));
                matches!(next, b',' | b']' | b'}').then_some(end)
            }
        }
    }
}
