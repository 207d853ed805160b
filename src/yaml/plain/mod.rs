//! A short way for files written in the plain form nearly all leads have:
//! block mappings and lists indented by spaces, brackets that close on their
//! own line, scalars of one line, literal blocks.
//!
//! It reads what it is sure of and gives up on anything else, odd or wrong,
//! which the parser then reads from the beginning. Wherever it gives a tree,
//! that is the parser's tree to the byte: `tests` hold the two together over
//! YAML's own suite, odd files, and leads changed at random.

mod flow;
mod literal;
mod scalar;
#[cfg(test)]
mod tests;

use super::arena::{Arena, MAX_NODES};
use super::arena::{NONE, Slot, Value};
use super::keys::repeated;
use super::{NodeKind, Tree};
use crate::source::Span;

/// How deep it goes before it leaves a file to the parser.
const DEEPEST: usize = 12;
/// How long a key may be before it leaves a file to the parser.
const LONGEST_KEY: usize = 100;

/// Reads a text into an arena that is empty. Where the answer is `None`, the
/// arena holds anything, and the parser has to read the text.
pub(super) fn read(arena: &mut Arena, text: &str) -> Option<()> {
    if !is_plain(text.as_bytes()) || text.contains(['\u{2028}', '\u{2029}']) {
        return None;
    }
    let mut reader = Plain { arena, text, bytes: text.as_bytes(), at: 0, indent: 0, depth: 0 };
    reader.next_line();
    (reader.indent == 0 && reader.key_end(reader.at).is_some()).then_some(())?;
    reader.map(&mut Family::root(), 0)?;
    (reader.at == text.len()).then_some(())
}

/// Whether a text has none of the bytes that need a closer look: control
/// characters but line feeds, and the beginnings of the characters that YAML
/// treats apart (next line, byte-order mark, non-characters).
fn is_plain(bytes: &[u8]) -> bool {
    let odd = |byte: u8| (byte < b' ' && byte != b'\n') || matches!(byte, 0x7f | 0xc2 | 0xef);
    !bytes.iter().fold(false, |any, byte| any | odd(*byte))
}

/// A collection being filled.
struct Family {
    slot: u32,
    last: u32,
}

impl Family {
    fn root() -> Self {
        Self { slot: NONE, last: NONE }
    }
}

struct Plain<'r, 't> {
    arena: &'r mut Arena,
    text: &'t str,
    bytes: &'t [u8],
    /// The next byte to read.
    at: usize,
    /// How far the line of `at` is indented, at the start of its content.
    indent: usize,
    depth: usize,
}

impl Plain<'_, '_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    /// The end of the line that holds `at`.
    fn line_end(&self, at: usize) -> usize {
        self.bytes[at..].iter().position(|byte| *byte == b'\n').map_or(self.bytes.len(), |len| at + len)
    }

    fn after_blanks(&self, mut at: usize) -> usize {
        while at < self.bytes.len() && self.bytes[at] == b' ' {
            at += 1;
        }
        at
    }

    /// From the start of a line to the content of the first that has any;
    /// comments on the way are kept.
    fn next_line(&mut self) {
        loop {
            let content = self.after_blanks(self.at);
            match self.bytes.get(content) {
                Some(b'\n') => self.at = content + 1,
                Some(b'#') => self.comment(content),
                _ => {
                    self.indent = content - self.at;
                    self.at = content;
                    return;
                }
            }
        }
    }

    /// Keeps the comment that begins at `from` and goes to the next line.
    fn comment(&mut self, from: usize) {
        let end = self.line_end(from);
        self.arena.comments.push(Span::new(from, end));
        self.at = (end + 1).min(self.bytes.len());
    }

    /// After a value: nothing but blanks and a comment, then the next line.
    fn rest_of_line(&mut self, from: usize) -> Option<()> {
        let rest = self.after_blanks(from);
        match self.bytes.get(rest) {
            None => self.at = rest,
            Some(b'\n') => self.at = rest + 1,
            Some(b'#') if rest > from => self.comment(rest),
            _ => return None,
        }
        self.next_line();
        Some(())
    }

    fn add(&mut self, family: &mut Family, kind: NodeKind, span: Span, value: Value) -> Option<u32> {
        let slots = &mut self.arena.slots;
        if slots.len() >= MAX_NODES {
            return None;
        }
        let at = slots.len() as u32;
        slots.push(Slot { kind, span, value, next: NONE, first: NONE });
        match std::mem::replace(&mut family.last, at) {
            NONE if family.slot == NONE => {}
            NONE => slots[family.slot as usize].first = at,
            before => slots[before as usize].next = at,
        }
        Some(at)
    }

    fn plain_scalar(&mut self, family: &mut Family, start: usize, end: usize) -> Option<u32> {
        let span = Span::new(start, end);
        self.add(family, NodeKind::Plain, span, Value::Slice(span))
    }

    /// Where a key that begins at `start` ends, at its colon.
    fn key_end(&self, start: usize) -> Option<usize> {
        let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        let len = self.bytes[start..].iter().position(|byte| !named(byte))?;
        let end = start + len;
        let sure = (1..=LONGEST_KEY).contains(&len) && self.bytes[start].is_ascii_alphanumeric();
        (sure && self.bytes[end] == b':' && matches!(self.byte(end + 1), b' ' | b'\n')).then_some(end)
    }

    /// A block mapping whose first key begins at `at`, all keys at `column`.
    fn map(&mut self, family: &mut Family, column: usize) -> Option<()> {
        self.depth += 1;
        let start = self.at;
        let kind = NodeKind::Map { flow: false };
        let slot = self.add(family, kind, Span::new(start, start), Value::None)?;
        let mut own = Family { slot, last: NONE };
        let mut first = true;
        while first || self.indent == column && self.at < self.bytes.len() {
            first = false;
            let end = self.key_end(self.at)?;
            self.plain_scalar(&mut own, self.at, end)?;
            self.value(&mut own, end + 1, column)?;
        }
        self.close(&own, column)
    }

    /// A block list whose dash is at `at`, all dashes at `column`.
    fn list(&mut self, family: &mut Family, column: usize) -> Option<()> {
        self.depth += 1;
        let start = self.at;
        let kind = NodeKind::List { flow: false };
        let slot = self.add(family, kind, Span::new(start, start), Value::None)?;
        let mut own = Family { slot, last: NONE };
        while self.indent == column && self.at < self.bytes.len() && self.is_dash(self.at) {
            let item = self.after_blanks(self.at + 1);
            if self.key_end(item).is_some() {
                let inner = column + (item - self.at);
                self.at = item;
                self.map(&mut own, inner)?;
            } else {
                self.inline(&mut own, item, column)?;
            }
        }
        self.close(&own, column)
    }

    fn is_dash(&self, at: usize) -> bool {
        self.byte(at) == b'-' && self.byte(at + 1) == b' '
    }

    /// Ends a block collection; what follows has to be indented less, or to be
    /// the next key of a mapping whose list stood at its column.
    fn close(&mut self, own: &Family, column: usize) -> Option<()> {
        let end = self.arena.slots[own.last as usize].span.end;
        let slot = &mut self.arena.slots[own.slot as usize];
        slot.span.end = end;
        let map = matches!(slot.kind, NodeKind::Map { .. });
        self.depth -= 1;
        let deeper = self.at < self.bytes.len() && self.indent > column;
        (!deeper && (!map || self.unlike_keys(own.slot))).then_some(())
    }

    fn unlike_keys(&mut self, map: u32) -> bool {
        let mut hashes = std::mem::take(&mut self.arena.hashes);
        let tree = Tree { text: self.text, arena: self.arena };
        let unlike = tree.node(map).is_some_and(|map| repeated(map, &mut hashes).is_empty());
        self.arena.hashes = hashes;
        unlike
    }

    /// What follows a key's colon: on its line, or below it.
    fn value(&mut self, family: &mut Family, from: usize, column: usize) -> Option<()> {
        let start = self.after_blanks(from);
        if !matches!(self.byte(start), b'\n' | b'#') {
            return self.inline(family, start, column);
        }
        self.rest_of_line(from)?;
        if self.at == self.bytes.len() || self.depth > DEEPEST {
            return None;
        }
        let (inner, dash) = (self.indent, self.is_dash(self.at));
        match inner > column {
            true if dash => self.list(family, inner),
            true => self.map(family, inner),
            false if dash && inner == column => self.list(family, inner),
            false => None,
        }
    }

    /// A value on the line, and the rest of it. The collection it belongs to
    /// is at `column`.
    fn inline(&mut self, family: &mut Family, start: usize, column: usize) -> Option<()> {
        let end = match self.byte(start) {
            b'|' => return self.literal(family, start, column),
            b'{' | b'[' => self.flow(family, start)?,
            b'"' | b'\'' => self.quoted(family, start)?,
            _ => {
                let end = self.plain_end(start, false)?;
                self.plain_scalar(family, start, end)?;
                end
            }
        };
        self.rest_of_line(end)?;
        // A line indented more would go on with the value.
        (self.at == self.bytes.len() || self.indent <= column).then_some(())
    }
}
