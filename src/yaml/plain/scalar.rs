//! Scalars of one line: without quotes, and in quotes without escapes.

use super::{Family, Plain};
use crate::source::Span;
use crate::yaml::NodeKind;
use crate::yaml::arena::Value;

impl Plain<'_, '_> {
    /// Where a plain scalar of one line ends, blanks behind it left out.
    pub(super) fn plain_end(&self, start: usize, flow: bool) -> Option<usize> {
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
                // Other readers end the scalar there.
                b'[' | b'{' | b'?' if flow => return None,
                _ => end = at + 1,
            }
            at += 1;
        }
    }

    /// A quoted scalar of one line without escapes; gives its end.
    pub(super) fn quoted(&mut self, family: &mut Family, start: usize) -> Option<usize> {
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
}
