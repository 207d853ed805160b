//! What git leaves in a file of two sides that do not merge.

use crate::finding::Finding;
use crate::message;
use crate::source::{RelPath, Span};

/// The first line of a conflict that git left: seven or more `<` and a blank at
/// the start of a line, and as many `>` at the start of one after it. Git makes
/// them longer where a conflict is inside another, as where a file was moved
/// to two places.
pub fn conflict_marker(text: &str) -> Option<Span> {
    if !text.contains('<') {
        return None;
    }
    let starts_line =
        |at: usize| at == 0 || text.as_bytes()[at - 1] == b'\n' || (at == 3 && text.starts_with('\u{feff}'));
    let marker = |sign: char, mark: &str, from: usize| {
        let begin = |at: usize| text[..at].trim_end_matches(sign).len();
        text[from..].match_indices(mark).map(|(at, _)| begin(from + at)).find(|at| starts_line(*at))
    };
    let first = marker('<', "<<<<<<< ", 0)?;
    marker('>', ">>>>>>> ", first)?;
    let line = text[first..].lines().next().unwrap_or_default();
    Some(Span::new(first, first + line.len()))
}

/// That git left a conflict in a file; `marker` is its first line.
pub fn conflict(path: &RelPath, marker: Span) -> Finding {
    let help = message!(
        "keep what is right of the two sides and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"
    );
    Finding::new("conflict-marker", path, marker, message!("git left a conflict here")).help(help)
}
