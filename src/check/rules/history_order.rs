//! `history-order`: a history that is not in the order of time.

use crate::check::look::{entries, pipeline_of, when};
use crate::check::{Rule, Run, order};
use crate::finding::{Finding, Fix, Severity};
use crate::message;
use crate::read::Date;
use crate::workspace::LeadFile;
use crate::yaml::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "history-order",
    severity: Severity::Error,
    summary: "a history that is not in the order of time",
    page: crate::page!("history-order"),
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
            let message = message!("this entry is dated before the one above it, {day}", day = then.day);
            let finding = Finding::new(RULE.name, file.path, node.span(), message)
                .help(message!("a history is written oldest first: correct the date or the order"))
                .related(file.path, earlier.span(), message!("the entry above it"));
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

/// The mend: the entries by their days, those of one day as they stand, which
/// is how figures read the history anyway. It is certain where the last entry
/// then names the stage the file is in, and it was written newest first or
/// fewer steps lead backwards than before; else a date is as likely to be wrong
/// as the order.
fn sorted(file: &LeadFile<'_>) -> Option<Fix> {
    let list = file.tree.root()?.get("history")?;
    // In another order, entries would be in other pipelines.
    if list.items().any(|item| item.get("pipeline").is_some()) {
        return None;
    }
    let dated: Vec<(Date, usize)> = list
        .items()
        .map(|item| {
            let stage = pipeline_of(file, item)?.stage_index(item.get("stage")?.value()?)?;
            Some((when(file, item, "at")?.1, stage))
        })
        .collect::<Option<_>>()?;
    let mut order: Vec<usize> = (0..dated.len()).collect();
    order.sort_by_key(|at| dated[*at].0.day);
    let sorted: Vec<(Date, usize)> = order.iter().map(|at| dated[*at]).collect();
    let in_order = sorted.windows(2).all(|pair| !precedes(pair[1].0, pair[0].0));
    let lies_in = sorted.last()?.1 == usize::from(file.at?.stage);
    let newest_first = dated.len() > 2 && dated.windows(2).all(|pair| pair[1].0.day < pair[0].0.day);
    if !in_order || !lies_in || !(newest_first || steps_back(&sorted) < steps_back(&dated)) {
        return None;
    }
    let edits = order::reordered(file.text, list, file.tree.comments(), &order)?;
    Some(Fix::edits(message!("put the history in order"), edits))
}

/// How many steps lead to an earlier stage.
fn steps_back(history: &[(Date, usize)]) -> usize {
    history.windows(2).filter(|pair| pair[1].1 < pair[0].1).count()
}
