//! What git knows of a file: whether it could give it back as it is, and how
//! it came to lie where it lies.

use std::path::Path;
use std::process::Command;

use super::git::{literal, reading as git, told};
use crate::source::RelPath;

/// Whether `root` lies in a repository of git's.
pub fn in_repository(root: &Path) -> bool {
    output(git(root).args(["rev-parse", "--is-inside-work-tree"])).is_ok_and(|told| told.trim() == "true")
}

/// Whether a file is other than in the last commit, or in none.
///
/// # Errors
/// What git said.
pub fn is_uncommitted(root: &Path, path: &RelPath) -> Result<bool, String> {
    let args = ["status", "--porcelain", "-z", "--untracked-files=all", "--ignored=matching", "--"];
    output(git(root).args(args).arg(literal(path))).map(|told| !told.is_empty())
}

/// The commit that brought a file to its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// When, in RFC 3339.
    pub at: String,
    /// The address of its author.
    pub email: String,
    /// The file's text in it.
    pub text: String,
    /// The text before it of a file of the same name that it took away, where
    /// it took away just one.
    pub before: Option<String>,
}

/// The commit that brought a file to its place, on the line of first parents,
/// by names alone: git's guesses at renames are not asked. `None` where no
/// commit did.
///
/// # Errors
/// What git said.
pub fn brought(root: &Path, path: &RelPath) -> Result<Option<Brought>, String> {
    let shape = "--format=%x01%H%x09%aI%x09%ae";
    let args = ["log", "--first-parent", "-m", "--no-renames", "--diff-filter=AD", "--name-status"];
    let named = format!(":(glob)**/{}", glob_escaped(path.name()));
    let log = output(git(root).args(args).args(["--relative", "-z", shape, "--"]).arg(named))?;
    for commit in log.split('\u{1}').skip(1) {
        let mut words = commit.split(['\0', '\n']).filter(|word| !word.is_empty());
        let head: Vec<&str> = words.next().unwrap_or_default().split('\t').collect();
        let [id, at, email] = head[..] else { continue };
        let words: Vec<&str> = words.collect();
        let came = words.chunks_exact(2).any(|pair| pair[0] == "A" && pair[1] == path.as_str());
        if !came {
            continue;
        }
        let gone: Vec<&str> =
            words.chunks_exact(2).filter(|pair| pair[0] == "D").map(|pair| pair[1]).collect();
        let show = |at: String| output(git(root).args(["cat-file", "blob"]).arg(at));
        let before = match gone[..] {
            [from] => Some(show(format!("{id}^1:./{from}"))?),
            _ => None,
        };
        let text = show(format!("{id}:./{path}"))?;
        return Ok(Some(Brought { at: at.to_owned(), email: email.to_owned(), text, before }));
    }
    Ok(None)
}

/// What git prints; what is no UTF-8 in it is replaced.
fn output(command: &mut Command) -> Result<String, String> {
    let printed = told(command).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

fn glob_escaped(name: &str) -> String {
    let special = |c: char| "*?[]\\".contains(c);
    name.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}
