//! What names of revisions mean.

use super::call::run_git;
use super::{GitError, Repository};

impl Repository {
    /// The id of the commit that `revision` means.
    ///
    /// # Errors
    /// Where there is no git or no such commit.
    pub(super) fn commit_id(&self, revision: &str) -> Result<String, GitError> {
        let mut command = self.reading();
        command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]);
        let unknown = || GitError::Unknown { revision: revision.to_owned(), shallow: self.is_shallow() };
        match run_git(command.arg(format!("{revision}^{{commit}}"))) {
            Ok(id) => object_id(&id).ok_or_else(unknown),
            // Whether git opens the repository at all is asked only then.
            Err(GitError::Git(_)) => {
                run_git(self.reading().args(["rev-parse", "--git-dir"])).and_then(|_| Err(unknown()))
            }
            Err(error) => Err(error),
        }
    }

    /// The id of the commit where the way to `head` and the way to `revision` part.
    ///
    /// # Errors
    /// Where one of them is unknown or they have nothing in common.
    pub fn merge_base(&self, revision: &str, head: &str) -> Result<String, GitError> {
        let other = self.commit_id(revision)?;
        let head = self.commit_id(head)?;
        let unrelated = || GitError::Unrelated { revision: revision.to_owned(), shallow: self.is_shallow() };
        match run_git(self.reading().args(["merge-base", &head, &other])) {
            Ok(id) => object_id(&id).ok_or_else(unrelated),
            Err(GitError::Git(why)) if why.is_empty() => Err(unrelated()),
            Err(error) => Err(error),
        }
    }
}

/// A lone object id, its line break with it.
pub(super) fn object_id(printed: &[u8]) -> Option<String> {
    let id = str::from_utf8(printed).ok()?.trim_end();
    let hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && matches!(id.len(), 40 | 64)).then(|| id.to_owned())
}
