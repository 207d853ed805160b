//! How git is called: always with the repository that corong found; and, where
//! it only reads, so that nothing of a branch or of the configuration runs.

use std::process::{Command, Stdio};

use super::GitError;
use crate::host::process::program;

/// Variables by which git would look elsewhere, or otherwise, than it is asked
/// to, as they are set inside a hook. What configures git by `GIT_CONFIG_COUNT`
/// is the user's own.
const ELSEWHERE: [&str; 18] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_ATTR_SOURCE",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// `git` without a repository yet.
pub(super) fn git() -> Command {
    let mut command = program("git");
    for name in ELSEWHERE {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// `git` in no repository, with the user's own configuration.
pub(in crate::host) fn nowhere() -> Command {
    let mut command = git();
    command.arg("--git-dir=/dev/null");
    command
}

/// What git prints.
///
/// # Errors
/// Git's own words where it fails.
pub(super) fn run_git(command: &mut Command) -> Result<Vec<u8>, GitError> {
    let output = command.output().map_err(|error| GitError::NoGit(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(GitError::Git(GitError::words(&output.stderr)))
}
