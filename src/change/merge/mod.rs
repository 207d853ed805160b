//! Two branches' versions of one lead, merged by what they say.
//!
//! Their changes are carried into our text, whose comments and order stay. What
//! comes out is used only where both readers find exactly the merged content in
//! it and no comment of either side is missing; else the lines are merged as
//! git does. A field that the two contradict each other in stays between
//! conflict markers, and it alone.

mod content;
mod fields;
mod history;
mod list;
mod marks;
mod steps;
mod time;
mod unite;

pub use marks::Marks;
pub use unite::{United, unite};

use super::key_order;
use crate::yaml::{Arena, apply};
use content::Content;
use fields::FieldMerge;
use steps::steps;

/// The three versions of a file.
#[derive(Clone, Copy, Debug)]
pub struct MergeVersions<'t> {
    /// Where the two parted; `None` where each made the file.
    pub base: Option<&'t str>,
    /// Ours.
    pub ours: &'t str,
    /// Theirs.
    pub theirs: &'t str,
}

/// What a merge gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text, conflict markers in it where it is not clean.
    pub text: String,
    /// Whether nothing is left to decide.
    pub clean: bool,
    /// Dotted paths of the fields left to decide; none where lines were merged.
    pub fields: Vec<String>,
}

/// The longest list whose items are compared with each other; beyond it lines
/// are merged.
const MAX_ITEMS: usize = 2000;

/// Merges lines as git does; `None` where it cannot.
pub type LineMerge<'l> = dyn Fn(&MergeVersions<'_>) -> Option<Merged> + 'l;

/// Merges a lead's file.
pub fn merge(sides: &MergeVersions<'_>, marks: &Marks, lines: &LineMerge<'_>) -> Merged {
    let clean = |text: &str| Merged { text: text.to_owned(), clean: true, fields: Vec::new() };
    if sides.ours == sides.theirs || sides.base == Some(sides.theirs) {
        return clean(sides.ours);
    }
    if sides.base == Some(sides.ours) {
        return clean(sides.theirs);
    }
    let both = || Merged { text: marks.around(sides.ours, sides.theirs), clean: false, fields: Vec::new() };
    let by_lines = lines(sides);
    let Some(wanted) = Wanted::of(sides, lines) else { return by_lines.unwrap_or_else(both) };
    // Lines that merge to exactly what is wanted keep both sides' bytes.
    let right =
        |merged: &Merged| wanted.fields.is_empty() && merged.clean && says(&merged.text, &wanted.ours);
    if let Some(merged) = by_lines.as_ref().filter(|merged| right(merged)) {
        return merged.clone();
    }
    if let Some(merged) = wanted.written(sides, marks) {
        return merged;
    }
    // Clean lines that say something else than either side meant are no merge.
    by_lines.filter(|merged| !merged.clean).unwrap_or_else(both)
}

/// What the merged file is to say, contradictions settled either way.
struct Wanted {
    before: Content,
    ours: Content,
    theirs: Content,
    fields: Vec<String>,
}

impl Wanted {
    /// `None` where a side cannot be read for sure.
    fn of(sides: &MergeVersions<'_>, lines: &LineMerge<'_>) -> Option<Self> {
        let read = |text: &str| Content::read(text).filter(|read| read.longest_list() <= MAX_ITEMS);
        let base = match sides.base {
            Some(text) if !text.trim().is_empty() => Some(read(text)?),
            _ => None,
        };
        let (own, other) = (read(sides.ours)?, read(sides.theirs)?);
        let mut fields = FieldMerge { lines, contradictions: Vec::new() };
        let (ours, theirs) = fields.merge("", base.as_ref(), Some(&own), Some(&other));
        Some(Self { before: own, ours: ours?, theirs: theirs?, fields: fields.contradictions })
    }

    /// The merged text; `None` where it cannot be written without a loss.
    fn written(self, sides: &MergeVersions<'_>, marks: &Marks) -> Option<Merged> {
        let order = key_order();
        let into = |text: &str, from: &Content, to: &Content| {
            let new = apply(text, &steps(from, to), &order).ok()?;
            says(&new, to).then_some(new)
        };
        let ours = into(sides.ours, &self.before, &self.ours)?;
        let base = comments(sides.base.unwrap_or_default());
        let added = without(comments(sides.theirs), base);
        if !without(added, comments(&ours)).is_empty() {
            return None;
        }
        if self.fields.is_empty() {
            return Some(Merged { text: ours, clean: true, fields: self.fields });
        }
        let theirs = into(&ours, &self.ours, &self.theirs)?;
        Some(Merged { text: marks.around(&ours, &theirs), clean: false, fields: self.fields })
    }
}

/// Whether both readers find exactly that in a text.
fn says(text: &str, content: &Content) -> bool {
    Content::read(text).is_some_and(|read| read == *content)
}

fn comments(text: &str) -> Vec<String> {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    parsed.tree.comments().iter().map(|comment| comment.slice(text).trim_end().to_owned()).collect()
}

/// What is in `all` more often than in `these`.
fn without(mut all: Vec<String>, these: Vec<String>) -> Vec<String> {
    for one in these {
        if let Some(at) = all.iter().position(|other| *other == one) {
            all.swap_remove(at);
        }
    }
    all
}
