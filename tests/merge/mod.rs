//! Two branches' versions of a lead become one.

mod laws;
mod real;
mod table;

use corong::change::merge::{Marks, MergeVersions, Merged, merge};

/// Merges with git's own way of merging lines.
fn merged(base: Option<&str>, ours: &str, theirs: &str) -> Merged {
    let lines = |sides: &MergeVersions<'_>| {
        let bytes =
            [sides.base.unwrap_or_default().as_bytes(), sides.ours.as_bytes(), sides.theirs.as_bytes()];
        let (text, clean) = corong::host::merge_lines(bytes, 7, ["ours", "base", "theirs"]).ok()?;
        Some(Merged { text: String::from_utf8(text).unwrap(), clean, fields: Vec::new() })
    };
    merge(&MergeVersions { base, ours, theirs }, &Marks::default(), &lines)
}

/// The text with one side of every conflict taken.
fn taken(text: &str, ours: bool) -> String {
    let (mut out, mut side) = (String::new(), None);
    for line in text.split_inclusive('\n') {
        match line.get(..7) {
            Some("<<<<<<<") => side = Some(true),
            Some("=======") if side.is_some() => side = Some(false),
            Some(">>>>>>>") => side = None,
            _ if side.is_none_or(|side| side == ours) => out.push_str(line),
            _ => {}
        }
    }
    out
}
