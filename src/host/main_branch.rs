//! The branch that work is brought to.

use std::path::Path;

use super::git::{reading, told};

/// The main branch of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainBranch {
    /// Its full name, such as `refs/remotes/origin/main`.
    pub name: String,
    /// Whether the branch of that name is the one that is checked out.
    pub is_here: bool,
}

/// The main branch: what `origin/HEAD` points to, else `origin/main`,
/// `origin/master`, `main`, `master`, the first that exists. `None` where none
/// does, or git cannot tell.
pub fn main_branch(folder: &Path) -> Option<MainBranch> {
    let symbolic = |name: &str| {
        let told = told(reading(folder).args(["symbolic-ref", "--quiet", name])).ok()?;
        Some(String::from_utf8(told).ok()?.trim().to_owned())
    };
    let usual = ["refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main"];
    let usual = usual.into_iter().chain(["refs/heads/master"]).map(str::to_owned);
    let exists = |name: &String| {
        let wanted = format!("{name}^{{commit}}");
        told(reading(folder).args(["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])).is_ok()
    };
    let name = symbolic("refs/remotes/origin/HEAD").into_iter().chain(usual).find(exists)?;
    let short = |name: &str| {
        let name = name.strip_prefix("refs/remotes/origin/").or_else(|| name.strip_prefix("refs/heads/"));
        name.map(str::to_owned)
    };
    let is_here = symbolic("HEAD").is_some_and(|here| short(&here) == short(&name));
    Some(MainBranch { name, is_here })
}
