//! What is read here and what other YAML readers refuse or read otherwise:
//! libyaml, which is asked, and PyYAML and ruamel.yaml, whose ways are known.

use super::problem::problem;
use super::second::differs;
use super::{Node, NodeKind, Problem, ProblemKind, Tree};
use crate::finding::TextEdit;
use crate::message;
use crate::source::Span;
use crate::text::Message;

/// All of it, of a text that was read without fault.
pub(super) fn unlike(tree: Tree<'_>) -> Vec<Problem> {
    let Some(root) = tree.root() else { return Vec::new() };
    let mut found: Vec<Problem> = tabs(tree).into_iter().collect();
    if tree.text.contains('?') {
        question_marks(root, false, &mut found);
    }
    found.extend(tree.nodes().filter_map(first_blank_line));
    found.extend(tree.nodes().filter_map(lone_key));
    found.extend(late_mark(tree));
    if tree.nodes().any(Node::is_unended) {
        found.push(unended(tree.text));
    }
    if found.is_empty() {
        found.extend(differs(root).map(|(number, why)| {
            let message = message!("other YAML readers refuse this, or read something else: {why}", why);
            style(line(tree.text, number), message)
                .help(message!("write it in a plainer way; quotes keep a text as it is"))
        }));
    }
    found
}

fn style(span: Span, message: Message) -> Problem {
    problem(ProblemKind::Style, span, message)
}

impl Problem {
    fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    fn mend(mut self, title: Message, edits: Vec<TextEdit>) -> Self {
        self.mend = (!edits.is_empty()).then_some((title, edits));
        self
    }
}

/// A line by its number from 1, without the blanks around it.
fn line(text: &str, number: usize) -> Span {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(number.saturating_sub(1)).map(str::len).sum();
    let own = lines.next().unwrap_or_default();
    let start = before + (own.len() - own.trim_start().len());
    Span::new(start, start + own.trim().len())
}

/// Tabs between values, which are as good as spaces, and within a plain one,
/// which are a part of it.
fn tabs(tree: Tree<'_>) -> Option<Problem> {
    let text = tree.text;
    let tab = |span: Span| Some(span.start as usize + span.slice(text).find('\t')?);
    text.contains('\t').then_some(())?;
    let leaves = tree.nodes().filter(|node| node.is_scalar());
    let mut leaves: Vec<(Span, NodeKind)> = leaves.map(|node| (node.span(), node.kind())).collect();
    leaves.extend(tree.comments().iter().map(|span| (*span, NodeKind::Quoted)));
    leaves.sort_by_key(|(span, _)| *span);
    let (mut edits, mut before, mut certain) = (Vec::new(), 0, true);
    for (span, kind) in leaves {
        if kind == NodeKind::Plain
            && let Some(at) = tab(span)
        {
            let found = style(
                Span::new(at, at + 1),
                message!("a tab within a text without quotes, which other YAML readers refuse"),
            );
            return Some(found.help(message!("put the text in quotes, or write a space")));
        }
        certain &= between(text, before, span.start as usize, &mut edits);
        before = before.max(span.end as usize);
    }
    certain &= between(text, before, text.len(), &mut edits);
    let first = edits.first()?.span;
    if !certain {
        edits.clear();
    }
    let found = style(first, message!("a tab between values, which other YAML readers refuse"));
    Some(
        found
            .help(message!("write spaces instead of tabs"))
            .mend(message!("write spaces instead of tabs"), edits),
    )
}

/// A space instead of each tab from one place to another, at a line's end
/// nothing; whether that is certain, which it is not where a tab indents.
fn between(text: &str, from: usize, to: usize, edits: &mut Vec<TextEdit>) -> bool {
    let blank = |c: char| c == ' ' || c == '\t';
    let (mut at, mut certain) = (from, true);
    while let Some(tab) = text.get(at..to).and_then(|piece| piece.find('\t')).map(|tab| at + tab) {
        let start = at + text[at..tab].trim_end_matches(blank).len();
        let end = to - text[tab..to].trim_start_matches(blank).len();
        let ends_line = end == text.len() || text[end..].starts_with(['\n', '\r']);
        let begins_line = start == 0 || text[..start].ends_with(['\n', '\r']);
        certain &= ends_line || !begins_line;
        let spaces = if ends_line { String::new() } else { text[start..end].replace('\t', " ") };
        edits.push(TextEdit { span: Span::new(start, end), text: spaces });
        at = end;
    }
    certain
}

/// Plain texts in brackets with a question mark, at which PyYAML ends them.
fn question_marks(node: Node<'_>, in_flow: bool, found: &mut Vec<Problem>) {
    let text = node.span().slice(node.text());
    if in_flow && node.kind() == NodeKind::Plain && text.contains('?') {
        let edit = TextEdit { span: node.span(), text: format!("'{}'", text.replace('\'', "''")) };
        let problem = style(
            node.span(),
            message!("a `?` in brackets and without quotes, which other YAML readers refuse"),
        );
        found.push(
            problem.help(message!("put the text in quotes")).mend(message!("put it in quotes"), vec![edit]),
        );
    }
    let flow = matches!(node.kind(), NodeKind::Map { flow: true } | NodeKind::List { flow: true });
    node.children().for_each(|child| question_marks(child, flow, found));
}

/// A key in a list in brackets, without a value and without braces.
fn lone_key(node: Node<'_>) -> Option<Problem> {
    let bare =
        node.kind() == NodeKind::Map { flow: true } && !node.span().slice(node.text()).starts_with('{');
    let (_, value) = node.entries().next().filter(|_| bare)?;
    let message = message!("a key without a value in a list, which other YAML readers refuse");
    value
        .span()
        .is_empty()
        .then(|| style(node.span(), message).help(message!("put it in quotes, colon included")))
}

/// A byte-order mark behind all values.
fn late_mark(tree: Tree<'_>) -> Option<Problem> {
    let at = tree.text.trim_end().strip_suffix('\u{feff}')?.len();
    let behind = tree.nodes().all(|node| node.span().end as usize <= at) && at > 0;
    let mark = Span::new(at, at + '\u{feff}'.len_utf8());
    let edit = TextEdit { span: mark, text: String::new() };
    let found = style(mark, message!("a byte-order mark at the end, which other YAML readers refuse"));
    behind.then(|| found.help(message!("remove it")).mend(message!("remove the mark"), vec![edit]))
}

/// A block that begins with a line of spaces only, which ruamel.yaml takes for
/// its indentation.
fn first_blank_line(node: Node<'_>) -> Option<Problem> {
    (node.kind() == NodeKind::Block).then_some(())?;
    let content = node.span().slice(node.text());
    let blank = content.len() - content.trim_start_matches(' ').len();
    let rest = content[blank..].strip_prefix('\r').unwrap_or(&content[blank..]);
    (blank > 0 && rest.starts_with('\n') && !rest.trim().is_empty()).then_some(())?;
    let start = node.span().start as usize;
    let spaces = Span::new(start, start + blank);
    let found = style(
        spaces,
        message!("a block of text begins with a line of spaces, which other YAML readers refuse"),
    );
    let edit = TextEdit { span: spaces, text: String::new() };
    Some(found.help(message!("remove the spaces")).mend(message!("remove the spaces"), vec![edit]))
}

/// The end of a file whose last line is a block's and has no line break, which
/// others leave out of the text.
fn unended(text: &str) -> Problem {
    let last = line(text, text.split_inclusive('\n').count());
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let edit = TextEdit { span: Span::at(text.len()), text: end.to_owned() };
    let message =
        message!("the file ends without a line break, and YAML readers differ on the text it ends with");
    style(last, message).help(message!("end the last line")).mend(message!("end the last line"), vec![edit])
}
