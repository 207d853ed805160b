//! How a file came to its place.

use std::process::Command;

use super::call::told;
use super::{GitError, Repository};
use crate::source::RelPath;

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
pub fn brought(repository: &Repository, path: &RelPath) -> Result<Option<Brought>, GitError> {
    let shape = "--format=%x01%H%x09%aI%x09%ae";
    let args = ["log", "--first-parent", "-m", "--no-renames", "--diff-filter=AD", "--name-status"];
    let named = format!(":(glob)**/{}", glob_escaped(path.name()));
    let log = output(repository.reading().args(args).args(["--relative", "-z", shape, "--"]).arg(named))?;
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
        let show = |at: String| output(repository.reading().args(["cat-file", "blob"]).arg(at));
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
fn output(command: &mut Command) -> Result<String, GitError> {
    let printed = told(command)?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

fn glob_escaped(name: &str) -> String {
    let special = |c: char| "*?[]\\".contains(c);
    name.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}
