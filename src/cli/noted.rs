//! Carrying a change out, noted so that `corong undo` can take it back.

use std::path::Path;

use super::{Failure, output};
use crate::change::Plan;
use crate::host::{self, Journal, Lock, WriteError};

/// Carries a plan out and notes it, so that it can be taken back. Where it cannot
/// be noted it is carried out all the same.
///
/// # Errors
/// Where it is not carried out.
pub fn carry_out(root: &Path, plan: &Plan, lock: &Lock) -> Result<(), Failure> {
    if plan.steps.is_empty() {
        return Ok(());
    }
    let journal = Journal::of(root);
    // Before the change: a change that is not noted could not be taken back.
    let noted = journal.note(plan, lock);
    let done = host::carry_out(root, plan, lock);
    match (&done, noted) {
        (Ok(()), Err(error)) => {
            output::say(&format!("note: `corong undo` will not know of this change: {error}"));
        }
        // Of what was begun, `undo` takes back as much as was done.
        (Err(error), Ok(number)) if error.is_refusal() => drop(journal.forget(number, lock)),
        _ => {}
    }
    done.map_err(|error| unwritten(&error))
}

/// Why a plan was not carried out, as it is said.
pub fn unwritten(error: &WriteError) -> Failure {
    if error.is_refusal() { Failure::refused(error.to_string()) } else { Failure::usage(error.to_string()) }
}
