//! Carrying a change out, noted so that `corong undo` can take it back.

use std::path::Path;

use super::error::SessionError;
use super::opening::Session;
use crate::change::{OnDisk, Plan, take_back};
use crate::host::{self, Disk, Journal, Lock};
use crate::message;
use crate::read;
use crate::source::{ReadError, RelPath};

/// Carries a plan out and notes it, so that it can be taken back. Where it cannot
/// be noted it is carried out all the same.
///
/// # Errors
/// Where it is not carried out.
pub fn carry_out(root: &Path, plan: &Plan, lock: &Lock, session: &Session) -> Result<(), SessionError> {
    if plan.steps.is_empty() {
        return Ok(());
    }
    let journal = Journal::of(root);
    // Before the change: a change that is not noted could not be taken back.
    let noted = journal.note(plan, lock);
    let done = host::carry_out(root, plan, lock);
    match (&done, noted) {
        (Ok(()), Err(error)) => {
            session.warn(message!("note: `corong undo` will not know of this change: {error}", error));
        }
        // Of what was begun, `undo` takes back as much as was done, if anything was.
        (Err(_), Ok(number)) if is_undone(root, plan) => drop(journal.forget(number, lock)),
        _ => {}
    }
    Ok(done?)
}

/// Whether nothing of a plan was done.
fn is_undone(root: &Path, plan: &Plan) -> bool {
    let disk = Disk::new(root);
    take_back(plan, &|path| content(&disk, path)).is_ok_and(|left| left.steps.is_empty())
}

/// What is at a path now.
pub fn content(disk: &Disk, path: &RelPath) -> OnDisk {
    match read::text(disk, path) {
        Ok(text) => OnDisk::Text(text),
        Err(ReadError::Missing) => OnDisk::Nothing,
        Err(_) => OnDisk::Else,
    }
}
