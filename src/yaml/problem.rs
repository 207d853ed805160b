//! What is wrong with a text, before anybody asks what it means.

use crate::finding::TextEdit;
use crate::message;
use crate::source::Span;
use crate::text::{Character, Message, characters, looks_like, named};

/// What kind of trouble a text gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not YAML, or past a limit: there is no tree.
    Syntax,
    /// YAML that a lead must not use: anchors, aliases, tags, merge keys.
    Feature,
    /// Readable here, but other readers may refuse it.
    Style,
}

/// Something wrong with a text.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which kind.
    pub kind: ProblemKind,
    /// The offending bytes.
    pub span: Span,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
    /// A place that belongs to it, such as the first of two equal keys.
    pub related: Option<(Span, Message)>,
    /// What a mend does, and its edits, where one is certain.
    pub mend: Option<(Message, Vec<TextEdit>)>,
}

/// A problem that so far has nothing but its words.
pub(super) fn problem(kind: ProblemKind, span: Span, message: Message) -> Problem {
    Problem { kind, span, message, help: None, related: None, mend: None }
}

/// More closing brackets at their key's column than are read.
pub(super) fn too_many_brackets(at: usize) -> Problem {
    problem(
        ProblemKind::Syntax,
        Span::new(at, at + 1),
        message!("a closing bracket has to be indented more than its key"),
    )
}

/// A closing bracket at its key's column, read all the same.
pub(super) fn bracket_style(text: &str, at: usize) -> Problem {
    let bracket = text.get(at..at + 1).unwrap_or("]");
    let mut style = problem(
        ProblemKind::Style,
        Span::new(at, at + 1),
        message!("the closing `{bracket}` is at its key's column, which other YAML readers refuse", bracket),
    );
    style.help = Some(message!("indent it by two spaces"));
    style.mend = Some((message!("indent it"), vec![TextEdit { span: Span::at(at), text: "  ".to_owned() }]));
    style
}

/// A bracket that nothing closes before the text goes wrong.
pub(super) fn not_closed(text: &str, open: Span, wrong: Span) -> Problem {
    let bracket = open.slice(text);
    let closing = if bracket == "[" { "]" } else { "}" };
    let mut found = problem(ProblemKind::Syntax, open, message!("this `{bracket}` is not closed", bracket));
    found.help = Some(message!("close it with `{closing}`", closing));
    found.related = Some((wrong, message!("here the text no longer fits")));
    found
}

/// The character of the line that is not seen, or looks like a space or a
/// hyphen, by its name: most likely it is what is wrong.
pub(super) fn odd_character(text: &str, place: Span) -> Option<Message> {
    let at = place.start as usize;
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.split('\n').next().unwrap_or_default();
    // Within a text such characters are what they are for.
    let head = line.split(": ").next().unwrap_or_default();
    let odd = |own: &Character| !own.c.is_control() && (own.hidden || looks_like(own.c).is_some());
    let c = characters(head).find(odd)?.c;
    Some(match looks_like(c) {
        Some(' ') => {
            message!("the line holds {what}, which looks like a space: type it anew", what = named(c))
        }
        _ => {
            message!("the line holds {what}, which does not look like itself: type it anew", what = named(c))
        }
    })
}

/// The tabs among what a line is indented by, where only that is before `at`.
pub(super) fn indenting_tabs(text: &str, at: usize) -> Option<oneyaml_syntax::Span> {
    let before = text.get(..at)?;
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let indent = before.get(line..)?;
    let blank = indent.bytes().all(|byte| byte == b' ' || byte == b'\t');
    let first = indent.find('\t').filter(|_| blank)?;
    Some(oneyaml_syntax::Span::new(line + first, at))
}
