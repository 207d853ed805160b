//! Which repositories inside a working tree git knows of.

use super::call::run_git;
use super::commit::literal;
use super::{GitError, Repository};
use crate::source::RelPath;

impl Repository {
    /// Drops what makes folders look like repositories where git ignores it, so
    /// that no branch can bring it, and what is in the place of a recorded
    /// submodule. What git does not answer drops nothing.
    pub(in crate::host) fn drop_known(&self, found: &mut Vec<RelPath>) {
        let ignored = ["--others", "--ignored", "--exclude-standard", "--directory"];
        let ignored = self.files(&ignored, found.iter()).unwrap_or_default();
        let ignored: Vec<RelPath> = entries(&ignored).map(RelPath::new).collect();
        found.retain(|path| !ignored.iter().any(|known| path == known || path.below(known).is_some()));
        let whole = |path: &&RelPath| path.name().eq_ignore_ascii_case(".git");
        let folders: Vec<RelPath> = found.iter().filter(whole).filter_map(RelPath::parent).collect();
        let recorded = self.files(&["--stage"], folders.iter()).unwrap_or_default();
        let modules: Vec<RelPath> =
            entries(&recorded).filter(|entry| entry.starts_with("160000 ")).filter_map(path).collect();
        let in_place = |path: &RelPath| path.parent().is_some_and(|folder| modules.contains(&folder));
        found.retain(|path| !(whole(&path) && in_place(path)));
    }

    /// What `git ls-files` lists of some paths, a zero after each.
    fn files<'p>(
        &self,
        which: &[&str],
        paths: impl ExactSizeIterator<Item = &'p RelPath>,
    ) -> Result<String, GitError> {
        if paths.len() == 0 {
            return Ok(String::new());
        }
        let mut command = self.reading();
        command.args(["ls-files", "-z"]).args(which).arg("--").args(paths.map(literal));
        run_git(&mut command).map(|listed| String::from_utf8_lossy(&listed).into_owned())
    }
}

fn entries(listed: &str) -> impl Iterator<Item = &str> {
    listed.split('\0').filter(|entry| !entry.is_empty()).map(|entry| entry.trim_end_matches('/'))
}

/// The path of an entry of the index.
fn path(entry: &str) -> Option<RelPath> {
    entry.split_once('\t').map(|(_, path)| RelPath::new(path))
}
