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

/// Whether a path is where stdout goes, such as `/dev/stdout`.
#[cfg(unix)]
pub fn is_stdout(place: &std::path::Path) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let own = std::io::stdout().as_fd().try_clone_to_owned();
    let own = own.and_then(|own| std::fs::File::from(own).metadata());
    let id = |meta: std::fs::Metadata| (meta.dev(), meta.ino());
    own.ok().map(id).is_some_and(|own| place.metadata().is_ok_and(|meta| id(meta) == own))
}

/// Whether a path is where stdout goes; here there is none.
#[cfg(not(unix))]
pub fn is_stdout(_place: &std::path::Path) -> bool {
    false
}

fn is_runner() -> bool {
    super::is_set("GITHUB_ACTIONS")
}
