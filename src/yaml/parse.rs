//! Text to tree: the events of `oneyaml-syntax` into an arena that a thread
//! uses again and again.

use std::borrow::Cow;

use oneyaml_syntax::event::{CollectionStyle, Event, EventKind, ScalarStyle, TriviaKind};
use oneyaml_syntax::{Sourced, events};

use super::arena::{Arena, MAX_DEPTH, MAX_NODES, OpenCollection};
use super::arena::{NONE, Slot, Value};
use super::keys::repeated;
use super::plain;
use super::problem::{bracket_style, indenting_tabs, not_closed, odd_character, problem, too_many_brackets};
use super::said;
use super::style::unlike;
use super::{NodeKind, Problem, ProblemKind, Tree};
use crate::message;
use crate::source::Span;
use crate::text::Message;

/// How many closing brackets at their key's column are indented for the parser
/// before a file counts as broken.
const MAX_INDENTED: usize = 64;

/// What reading a text gave.
pub struct Parsed<'t> {
    /// The tree; without a root where a problem of kind [`ProblemKind::Syntax`]
    /// was found.
    pub tree: Tree<'t>,
    /// What is wrong, in order.
    pub problems: Vec<Problem>,
}

impl Arena {
    /// Reads one document. A closing bracket at its key's column, which YAML
    /// forbids and people write, is read as if it were indented, with a problem.
    pub fn parse<'a>(&'a mut self, text: &'a str) -> Parsed<'a> {
        self.empty();
        if plain::read(self, text).is_some() {
            return Parsed { tree: Tree { text, arena: self }, problems: Vec::new() };
        }
        self.parse_in_full(text)
    }

    /// The same without the short way that plain files are read on.
    pub(super) fn parse_in_full<'a>(&'a mut self, text: &'a str) -> Parsed<'a> {
        let mut shadow = Cow::Borrowed(text);
        let mut inserted: Vec<usize> = Vec::new();
        loop {
            let mut reader = Reader::new(self, text, &shadow, &inserted);
            let broken = reader.run();
            let mut problems = std::mem::take(&mut reader.problems);
            match broken {
                Some(Broken::Bracket(at)) if inserted.len() < MAX_INDENTED => {
                    shadow.to_mut().insert(at, ' ');
                    inserted.push(at);
                    continue;
                }
                Some(Broken::Bracket(at)) => problems.push(too_many_brackets(unshift(&inserted, at))),
                Some(Broken::Syntax(problem)) => problems.push(problem),
                None => {}
            }
            if problems.iter().any(|problem| problem.kind == ProblemKind::Syntax) {
                self.slots.clear();
            } else {
                if problems.is_empty() {
                    problems.extend(unlike(Tree { text, arena: self }));
                }
                problems.extend(inserted.iter().map(|at| bracket_style(text, unshift(&inserted, *at))));
            }
            problems.sort_by_key(|problem| problem.span);
            let tree = Tree { text, arena: self };
            return Parsed { tree, problems };
        }
    }
}

/// A place in the text with spaces inserted, as a place in the text without.
/// `inserted` are places in the former, ascending.
fn unshift(inserted: &[usize], at: usize) -> usize {
    at - inserted.iter().filter(|place| **place < at).count()
}

enum Broken {
    /// A closing bracket at its key's column, in the shadow text.
    Bracket(usize),
    Syntax(Problem),
}

struct Reader<'r, 't> {
    arena: &'r mut Arena,
    /// The text as it is; every span and value refers to it.
    text: &'t str,
    /// The text that is parsed: closing brackets at their key's column indented.
    shadow: &'t str,
    inserted: &'r [usize],
    problems: Vec<Problem>,
    documents: usize,
}

impl<'r, 't> Reader<'r, 't> {
    fn new(arena: &'r mut Arena, text: &'t str, shadow: &'t str, inserted: &'r [usize]) -> Self {
        arena.empty();
        Self { arena, text, shadow, inserted, problems: Vec::new(), documents: 0 }
    }

    fn span(&self, span: oneyaml_syntax::Span) -> Span {
        if self.inserted.is_empty() {
            return Span::new(span.start, span.end);
        }
        Span::new(unshift(self.inserted, span.start), unshift(self.inserted, span.end))
    }

    fn run(&mut self) -> Option<Broken> {
        for event in events(self.shadow) {
            if let Some(broken) = self.event(&event) {
                return Some(broken);
            }
        }
        None
    }

    fn event(&mut self, event: &Sourced<'t>) -> Option<Broken> {
        let at = event.event().span();
        match event.event().kind() {
            EventKind::Scalar { style, .. } => {
                let value = self.scalar_value(event, at, *style == ScalarStyle::Plain);
                let kind = match style {
                    ScalarStyle::Plain => NodeKind::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => NodeKind::Quoted,
                    _ => NodeKind::Block,
                };
                self.node(event, kind, value)
            }
            EventKind::MappingStart { style, .. } => {
                let flow = *style != CollectionStyle::Block;
                self.start(event, NodeKind::Map { flow })
            }
            EventKind::SequenceStart { style, .. } => {
                let flow = *style != CollectionStyle::Block;
                self.start(event, NodeKind::List { flow })
            }
            EventKind::MappingEnd | EventKind::SequenceEnd => self.end(at),
            EventKind::Alias => {
                let message = message!(
                    "`{alias}` is an alias, and a lead uses none",
                    alias = event.text().unwrap_or("*")
                );
                self.feature(self.span(at), message, message!("write the value itself"));
                self.node(event, NodeKind::Alias, Value::None)
            }
            EventKind::Trivia(TriviaKind::Comment) => {
                let span = self.span(at);
                self.arena.comments.push(span);
                None
            }
            EventKind::DocumentStart { .. } => {
                self.documents += 1;
                (self.documents > 1).then(|| {
                    let mut second = problem(
                        ProblemKind::Syntax,
                        self.span(at),
                        message!("a second document begins here"),
                    );
                    second.help =
                        Some(message!("a file holds one document: remove the `---` or split the file"));
                    Broken::Syntax(second)
                })
            }
            EventKind::Directive(_) => {
                self.feature(
                    self.span(at),
                    message!("a `%` directive, and a lead uses none"),
                    message!("remove the line"),
                );
                None
            }
            EventKind::Error(diagnostic) => Some(self.broken(diagnostic, at)),
            _ => None,
        }
    }

    fn broken(&self, diagnostic: &oneyaml::Diagnostic, at: oneyaml_syntax::Span) -> Broken {
        let closing = self.shadow.get(at.start..at.end).is_some_and(|text| text == "]" || text == "}");
        if closing && diagnostic.code == oneyaml::code::INVALID_INDENTATION {
            return Broken::Bracket(at.start);
        }
        let tabs = diagnostic.code == oneyaml::code::TAB_INDENTATION;
        let at = tabs.then(|| indenting_tabs(self.shadow, at.start)).flatten().unwrap_or(at);
        let place = self.span(at);
        if let Some(open) = self.unclosed(place) {
            return Broken::Syntax(not_closed(self.text, open, place));
        }
        let (message, help) = said::words(diagnostic);
        let mut found = problem(ProblemKind::Syntax, place, message);
        found.help = odd_character(self.text, place).or(help);
        Broken::Syntax(found)
    }

    /// Where the innermost bracket was opened that is not closed on the lines
    /// before the place where the text goes wrong.
    fn unclosed(&self, wrong: Span) -> Option<Span> {
        let slot = self.arena.open.iter().rev().map(|open| &self.arena.slots[open.slot as usize]).next()?;
        let flow = matches!(slot.kind, NodeKind::Map { flow: true } | NodeKind::List { flow: true });
        let start = slot.span.start as usize;
        let bracket = self.text.get(start..start + 1).filter(|sign| flow && matches!(*sign, "[" | "{"))?;
        let between = self.text.get(start..wrong.start as usize)?;
        let rest = self.text.get(wrong.start as usize..).unwrap_or_default().trim();
        let ends = rest.is_empty() || rest.starts_with([']', '}']);
        (between.contains('\n') || ends).then(|| Span::new(start, start + bracket.len()))
    }

    fn feature(&mut self, span: Span, message: Message, help: Message) {
        let mut found = problem(ProblemKind::Feature, span, message);
        found.help = Some(help);
        self.problems.push(found);
    }

    fn scalar_value(&mut self, event: &Sourced<'t>, at: oneyaml_syntax::Span, plain: bool) -> Value {
        let raw = self.shadow.as_bytes().get(at.start..at.end).unwrap_or_default();
        if plain && !raw.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
            return Value::Slice(self.span(at));
        }
        match event.value() {
            Some(Cow::Borrowed(value)) => {
                let offset = value.as_ptr() as usize - self.shadow.as_ptr() as usize;
                let inside = offset >= at.start && offset + value.len() <= at.end;
                let start = if inside { offset } else { at.start };
                Value::Slice(self.span(oneyaml_syntax::Span::new(start, start + value.len())))
            }
            Some(Cow::Owned(value)) => {
                self.arena.strings.push(value);
                Value::Decoded(self.arena.strings.len() as u32 - 1)
            }
            None => Value::None,
        }
    }

    /// Adds a node to the collection that is open; anchors and tags become problems.
    fn node(&mut self, event: &Sourced<'t>, kind: NodeKind, value: Value) -> Option<Broken> {
        self.properties(event.event());
        if self.arena.slots.len() >= MAX_NODES {
            let message = message!("the file has more than {most} values", most = MAX_NODES);
            return Some(Broken::Syntax(problem(
                ProblemKind::Syntax,
                self.span(event.event().span()),
                message,
            )));
        }
        let at = self.arena.slots.len() as u32;
        let span = self.span(event.event().span());
        self.arena.slots.push(Slot { kind, span, value, next: NONE, first: NONE });
        let parent = self.arena.open.last_mut()?;
        match std::mem::replace(&mut parent.last, at) {
            NONE => self.arena.slots[parent.slot as usize].first = at,
            before => self.arena.slots[before as usize].next = at,
        }
        parent.children += 1;
        let map = matches!(self.arena.slots[parent.slot as usize].kind, NodeKind::Map { .. });
        if map && parent.children % 2 == 1 {
            self.key(at);
        }
        None
    }

    /// A key has to be a scalar and no merge key.
    fn key(&mut self, at: u32) {
        let slot = self.arena.slots[at as usize];
        match slot.kind {
            NodeKind::Map { .. } | NodeKind::List { .. } => {
                self.problems.push(problem(
                    ProblemKind::Syntax,
                    slot.span,
                    message!("a key has to be plain text"),
                ));
            }
            NodeKind::Plain if matches!(slot.value, Value::Slice(span) if span.slice(self.text) == "<<") => {
                self.feature(
                    slot.span,
                    message!("`<<` is a merge key, and a lead uses none"),
                    message!("write the keys themselves"),
                );
            }
            _ => {}
        }
    }

    fn properties(&mut self, event: &Event<'t>) {
        let Some(properties) = event.properties() else { return };
        if let Some(at) = properties.anchor {
            self.feature(
                self.word(at),
                message!("an anchor, and a lead uses none"),
                message!("write the values out"),
            );
        }
        if let Some(at) = properties.tag {
            self.feature(
                self.word(at),
                message!("a tag, and a lead uses none"),
                message!("quotes make a value text"),
            );
        }
    }

    /// From a place of the shadow text to the next white space.
    fn word(&self, at: usize) -> Span {
        let rest = self.shadow.get(at..).unwrap_or("");
        let len = rest.find([' ', '\t', '\r', '\n', ',', ']', '}']).unwrap_or(rest.len());
        self.span(oneyaml_syntax::Span::new(at, at + len))
    }

    fn start(&mut self, event: &Sourced<'t>, kind: NodeKind) -> Option<Broken> {
        let broken = self.node(event, kind, Value::None);
        if broken.is_some() {
            return broken;
        }
        let slot = self.arena.slots.len() as u32 - 1;
        self.arena.open.push(OpenCollection { slot, last: NONE, children: 0 });
        (self.arena.open.len() > MAX_DEPTH).then(|| {
            let span = self.span(event.event().span());
            let message = message!("the file nests deeper than {most} levels", most = MAX_DEPTH);
            Broken::Syntax(problem(ProblemKind::Syntax, span, message))
        })
    }

    fn end(&mut self, at: oneyaml_syntax::Span) -> Option<Broken> {
        let end = self.span(at).end;
        let open = self.arena.open.pop()?;
        let slot = &mut self.arena.slots[open.slot as usize];
        slot.span.end = end.max(slot.span.end);
        if matches!(slot.kind, NodeKind::Map { .. }) {
            self.equal_keys(open.slot);
        }
        None
    }

    fn equal_keys(&mut self, map: u32) {
        let mut hashes = std::mem::take(&mut self.arena.hashes);
        let tree = Tree { text: self.text, arena: self.arena };
        if let Some(map) = tree.node(map) {
            self.problems.extend(repeated(map, &mut hashes));
        }
        self.arena.hashes = hashes;
    }
}

#[cfg(test)]
mod tests;
