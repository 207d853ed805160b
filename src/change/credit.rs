//! Who is credited with what closed stays so when a lead is handed over.

use super::assign::Assignment;
use super::editing::Editing;
use crate::pipeline::Day;
use crate::yaml::{NewValue, Op};

/// Writes the owner into every closing entry that names nobody, where `sets`
/// give the lead to somebody else.
pub(super) fn keep(editing: &mut Editing<'_>, sets: &[Assignment]) {
    let owner = editing.lead.owner.clone();
    if owner.is_empty() || sets.iter().all(|set| set.path != "owner" || set.value == *owner) {
        return;
    }
    let attempts = editing.lead.history.attempts(Day::MAX).into_owned();
    let closings = attempts.iter().filter_map(|attempt| attempt.outcome).map(|outcome| outcome.entry);
    let unnamed = |entry: &usize| editing.lead.history.get(*entry).is_some_and(|own| own.owner.is_none());
    let ops: Vec<Op> = closings
        .filter(unnamed)
        .map(|entry| Op::set(&format!("history.{entry}.owner"), NewValue::text(owner.as_str())))
        .collect();
    editing.apply(&ops);
}
