//! Which repository a folder belongs to. It is found here and named to git on
//! every call: git itself would take a folder that merely looks like a
//! repository, which any branch can hold, for one and obey its configuration.

use std::fs;
use std::path::{Path, PathBuf};

use super::GitError;
use super::call::{git, run_git};
use crate::host::{find_root, is_set, real, trace};
use crate::source::RelPath;

/// A repository, and the folder that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Git's own folder; of a linked working tree the one of its own.
    pub(super) dir: PathBuf,
    /// The top of the working tree; `None` of a bare repository.
    pub(super) top: Option<PathBuf>,
    /// The folder that is looked at: in the working tree, else git's own.
    pub(super) folder: PathBuf,
}

impl Repository {
    /// The repository of a folder: the nearest `.git` upwards.
    ///
    /// # Errors
    /// Where there is none, or it is another user's whom git does not trust.
    pub fn of(folder: &Path) -> Result<Self, GitError> {
        match find(folder) {
            Some((dir, top, folder)) => Self { dir, top: Some(top), folder }.trusted(),
            None => Err(GitError::NoRepository(folder.to_owned())),
        }
    }

    /// The same; in no working tree, the bare repository that the folder itself
    /// is. A folder with a file `marker` in it or above is a workspace's and
    /// never a repository.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn named(folder: &Path, marker: &str) -> Result<Self, GitError> {
        let bare = physical(folder);
        let is_bare = || is_repository(&bare) && find_root(&bare, marker).is_err();
        match Self::of(folder) {
            Err(GitError::NoRepository(_)) if is_bare() => {
                Self { dir: bare.clone(), top: None, folder: bare }.trusted()
            }
            found => found,
        }
    }

    /// Where below the top the folder is, `/` at its end; empty at the top and
    /// of a bare repository.
    pub fn prefix(&self) -> String {
        let below = self.top.as_ref().and_then(|top| self.folder.strip_prefix(top).ok());
        below.into_iter().flatten().map(|part| format!("{}/", part.to_string_lossy())).collect()
    }

    /// What its linked working trees share.
    pub(super) fn common(&self) -> PathBuf {
        let to = fs::read_to_string(self.dir.join("commondir"));
        to.map_or_else(|_| self.dir.clone(), |to| self.dir.join(to.trim_end_matches('\n')))
    }

    /// A number that is another once the last commit or the index is.
    pub fn trace(&self) -> u64 {
        trace(&self.dir, &["HEAD", "index", "logs/HEAD"].map(RelPath::new))
    }

    /// Whether the history is cut off.
    pub fn is_shallow(&self) -> bool {
        self.common().join("shallow").exists()
    }

    /// The repository, unless git would not open it for its owner's sake. Git
    /// asks nothing of what it is named; so it is asked as if it were not.
    fn trusted(self) -> Result<Self, GitError> {
        let top = self.top.as_deref().unwrap_or(&self.dir);
        let own = [&self.dir, top, &top.join(".git")];
        let asked = &own[..if self.top.is_some() { 3 } else { 1 }];
        if asked.iter().all(|place| is_own(place)) && !is_set("GIT_TEST_ASSUME_DIFFERENT_OWNER") {
            return Ok(self);
        }
        let bare = if self.top.is_some() { "explicit" } else { "all" };
        let mut command = git();
        command.env("LC_ALL", "C").env("GIT_CEILING_DIRECTORIES", top.parent().unwrap_or(top));
        command.arg("-C").arg(top).args([
            "-c",
            &format!("safe.bareRepository={bare}"),
            "rev-parse",
            "--git-dir",
        ]);
        match run_git(&mut command) {
            Ok(_) => Ok(self),
            Err(GitError::Git(why)) => Err(GitError::NotTrusted(why)),
            Err(error) => Err(error),
        }
    }
}

/// Git's folder for a folder, the top of the working tree, and the folder
/// without links; `None` in no working tree.
pub(in crate::host) fn find(folder: &Path) -> Option<(PathBuf, PathBuf, PathBuf)> {
    let folder = physical(folder);
    let top = top(&folder)?;
    Some((git_dir(&top.join(".git"))?, top, folder))
}

/// The top of the working tree that a folder is in; the folder need not be there yet.
pub fn top(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|top| git_dir(&top.join(".git")).is_some()).map(Path::to_owned)
}

/// The repository that a `.git` is, or that the file of a linked working tree or
/// a submodule names.
fn git_dir(place: &Path) -> Option<PathBuf> {
    if place.is_dir() {
        return Some(place.to_owned());
    }
    let text = fs::read_to_string(place).ok()?;
    let to = text.strip_prefix("gitdir: ")?.trim_end_matches(['\n', '\r']);
    Some(place.parent()?.join(to))
}

/// Whether a folder looks like a repository.
fn is_repository(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).symlink_metadata().is_ok();
    has("HEAD") && (has("commondir") || has("objects") && has("refs"))
}

/// A folder without links and `..`, as git sees it.
fn physical(folder: &Path) -> PathBuf {
    let plain = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    // The form that Windows gives is none that git reads.
    if cfg!(windows) { plain } else { real(&plain) }
}

#[cfg(unix)]
fn is_own(place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    place.symlink_metadata().is_ok_and(|meta| crate::host::folder::user() == Some(meta.uid()))
}

#[cfg(not(unix))]
fn is_own(_place: &Path) -> bool {
    false
}
