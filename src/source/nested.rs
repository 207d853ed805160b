//! A state of the files as seen from a folder further up.

use super::{Entry, ReadError, RelPath, Snapshot};

/// The files of `inner`, each path with `folder` before it: a workspace as its
/// repository sees it.
pub struct Nested<'s> {
    inner: &'s dyn Snapshot,
    folder: RelPath,
}

impl<'s> Nested<'s> {
    /// `inner`, whose top is `folder`.
    pub fn new(inner: &'s dyn Snapshot, folder: RelPath) -> Self {
        Self { inner, folder }
    }

    /// A path of `inner` as it is seen from further up.
    pub fn outward(&self, path: &RelPath) -> RelPath {
        if path.as_str().is_empty() { self.folder.clone() } else { self.folder.join(path.as_str()) }
    }

    fn inward(&self, path: &RelPath) -> Option<RelPath> {
        if *path == self.folder { Some(RelPath::new("")) } else { path.below(&self.folder).map(RelPath::new) }
    }
}

impl Snapshot for Nested<'_> {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        let above = self.folder.below(folder).is_some();
        let inside = self.inward(folder).or_else(|| above.then(|| RelPath::new("")));
        let Some(inside) = inside else { return Ok(Vec::new()) };
        let mut entries = self.inner.list(&inside)?;
        entries.iter_mut().for_each(|entry| entry.path = self.outward(&entry.path));
        Ok(entries)
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        buffer.clear();
        self.inner.read(&self.inward(path).ok_or(ReadError::Missing)?, limit, buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySnapshot;

    #[test]
    fn paths_begin_with_the_folder() {
        let inner = MemorySnapshot::default().with("p/x", "text");
        for (folder, path) in [("crm/sales", "crm/sales/p/x"), ("", "p/x")] {
            let nested = Nested::new(&inner, RelPath::new(folder));
            let mut bytes = Vec::new();
            assert_eq!(nested.read(&RelPath::new(path), 9, &mut bytes), Ok(()));
            assert_eq!(nested.outward(&RelPath::new("p/x")), RelPath::new(path));
            assert_eq!(nested.list(&RelPath::new("")).unwrap()[0].path, RelPath::new(path));
        }
        let nested = Nested::new(&inner, RelPath::new("crm"));
        assert_eq!(nested.read(&RelPath::new("p/x"), 9, &mut Vec::new()), Err(ReadError::Missing));
    }
}
