//! `history-order`: a history that is not in the order of time.

use crate::check::look::{entries, pipeline, when};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Fix, Severity, TextEdit};
use crate::read::Date;
use crate::source::Span;
use crate::workspace::LeadFile;
use crate::yaml::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "history-order",
    severity: Severity::Error,
    summary: "a history that is not in the order of time",
    page: include_str!("history-order.md"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let mut before: Option<(Node<'_>, Date)> = None;
    let told = findings.len();
    for entry in entries(file, "history") {
        let Some((node, date)) = when(file, entry, "at") else { continue };
        if let Some((earlier, then)) = before
            && precedes(date, then)
        {
            let message = format!("this entry is dated before the one above it, {}", then.day);
            let finding = Finding::new(RULE.name, file.path, node.span(), message)
                .help("a history is written oldest first: correct the date or the order")
                .related(file.path, earlier.span(), "the entry above it");
            findings.push(finding);
        }
        before = Some((node, date));
    }
    if let Some(first) = findings.get_mut(told) {
        first.fix = sorted(file);
    }
}

/// Whether `a` is earlier than `b`: by the instant where both have one.
fn precedes(a: Date, b: Date) -> bool {
    match (a.instant, b.instant) {
        (Some(a), Some(b)) => a < b,
        _ => a.day < b.day,
    }
}

/// The mend: the entries by their days, where that is certain. It is where no
/// two share a day, the last one then names the stage the file lies in, and no
/// comment could come to stand beside the wrong entry.
fn sorted(file: &LeadFile<'_>) -> Option<Fix> {
    let items: Vec<_> = entries(file, "history").collect();
    let mut dated: Vec<_> =
        items.iter().map(|item| Some((when(file, *item, "at")?.1.day, *item))).collect::<Option<_>>()?;
    dated.sort_by_key(|(day, _)| *day);
    let distinct = dated.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let last = dated.last().and_then(|(_, item)| item.get("stage")).and_then(Node::value)?;
    let lies_in = pipeline(file)?.stage_index(last) == file.at.map(|at| usize::from(at.stage));
    let all = Span { start: items.first()?.span().start, end: line_end(file, items.last()?.span()) };
    let commented = file.tree.comments().iter().any(|c| all.start <= c.start && c.start <= all.end);
    if !distinct || !lies_in || commented {
        return None;
    }
    let moved = items.iter().zip(&dated).filter(|(item, (_, sorted))| item.span() != sorted.span());
    let edit = |(item, (_, sorted)): (&Node<'_>, &(_, Node<'_>))| TextEdit {
        span: trimmed(file, item.span()),
        text: trimmed(file, sorted.span()).slice(file.text).to_owned(),
    };
    Some(Fix { title: "put the history in order".to_owned(), safe: true, edits: moved.map(edit).collect() })
}

/// A block entry's span may end with its line break; the break stays.
fn trimmed(file: &LeadFile<'_>, span: Span) -> Span {
    Span::new(span.start as usize, span.start as usize + span.slice(file.text).trim_end().len())
}

fn line_end(file: &LeadFile<'_>, span: Span) -> u32 {
    let rest = file.text.get(span.end as usize..).unwrap_or("");
    span.end + rest.find(['\n', '\r']).unwrap_or(rest.len()) as u32
}
