//! What git is configured to: who works here, and how it merges leads.

use std::path::Path;

use super::call::{nowhere, run_git};
use super::{GitError, Repository};

/// What git runs to merge a lead. Where corong is gone again, git's own way of
/// merging steps in, so that no side is lost.
const DRIVER: &str = "if command -v corong >/dev/null 2>&1; \
    then corong merge-driver %O %A %B %P %L %S %X %Y; \
    else git merge-file -q --marker-size=%L -L %X -L %S -L %Y %A %O %B; fi";
const NAME: &str = "corong: leads by what they say";

/// The address git knows the present user by; `None` without one, or without git.
pub fn user_email(folder: &Path) -> Option<String> {
    setting(folder, "user.email")
}

/// The name git knows the present user by; `None` without one, or without git.
pub fn user_name(folder: &Path) -> Option<String> {
    setting(folder, "user.name")
}

/// What is set for a folder, in a repository or not.
pub(in crate::host) fn setting(folder: &Path, name: &str) -> Option<String> {
    let mut git = Repository::of(folder).map_or_else(|_| nowhere(), |repository| repository.reading());
    let value = String::from_utf8(run_git(git.args(["config", "--get", name])).ok()?).ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

impl Repository {
    /// Tells a clone how leads are merged, for git's configuration is not
    /// committed; whether that was new.
    ///
    /// # Errors
    /// What git says.
    pub fn install_driver(&self) -> Result<bool, GitError> {
        let all = [("merge.corong.name", NAME), ("merge.corong.driver", DRIVER)];
        let known = |name| setting(&self.folder, name);
        let missing: Vec<_> =
            all.into_iter().filter(|(name, value)| known(name).as_deref() != Some(*value)).collect();
        for (name, value) in &missing {
            run_git(self.writing().args(["config", "--local", name, value]))?;
        }
        Ok(!missing.is_empty())
    }
}
