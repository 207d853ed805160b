//! The environment: where the program runs and what is set.

use std::path::{Component, Path, PathBuf};

use crate::text::Language;

/// The folder the program was started in.
///
/// # Errors
/// Where it no longer exists.
pub fn current_dir() -> std::io::Result<PathBuf> {
    std::env::current_dir()
}

/// Whether a variable is set to something.
pub fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// The language that the environment asks for, where corong speaks it.
pub fn language() -> Option<Language> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)?;
    Language::of_locale(&name)
}

/// Whether the terminal can do nothing but print.
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

/// A path from the root, with `.` and `..` resolved by their letters: links
/// stay what they are.
pub fn absolute(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    Some(plain)
}

/// Where a path leads with all links followed, as far as it exists.
pub fn real(path: &Path) -> PathBuf {
    let known = path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, above)));
    known.map_or_else(
        || path.to_owned(),
        |(real, above)| match path.strip_prefix(above) {
            Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
            _ => real,
        },
    )
}

/// The columns that `COLUMNS` asks for; `None` where it is not set to a number.
pub fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.trim().parse().ok().filter(|columns| *columns > 0)
}

/// The columns of the terminal that stdout or stderr is; `None` in a pipe.
pub fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
