//! A folder that was opened once: everything is done by a name in it, whatever
//! its path leads to meanwhile, and no symbolic link is followed.

#[cfg(any(not(unix), test))]
#[cfg_attr(unix, allow(dead_code, reason = "tested here, used elsewhere"))]
mod portable;
#[cfg(unix)]
mod unix;

use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::fs::{File, Permissions};
use std::hash::BuildHasher;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Component, Path};
use std::time::{Duration, SystemTime};

use crate::message;
use crate::source::EntryKind;

#[cfg(not(unix))]
use portable as system;
#[cfg(unix)]
use unix as system;

pub use system::{Folder, user};

/// What names of unfinished files begin and end with; a leading dot keeps them
/// from being taken for leads.
const UNFINISHED: (&str, &str) = (".corong-", ".tmp");

/// An age at which an unfinished file is nobody's work any more.
pub const HOUR: Duration = Duration::from_secs(3600);

/// The mode of new files, before the umask.
pub const USUAL: u32 = 0o666;

/// The longest path below a folder, in bytes.
const LONGEST: usize = 4096;

/// What an error says where a link is in the way.
pub const LINK: ErrorKind = ErrorKind::Unsupported;

/// What is in a folder.
pub struct FolderEntry {
    /// Its name.
    pub name: OsString,
    /// What it is.
    pub kind: EntryKind,
}

/// What a name in a folder is.
#[derive(Clone, Debug)]
pub struct Meta {
    /// A file, a folder, a link or something else.
    pub kind: EntryKind,
    /// How many bytes a file has.
    pub len: u64,
    /// The user it belongs to, where the system tells.
    pub owner: Option<u32>,
    permissions: Permissions,
}

impl Meta {
    /// The mode bits for reading and writing; all of them where the system has none.
    pub fn mode(&self) -> u32 {
        system::mode(&self.permissions)
    }
}

/// Who may do what with a file that is written.
#[derive(Clone, Copy)]
pub enum Rights<'m> {
    /// Whoever may with this one.
    Of(&'m Meta),
    /// As with every new file, and no more than this mode allows.
    AtMost(u32),
}

/// A complete, flushed file under a name of its own; removed when dropped.
pub struct Unfinished<'f> {
    folder: &'f Folder,
    name: String,
}

impl Unfinished<'_> {
    /// Gives it its name, in place of whatever has it.
    ///
    /// # Errors
    /// What the system says.
    pub fn replace(self, name: &str) -> Result<()> {
        self.replace_in(self.folder, name)
    }

    /// The same in another folder.
    ///
    /// # Errors
    /// What the system says; `CrossesDevices` where that is on another disk.
    pub fn replace_in(&self, folder: &Folder, name: &str) -> Result<()> {
        self.folder.rename(&self.name, folder, name)
    }

    /// Gives it its name; `AlreadyExists` where something has it. A file system
    /// may know neither a rename that replaces nothing nor hard links: then the
    /// name is looked up first. Whoever may race holds the lock.
    ///
    /// # Errors
    /// What the system says.
    pub fn put(self, name: &str) -> Result<()> {
        let looked_up = || match self.folder.metadata(name) {
            Ok(_) => Err(ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.folder.rename(&self.name, self.folder, name)
            }
            Err(error) => Err(error),
        };
        first_supported([
            &|| refused().unwrap_or_else(|| self.folder.rename_no_replace(&self.name, name)),
            &|| refused().unwrap_or_else(|| self.folder.link(&self.name, name)),
            &looked_up,
        ])
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        // After a rename there is nothing of that name.
        let _ = self.folder.remove(&self.name);
    }
}

impl Folder {
    /// A flushed file with these bytes and a name of its own.
    ///
    /// # Errors
    /// What the system says.
    pub fn unfinished(&self, bytes: &[u8], rights: Rights<'_>) -> Result<Unfinished<'_>> {
        let name = format!("{}{:016x}{}", UNFINISHED.0, RandomState::new().hash_one(()), UNFINISHED.1);
        self.new_file(&name, bytes, rights)?.sync_all()?;
        Ok(Unfinished { folder: self, name })
    }

    /// Writes a file that is not there yet, and does not wait for the disk. What
    /// cannot be written whole is removed again.
    ///
    /// # Errors
    /// What the system says; `AlreadyExists` where something has the name.
    pub fn new_file(&self, name: &str, bytes: &[u8], rights: Rights<'_>) -> Result<File> {
        let (at_first, after) = match rights {
            // Nobody reads meanwhile what they may not read afterwards.
            Rights::Of(meta) => (meta.mode() & 0o600, Some(meta.permissions.clone())),
            Rights::AtMost(mode) => (mode, None),
        };
        let mut file = self.create(name, at_first)?;
        let written = file.write_all(bytes);
        let done = written.and_then(|()| after.map_or(Ok(()), |after| file.set_permissions(after)));
        done.inspect_err(|_| drop(self.remove(name)))?;
        Ok(file)
    }

    /// Writes a file whole: readers see the old one, which it is like, or the new one.
    ///
    /// # Errors
    /// What the system says; [`LINK`] where a link has the name.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        match self.metadata(name) {
            Ok(meta) => match meta.kind {
                EntryKind::File => self.unfinished(bytes, Rights::Of(&meta))?.replace(name),
                EntryKind::Folder => Err(ErrorKind::IsADirectory.into()),
                EntryKind::Link => Err(LINK.into()),
                EntryKind::Special => Err(Error::other(message!("it is not a regular file"))),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.unfinished(bytes, Rights::AtMost(USUAL))?.replace(name)
            }
            Err(error) => Err(error),
        }
    }

    /// A folder in it, made where it is missing.
    ///
    /// # Errors
    /// As [`Self::below`].
    pub fn made(&self, name: impl AsRef<OsStr>) -> Result<Self> {
        match self.make(name.as_ref()) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => self.below(name),
        }
    }

    /// The names in it that are Unicode.
    ///
    /// # Errors
    /// What the system says.
    pub fn names(&self) -> Result<Vec<String>> {
        Ok(self.entries()?.into_iter().filter_map(|entry| entry.name.into_string().ok()).collect())
    }

    /// Removes the unfinished files of that age that a crash left; younger ones may
    /// be somebody's work.
    pub fn sweep(&self, age: Duration) {
        let now = SystemTime::now();
        let old = |name: &str| -> Result<bool> {
            let written = self.file(name)?.metadata()?;
            Ok(written.is_file() && written.modified()?.checked_add(age).is_some_and(|due| due <= now))
        };
        let unfinished = |name: &&String| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
        for name in self.names().unwrap_or_default().iter().filter(unfinished) {
            if age.is_zero() || old(name).unwrap_or(false) {
                // What cannot be removed is in nobody's way.
                let _ = self.remove(name);
            }
        }
    }
}

/// Does the first that the file system supports; the last one's answer counts.
fn first_supported(ways: [&dyn Fn() -> Result<()>; 3]) -> Result<()> {
    let [first, second, last] = ways;
    for way in [first, second] {
        match way() {
            Err(error) if is_unsupported(&error) => {}
            answer => return answer,
        }
    }
    last()
}

/// What file systems say of a call that they do not have: Linux says `EINVAL` of
/// a rename that replaces nothing, and `EPERM` of a hard link.
fn is_unsupported(error: &Error) -> bool {
    use ErrorKind::{InvalidInput, PermissionDenied, TooManyLinks, Unsupported};
    matches!(error.kind(), Unsupported | InvalidInput | PermissionDenied | TooManyLinks)
}

#[cfg(not(test))]
fn refused() -> Option<Result<()>> {
    None
}

#[cfg(test)]
thread_local! {
    /// What the file system says of what it does not support, in a test of that.
    pub static REFUSED: std::cell::Cell<Option<ErrorKind>> = const { std::cell::Cell::new(None) };
}

#[cfg(test)]
fn refused() -> Option<Result<()>> {
    REFUSED.get().map(|kind| Err(kind.into()))
}

/// Whether a name is one: no path, and nothing that leads elsewhere.
fn checked(name: &OsStr) -> Result<&OsStr> {
    match parts(Path::new(name))?[..] {
        [own] if own == name => Ok(own),
        _ => {
            let why = message!("`{name}` is no file's name", name = name.display().to_string());
            Err(Error::new(ErrorKind::InvalidInput, why))
        }
    }
}

/// The parts of a path below a folder, none of which leads elsewhere.
fn parts(path: &Path) -> Result<Vec<&OsStr>> {
    if path.as_os_str().len() >= LONGEST {
        return Err(Error::other(message!("its path is too long")));
    }
    let part = |part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(Error::new(ErrorKind::InvalidInput, message!("its path leads elsewhere"))),
    };
    path.components().map(part).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A file system without hard links and without a rename that replaces nothing.
    #[test]
    fn a_new_name_replaces_nothing_whatever_the_file_system_supports() {
        for refused in [None, Some(ErrorKind::InvalidInput), Some(ErrorKind::PermissionDenied)] {
            REFUSED.set(refused);
            let place = tempfile::tempdir().unwrap();
            let folder = Folder::open(place.path()).unwrap();
            let unfinished = |bytes| folder.unfinished(bytes, Rights::AtMost(USUAL)).unwrap();
            unfinished(b"a").put("x").unwrap();
            assert_eq!(unfinished(b"b").put("x").unwrap_err().kind(), ErrorKind::AlreadyExists);
            assert_eq!(fs::read(place.path().join("x")).unwrap(), b"a");
            unfinished(b"c").replace("x").unwrap();
            assert_eq!(folder.names().unwrap(), ["x"]);
        }
        REFUSED.set(None);
    }

    #[test]
    fn unfinished_files_go_by_their_age() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        for name in [".corong-1.tmp", ".corong-site", "x.tmp"] {
            fs::write(place.path().join(name), "x").unwrap();
        }
        folder.sweep(HOUR);
        assert_eq!(folder.names().unwrap().len(), 3);
        let file = File::options().write(true).open(place.path().join(".corong-1.tmp")).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(7200)).unwrap();
        folder.sweep(HOUR);
        let mut left = folder.names().unwrap();
        left.sort();
        assert_eq!(left, [".corong-site", "x.tmp"]);
    }

    macro_rules! both {
        ($($name:ident: $folder:ty),*) => {$(
            #[test]
            fn $name() {
                let place = tempfile::tempdir().unwrap();
                let root = place.path();
                fs::create_dir_all(root.join("a/b")).unwrap();
                fs::write(root.join("a/b/x"), "x").unwrap();
                let folder = <$folder>::open(root).unwrap();
                for name in ["", ".", "..", "a/b", "/", "a/"] {
                    assert!(folder.file(name).is_err() && folder.make(name).is_err(), "{name}");
                    assert!(folder.below(name).is_err() && folder.remove(name).is_err(), "{name}");
                }
                let at = |path: &str| <$folder>::at(root, Path::new(path));
                let file = |path: &str| <$folder>::file_at(root, Path::new(path));
                let kind = |error: Option<Error>| error.unwrap().kind();
                assert!(at("a/b").unwrap().is(&folder.below("a").unwrap().below("b").unwrap()).unwrap());
                assert!(!at("a").unwrap().is(&at("").unwrap()).unwrap());
                assert!(file("a/b/x").unwrap().metadata().unwrap().is_file());
                for path in ["..", "a/../a/b", "/etc"] {
                    assert_eq!(kind(at(path).err()), ErrorKind::InvalidInput, "{path}");
                    assert_eq!(kind(file(path).err()), ErrorKind::InvalidInput, "{path}");
                }
                assert_eq!(kind(at("a/b/x").err()), ErrorKind::NotADirectory);
                assert_eq!(kind(file("a/b/x/y").err()), ErrorKind::NotADirectory);
                assert_eq!(kind(file("a/c/x").err()), ErrorKind::NotFound);
                assert!(at(&"a/".repeat(3_000)).is_err());
                #[cfg(unix)]
                {
                    std::os::unix::fs::symlink("b", root.join("a/to")).unwrap();
                    std::os::unix::fs::symlink("b/x", root.join("a/to-x")).unwrap();
                    assert_eq!(kind(at("a/to").err()), LINK);
                    assert_eq!(kind(file("a/to/x").err()), LINK);
                    assert_eq!(kind(file("a/to-x").err()), LINK);
                    // A link above is the person's own.
                    std::os::unix::fs::symlink("a", root.join("own")).unwrap();
                    assert!(<$folder>::file_at(&root.join("own"), Path::new("b/x")).is_ok());
                    assert_eq!(kind(<$folder>::at(&root.join("own"), Path::new("to")).err()), LINK);
                }
                let below = at("a").unwrap();
                drop(below.create("new", USUAL).unwrap());
                assert_eq!(kind(below.create("new", USUAL).err()), ErrorKind::AlreadyExists);
                below.link("new", "newer").unwrap();
                below.rename("new", &folder, "moved").unwrap();
                below.remove("newer").unwrap();
                let kinds = folder.entries().unwrap().into_iter();
                let mut kinds: Vec<_> = kinds.map(|entry| (entry.name, entry.kind)).collect();
                kinds.retain(|(name, _)| name != "own");
                kinds.sort_by(|a, b| a.0.cmp(&b.0));
                assert_eq!(kinds, [("a".into(), EntryKind::Folder), ("moved".into(), EntryKind::File)]);
            }
        )*};
    }
    #[cfg(unix)]
    both!(by_handles: Folder);
    both!(by_paths: portable::Folder);
}
