//! Where stdout and stderr go.

use std::io::IsTerminal;

/// Whether a runner of GitHub Actions may read a stream: it does not where
/// somebody looks at it or it goes into a file.
#[cfg(unix)]
pub fn runner_reads(stream: &(impl IsTerminal + std::os::fd::AsFd)) -> bool {
    let file = || stream.as_fd().try_clone_to_owned().and_then(|own| std::fs::File::from(own).metadata());
    is_runner() && !stream.is_terminal() && !file().is_ok_and(|file| file.is_file())
}

/// Whether a runner of GitHub Actions may read a stream: it does not where
/// somebody looks at it.
#[cfg(not(unix))]
pub fn runner_reads(stream: &impl IsTerminal) -> bool {
    is_runner() && !stream.is_terminal()
}

fn is_runner() -> bool {
    super::is_set("GITHUB_ACTIONS")
}
