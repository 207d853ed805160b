//! The merge driver of a clone: git's configuration is not committed, so every
//! clone is told once.

use std::path::Path;

use super::git::{git, output, setting};

/// What git runs. Where corong is gone again, git's own way of merging steps
/// in, so that no side is lost.
const DRIVER: &str = "if command -v corong >/dev/null 2>&1; \
    then corong merge-driver %O %A %B %P %L %S %X %Y; \
    else git merge-file -q --marker-size=%L -L %X -L %S -L %Y %A %O %B; fi";
const NAME: &str = "corong: leads by what they say";

/// Tells the repository of a folder about the driver; whether that was new.
///
/// # Errors
/// What git says.
pub fn install_driver(folder: &Path) -> Result<bool, String> {
    let all = [("merge.corong.name", NAME), ("merge.corong.driver", DRIVER)];
    let missing = all.into_iter().filter(|(name, value)| setting(folder, name).as_deref() != Some(*value));
    let missing: Vec<_> = missing.collect();
    for (name, value) in &missing {
        output(git(folder).args(["config", "--local", name, value]))?;
    }
    Ok(!missing.is_empty())
}
