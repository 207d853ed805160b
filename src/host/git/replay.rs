//! Many commits at once, in order, dated as their work was: `git fast-import`.

use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};

use super::call::{git, run_git};
use super::{GitError, Repository, user_email, user_name};
use crate::message;
use crate::source::RelPath;
use crate::text::Message;

/// Who made a commit, and when.
#[derive(Clone, Debug)]
pub struct Authored {
    /// The author's name and address; the user's own where absent.
    pub author: Option<(String, String)>,
    /// Seconds since 1970.
    pub seconds: i64,
    /// The offset from UTC there, in seconds.
    pub offset: i32,
}

/// Commits that are being made, on top of what the branch holds.
pub struct Replay {
    repository: Repository,
    child: Child,
    stdin: Option<ChildStdin>,
    branch: String,
    /// Where the workspace is below the repository's root, with a `/` behind it, or nothing.
    below: String,
    /// The commit that the first one is on.
    on: Option<String>,
    user: (String, String),
}

/// Makes a repository in a folder that has none.
///
/// # Errors
/// What git says.
pub fn make_repository(folder: &Path) -> Result<(), Message> {
    run_git(git().args(["init", "--quiet"]).arg(folder)).map(drop).map_err(GitError::why)
}

impl Replay {
    /// Begins in the repository of a folder.
    ///
    /// # Errors
    /// Where there is none, something is staged, or git does not answer.
    pub fn begin(folder: &Path) -> Result<Self, Message> {
        let repository = Repository::of(folder).map_err(GitError::why)?;
        let line = |args: &[&str]| {
            let out = run_git(repository.reading().args(args)).ok()?;
            Some(String::from_utf8_lossy(&out).trim().to_owned())
        };
        let branch = line(&["symbolic-ref", "--quiet", "HEAD"])
            .ok_or_else(|| message!("no branch is checked out, on which the commits could be"))?;
        let on = line(&["rev-parse", "--verify", "--quiet", "HEAD"]);
        let staged =
            on.is_some() && run_git(repository.reading().args(["diff", "--cached", "--quiet"])).is_err();
        if staged {
            return Err(message!("changes are staged that are not committed: commit them first"));
        }
        let below = line(&["rev-parse", "--show-prefix"]).unwrap_or_default();
        let name = user_name(folder).unwrap_or_else(|| "corong".to_owned());
        let email = user_email(folder).unwrap_or_else(|| "corong@localhost".to_owned());
        let mut command = repository.writing();
        command.args(["fast-import", "--quiet", "--date-format=raw"]);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| message!("git cannot be started: {error}", error))?;
        let stdin = child.stdin.take();
        Ok(Self { repository, child, stdin, branch, below, on, user: (name, email) })
    }

    /// Makes a commit: files that are gone, and files with what they say.
    ///
    /// # Errors
    /// Where git does not take it.
    pub fn commit(
        &mut self,
        by: &Authored,
        title: &str,
        gone: &[RelPath],
        files: &[(RelPath, String)],
    ) -> Result<(), Message> {
        let mut out = Vec::new();
        let signed = |(name, email): &(String, String)| {
            let plain = |text: &str| text.replace(['<', '>', '\n', '\r'], " ").trim().to_owned();
            let hours = by.offset / 3600;
            let minutes = (by.offset / 60 % 60).abs();
            format!("{} <{}> {} {hours:+03}{minutes:02}", plain(name), plain(email), by.seconds)
        };
        let author = signed(by.author.as_ref().unwrap_or(&self.user));
        let head = format!("commit {}\nauthor {author}\ncommitter {}\n", self.branch, signed(&self.user));
        out.extend(head.bytes());
        data(&mut out, title);
        if let Some(on) = self.on.take() {
            out.extend(format!("from {on}\n").bytes());
        }
        let place = |path: &RelPath| quoted(&format!("{}{path}", self.below));
        gone.iter().for_each(|path| out.extend(format!("D {}\n", place(path)).bytes()));
        for (path, text) in files {
            out.extend(format!("M 100644 inline {}\n", place(path)).bytes());
            data(&mut out, text);
        }
        let stdin = self.stdin.as_mut().ok_or_else(Message::default)?;
        stdin.write_all(&out).map_err(|error| message!("git does not take the commits: {error}", error))
    }

    /// Ends: the branch holds them, and git's index is as the last of them.
    ///
    /// # Errors
    /// What git says.
    pub fn finish(mut self) -> Result<(), Message> {
        drop(self.stdin.take());
        let done = self.child.wait_with_output();
        let done = done.map_err(|error| message!("git does not take the commits: {error}", error))?;
        if !done.status.success() {
            return Err(message!(
                "git does not take the commits: {error}",
                error = GitError::words(&done.stderr)
            ));
        }
        run_git(self.repository.writing().args(["reset", "--quiet"])).map(drop).map_err(GitError::why)
    }
}

fn data(out: &mut Vec<u8>, text: &str) {
    out.extend(format!("data {}\n{text}\n", text.len()).bytes());
}

/// A path as fast-import takes it.
fn quoted(path: &str) -> String {
    if !path.starts_with('"') && !path.contains(['\n', '\\']) {
        return path.to_owned();
    }
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
