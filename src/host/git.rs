//! The `git` program, run as a child: who works here, and one commit.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::source::RelPath;

pub(super) fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).stdin(Stdio::null());
    command
}

/// The address git knows the present user by; `None` without one, or without git.
pub fn user_email(root: &Path) -> Option<String> {
    let output = git(root).args(["config", "--get", "user.email"]).output().ok()?;
    let email = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !email.is_empty()).then_some(email)
}

/// Commits what lies at `paths` now, and nothing else; hooks and signing run as
/// for any commit. Paths are relative to `root`; one that is gone counts as
/// removed.
///
/// # Errors
/// What git said. Nothing is committed then, and nothing new is staged.
pub fn commit(root: &Path, paths: &[&RelPath], message: &str) -> Result<(), String> {
    let known = |path: &&&RelPath| {
        let here = root.join(path.as_str()).symlink_metadata().is_ok();
        here || run(git(root).args(["ls-files", "--error-unmatch", "--"]).arg(literal(path))).is_ok()
    };
    let named: Vec<String> = paths.iter().filter(known).map(|path| literal(path)).collect();
    let staged: Vec<String> =
        paths.iter().filter(|path| untracked(root, path)).map(|path| literal(path)).collect();
    if !staged.is_empty() {
        run(git(root).args(["add", "--intent-to-add", "--"]).args(&staged))?;
    }
    let done = run(git(root).args(["commit", "--quiet", "--only", "-m", message, "--"]).args(&named));
    if done.is_err() && !staged.is_empty() {
        // Only what was staged for this commit is taken back.
        let _ = run(git(root).args(["rm", "--quiet", "--cached", "--force", "--"]).args(&staged));
    }
    done
}

/// A path that git takes by its letters, from the folder it runs in.
pub(super) fn literal(path: &RelPath) -> String {
    format!(":(literal){path}")
}

fn untracked(root: &Path, path: &RelPath) -> bool {
    root.join(path.as_str()).symlink_metadata().is_ok()
        && run(git(root).args(["ls-files", "--error-unmatch", "--"]).arg(literal(path))).is_err()
}

fn run(command: &mut Command) -> Result<(), String> {
    output(command).map(drop)
}

/// What git wrote; what is no UTF-8 in it is replaced.
///
/// # Errors
/// What git said, where it failed.
pub(super) fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(if told.is_empty() { format!("git ended with {}", output.status) } else { told })
}
