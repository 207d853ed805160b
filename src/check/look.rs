//! Looking at a lead's tree: where its entries, words and dates stand.
//!
//! Rules look here only after the lead itself showed that something is wrong,
//! or where nothing compact is kept of what they ask.

use super::rules::ambiguous_amount;
use super::rules::schema;
use crate::expr::{Subject, resting_fields};
use crate::finding::Finding;
use crate::message;
use crate::pipeline::{Pipeline, Stage, StageKind};
use crate::read::{Date, date, pipeline_of_entry};
use crate::source::Span;
use crate::text::{self, Message};
use crate::workspace::LeadFile;
use crate::yaml::Node;

/// The entries of a lead's list, such as its `history`.
pub fn entries<'a>(file: &LeadFile<'a>, list: &str) -> impl Iterator<Item = Node<'a>> {
    let list = file.tree.root().and_then(|root| root.get(list));
    list.into_iter().flat_map(Node::items)
}

/// The words under a key: a scalar that is not blank.
pub fn word<'a>(node: Node<'a>, key: &str) -> Option<(Node<'a>, &'a str)> {
    let value = node.get(key)?;
    let text = value.value()?;
    (!text.trim().is_empty()).then_some((value, text))
}

/// The date under a key and where it is; `None` where it cannot be read.
pub fn when<'a>(file: &LeadFile<'_>, node: Node<'a>, key: &str) -> Option<(Node<'a>, Date)> {
    let (value, text) = word(node, key)?;
    Some((value, date(text, file.config.timezone)?))
}

/// The pipeline whose folder a file is in.
pub fn pipeline<'a>(file: &LeadFile<'a>) -> Option<&'a Pipeline> {
    file.config.pipelines.get(usize::from(file.pipeline))
}

/// The stage whose folder a file is in.
pub fn stage<'a>(file: &LeadFile<'a>) -> Option<&'a Stage> {
    pipeline(file)?.stages.get(usize::from(file.at?.stage))
}

/// Whether a file is in an open stage.
pub fn is_open(file: &LeadFile<'_>) -> bool {
    stage(file).is_some_and(|stage| stage.kind == StageKind::Open)
}

/// Whether a lead is on hold, or says so in a way that cannot be read.
pub fn is_held(file: &LeadFile<'_>, findings: &[Finding]) -> bool {
    file.lead.is_some_and(|lead| lead.is_held(file.today)) || is_told(file, findings, "hold")
}

/// A lead as conditions judge it; `None` outside every stage's folder, and
/// where the file is no mapping, which was reported and is all that is wrong.
pub fn subject<'a>(file: &LeadFile<'a>) -> Option<Subject<'a>> {
    let root = file.tree.root().filter(|root| root.is_map())?;
    let (pipeline, stage) = (pipeline(file)?, stage(file)?);
    Some(Subject { root, lead: file.lead, config: file.config, pipeline, stage, today: file.today })
}

/// The stage a history entry names, in the pipeline it is in.
pub fn entered<'a>(file: &LeadFile<'a>, entry: Node<'_>) -> Option<&'a Stage> {
    let pipeline = pipeline_of(file, entry)?;
    let (_, id) = word(entry, "stage")?;
    pipeline.stages.get(pipeline.stage_index(id)?)
}

/// The pipeline a history entry is in.
pub fn pipeline_of<'a>(file: &LeadFile<'a>, entry: Node<'_>) -> Option<&'a Pipeline> {
    let list = file.tree.root()?.get("history")?;
    let at = pipeline_of_entry(list, entry, file.pipeline, file.config)?;
    file.config.pipelines.get(usize::from(at))
}

/// Where a lead says which stage it is in: the place of findings about what is
/// absent. The title, or the file's start, where no history can be read.
pub fn present_stage(file: &LeadFile<'_>) -> Span {
    let last = entries(file, "history").last().and_then(|entry| entry.get("stage"));
    let place = last.or_else(|| file.tree.find("title"));
    place.map_or(Span::at(0), |node| first_line(file.text, node.span()))
}

/// Where a field is in a lead: its value, or the key of what it would be in.
pub fn place_of(file: &LeadFile<'_>, field: &str) -> Option<Span> {
    if let Some(node) = file.tree.find(field) {
        return Some(first_line(file.text, node.span()));
    }
    let (outer, _) = field.split_once('.')?;
    file.tree.root()?.entry(outer).map(|(key, _)| key.span())
}

/// The field that a condition rests on and that cannot be read, which is reported already:
/// then nobody knows whether it holds.
pub fn unread_field(file: &LeadFile<'_>, findings: &[Finding], condition: &str) -> Option<String> {
    let unread =
        |field: &String| is_told(file, findings, field) || (field == "history" && file.lead.is_none());
    resting_fields(condition).into_iter().find(unread)
}

/// Whether the reader already reported that a field is misspelt or misshapen, or
/// its amount has two readings, so that its absence is no second mistake.
pub fn is_told(file: &LeadFile<'_>, findings: &[Finding], field: &str) -> bool {
    let field = field.split('.').next().unwrap_or(field);
    let place = file.tree.root().and_then(|root| root.entry(field));
    let place = place.map(|(key, value)| key.span().to(value.span()));
    let told = |rule: &str| rule == schema::RULE.name || rule == ambiguous_amount::RULE.name;
    findings.iter().filter(|finding| told(finding.rule)).any(|finding| {
        let inside = place.is_some_and(|at| at.start <= finding.span.start && finding.span.start <= at.end);
        let meant = finding.meant.as_deref() == Some(field);
        inside || meant
    })
}

/// A span cut to its first line.
pub fn first_line(text: &str, span: Span) -> Span {
    let line = span.slice(text).split(['\n', '\r']).next().unwrap_or("").trim_end();
    Span::new(span.start as usize, span.start as usize + line.len())
}

/// The first characters of what a file says, fit for a message.
pub fn short(text: &str) -> String {
    text::short(text.trim_matches([' ', '\t', '\r', '\n']), 60)
}

/// The same of a word, in which nothing only looks like what it is.
pub fn short_word(word: &str) -> String {
    short(&text::spelled(word))
}

/// The first of a list of words: "a, b, c and 4 more".
pub fn listed<'w>(words: impl Iterator<Item = &'w str>) -> Message {
    const MOST: usize = 12;
    let words: Vec<&str> = words.collect();
    let shown = words[..words.len().min(MOST)].join(", ");
    match words.len().checked_sub(MOST).filter(|more| *more > 0) {
        Some(more) => message!("{shown} and {more} more", shown, more),
        None => Message::verbatim(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut() {
        assert_eq!(short(" a\nb "), "a b");
        assert_eq!(short(&"x".repeat(61)).chars().count(), 61);
        assert_eq!(listed(["a", "b"].into_iter()), "a, b");
        assert!(listed(std::iter::repeat_n("a", 14)).to_string().ends_with("a and 2 more"));
        assert_eq!(first_line("ab: c \n d", Span::new(4, 9)), Span::new(4, 5));
    }
}
