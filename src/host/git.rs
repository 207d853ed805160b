//! The `git` program, run as a child: who works here, one commit, and what a
//! revision's name means.

use std::path::Path;
use std::process::{Command, Stdio};

use super::RevisionError;
use crate::source::RelPath;

pub(super) fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).stdin(Stdio::null());
    command
}

/// Variables that would point git at another repository than the folder's, as
/// they do inside a hook.
pub(super) const ELSEWHERE: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_LITERAL_PATHSPECS",
];

/// `git` for looking only: it takes no lock, asks nothing, starts no pager and
/// no monitor, and objects are what their ids say.
pub(super) fn reading(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for name in ELSEWHERE {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    command.args(["--no-pager", "--no-replace-objects", "-c", "core.fsmonitor=false"]);
    command.arg("-C").arg(folder).stdin(Stdio::null());
    command
}

/// What git prints; its own words where it fails.
pub(super) fn told(command: &mut Command) -> Result<Vec<u8>, RevisionError> {
    let output = command.output().map_err(|error| RevisionError::NoGit(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(RevisionError::Git(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// The id of the commit that `revision` means in the repository of `folder`.
///
/// # Errors
/// Where there is no git, no repository or no such commit.
pub(super) fn commit_id(folder: &Path, revision: &str) -> Result<String, RevisionError> {
    let mut command = reading(folder);
    command
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
        .arg(format!("{revision}^{{commit}}"));
    let unknown = || RevisionError::Unknown { revision: revision.to_owned(), shallow: is_shallow(folder) };
    match told(&mut command) {
        Ok(id) => object_id(&id).ok_or_else(unknown),
        // Whether there is a repository at all is asked only then.
        Err(RevisionError::Git(_)) => match told(reading(folder).args(["rev-parse", "--git-dir"])) {
            Ok(_) => Err(unknown()),
            Err(RevisionError::Git(why)) => Err(RevisionError::NoRepository(why)),
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// The id of the commit where the way to `HEAD` and the way to `revision` part.
///
/// # Errors
/// As [`parting`].
pub fn merge_base(folder: &Path, revision: &str) -> Result<String, RevisionError> {
    parting(folder, revision, "HEAD")
}

/// The id of the commit where the way to `head` and the way to `revision` part.
///
/// # Errors
/// Where one of them is unknown or they have nothing in common.
pub fn parting(folder: &Path, revision: &str, head: &str) -> Result<String, RevisionError> {
    let other = commit_id(folder, revision)?;
    let head = commit_id(folder, head)?;
    let parted = || RevisionError::Unrelated { revision: revision.to_owned(), shallow: is_shallow(folder) };
    match told(reading(folder).args(["merge-base", &head, &other])) {
        Ok(id) => object_id(&id).ok_or_else(parted),
        Err(RevisionError::Git(why)) if why.is_empty() => Err(parted()),
        Err(error) => Err(error),
    }
}

/// A lone object id, its line break with it.
pub(super) fn object_id(printed: &[u8]) -> Option<String> {
    let id = std::str::from_utf8(printed).ok()?.trim_end();
    let hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && matches!(id.len(), 40 | 64)).then(|| id.to_owned())
}

pub(super) fn is_shallow(folder: &Path) -> bool {
    told(reading(folder).args(["rev-parse", "--is-shallow-repository"]))
        .is_ok_and(|told| told.starts_with(b"true"))
}

/// The address git knows the present user by; `None` without one, or without git.
pub fn user_email(root: &Path) -> Option<String> {
    setting(root, "user.email")
}

/// The name git knows the present user by; `None` without one, or without git.
pub fn user_name(root: &Path) -> Option<String> {
    setting(root, "user.name")
}

pub(super) fn setting(root: &Path, name: &str) -> Option<String> {
    let output = git(root).args(["config", "--get", name]).output().ok()?;
    let value = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !value.is_empty()).then_some(value)
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
