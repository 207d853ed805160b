//! Whether files changed, without reading them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use walkdir::WalkDir;

use crate::source::RelPath;

/// A number that is another once a file below the folders, or one of the
/// files, was added, removed, moved or written.
pub fn trace(root: &Path, places: &[RelPath]) -> u64 {
    let mut sum = 0u64;
    for place in places {
        for entry in WalkDir::new(root.join(place.as_str())).follow_links(false).into_iter().flatten() {
            let Ok(meta) = entry.metadata() else { continue };
            if meta.is_dir() {
                continue;
            }
            let mut hasher = DefaultHasher::new();
            (entry.path(), meta.len(), meta.modified().ok()).hash(&mut hasher);
            // The order in which a folder is walked is nobody's promise.
            sum = sum.wrapping_add(hasher.finish());
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_changes_shows() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("p/a")).unwrap();
        let places = [RelPath::new("p"), RelPath::new("c.yaml")];
        let empty = trace(root, &places);
        std::fs::write(root.join("p/a/x.yaml"), "x").unwrap();
        let one = trace(root, &places);
        assert_ne!(empty, one);
        assert_eq!(one, trace(root, &places));
        std::fs::rename(root.join("p/a/x.yaml"), root.join("p/x.yaml")).unwrap();
        assert_ne!(one, trace(root, &places));
    }
}
