//! Files of the index that git does not look at in the working tree: what a
//! sparse checkout leaves out, and what git was asked to take as unchanged.

use std::fs::{self, File};
use std::io::Read;

use super::call::run_git;
use super::{GitError, Repository};
use crate::source::RelPath;

/// A file of the index that git does not look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenFile {
    /// The path, from the folder that is looked at.
    pub path: RelPath,
    /// What git holds of it.
    pub object: String,
    /// Whether the working tree may lack it: the bit `skip-worktree`.
    pub may_be_absent: bool,
}

impl Repository {
    /// The files of the folder that git does not look at.
    ///
    /// # Errors
    /// What git says.
    pub fn hidden(&self) -> Result<Vec<HiddenFile>, GitError> {
        let listed = run_git(self.reading().args(["ls-files", "-v", "--stage", "-z", "--", "."]))?;
        Ok(listed.split(|byte| *byte == 0).filter_map(hidden).collect())
    }

    /// Whether the index may say that the working tree lacks files. The second
    /// version of its format has no place for that, and git writes a later one
    /// only where it needs to.
    pub fn may_lack_files(&self) -> bool {
        let mut head = [0; 8];
        let read = File::open(self.dir.join("index")).and_then(|mut index| index.read_exact(&mut head));
        let is_plain = || {
            let names =
                fs::read_dir(&self.dir).into_iter().flatten().flatten().map(|entry| entry.file_name());
            !names.into_iter().any(|name| name.to_string_lossy().starts_with("sharedindex."))
        };
        read.is_ok() && !(head == *b"DIRC\0\0\0\x02" && is_plain())
    }
}

/// One `TAG MODE ID STAGE\tPATH` of `git ls-files`: a small letter is taken as
/// unchanged, and `S` may be absent.
fn hidden(line: &[u8]) -> Option<HiddenFile> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (str::from_utf8(&line[..tab]).ok()?, str::from_utf8(&line[tab + 1..]).ok()?);
    let [tag, "100644" | "100755", object, "0"] = head.split(' ').collect::<Vec<_>>()[..] else {
        return None;
    };
    let may_be_absent = tag.eq_ignore_ascii_case("S");
    let is_hidden = may_be_absent || tag.chars().all(|c| c.is_ascii_lowercase());
    is_hidden.then(|| HiddenFile { path: RelPath::new(path), object: object.to_owned(), may_be_absent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_looks_at_is_not_hidden() {
        let id = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
        let of = |tag: &str, rest: &str| hidden(format!("{tag} {rest}\tp/a b.yaml").as_bytes());
        let file = |may_be_absent| {
            Some(HiddenFile { path: RelPath::new("p/a b.yaml"), object: id.to_owned(), may_be_absent })
        };
        let plain = format!("100644 {id} 0");
        assert_eq!((of("S", &plain), of("s", &plain)), (file(true), file(true)));
        assert_eq!((of("h", &plain), of("H", &plain)), (file(false), None));
        assert_eq!((of("S", &format!("120000 {id} 0")), of("M", &format!("100644 {id} 2"))), (None, None));
        assert_eq!(hidden(b""), None);
    }
}
