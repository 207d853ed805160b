//! What names of revisions mean.

use super::call::told;
use super::{GitError, Repository};

/// The main branch of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainBranch {
    /// Its full name, such as `refs/remotes/origin/main`.
    pub name: String,
    /// Whether the branch of that name is the one that is checked out.
    pub is_here: bool,
}

impl Repository {
    /// The id of the commit that `revision` means.
    ///
    /// # Errors
    /// Where there is no git or no such commit.
    pub(super) fn commit_id(&self, revision: &str) -> Result<String, GitError> {
        let mut command = self.reading();
        command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]);
        let unknown = || GitError::Unknown { revision: revision.to_owned(), shallow: self.is_shallow() };
        match told(command.arg(format!("{revision}^{{commit}}"))) {
            Ok(id) => object_id(&id).ok_or_else(unknown),
            // Whether git opens the repository at all is asked only then.
            Err(GitError::Git(_)) => {
                told(self.reading().args(["rev-parse", "--git-dir"])).and_then(|_| Err(unknown()))
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
        match told(self.reading().args(["merge-base", &head, &other])) {
            Ok(id) => object_id(&id).ok_or_else(unrelated),
            Err(GitError::Git(why)) if why.is_empty() => Err(unrelated()),
            Err(error) => Err(error),
        }
    }

    /// The main branch: what `origin/HEAD` points to, else `origin/main`,
    /// `origin/master`, `main`, `master`, the first that exists. `None` where none
    /// does, or git cannot tell.
    pub fn main_branch(&self) -> Option<MainBranch> {
        let symbolic = |name: &str| {
            let told = told(self.reading().args(["symbolic-ref", "--quiet", name])).ok()?;
            Some(String::from_utf8(told).ok()?.trim().to_owned())
        };
        let usual = ["refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main"];
        let usual = usual.into_iter().chain(["refs/heads/master"]).map(str::to_owned);
        let exists = |name: &String| self.commit_id(name).is_ok();
        let name = symbolic("refs/remotes/origin/HEAD").into_iter().chain(usual).find(exists)?;
        let short = |name: &str| {
            let name = name.strip_prefix("refs/remotes/origin/").or_else(|| name.strip_prefix("refs/heads/"));
            name.map(str::to_owned)
        };
        let is_here = symbolic("HEAD").is_some_and(|here| short(&here) == short(&name));
        Some(MainBranch { name, is_here })
    }
}

/// A lone object id, its line break with it.
pub(super) fn object_id(printed: &[u8]) -> Option<String> {
    let id = str::from_utf8(printed).ok()?.trim_end();
    let hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && matches!(id.len(), 40 | 64)).then(|| id.to_owned())
}
