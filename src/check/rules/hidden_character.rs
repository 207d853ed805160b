//! `hidden-character`: a character that is not seen, or turns what is read.
//!
//! Line breaks and tabs in a text of several lines are what they are for.

use crate::check::look::{first_line, short};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::text::{characters, is_hidden, named, visible};
use crate::workspace::LeadFile;
use crate::yaml::Node;

/// How many are reported in one file.
const MOST: usize = 10;

/// The rule.
pub const RULE: Rule = Rule {
    name: "hidden-character",
    severity: Severity::Warning,
    summary: "a character that is not seen, or turns what is read",
    page: include_str!("hidden-character.md"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    if !may_hide(file.text) {
        return;
    }
    let mut open: Vec<_> = file.tree.root().into_iter().collect();
    let mut told = Vec::new();
    while let Some(node) = open.pop() {
        open.extend(node.children());
        told.extend(hidden(node).map(|c| finding(file, node, c)));
    }
    told.sort_by_key(|finding| finding.span);
    findings.extend(told.into_iter().take(MOST));
}

/// Whether a text has a byte that a hidden character, or the escape of one,
/// begins with; nearly no lead has, and its tree need not be walked.
fn may_hide(text: &str) -> bool {
    let begins = |byte: u8| {
        (byte < b' ' && byte != b'\n' && byte != b'\r')
            || matches!(byte, b'\\' | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xef | 0xf3)
    };
    text.bytes().fold(false, |any, byte| any | begins(byte))
        || text.contains(|c: char| ('\u{2000}'..'\u{2080}').contains(&c) && is_hidden(c))
}

fn hidden(node: Node<'_>) -> Option<char> {
    let mut found =
        characters(node.value()?).filter(|character| character.hidden).map(|character| character.c);
    found.find(|c| !matches!(c, '\n' | '\r' | '\t'))
}

fn finding(file: &LeadFile<'_>, node: Node<'_>, c: char) -> Finding {
    let shown = short(node.value().unwrap_or_default());
    let shown = visible(&shown);
    let message = format!("`{shown}` holds the hidden character {}", named(c));
    let help = "type the text anew, or remove the character; a copy from a page or a chat may bring one";
    let finding = Finding::new(RULE.name, file.path, first_line(file.text, node.span()), message).help(help);
    finding.fact("text", &*shown).fact("code", named(c))
}
