//! Literal blocks.

use super::{Family, Plain};
use crate::source::Span;
use crate::yaml::NodeKind;
use crate::yaml::arena::Value;

impl Plain<'_, '_> {
    /// A literal block, `|` or `|-`, that ends with a line feed and has no
    /// blank lines before, and no comment after it.
    pub(super) fn literal(&mut self, family: &mut Family, start: usize, column: usize) -> Option<()> {
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
