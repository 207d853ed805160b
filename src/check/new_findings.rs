//! New findings: those of now that were not there before.
//!
//! Line numbers shift and leads move, so a finding is known again by its rule,
//! its message, its lead and the text of its line, and each of before accounts
//! for one of now. In doubt a finding counts as new.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use crate::finding::{Finding, Related, Severity};
use crate::read::MAX_FILE;
use crate::source::{LineIndex, RelPath, Snapshot};

/// The findings of `now` that `before` does not have, in their order. Each side
/// comes with the files it was found in. One that was a warning before and is
/// an error now is new.
pub fn new_findings(
    now: Vec<Finding>,
    now_files: &dyn Snapshot,
    before: &[Finding],
    before_files: &dyn Snapshot,
) -> Vec<Finding> {
    let (marks, mut known) = (marks(&now, now_files), Known::new(before, before_files));
    let mut kept: Vec<bool> = vec![true; now.len()];
    // From the closest likeness to the loosest, each over all findings: so that
    // a copy of an old mistake never takes the old one's place.
    for likeness in LIKENESSES {
        for (at, mark) in marks.iter().enumerate().filter(|(at, _)| kept[*at]).collect::<Vec<_>>() {
            kept[at] = !known.take(mark, likeness);
        }
    }
    let mut kept = kept.into_iter();
    now.into_iter().filter(|_| kept.next().unwrap_or(true)).collect()
}

/// What a finding is known again by.
struct Mark<'f> {
    finding: &'f Finding,
    /// The message; numbers in it may change where several files make it up.
    message: String,
    line: [u8; 32],
    /// The leads it is about.
    leads: BTreeSet<&'f str>,
}

type Likeness = fn(&Mark<'_>, &Mark<'_>) -> bool;

const LIKENESSES: [Likeness; 4] = [
    // Nothing moved but lines.
    |a, b| a.same_words(b) && a.finding.path == b.finding.path && a.line == b.line,
    // The lead's file moved.
    |a, b| a.same_words(b) && a.moved_from(b) && a.line == b.line,
    // It moved, and the line was part of that: a new last entry of its history.
    |a, b| a.same_words(b) && a.moved_from(b),
    // Several leads disagreed, and some of them still do.
    |now, before| now.leads.len() > 1 && now.leads.is_subset(&before.leads),
];

impl<'f> Mark<'f> {
    /// The same message, and no place disagrees that did not before.
    fn same_words(&self, before: &Mark<'_>) -> bool {
        let said = |other: &Related| before.finding.related.iter().any(|then| then.message == other.message);
        self.finding.message == before.finding.message && self.finding.related.iter().all(said)
    }

    fn moved_from(&self, before: &Mark<'_>) -> bool {
        let (here, there) = (&self.finding.path, &before.finding.path);
        here != there && here.stem() == there.stem()
    }

    fn key(&self) -> (&'static str, String) {
        (self.finding.rule, self.message.clone())
    }
}

fn marks<'f>(findings: &'f [Finding], files: &dyn Snapshot) -> Vec<Mark<'f>> {
    let mut lines = Lines { files, of: None, text: String::new(), seen: HashMap::new() };
    let mark = |finding: &'f Finding| {
        let related = finding.related.iter().map(|related| related.path.stem());
        Mark {
            finding,
            message: finding.message.to_string().chars().filter(|c| !c.is_ascii_digit()).collect(),
            line: lines.digest(&finding.path, finding.span.start),
            leads: related.chain([finding.path.stem()]).collect(),
        }
    };
    findings.iter().map(mark).collect()
}

/// The findings of before that are matched to none of now yet.
struct Known<'f>(HashMap<(&'static str, String), Vec<Mark<'f>>>);

impl<'f> Known<'f> {
    fn new(findings: &'f [Finding], files: &dyn Snapshot) -> Self {
        let mut known: HashMap<_, Vec<Mark<'f>>> = HashMap::new();
        for mark in marks(findings, files) {
            known.entry(mark.key()).or_default().push(mark);
        }
        Self(known)
    }

    /// Takes one that is like `now`, and weighed no less.
    fn take(&mut self, now: &Mark<'_>, like: Likeness) -> bool {
        let weight = |severity: Severity| severity as u8;
        let Some(marks) = self.0.get_mut(&now.key()) else { return false };
        let at = marks.iter().position(|before| {
            weight(before.finding.severity) >= weight(now.finding.severity) && like(now, before)
        });
        at.map(|at| marks.swap_remove(at)).is_some()
    }
}

/// Digests of lines. Findings come sorted by path, so one text is held.
struct Lines<'s> {
    files: &'s dyn Snapshot,
    of: Option<RelPath>,
    text: String,
    /// By the byte a line starts at: a long line may hold many findings.
    seen: HashMap<u32, [u8; 32]>,
}

impl Lines<'_> {
    fn digest(&mut self, path: &RelPath, at: u32) -> [u8; 32] {
        if self.of.as_ref() != Some(path) {
            let mut bytes = Vec::new();
            // What cannot be read has no lines; its findings say why.
            let _ = self.files.read(path, MAX_FILE, &mut bytes);
            self.text = String::from_utf8_lossy(&bytes).into_owned();
            self.of = Some(path.clone());
            self.seen.clear();
        }
        let index = LineIndex::new(&self.text);
        let line = index.line(index.place(at).line);
        let digest = || Sha256::digest(line.slice(&self.text).trim()).into();
        *self.seen.entry(line.start).or_insert_with(digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{MemorySnapshot, Span};

    fn found(path: &str, at: usize, message: &str) -> Finding {
        Finding::new("rule", &RelPath::new(path), Span::at(at), crate::text::Message::verbatim(message))
    }

    /// The places of what was brought.
    fn new_messages(now: &[(&str, &str, &str)], before: &[(&str, &str, &str)]) -> Vec<String> {
        let side = |list: &[(&str, &str, &str)]| {
            let files =
                list.iter().fold(MemorySnapshot::default(), |files, (path, text, _)| files.with(path, *text));
            let one = |(path, text, message): &(&str, &str, &str)| {
                found(path, text.find('!').expect("a mark"), message)
            };
            (list.iter().map(one).collect::<Vec<_>>(), files)
        };
        let ((now, now_files), (before, before_files)) = (side(now), side(before));
        new_findings(now, &now_files, &before, &before_files).iter().map(|f| f.path.to_string()).collect()
    }

    #[test]
    fn old_mistakes_are_known_again() {
        let old = [("p/1/a.yaml", "x\n!bad\n", "m")];
        assert!(new_messages(&[("p/1/a.yaml", "\n\n\n  !bad\nx\n", "m")], &old).is_empty(), "lines shift");
        assert!(new_messages(&[("p/2/a.yaml", "!bad\n", "m")], &old).is_empty(), "the lead moved");
        assert!(new_messages(&[("p/2/a.yaml", "!another\n", "m")], &old).is_empty(), "its last entry is new");
        assert_eq!(new_messages(&[("p/1/a.yaml", "!worse\n", "m")], &old), ["p/1/a.yaml"], "another line");
        assert_eq!(new_messages(&[("p/1/a.yaml", "!bad\n", "n")], &old), ["p/1/a.yaml"], "another message");
        assert_eq!(new_messages(&[("p/1/b.yaml", "!bad\n", "m")], &old), ["p/1/b.yaml"], "another lead");
    }

    #[test]
    fn each_stands_for_one() {
        let old = [("p/2/a.yaml", "!bad\n", "m")];
        let copied = [("p/1/a.yaml", "!bad\n", "m"), ("p/2/a.yaml", "!bad\n", "m")];
        assert_eq!(new_messages(&copied, &old), ["p/1/a.yaml"], "the copy is new, though it comes first");
    }

    #[test]
    fn what_weighs_more_now_is_brought() {
        let files = MemorySnapshot::default().with("a", "x");
        let (error, mut warning) = (found("a", 0, "m"), found("a", 0, "m"));
        warning.severity = Severity::Warning;
        let count = |now: &Finding, before: &Finding| {
            new_findings(vec![now.clone()], &files, std::slice::from_ref(before), &files).len()
        };
        assert_eq!((count(&error, &warning), count(&warning, &error)), (1, 0));
    }

    #[test]
    fn leads_that_disagreed_may_become_fewer_and_not_more() {
        let files = MemorySnapshot::default();
        let many = |names: &[&str]| {
            let first = found(names[0], 0, &format!("{} open leads", names.len()));
            names[1..].iter().fold(first, |f, name| {
                f.related(&RelPath::new(name), Span::at(0), crate::text::Message::verbatim(name))
            })
        };
        let count = |now: &[&str], before: &[&str]| {
            new_findings(vec![many(now)], &files, &[many(before)], &files).len()
        };
        assert_eq!(count(&["b", "c"], &["a", "b", "c"]), 0);
        assert_eq!(count(&["a", "b", "c"], &["a", "b"]), 1);
        assert_eq!(count(&["a", "d"], &["a", "b"]), 1);
    }
}
