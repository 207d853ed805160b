//! A short way for files written in the plain form nearly all leads have:
//! block mappings and lists indented by spaces, brackets that close on their
//! own line, scalars of one line, literal blocks.
//!
//! It reads what it is sure of and gives up on anything else, odd or wrong,
//! which the parser then reads from the beginning. Wherever it gives a tree,
//! that is the parser's tree to the byte: `tests` hold the two together over
//! YAML's own suite, odd files, and leads changed at random.

use super::arena::{Arena, MAX_NODES};
use super::keys::repeated;
use super::tree::{NONE, Slot, Value};
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

    /// The end of the line that `at` lies in.
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
    /// stands at `column`.
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

    /// Where a plain scalar of one line ends, blanks behind it left out.
    fn plain_end(&self, start: usize, flow: bool) -> Option<usize> {
        let first = self.byte(start);
        let begins = first.is_ascii_alphanumeric()
            || first >= 0x80
            || matches!(first, b'_' | b'(' | b'/' | b'.' | b'+' | b'~' | b'$' | b'^' | b';' | b'<' | b'=')
            || (first == b'-' && self.byte(start + 1).is_ascii_alphanumeric());
        if !begins {
            return None;
        }
        let mut end = start;
        let mut at = start;
        loop {
            match self.byte(at) {
                b'\n' => return Some(end),
                b' ' => {}
                b'#' if end < at => return Some(end),
                b':' if matches!(self.byte(at + 1), b' ' | b'\n') => return None,
                b':' if flow && matches!(self.byte(at + 1), b',' | b'[' | b']' | b'{' | b'}') => return None,
                b',' | b']' | b'}' if flow => return Some(end),
                b'[' | b'{' if flow => return None,
                _ => end = at + 1,
            }
            at += 1;
        }
    }

    /// A quoted scalar of one line without escapes; gives its end.
    fn quoted(&mut self, family: &mut Family, start: usize) -> Option<usize> {
        let quote = self.bytes[start];
        let inside = start + 1;
        let ends = |byte: &u8| *byte == quote || matches!(byte, b'\n' | b'\\');
        let close = inside + self.bytes[inside..].iter().position(ends)?;
        if self.bytes[close] != quote || self.byte(close + 1) == quote {
            return None;
        }
        let value = Value::Slice(Span::new(inside, close));
        self.add(family, NodeKind::Quoted, Span::new(start, close + 1), value)?;
        Some(close + 1)
    }

    /// A collection in brackets that close on its line; gives its end.
    fn flow(&mut self, family: &mut Family, start: usize) -> Option<usize> {
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

    /// A literal block, `|` or `|-`, that ends with a line feed and has no
    /// blank lines before, and no comment after it.
    fn literal(&mut self, family: &mut Family, start: usize, column: usize) -> Option<()> {
        let strip = self.byte(start + 1) == b'-';
        let head = start + 1 + usize::from(strip);
        (self.byte(head) == b'\n' && head + 1 < self.bytes.len()).then_some(())?;
        let first = head + 1;
        let margin = self.after_blanks(first) - first;
        (margin > column && self.byte(first + margin) != b'\n').then_some(())?;
        let (mut at, mut end) = (first, first);
        let mut value = String::new();
        let mut blank = 0;
        while at < self.bytes.len() {
            let content = self.after_blanks(at);
            if self.byte(content) == b'\n' {
                (content == at).then_some(())?;
                blank += 1;
                at += 1;
                continue;
            }
            if content - at < margin {
                (self.bytes[content] != b'#' && content - at <= column).then_some(())?;
                break;
            }
            let close = self.line_end(at);
            (close < self.bytes.len()).then_some(())?;
            value.extend(std::iter::repeat_n('\n', blank));
            value.push_str(&self.text[at + margin..=close]);
            (blank, at, end) = (0, close + 1, close + 1);
        }
        // Whose blank lines after it are, only the parser says.
        (blank == 0).then_some(())?;
        if strip {
            value.pop();
        }
        self.arena.strings.push(value);
        let decoded = Value::Decoded(self.arena.strings.len() as u32 - 1);
        self.add(family, NodeKind::Block, Span::new(first, end), decoded)?;
        self.at = at;
        self.next_line();
        Some(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "the texts it is held to lie on disk")]

    use proptest::prelude::*;

    use super::super::Arena;

    /// A tree as text: kinds, places, values, comments.
    fn drawn(arena: &mut Arena, text: &str, short: bool) -> Option<String> {
        use std::fmt::Write;
        if short {
            arena.empty();
            super::read(arena, text)?;
        } else {
            let parsed = arena.parse_in_full(text);
            if let Some(problem) = parsed.problems.first() {
                return Some(problem.message.clone());
            }
        }
        let tree = super::Tree { text, arena };
        let mut out = String::new();
        let mut nodes: Vec<_> = tree.root().into_iter().collect();
        while let Some(node) = nodes.pop() {
            writeln!(out, "{:?} {:?} {:?}", node.kind(), node.span(), node.value()).unwrap();
            nodes.extend(node.children());
        }
        writeln!(out, "{:?}", tree.comments()).unwrap();
        Some(out)
    }

    /// Whether the short way reads a text; it has to read it as the parser does.
    fn agrees(text: &str) -> bool {
        let short = drawn(&mut Arena::default(), text, true);
        let whole = drawn(&mut Arena::default(), text, false);
        if short.is_some() {
            assert_eq!(short, whole, "{text:?}");
        }
        short.is_some()
    }

    const LEAD: &str = "\
# yaml-language-server: $schema=../../schemas/lead.schema.json
title: ERP rollout — 2026   # soon
company: {name: PT Karya Utama, size: 250, website: https://karya.example}
contacts:
  - name: Andi
    phone: \"+62 812\"
  -   {name: 'Budi', tags: [a, b-c, []]}
value: {amount: 250000000, currency: IDR}
tags: [enterprise, \"a, b\"]

activities:
- at: 2026-11-02
  kind: call
# between
- {at: 2026-11-03, kind: call, summary: 10:30 at x#y}
history:
  - {stage: prospect, at: 2026-10-05, by: siti}
custom: {}
notes: |
  Free *Markdown*.

    - more
next_step:
  do: -5 degrees
  due: 2026-11-28
";

    #[test]
    fn leads_as_people_write_them_go_the_short_way() {
        assert!(agrees(LEAD));
        assert!(agrees("a: 1"));
        assert!(agrees("a:\n- x\n- y: 1\n  z: 2\nb: |-\n  text\n"));
        for odd in ["", "- a\n", "a: &x 1\n", "a: [\n]\n", "a: x: y\n", "a: 1\na: 2\n", "a:\n", "a: >\n  b\n"]
        {
            assert!(!agrees(odd), "{odd:?}");
        }
    }

    #[test]
    fn what_it_reads_the_parser_reads_alike() {
        for folder in ["tests/torture/corpus", "examples"] {
            for entry in walkdir::WalkDir::new(folder) {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
                if let Ok(text) = String::from_utf8(bytes) {
                    agrees(&text);
                }
            }
        }
    }

    /// Needs YAML's own test suite; `tests/all` fetches it.
    #[test]
    #[ignore = "needs what tests/all installs"]
    fn yamls_own_suite() {
        let tools = std::env::var("CORONG_TEST_TOOLS").unwrap();
        let cases = std::fs::read_to_string(format!("{tools}/yaml-test-suite.json")).unwrap();
        let cases: Vec<String> = serde_json::from_str(&cases).unwrap();
        let short = cases.iter().filter(|case| agrees(case)).count();
        assert!(short > 5, "{short} of {} went the short way", cases.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        /// A lead with a few places overwritten by what YAML knows.
        #[test]
        fn changed_at_random(changes in prop::collection::vec((0..LEAD.len(), 0..3usize, "[-:#{}\\[\\],'\"|>&*! \n?a1~%@]{0,3}"), 1..5)) {
            let mut text = LEAD.to_owned();
            for (at, gone, new) in changes {
                let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                let end = (at + gone).min(text.len());
                let end = (end..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap();
                text.replace_range(at..end, &new);
            }
            agrees(&text);
        }

        /// Lines of pieces, each indented by one step more or less than the one above.
        #[test]
        fn made_of_pieces(lines in prop::collection::vec((-2..=2isize, "(- )?(k[a-z]: )(x|x y|[{]a: 1, b: c[}]|\\[1, \\[\\]\\]|'q'|\"q\"|-1|a#b|x:y)?( # c)?"), 1..9)) {
            let mut indent = 0;
            let mut text = String::new();
            for (step, line) in lines {
                indent = (indent + step).max(0);
                let end = if line.ends_with(": ") { line.trim_end() } else { &line };
                text += &format!("{}{end}\n", " ".repeat(if text.is_empty() { 0 } else { indent as usize }));
            }
            agrees(&text);
        }
    }
}
