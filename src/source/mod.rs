//! Where text comes from, and places in it.
//!
//! Paths relative to the workspace, byte spans, the index that turns a byte
//! place into line and column, and [`Snapshot`]: the one thing the rest of the
//! crate knows of the outside world. Nothing here opens a file.

mod changes;
mod commit;
mod grafted;
mod last_change;
mod lines;
mod nested;
mod pages;
mod path;
mod repositories;
mod snapshot;
mod span;

pub use changes::Changes;
pub use commit::Commit;
pub use grafted::Grafted;
pub use last_change::{LastChange, LastChanges};
pub use lines::{LineIndex, Place, with_plain_ends};
pub use nested::Nested;
pub use pages::{Pages, SITE_MANIFEST};
pub use path::RelPath;
pub use repositories::{RepositoryParts, repositories};
pub use snapshot::{Entry, EntryKind, MemorySnapshot, ReadError, Snapshot};
pub use span::Span;
