//! The texts that findings point into, and findings with their places.

use std::collections::HashMap;
use std::rc::Rc;

use crate::finding::{Finding, Related};
use crate::read::MAX_FILE;
use crate::source::{LineIndex, Place, RelPath, Snapshot};

/// How many texts are kept for findings of other files that point at them.
const KEPT: usize = 64;

/// Texts by path. Bytes that are no text come as replacement characters, a file
/// that cannot be read as nothing.
pub struct SourceTexts<'s> {
    snapshot: &'s dyn Snapshot,
    kept: HashMap<RelPath, Rc<str>>,
    buffer: Vec<u8>,
}

/// A finding with its places.
pub struct Located<'f> {
    /// The finding.
    pub finding: &'f Finding,
    /// Where it begins.
    pub start: Place,
    /// Where it ends, one past the last character.
    pub end: Place,
    /// The places that belong to it.
    pub related: Vec<(&'f Related, Place)>,
}

impl<'s> SourceTexts<'s> {
    /// Nothing read yet.
    pub fn new(snapshot: &'s dyn Snapshot) -> Self {
        Self { snapshot, kept: HashMap::new(), buffer: Vec::new() }
    }

    /// The text of a file.
    pub fn text(&mut self, path: &RelPath) -> Rc<str> {
        if let Some(text) = self.kept.get(path) {
            return text.clone();
        }
        let read = self.snapshot.read(path, MAX_FILE, &mut self.buffer);
        let text: Rc<str> = match read {
            Ok(()) => String::from_utf8_lossy(&self.buffer).into(),
            Err(_) => "".into(),
        };
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(path.clone(), text.clone());
        text
    }
}

/// Gives every finding with its places to `each`, with the text and the lines
/// of its file. Findings are sorted by path, so that each file is read once.
pub fn located<'f>(
    findings: &'f [Finding],
    files: &mut SourceTexts<'_>,
    mut each: impl FnMut(Located<'f>, &str, &LineIndex<'_>, &mut SourceTexts<'_>),
) {
    for of_file in findings.chunk_by(|a, b| a.path == b.path) {
        let text = files.text(&of_file[0].path);
        let lines = LineIndex::new(&text);
        for finding in of_file {
            let place = |related: &'f Related, files: &mut SourceTexts<'_>| {
                if related.path == finding.path {
                    return lines.place(related.span.start);
                }
                LineIndex::new(&files.text(&related.path)).place(related.span.start)
            };
            let related = finding.related.iter().map(|related| (related, place(related, files))).collect();
            let (start, end) = (lines.place(finding.span.start), lines.place(finding.span.end));
            each(Located { finding, start, end, related }, &text, &lines, files);
        }
    }
}
