//! From a tree to a configuration or a lead, with every violation found.
//!
//! Validating and reading are apart: [`validate`] walks a tree by its shape and
//! tells all that is wrong; the readers then take what is right.

mod config;
mod conflict;
mod custom;
mod dates;
mod folder;
mod import_map;
mod lead;
mod lines;
pub mod mend;
mod numbers;
mod odd_lines;
mod scalar;
mod validate;
mod wanted;
mod ways;

use crate::source::{ReadError, RelPath, Snapshot};

pub use config::{ReadConfig, read_config};
pub use conflict::{conflict, conflict_marker};
pub use custom::{CustomFields, json};
pub use dates::{LocalMoment, local_moment};
pub use folder::is_folder;
pub use import_map::{REVIEW, read_import_map, review_marks};
pub use lead::LeadReader;
pub use lines::percentage;
pub use numbers::comma_number;
pub use scalar::{Date, amount, date, day, decimal};
pub use validate::Validator;
use validate::split_sum;
pub use ways::{EntryPipelines, entry_pipelines, pipeline_of_entry};

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 1 << 20;

/// The text of a whole file.
///
/// # Errors
/// Where it is missing, larger than [`MAX_FILE`], a link, unreadable or not UTF-8.
pub fn text(snapshot: &dyn Snapshot, path: &RelPath) -> Result<String, ReadError> {
    text_up_to(snapshot, path, MAX_FILE)
}

/// The text of a whole file of at most so many bytes.
///
/// # Errors
/// As [`text`].
pub fn text_up_to(snapshot: &dyn Snapshot, path: &RelPath, most: u64) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    snapshot.read(path, most, &mut bytes)?;
    String::from_utf8(bytes).map_err(|_| ReadError::NotText)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySnapshot;

    #[test]
    fn only_text_of_some_size_is_read() {
        let large = vec![b'x'; 1 + usize::try_from(MAX_FILE).unwrap()];
        let files = MemorySnapshot::default().with("a", "é").with("b", [0xff]).with("c", large);
        let read = |path: &str| text(&files, &RelPath::new(path));
        assert_eq!(read("a"), Ok("é".to_owned()));
        assert_eq!(read("b"), Err(ReadError::NotText));
        assert_eq!(read("c"), Err(ReadError::TooLarge(MAX_FILE + 1)));
        assert_eq!(read("d"), Err(ReadError::Missing));
    }
}
