//! Adding to a list or mapping in brackets or braces.

use super::place::{end, is_first, line_break, line_end, line_start, replace, start};
use crate::finding::TextEdit;
use crate::yaml::{Node, Tree};

/// The bytes of entry or item `at`: a key and its value, or an item.
pub(super) fn part(collection: Node<'_>, at: usize) -> Option<(usize, usize)> {
    if collection.is_map() {
        let (key, value) = collection.entries().nth(at)?;
        // An absent value may come before the end of its quoted key's colon.
        return Some((start(key), end(key).max(end(value))));
    }
    collection.items().nth(at).map(|item| (start(item), end(item)))
}

/// How many entries or items there are.
pub(super) fn parts(collection: Node<'_>) -> usize {
    if collection.is_map() { collection.entries().count() } else { collection.items().count() }
}

/// Edits that add `new` at the end: on a line of its own where the last one is.
pub(super) fn insert(tree: Tree<'_>, collection: Node<'_>, new: &str) -> Vec<TextEdit> {
    let text = tree.text();
    let (open, close) = (start(collection), end(collection) - 1);
    let count = parts(collection);
    let Some((first, last)) = count.checked_sub(1).and_then(|at| part(collection, at)) else {
        let inside = &text[open + 1..close];
        let blank = inside.chars().all(|c| c == ' ');
        return vec![replace(open + 1, if blank { close } else { open + 1 }, new)];
    };
    let own_line = is_first(text, first) && line_start(text, first) > open;
    let comma = comma(tree, last, close);
    let after = comma.map_or(last, |comma| comma + 1);
    let line = line_end(text, after);
    if own_line && line < close {
        let indent = &text[line_start(text, first)..first];
        let newline = line_break(text, line);
        let add = format!("{newline}{indent}{new}{}", if comma.is_some() { "," } else { "" });
        let missing = comma.is_none().then(|| replace(last, last, ","));
        return missing.into_iter().chain([replace(line, line, add)]).collect();
    }
    match comma {
        Some(comma) => vec![replace(comma + 1, comma + 1, format!(" {new},"))],
        None => vec![replace(last, last, format!("{}{new}", separator(text, collection, count)))],
    }
}

/// A comma after the last part and before the closing bracket.
fn comma(tree: Tree<'_>, last: usize, close: usize) -> Option<usize> {
    let commented =
        |at: usize| tree.comments().iter().any(|c| (c.start as usize..c.end as usize).contains(&at));
    let between = tree.text().get(last..close)?;
    between.match_indices(',').map(|(at, _)| last + at).find(|at| !commented(*at))
}

/// The text between the last two parts, where that is plain.
fn separator(text: &str, collection: Node<'_>, count: usize) -> &'static str {
    let between = count.checked_sub(2).and_then(|at| {
        let (before, last) = (part(collection, at)?, part(collection, at + 1)?);
        text.get(before.1..last.0)
    });
    if between == Some(",") { "," } else { ", " }
}
