//! `hidden-character`: a character that is not seen, or turns what is read.
//!
//! Line breaks and tabs in a text of several lines are what they are for. In
//! dates, ids and names also what only looks like a space or a hyphen.

use std::collections::HashSet;

use crate::check::leaves;
use crate::check::look::{first_line, short, short_word};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Fix, Severity};
use crate::message;
use crate::pipeline::Choice;
use crate::pipeline::shape::Shape;
use crate::read::date;
use crate::read::mend::write;
use crate::source::Span;
use crate::text::{Character, characters, is_hidden, looks_like, named, undisguised, visible};
use crate::workspace::LeadFile;
use crate::yaml::{Node, NodeKind};

/// How many are reported in one file.
const MOST: usize = 10;

/// The rule.
pub const RULE: Rule = Rule {
    name: "hidden-character",
    severity: Severity::Warning,
    summary: "a character that is not seen, or turns what is read",
    page: crate::page!("hidden-character"),
    run: Run::Written(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let odd = odd_places(file.text);
    let Some(root) = file.tree.root().filter(|_| !odd.is_empty()) else { return };
    let holds = |node: Node<'_>| {
        let span = node.span();
        odd.get(odd.partition_point(|at| *at < span.start)).is_some_and(|at| *at < span.end)
    };
    let mut told = Vec::new();
    leaves::each_in(root, file.fields(), &holds, &mut |node, shape| {
        if let Some(c) = disguise(node).filter(|_| !matches!(shape, Shape::Text)) {
            told.push(in_word(file, node, shape, c));
        }
    });
    let named = ["renews", "extends"].into_iter().filter_map(|key| root.get(key));
    let ids = named.flat_map(|node| node.items().chain(node.is_scalar().then_some(node)));
    for (id, c) in ids.filter_map(|node| Some((node, disguise(node)?))) {
        told.push(in_word(file, id, &Shape::Id, c));
    }
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        open.extend(node.children().filter(|child| holds(*child)));
        let key = node
            .entries()
            .filter_map(|(key, _)| Some((key, Some(key).filter(|key| holds(*key)).and_then(disguise)?)));
        told.extend(key.map(|(key, c)| in_key(file, key, c)));
        if let Some(c) = hidden(node) {
            told.push(in_text(file, node, c));
        }
    }
    // A word or a key is reported in its own words, and first.
    let mut seen = HashSet::new();
    told.retain(|finding| seen.insert(finding.span));
    told.sort_by_key(|finding| finding.span);
    findings.extend(told.into_iter().take(MOST));
}

/// Where in a text a hidden character may begin, or the escape of one, or what
/// looks like another character: in nearly no part of a lead.
fn odd_places(text: &str) -> Vec<u32> {
    let (chunks, rest) = text.as_bytes().as_chunks::<CHUNK>();
    let is_odd =
        |chunk: &[u8; CHUNK]| chunk.iter().fold(0, |odd, byte| odd | u8::from(may_be_odd(*byte))) > 0;
    let odd = chunks.iter().enumerate().filter(|(_, chunk)| is_odd(chunk));
    let odd = odd.map(|(at, chunk)| (at, chunk.as_slice())).chain([(chunks.len(), rest)]);
    let begins = |at: usize, byte: u8| match byte {
        b'\n' | b'\r' => false,
        ..b' ' | b'\\' | 0x7f | 0xc2 | 0xcb | 0xd6 | 0xd8 | 0xe1 | 0xef | 0xf3 => true,
        0xe2 | 0xe3 => text[at..].starts_with(|c| is_hidden(c) || looks_like(c).is_some()),
        _ => false,
    };
    let places =
        odd.flat_map(|(at, chunk)| (at * CHUNK..).zip(chunk)).filter(|(at, byte)| begins(*at, **byte));
    places.filter_map(|(at, _)| u32::try_from(at).ok()).collect()
}

/// So many bytes are looked at together, which takes a few instructions.
const CHUNK: usize = 64;

/// Whether something odd may begin with a byte: of plain ASCII with its line
/// breaks a backslash alone.
fn may_be_odd(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\n') | (byte == b'\\') | (byte == 0x7f) | (byte >= 0xc2)
}

/// The first character of a text that is hidden.
fn hidden(node: Node<'_>) -> Option<char> {
    let mut found =
        characters(node.value()?).filter(|character| character.hidden).map(|character| character.c);
    found.find(|c| !matches!(c, '\n' | '\r' | '\t'))
}

/// The first character of a word that is hidden, or only looks like a space or
/// a hyphen.
fn disguise(node: Node<'_>) -> Option<char> {
    let odd = |own: &Character| own.hidden || looks_like(own.c).is_some();
    characters(node.value()?).find(odd).map(|own| own.c)
}

/// Where a character is in a value: itself, or the whole where it is written as
/// an escape.
fn place(file: &LeadFile<'_>, node: Node<'_>, c: char) -> Span {
    let whole = first_line(file.text, node.span());
    let start = node.span().start as usize;
    let at = node.span().slice(file.text).find(c).map(|at| Span::new(start + at, start + at + c.len_utf8()));
    at.unwrap_or(whole)
}

fn in_text(file: &LeadFile<'_>, node: Node<'_>, c: char) -> Finding {
    let shown = short(node.value().unwrap_or_default());
    let shown = visible(&shown);
    let message = message!("`{text}` holds the hidden character {code}", text = shown, code = named(c));
    let help =
        message!("type the text anew, or remove the character; a copy from a page or a chat may bring one");
    Finding::new(RULE.name, file.path, place(file, node, c), message).help(help)
}

/// In a date, an id or a name, which nothing else than its letters can mean.
fn in_word(file: &LeadFile<'_>, node: Node<'_>, shape: &Shape, c: char) -> Finding {
    let finding = told(file, node, c);
    let plain = undisguised(node.value().unwrap_or_default());
    let config = file.config;
    let known = |choices: &[Choice]| choices.iter().any(|choice| choice.id == plain);
    let fits = match shape {
        Shape::Date => date(&plain, config.timezone).is_some(),
        Shape::Member => config.member(&plain).is_some(),
        Shape::Source => known(&config.sources),
        Shape::Reason => known(&config.lost_reasons) || known(&config.won_reasons),
        Shape::ActivityKind => known(&config.activity_kinds),
        Shape::StageId => config.pipelines.iter().any(|pipeline| pipeline.stage_index(&plain).is_some()),
        Shape::PipelineId => config.pipeline_index(&plain).is_some(),
        Shape::Word(words) => words.contains(&plain.as_str()),
        _ => false,
    };
    if !fits || node.kind() == NodeKind::Block {
        return finding;
    }
    let written = if matches!(shape, Shape::Date) { plain.clone() } else { write(&plain) };
    let title = message!("write `{word}`", word = plain);
    finding.help(title.clone()).fix(Fix::replace(title, node.span(), written))
}

fn in_key(file: &LeadFile<'_>, key: Node<'_>, c: char) -> Finding {
    let plain = undisguised(key.value().unwrap_or_default());
    told(file, key, c).help(message!("write `{word}`", word = short(&plain)))
}

fn told(file: &LeadFile<'_>, node: Node<'_>, c: char) -> Finding {
    let shown = short_word(node.value().unwrap_or_default());
    let shown = visible(&shown);
    let (text, code) = (shown, named(c));
    let message = match looks_like(c) {
        Some(' ') => message!("`{text}` holds {code}, which looks like a space", text, code),
        Some(_) => message!("`{text}` holds {code}, which looks like a hyphen", text, code),
        None => message!("`{text}` holds {code}, which is not seen", text, code),
    };
    Finding::new(RULE.name, file.path, place(file, node, c), message).help(message!("type it anew"))
}
