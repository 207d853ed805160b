//! Where `-o` may write: nothing that a workspace is made of, and not through a
//! link that came with the files.

use std::path::{Path, PathBuf};

use super::{absolute, real, repository};

/// Why a file is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputRefused {
    /// It is a lead, the configuration or a template, or would be taken for one.
    Own,
    /// It is in git's own folder.
    Git,
    /// A part of its path is a symbolic link.
    Link(PathBuf),
    /// There is no such folder.
    NoFolder(PathBuf),
}

/// Makes sure that a result may be written to `place`; `root` is the workspace's.
///
/// # Errors
/// Where it may not.
pub fn check_output(place: &Path, root: Option<&Path>) -> Result<(), OutputRefused> {
    if place.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        // A pipe or a device, also where a link leads to it.
        return Ok(());
    }
    let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else { return Ok(()) };
    if let Some(root) = root.and_then(absolute) {
        let top = repository(&root).unwrap_or_else(|| root.clone());
        let asked = absolute(place).unwrap_or_else(|| place.to_owned());
        // By its letters, and by where links from outside lead.
        for (top, root, place) in
            [(top.clone(), root.clone(), asked), (real(&top), real(&root), real(parent).join(name))]
        {
            let Ok(below) = place.strip_prefix(&top) else { continue };
            no_link(&top, below)?;
            if below.iter().any(|part| part.eq_ignore_ascii_case(".git")) {
                return Err(OutputRefused::Git);
            }
            if place.strip_prefix(&root).is_ok_and(is_own) {
                return Err(OutputRefused::Own);
            }
        }
    }
    if parent.as_os_str().is_empty() || parent.is_dir() {
        return Ok(());
    }
    Err(OutputRefused::NoFolder(parent.to_owned()))
}

/// Makes sure that no part of a path below `top` is a link.
fn no_link(top: &Path, below: &Path) -> Result<(), OutputRefused> {
    let mut place = top.to_owned();
    for part in below {
        place.push(part);
        if place.is_symlink() {
            return Err(OutputRefused::Link(place));
        }
    }
    Ok(())
}

/// Whether a path of a workspace is read by corong.
fn is_own(below: &Path) -> bool {
    let yaml = below
        .extension()
        .is_some_and(|ending| ["yaml", "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    yaml || below.iter().next().is_some_and(|part| part.eq_ignore_ascii_case("templates"))
}
