//! The branch that the present one follows: fetched, merged and pushed, as the
//! person at work would do it. Hooks, signing and credentials are theirs.

use std::process::Command;

use super::call::run_git;
use super::resolve::object_id;
use super::{GitError, Repository};
use crate::source::RelPath;

/// The branch that the present one follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The present branch: `main`.
    pub branch: String,
    /// Where it is fetched from and pushed to: `origin`.
    pub remote: String,
    /// What it is called there: `refs/heads/main`.
    there: String,
    /// What is known of it here: `refs/remotes/origin/main`.
    here: String,
}

impl Upstream {
    /// Its name as people write it: `origin/main`.
    pub fn short(&self) -> &str {
        self.here.strip_prefix("refs/remotes/").unwrap_or(&self.here)
    }
}

/// What git is in the midst of.
const UNFINISHED: [(&str, &str); 5] = [
    ("MERGE_HEAD", "merge"),
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
];

impl Repository {
    /// The command of git's that is begun and not finished.
    pub fn unfinished(&self) -> Option<&'static str> {
        let there = |name: &str| self.dir.join(name).symlink_metadata().is_ok();
        UNFINISHED.into_iter().find(|(name, _)| there(name)).map(|(_, what)| what)
    }

    /// The present branch; `None` where none is checked out.
    pub fn branch(&self) -> Option<String> {
        let name = self.symbolic("HEAD")?;
        name.strip_prefix("refs/heads/").map(str::to_owned)
    }

    /// The names of the remotes.
    ///
    /// # Errors
    /// What git says.
    pub fn remotes(&self) -> Result<Vec<String>, GitError> {
        let listed = run_git(self.reading().arg("remote"))?;
        Ok(String::from_utf8_lossy(&listed).lines().map(str::to_owned).collect())
    }

    /// What a branch follows; `None` where it follows none.
    ///
    /// # Errors
    /// What git says.
    pub fn upstream(&self, branch: &str) -> Result<Option<Upstream>, GitError> {
        let format = "--format=%(upstream)%00%(upstream:remotename)%00%(upstream:remoteref)";
        let name = format!("refs/heads/{branch}");
        let told = run_git(self.reading().args(["for-each-ref", format, "--", &name]))?;
        let told = String::from_utf8_lossy(&told);
        let [here, remote, there] = told.trim_end_matches('\n').split('\0').collect::<Vec<_>>()[..] else {
            return Ok(None);
        };
        let own = |text: &str| text.to_owned();
        Ok((!here.is_empty() && !remote.is_empty()).then(|| Upstream {
            branch: own(branch),
            remote: own(remote),
            there: own(there),
            here: own(here),
        }))
    }

    /// The object id of what is known of the upstream here; `None` before it was
    /// ever pushed.
    pub fn known(&self, upstream: &Upstream) -> Option<String> {
        let mut command = self.reading();
        command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]);
        object_id(&run_git(command.arg(format!("{}^{{commit}}", upstream.here))).ok()?)
    }

    /// How many commits each side of two has that the other has not.
    ///
    /// # Errors
    /// What git says.
    pub fn apart(&self, ours: &str, theirs: Option<&str>) -> Result<(usize, usize), GitError> {
        let mut command = self.reading();
        command.args(["rev-list", "--left-right", "--count"]);
        match theirs {
            Some(theirs) => command.arg(format!("{ours}...{theirs}")),
            None => command.arg(ours),
        };
        let counted = run_git(command.arg("--"))?;
        let counted = String::from_utf8_lossy(&counted).into_owned();
        let mut counts = counted.split_whitespace().filter_map(|count| count.parse().ok());
        Ok((counts.next().unwrap_or_default(), counts.next().unwrap_or_default()))
    }

    /// Fetches what the upstream has.
    ///
    /// # Errors
    /// What git says.
    pub fn fetch(&self, upstream: &Upstream, asks: bool) -> Result<(), GitError> {
        run_git(self.asking(asks).args(["fetch", "--quiet", "--end-of-options"]).arg(&upstream.remote))
            .map(drop)
    }

    /// Merges a commit that was fetched into the present branch; false where a
    /// conflict is left.
    ///
    /// # Errors
    /// What git says, where it did not merge for another reason.
    pub fn merge(&self, upstream: &Upstream) -> Result<bool, GitError> {
        let mut merge = self.asking(false);
        merge.args(["merge", "--quiet", "--no-edit", "--end-of-options"]).arg(&upstream.here);
        match run_git(&mut merge) {
            Ok(_) => Ok(true),
            Err(_) if !self.conflicts().unwrap_or_default().is_empty() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The files that a merge left in conflict, from the folder that is looked at.
    ///
    /// # Errors
    /// What git says.
    pub fn conflicts(&self) -> Result<Vec<RelPath>, GitError> {
        let mut listing = self.comparing()?;
        listing.args(["diff", "--name-only", "--diff-filter=U", "--no-ext-diff", "-z", "--relative"]);
        let listed = run_git(&mut listing)?;
        let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        Ok(paths.map(|path| RelPath::new(String::from_utf8_lossy(path))).collect())
    }

    /// Pushes the present branch to its upstream; false where that has more by now.
    ///
    /// # Errors
    /// What git says, where it did not push for another reason.
    pub fn push(&self, upstream: &Upstream, asks: bool) -> Result<bool, GitError> {
        let mut push = self.asking(asks);
        push.args(["push", "--quiet", "--end-of-options"]).arg(&upstream.remote);
        match run_git(push.arg(format!("refs/heads/{}:{}", upstream.branch, upstream.there))) {
            Ok(_) => Ok(true),
            Err(GitError::Git(why)) if why.contains("fetch first") || why.contains("non-fast-forward") => {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// `git` for what writes, in words that are known here; it may ask for a
    /// password where somebody is there.
    fn asking(&self, asks: bool) -> Command {
        let mut command = self.writing();
        command.env("LC_ALL", "C");
        if !asks {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        command
    }
}
