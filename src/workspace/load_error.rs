//! Why there is no workspace.

use crate::finding::Finding;
use crate::source::{ReadError, RelPath};

/// Why there is no workspace.
#[derive(Debug)]
pub enum LoadError {
    /// The configuration cannot be read.
    Unreadable(ReadError),
    /// The configuration is wrong.
    Configuration {
        /// Its text, for showing the places.
        text: String,
        /// Everything that is wrong with it.
        findings: Vec<Finding>,
    },
    /// A folder cannot be listed.
    Folder(RelPath, ReadError),
}
