//! What is open, who holds it, when it is expected to close, what it lacks.

use std::borrow::Borrow;
use std::cmp::Reverse;

use rust_decimal::prelude::ToPrimitive;

use super::segments::label;
use crate::figures::{ClosingAhead, ClosingMonth, Rotting, Segment, StageFigures, TargetFigures};
use crate::pipeline::Decimal;
use crate::report::{Said, Sentence};

pub(super) fn total(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, Decimal::saturating_add)
}

fn share(part: Decimal, total: Decimal) -> Said {
    Said::Percent(part.checked_div(total).and_then(|share| share.to_f64()).unwrap_or(0.0))
}

fn nothing_open(count: u64) -> Sentence {
    let say = if count == 0 { "stage-title-none" } else { "stage-title-unvalued" };
    Sentence::new(say, [("n", count.into())])
}

/// Which stage holds most of the open value; of equal ones the earlier is named first.
pub fn stages<S: Borrow<StageFigures>>(stages: &[S]) -> Sentence {
    let mut rows: Vec<&StageFigures> = super::flow::open(stages).collect();
    rows.sort_by_key(|stage| Reverse(stage.value));
    let total = total(rows.iter().map(|stage| stage.value));
    let Some(most) = rows.first().filter(|_| !total.is_zero()) else {
        return nothing_open(rows.iter().map(|stage| stage.count).sum());
    };
    let second = rows.get(1).filter(|second| second.value == most.value);
    let say = match second {
        Some(_) => "stage-title-tie",
        None if most.value == total => "stage-title-all",
        None => "stage-title",
    };
    let other = second.map_or("", |second| &second.label);
    let with =
        [("stage", most.label.as_str().into()), ("share", share(most.value, total)), ("other", other.into())];
    Sentence::new(say, with)
}

/// Who holds most of the open value.
pub fn owners<S: Borrow<Segment>>(owners: &[S]) -> Sentence {
    let mut rows: Vec<&Segment> = owners.iter().map(Borrow::borrow).collect();
    rows.sort_by_key(|row| Reverse(row.open_value));
    let total = total(rows.iter().map(|row| row.open_value));
    let Some(most) = rows.first().filter(|_| !total.is_zero()) else {
        return nothing_open(rows.iter().map(|row| row.open).sum());
    };
    let value = most.open_value;
    // Two together, where one alone holds less than half and there are more to compare.
    let half = value + value >= total;
    let name = |row: &Segment| label(row, "no-owner");
    let (say, other, part) = match rows.get(1) {
        _ if value == total => ("owner-title-all", "".into(), value),
        Some(second) if !half && rows.len() > 2 => {
            ("owner-title-two", name(second), value.saturating_add(second.open_value))
        }
        _ => ("owner-title", "".into(), value),
    };
    Sentence::new(say, [("owner", name(most)), ("other", other), ("share", share(part, total))])
}

/// Which month ahead is expected to bring most, of equal ones the earlier, and
/// what is overdue.
pub fn closing(closing: &ClosingAhead) -> Sentence {
    let count: u64 = closing.months.iter().map(|month| month.expected.count).sum();
    let by_value = |a: &&ClosingMonth, b: &&ClosingMonth| {
        a.expected.value.cmp(&b.expected.value).then_with(|| b.month.cmp(&a.month))
    };
    let late = [("n", closing.overdue.count.into()), ("value", closing.overdue.value.into())];
    let say = match (count, closing.overdue.count, closing.undated.count) {
        (0, 0, 0) => "stage-title-none",
        (0, 0, _) => "closing-title-undated",
        (0, _, _) => "closing-title-late",
        (_, 0, _) => "closing-title",
        _ => "closing-title-both",
    };
    let mut sentence = Sentence::new(say, late);
    if let Some(best) = closing.months.iter().max_by(by_value) {
        sentence.with.insert("month", Said::Month(best.month.clone()));
        sentence.with.insert("most", best.expected.value.into());
    }
    sentence
}

/// How many leads rot, and what they are worth.
pub(super) fn rotting(leads: &[Rotting]) -> Sentence {
    let worth = total(leads.iter().filter_map(|lead| lead.value));
    let say = match leads.len() {
        0 => "rotting-title-none",
        _ if worth.is_zero() => "rotting-title-unvalued",
        _ => "rotting-title",
    };
    Sentence::new(say, [("n", leads.len().into()), ("value", worth.into())])
}

/// How many of the targets are reached; one in value and in deals is two.
pub(super) fn targets(targets: &[TargetFigures]) -> Option<Sentence> {
    let value = |target: &TargetFigures| target.value.as_ref().map(|value| value.attainment);
    let deals = |target: &TargetFigures| target.deals.as_ref().map(|deals| deals.attainment);
    let all = || targets.iter().flat_map(|target| value(target).into_iter().chain(deals(target)));
    let reached = all().filter(|attainment| attainment.is_some_and(|share| share >= 1.0)).count();
    (!targets.is_empty())
        .then(|| Sentence::new("targets-title", [("n", reached.into()), ("total", all().count().into())]))
}
