//! From byte places to lines and columns.

use std::borrow::Cow;

use super::Span;

/// A place people can find: both count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1. A byte-order mark does not count.
    pub column: u32,
}

/// A text with the line ends that git keeps where a checkout has others.
pub fn with_plain_ends(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text.into() }
}

/// The starts of the lines of one text.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> LineIndex<'t> {
    /// Indexes `text`; a line ends at `\n`, at `\r\n` or at a lone `\r`.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![if text.starts_with('\u{feff}') { 3 } else { 0 }];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                starts.push(Span::at(at + 1).start);
            }
        }
        Self { text, starts }
    }

    /// Line and column of a byte place; past the end it is the end, inside a
    /// character it is that character.
    pub fn place(&self, at: u32) -> Place {
        let line = self.starts.partition_point(|start| *start <= at).max(1) - 1;
        let start = self.starts[line] as usize;
        let mut at = (at as usize).min(self.text.len()).max(start);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let column = self.text[start..at].chars().count() as u32 + 1;
        Place { line: line as u32 + 1, column }
    }

    /// The span of a line (from 1) without its line break.
    pub fn line(&self, line: u32) -> Span {
        let at = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        let start = self.starts[at] as usize;
        let end = self.starts.get(at + 1).map_or(self.text.len(), |next| *next as usize);
        let body = self.text[start..end].trim_end_matches(['\n', '\r']);
        Span::new(start, start + body.len())
    }

    /// How many lines there are; an unfinished last one counts.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: an empty text has one empty line.
    pub fn is_empty(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Place};

    #[test]
    fn columns_count_characters_and_lines_end_three_ways() {
        let index = LineIndex::new("añb\r\nc\rd\n");
        let place = |at| index.place(at);
        assert_eq!(place(3), Place { line: 1, column: 3 });
        assert_eq!(place(6), Place { line: 2, column: 1 });
        assert_eq!(place(8), Place { line: 3, column: 1 });
        assert_eq!(place(99), Place { line: 4, column: 1 });
        assert_eq!(LineIndex::new("\u{feff}ab").place(4), Place { line: 1, column: 2 });
        assert_eq!(index.line(1).len(), 4);
    }
}
