//! What was worked out of a repository's past, kept in its `.git` folder, so
//! that it need not be worked out again.
//!
//! A file is written whole under another name and renamed, and begins with the
//! digest of the rest: what a crash or another program left half done is not
//! taken for true. Losing it loses time only.

use std::fs;
use std::io::{Error, Result};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::Repository;
use crate::host::folder::{Folder, HOUR, Rights, USUAL};
use crate::message;

/// The largest file that is kept, in bytes.
const LARGEST: u64 = 64 << 20;
/// How many files are kept; the oldest go.
const KEPT: usize = 8;
/// What names begin with.
const PREFIX: &str = "past-";

/// The cache of a repository, shared by its working trees.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache of a repository.
    pub fn of(repository: &Repository) -> Self {
        Self { folder: repository.common().join("corong") }
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{PREFIX}{name}"))
    }

    /// What was kept under a name, as it was written; `None` where there is
    /// nothing, or nothing whole.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let place = self.place(name);
        let meta = fs::symlink_metadata(&place).ok().filter(|meta| meta.is_file() && meta.len() <= LARGEST);
        let bytes = meta.and_then(|_| fs::read(&place).ok())?;
        let (digest, rest) = bytes.split_at_checked(32)?;
        (Sha256::digest(rest)[..] == *digest).then(|| rest.to_vec())
    }

    /// Keeps something under a name. Old files go where there are many.
    ///
    /// # Errors
    /// What the system says, and where it is too much to keep.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        if bytes.len() as u64 + 32 > LARGEST {
            return Err(Error::other(message!("it is too large to keep")));
        }
        fs::create_dir_all(&self.folder)?;
        let folder = Folder::open(&self.folder)?;
        folder.sweep(HOUR);
        let bytes = [&Sha256::digest(bytes)[..], bytes].concat();
        folder.unfinished(&bytes, Rights::AtMost(USUAL))?.replace(&format!("{PREFIX}{name}"))?;
        self.forget();
        Ok(())
    }

    fn forget(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let own = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
        let mut own: Vec<_> =
            own.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
        own.sort();
        for (_, place) in own.iter().rev().skip(KEPT) {
            // Whoever else removed it did so for the same reason.
            let _ = fs::remove_file(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_whole_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache { folder: folder.path().join("corong") };
        assert_eq!(cache.read("a"), None);
        cache.write("a", b"known").unwrap();
        assert_eq!(cache.read("a").as_deref(), Some(&b"known"[..]));
        let place = cache.place("a");
        let mut bytes = fs::read(&place).unwrap();
        bytes.pop();
        fs::write(&place, &bytes).unwrap();
        assert_eq!(cache.read("a"), None, "cut");
        fs::write(&place, b"").unwrap();
        assert_eq!(cache.read("a"), None, "emptied");
        for at in 0..20 {
            cache.write(&format!("n{at}"), b"x").unwrap();
        }
        assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), KEPT);
    }
}
