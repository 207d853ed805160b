//! Committing a change, for `--commit`.

use std::path::Path;

use super::call::run_git;
use super::{GitError, Repository};
use crate::source::RelPath;
use crate::text::Message;

/// Commits what is at `paths` now, and nothing else; hooks and signing run as
/// for any commit. Paths are relative to `folder`; one that is gone counts as
/// removed.
///
/// # Errors
/// What git said. Nothing is committed then, and nothing new is staged.
pub fn commit(folder: &Path, paths: &[&RelPath], message: &str) -> Result<(), Message> {
    Repository::of(folder).map_err(GitError::why)?.commit(paths, message)
}

impl Repository {
    fn commit(&self, paths: &[&RelPath], message: &str) -> Result<(), Message> {
        let is_here = |path: &RelPath| self.folder.join(path.as_str()).symlink_metadata().is_ok();
        let named: Vec<String> = paths
            .iter()
            .filter(|path| is_here(path) || self.tracks(path))
            .map(|path| literal(path))
            .collect();
        let staged: Vec<String> = paths
            .iter()
            .filter(|path| is_here(path) && !self.tracks(path))
            .map(|path| literal(path))
            .collect();
        if !staged.is_empty() {
            run_git(self.writing().args(["add", "--intent-to-add", "--"]).args(&staged))
                .map_err(GitError::why)?;
        }
        let done =
            run_git(self.writing().args(["commit", "--quiet", "--only", "-m", message, "--"]).args(&named));
        if done.is_err() && !staged.is_empty() {
            // Only what was staged for this commit is taken back.
            let _ =
                run_git(self.writing().args(["rm", "--quiet", "--cached", "--force", "--"]).args(&staged));
        }
        done.map(drop).map_err(GitError::why)
    }

    fn tracks(&self, path: &RelPath) -> bool {
        run_git(self.reading().args(["ls-files", "--error-unmatch", "--"]).arg(literal(path))).is_ok()
    }
}

/// A path that git takes by its letters, from the folder it runs in.
pub(super) fn literal(path: &RelPath) -> String {
    format!(":(literal){path}")
}
