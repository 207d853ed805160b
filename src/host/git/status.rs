//! Which commit the files of a folder were taken from, and which of them differ.

use std::process::{Child, Stdio};

use super::call::run_git;
use super::commit::literal;
use super::resolve::object_id;
use super::{GitError, Repository};
use crate::source::RelPath;

/// What git was asked, answered while something else is done.
pub struct Asked {
    prefix: String,
    status: Child,
}

/// How a folder's files differ from the last commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GitStatus {
    /// The object id of `HEAD`; `None` before the first commit.
    pub head: Option<String>,
    /// The files below the folder that are other than in it, new and ignored
    /// ones included, relative to the folder.
    pub changed: Vec<RelPath>,
}

impl Repository {
    /// Asks git how the files of the folder differ, or only `of` some. The index is
    /// not refreshed.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn ask_status(&self, of: &[RelPath]) -> Result<Asked, GitError> {
        let mut status = self.comparing()?;
        status.args(["status", "--porcelain=v2", "-z", "--branch", "--no-ahead-behind", "--no-renames"]);
        status.args(["--untracked-files=all", "--ignored=traditional", "--ignore-submodules=all", "--"]);
        match of {
            [] => status.arg("."),
            of => status.args(of.iter().map(literal)),
        };
        let status = status.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let status = status.map_err(|error| GitError::NoGit(error.to_string()))?;
        Ok(Asked { prefix: self.prefix(), status })
    }

    /// Whether a file is other than in the last commit, or in none.
    ///
    /// # Errors
    /// What git said.
    pub fn is_uncommitted(&self, path: &RelPath) -> Result<bool, GitError> {
        let mut status = self.comparing()?;
        status.args(["status", "--porcelain", "-z", "--untracked-files=all", "--ignored=matching"]);
        status.args(["--ignore-submodules=all", "--"]).arg(literal(path));
        run_git(&mut status).map(|told| !told.is_empty())
    }
}

impl Asked {
    /// What git answered.
    ///
    /// # Errors
    /// What git said.
    pub fn answer(self) -> Result<GitStatus, GitError> {
        let output = self.status.wait_with_output().map_err(|error| GitError::NoGit(error.to_string()))?;
        if !output.status.success() {
            return Err(GitError::Git(GitError::words(&output.stderr)));
        }
        let mut answer = GitStatus::default();
        for line in output.stdout.split(|byte| *byte == 0) {
            if let Some(id) = line.strip_prefix(b"# branch.oid ") {
                answer.head = object_id(id);
            } else if let Some(path) =
                changed(line).and_then(|path| path.strip_prefix(self.prefix.as_bytes()))
            {
                answer.changed.push(RelPath::new(String::from_utf8_lossy(path)));
            }
        }
        Ok(answer)
    }
}

/// The path of an entry; what is before it depends on its first letter.
fn changed(line: &[u8]) -> Option<&[u8]> {
    let before = match line.first()? {
        b'?' | b'!' => 1,
        b'1' => 8,
        b'u' => 10,
        _ => return None,
    };
    let mut rest = line;
    for _ in 0..before {
        rest = &rest[rest.iter().position(|byte| *byte == b' ')? + 1..];
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn the_path_of_an_entry() {
        let path =
            |line: &str| changed(line.as_bytes()).map(|path| String::from_utf8_lossy(path).into_owned());
        assert_eq!(path("1 .M N... 100644 100644 100644 aa bb p/a b.yaml").as_deref(), Some("p/a b.yaml"));
        assert_eq!(path("u UU N... 1 2 3 4 aa bb cc p/c.yaml").as_deref(), Some("p/c.yaml"));
        assert_eq!(path("? p/new one.yaml").as_deref(), Some("p/new one.yaml"));
        assert_eq!(path("# branch.head main"), None);
        assert_eq!(path(""), None);
    }
}
