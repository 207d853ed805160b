//! Names of folders.

use crate::pipeline::shape::is_reserved;

/// Whether a text names a folder inside the workspace on every system.
pub fn is_folder(text: &str) -> bool {
    let part = |p: &str| {
        let stem = p.split('.').next().unwrap_or_default().to_lowercase();
        let odd = p.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c));
        !p.is_empty()
            && p != "."
            && p != ".."
            && !odd
            && !p.eq_ignore_ascii_case(".git")
            && !is_reserved(&stem)
    };
    !text.is_empty() && text.split('/').all(part)
}
