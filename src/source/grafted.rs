//! One state of the files with some paths taken from another.

use super::{Entry, ReadError, RelPath, Snapshot};

/// The files of `trunk`, but for some paths and all below them, which are those
/// of `graft` alone: a branch's leads with the main branch's configuration.
pub struct Grafted<'s> {
    trunk: &'s dyn Snapshot,
    graft: &'s dyn Snapshot,
    paths: Vec<RelPath>,
}

impl<'s> Grafted<'s> {
    /// `trunk` with `paths` taken from `graft`.
    pub fn new(trunk: &'s dyn Snapshot, graft: &'s dyn Snapshot, paths: Vec<RelPath>) -> Self {
        Self { trunk, graft, paths }
    }

    fn is_graft(&self, path: &RelPath) -> bool {
        self.paths.iter().any(|taken| taken == path || path.below(taken).is_some())
    }
}

impl Snapshot for Grafted<'_> {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        if self.is_graft(folder) {
            return self.graft.list(folder);
        }
        let mut entries = self.trunk.list(folder)?;
        entries.retain(|entry| !self.is_graft(&entry.path));
        if self.paths.iter().any(|taken| taken.below(folder).is_some()) {
            entries.extend(self.graft.list(folder)?.into_iter().filter(|entry| self.is_graft(&entry.path)));
        }
        Ok(entries)
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        let from = if self.is_graft(path) { self.graft } else { self.trunk };
        from.read(path, limit, buffer)
    }

    fn repositories(&self) -> Result<Vec<RelPath>, ReadError> {
        self.trunk.repositories()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySnapshot;

    #[test]
    fn grafted_paths_come_from_the_graft_alone() {
        let trunk = MemorySnapshot::default().with("c", "trunk").with("t/a", "trunk").with("p/x", "trunk");
        let graft = MemorySnapshot::default().with("c", "graft").with("t/b", "graft").with("p/y", "graft");
        let joined = Grafted::new(&trunk, &graft, vec![RelPath::new("c"), RelPath::new("t")]);
        let mut names: Vec<_> =
            joined.list(&RelPath::new("")).unwrap().into_iter().map(|entry| entry.path.to_string()).collect();
        names.sort();
        assert_eq!(names, ["c", "p/x", "t/b"]);
        let read = |path: &str| {
            let mut bytes = Vec::new();
            joined.read(&RelPath::new(path), 99, &mut bytes).map(|()| String::from_utf8(bytes).unwrap())
        };
        assert_eq!(read("c").as_deref(), Ok("graft"));
        assert_eq!(read("p/x").as_deref(), Ok("trunk"));
        assert_eq!(read("t/a"), Err(ReadError::Missing));
    }
}
