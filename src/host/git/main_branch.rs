//! The main branch, by what the clone itself recorded. Names are whole ones, so
//! that no tag, branch or file that is merely called alike is taken for it.

use super::call::run_git;
use super::resolve::object_id;
use super::{GitError, Repository, Revision};
use crate::source::RelPath;

/// The names of main branches where nothing says which one it is.
const USUAL: [&str; 4] =
    ["refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"];

/// The main branch of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainBranch {
    /// Its full name, such as `refs/remotes/origin/main`.
    pub name: String,
    /// The object id of its commit.
    pub commit: String,
    /// Whether the branch of that name is the one that is checked out.
    pub is_here: bool,
}

impl MainBranch {
    /// Its name as people write it: `origin/main`.
    pub fn short(&self) -> &str {
        let short = |before| self.name.strip_prefix(before);
        short("refs/remotes/").or_else(|| short("refs/heads/")).unwrap_or(&self.name)
    }
}

impl Repository {
    /// The main branch: what `origin/HEAD` points to, else `origin/main`,
    /// `origin/master`, `main`, `master`, the first that exists; of a bare
    /// repository what `HEAD` points to, else `main` or `master`. `None` where
    /// none does, or git cannot tell.
    pub fn main_branch(&self) -> Option<MainBranch> {
        let (recorded, usual) = match self.top {
            Some(_) => ("refs/remotes/origin/HEAD", &USUAL[..]),
            None => ("HEAD", &USUAL[2..]),
        };
        let names: Vec<String> =
            self.symbolic(recorded).into_iter().chain(usual.iter().map(|&name| name.to_owned())).collect();
        let mut listing = self.reading();
        listing.args(["for-each-ref", "--format=%(refname) %(objectname)", "--"]).args(&names);
        let listed = String::from_utf8(run_git(&mut listing).ok()?).ok()?;
        let found = |name: &String| {
            let mut lines = listed.lines().filter_map(|line| line.split_once(' '));
            let (name, id) = lines.find(|(known, _)| known == name)?;
            Some((name.to_owned(), object_id(id.as_bytes())?))
        };
        let (name, commit) = names.iter().find_map(found)?;
        let short = |name: &str| {
            let name = name.strip_prefix("refs/remotes/origin/").or_else(|| name.strip_prefix("refs/heads/"));
            name.map(str::to_owned)
        };
        let is_here = self.symbolic("HEAD").is_some_and(|here| short(&here) == short(&name));
        Some(MainBranch { name, commit, is_here })
    }

    /// The files of a folder of the repository as the main branch has them.
    ///
    /// # Errors
    /// Where git cannot list it.
    pub fn main_files(&self, main: &MainBranch, folder: &RelPath) -> Result<Revision, GitError> {
        Revision::of_folder(self.clone(), &main.commit, folder)
    }

    pub(super) fn symbolic(&self, name: &str) -> Option<String> {
        let told = run_git(self.reading().args(["symbolic-ref", "--quiet", name])).ok()?;
        Some(String::from_utf8(told).ok()?.trim().to_owned())
    }
}
