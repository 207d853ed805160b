//! How much is listed below one folder: a tree without end is refused before it
//! fills the memory.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::message;
use crate::source::ReadError;

/// How deep folders may nest below one that is listed.
pub(super) const DEPTH: usize = 64;

static MOST: AtomicUsize = AtomicUsize::new(200_000);

/// Sets how many files and folders may be below a folder that is listed.
pub fn list_at_most(files: usize) {
    MOST.store(files, Relaxed);
}

/// Whether so many may be.
///
/// # Errors
/// A sentence that names the limit, and the option that lifts it.
pub(super) fn check(files: usize) -> Result<(), ReadError> {
    let most = MOST.load(Relaxed);
    if files <= most {
        return Ok(());
    }
    Err(ReadError::Other(message!(
        "there are more than {most} files and folders in it; --max-files lifts the limit",
        most
    )))
}

/// Whether folders may nest so deep.
///
/// # Errors
/// A sentence that names the limit.
pub(super) fn check_depth(depth: usize) -> Result<(), ReadError> {
    if depth <= DEPTH {
        return Ok(());
    }
    Err(ReadError::Other(message!("folders nest more than {depth} deep in it", depth = DEPTH)))
}
