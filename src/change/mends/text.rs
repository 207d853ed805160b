//! The certain mends of one file: all that do not overlap at once, and only
//! those that leave the file readable by both readers.

use crate::finding::{Finding, TextEdit, Turn};
use crate::message;
use crate::text::Message;
use crate::yaml::{Arena, ProblemKind, agrees, splice};

/// What became of a file's mends.
pub struct MendedText<'f> {
    /// The text with the mends done.
    pub text: String,
    /// The findings whose mends were done.
    pub done: Vec<&'f Finding>,
    /// The findings whose mends would make things worse, and why.
    pub dropped: Vec<(&'f Finding, Message)>,
}

/// Does the certain mends of the earliest turn among `findings`, which are all
/// of this text. Of two that overlap the later one waits.
pub fn mend<'f>(text: &str, findings: &[&'f Finding]) -> MendedText<'f> {
    let mut mends: Vec<(&Finding, Turn, &[TextEdit])> = findings
        .iter()
        .filter_map(|finding| Some((*finding, finding.fix.as_ref()?)))
        .map(|(finding, fix)| (finding, fix.turn, fix.text_edits()))
        .filter(|(_, _, edits)| !edits.is_empty())
        .collect();
    let turn = mends.iter().map(|(_, turn, _)| *turn).min();
    mends.retain(|(_, own, _)| Some(*own) == turn);
    mends.sort_by_key(|(_, _, edits)| edits.first().map(|edit| edit.span));
    let mut chosen: Vec<(&Finding, &[TextEdit])> = Vec::new();
    for (finding, _, edits) in mends {
        if !chosen.iter().any(|(_, others)| overlap(edits, others)) {
            chosen.push((finding, edits));
        }
    }
    let all = splice(text, chosen.iter().flat_map(|(_, edits)| edits.iter().cloned()).collect());
    if worse(text, &all).is_none() {
        let done = chosen.into_iter().map(|(finding, _)| finding).collect();
        return MendedText { text: all, done, dropped: Vec::new() };
    }
    one_by_one(text, chosen)
}

/// The same, each for itself: what makes things worse is left out.
fn one_by_one<'f>(text: &str, mends: Vec<(&'f Finding, &'f [TextEdit])>) -> MendedText<'f> {
    let mut edits: Vec<TextEdit> = Vec::new();
    let mut mended = MendedText { text: text.to_owned(), done: Vec::new(), dropped: Vec::new() };
    for (finding, own) in mends {
        let both: Vec<TextEdit> = edits.iter().chain(own).cloned().collect();
        let with = splice(text, both.clone());
        match worse(text, &with) {
            Some(why) => mended.dropped.push((finding, why)),
            None => {
                (mended.text, edits) = (with, both);
                mended.done.push(finding);
            }
        }
    }
    mended
}

fn overlap(a: &[TextEdit], b: &[TextEdit]) -> bool {
    // An insertion takes its place too, so that no two come to one place.
    let meet = |a: &TextEdit, b: &TextEdit| {
        a.span.start < b.span.end && b.span.start < a.span.end || a.span.start == b.span.start
    };
    a.iter().any(|a| b.iter().any(|b| meet(a, b)))
}

/// How a text is worse than it was.
fn worse(old: &str, new: &str) -> Option<Message> {
    if let Err(why) = agrees(new) {
        return Some(why);
    }
    let troubles = |text: &str| {
        let mut arena = Arena::default();
        let parsed = arena.parse(text);
        let kinds = [ProblemKind::Feature, ProblemKind::Style];
        kinds.map(|kind| parsed.problems.iter().filter(|problem| problem.kind == kind).count())
    };
    let more = troubles(new).iter().zip(troubles(old)).any(|(new, old)| *new > old);
    more.then(|| message!("it would be YAML that other readers may refuse"))
}
