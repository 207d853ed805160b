//! A folder that was opened once: everything is done by a name in it, whatever
//! its path leads to meanwhile, and no symbolic link is followed.

use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io::{Error, ErrorKind, Result, Write};
use std::sync::atomic::{AtomicU32, Ordering};

pub use system::{Folder, Meta};

/// What names of unfinished files begin and end with; a leading dot keeps them
/// from being taken for leads.
const UNFINISHED: (&str, &str) = (".corong-", ".tmp");

/// How many names are tried for an unfinished file.
const TRIES: usize = 100;

/// The mode of new files, before the umask.
const USUAL: u32 = 0o666;

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
        self.folder.rename(&self.name, name)
    }

    /// Gives it its name; `AlreadyExists` where something has it.
    ///
    /// # Errors
    /// What the system says.
    pub fn put(self, name: &str) -> Result<()> {
        self.folder.rename_new(&self.name, name)
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        // After a rename there is nothing of that name.
        let _ = self.folder.remove(&self.name);
    }
}

impl Folder {
    /// A flushed file with these bytes and a name of its own; with the permissions
    /// given, else those that any new file gets.
    ///
    /// # Errors
    /// What the system says.
    pub fn unfinished(&self, bytes: &[u8], permissions: Option<Permissions>) -> Result<Unfinished<'_>> {
        // Nobody reads meanwhile what they may not read afterwards.
        let (mut file, unfinished) = self.begin(permissions.as_ref().map_or(USUAL, system::mode))?;
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        file.sync_all()?;
        Ok(unfinished)
    }

    /// The same with a mode that the umask narrows.
    ///
    /// # Errors
    /// What the system says.
    pub fn unfinished_of_mode(&self, bytes: &[u8], mode: u32) -> Result<Unfinished<'_>> {
        let (mut file, unfinished) = self.begin(mode)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(unfinished)
    }

    fn begin(&self, mode: u32) -> Result<(File, Unfinished<'_>)> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        for _ in 0..TRIES {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}{}-{number}{}", UNFINISHED.0, std::process::id(), UNFINISHED.1);
            match self.create(&name, mode) {
                Ok(file) => return Ok((file, Unfinished { folder: self, name })),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "there are too many unfinished files"))
    }

    /// Renames; `AlreadyExists` where something has the new name. A file system
    /// may know neither a rename that replaces nothing nor hard links: then the
    /// name is looked up first. Whoever may race holds the lock.
    fn rename_new(&self, from: &str, to: &str) -> Result<()> {
        first_supported(&[
            &|| self.rename_no_replace(from, to),
            &|| self.link(from, to).and_then(|()| self.remove(from)),
            &|| match self.metadata(to) {
                Ok(_) => Err(ErrorKind::AlreadyExists.into()),
                Err(error) if error.kind() == ErrorKind::NotFound => self.rename(from, to),
                Err(error) => Err(error),
            },
        ])
    }

    /// Removes what a crash left unfinished; under the lock nobody is writing.
    pub fn sweep(&self) {
        let unfinished = |name: &&String| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
        for name in self.names().unwrap_or_default().iter().filter(unfinished) {
            if self.metadata(name).is_ok_and(|meta| meta.is_file()) {
                // What cannot be removed is in nobody's way.
                let _ = self.remove(name);
            }
        }
    }
}

/// Does the first that the file system supports; the last one's answer counts.
fn first_supported(ways: &[&dyn Fn() -> Result<()>]) -> Result<()> {
    let mut answer = Ok(());
    for way in ways {
        answer = way();
        match &answer {
            Err(error) if is_unsupported(error) => {}
            _ => break,
        }
    }
    answer
}

/// What file systems say of a call that they do not have: Linux says `EINVAL` of
/// a rename that replaces nothing, and `EPERM` of a hard link.
fn is_unsupported(error: &Error) -> bool {
    use ErrorKind::{InvalidInput, PermissionDenied, TooManyLinks, Unsupported};
    matches!(error.kind(), Unsupported | InvalidInput | PermissionDenied | TooManyLinks)
}

/// Whether a name is one: no path, and nothing that leads elsewhere.
fn checked(name: &str) -> Result<&OsStr> {
    let path = std::path::Path::new(name);
    match path.file_name() {
        Some(own) if own == path.as_os_str() => Ok(own),
        _ => Err(Error::new(ErrorKind::InvalidInput, format!("`{name}` is no file's name"))),
    }
}

#[cfg(unix)]
mod system {
    use std::fs::{File, Permissions};
    use std::io::{ErrorKind, Result};
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags};
    use rustix::io::Errno;

    use super::checked;

    /// A folder, by its handle.
    #[derive(Debug)]
    pub struct Folder {
        handle: OwnedFd,
    }

    const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
    /// A link is not followed, and the other end of a pipe not waited for.
    const PLAIN: OFlags =
        OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

    impl Folder {
        /// Opens the folder of a path that a person named.
        ///
        /// # Errors
        /// What the system says.
        pub fn open(path: &Path) -> Result<Self> {
            let handle = rustix::fs::openat(CWD, path, FOLDER, Mode::empty())?;
            Ok(Self { handle })
        }

        /// Another handle of the same folder.
        ///
        /// # Errors
        /// What the system says.
        pub fn again(&self) -> Result<Self> {
            Ok(Self { handle: self.handle.try_clone()? })
        }

        /// Opens a folder in it.
        ///
        /// # Errors
        /// `NotADirectory` of a link and of anything else.
        pub fn below(&self, name: &str) -> Result<Self> {
            let opened =
                rustix::fs::openat(&self.handle, checked(name)?, FOLDER | OFlags::NOFOLLOW, Mode::empty());
            match opened {
                Ok(handle) => Ok(Self { handle }),
                // What systems say of a link differs.
                Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => Err(ErrorKind::NotADirectory.into()),
                Err(error) => Err(error.into()),
            }
        }

        /// Makes a folder in it.
        ///
        /// # Errors
        /// What the system says.
        pub fn make(&self, name: &str) -> Result<()> {
            Ok(rustix::fs::mkdirat(&self.handle, checked(name)?, Mode::from_raw_mode(0o777))?)
        }

        /// What has the name, a link itself and not its end.
        ///
        /// # Errors
        /// What the system says.
        pub fn metadata(&self, name: &str) -> Result<Meta> {
            let stat = rustix::fs::statat(&self.handle, checked(name)?, AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(Meta {
                kind: rustix::fs::FileType::from_raw_mode(stat.st_mode),
                mode: Mode::from_raw_mode(stat.st_mode).bits() as u32,
            })
        }

        /// Opens what has the name for reading; a file or not.
        ///
        /// # Errors
        /// `Unsupported` of a link, `InvalidInput` of what cannot be read from.
        pub fn file(&self, name: &str) -> Result<File> {
            opened(rustix::fs::openat(&self.handle, checked(name)?, PLAIN, Mode::empty()))
        }

        /// The same of a path below the folder, by one call of the system's where
        /// it has it.
        ///
        /// # Errors
        /// As [`Self::file`]; `NotADirectory` where a part of the path is a link or
        /// a file.
        pub fn file_below(&self, path: &str) -> Result<File> {
            #[cfg(target_os = "linux")]
            {
                use rustix::fs::ResolveFlags;
                let inside = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
                match rustix::fs::openat2(&self.handle, path, PLAIN, Mode::empty(), inside) {
                    // An old kernel, or a sandbox that does not know the call.
                    Err(Errno::NOSYS | Errno::PERM) => {}
                    handle => return opened(handle),
                }
            }
            match path.split_once('/') {
                None => self.file(path),
                Some((folder, rest)) => self.below(folder)?.file_below(rest),
            }
        }

        /// Makes a file that is not there, with a mode that the umask narrows.
        ///
        /// # Errors
        /// What the system says.
        pub(super) fn create(&self, name: &str, mode: u32) -> Result<File> {
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let mode = Mode::from_raw_mode((mode & 0o777) as rustix::fs::RawMode);
            Ok(File::from(rustix::fs::openat(&self.handle, checked(name)?, flags, mode)?))
        }

        pub(super) fn rename(&self, from: &str, to: &str) -> Result<()> {
            Ok(rustix::fs::renameat(&self.handle, checked(from)?, &self.handle, checked(to)?)?)
        }

        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        pub(super) fn rename_no_replace(&self, from: &str, to: &str) -> Result<()> {
            let flags = rustix::fs::RenameFlags::NOREPLACE;
            Ok(rustix::fs::renameat_with(&self.handle, checked(from)?, &self.handle, checked(to)?, flags)?)
        }

        #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
        pub(super) fn rename_no_replace(&self, _from: &str, _to: &str) -> Result<()> {
            Err(ErrorKind::Unsupported.into())
        }

        pub(super) fn link(&self, from: &str, to: &str) -> Result<()> {
            let to = checked(to)?;
            Ok(rustix::fs::linkat(&self.handle, checked(from)?, &self.handle, to, AtFlags::empty())?)
        }

        /// Removes a file.
        ///
        /// # Errors
        /// What the system says.
        pub fn remove(&self, name: &str) -> Result<()> {
            Ok(rustix::fs::unlinkat(&self.handle, checked(name)?, AtFlags::empty())?)
        }

        /// The names in it that are UTF-8.
        ///
        /// # Errors
        /// What the system says.
        pub fn names(&self) -> Result<Vec<String>> {
            let entries = rustix::fs::Dir::read_from(&self.handle)?;
            let name = |entry: rustix::io::Result<rustix::fs::DirEntry>| {
                let name = entry.ok()?.file_name().to_str().ok()?.to_owned();
                (name != "." && name != "..").then_some(name)
            };
            Ok(entries.filter_map(name).collect())
        }

        /// Makes names given in it last.
        ///
        /// # Errors
        /// What the system says.
        pub fn flush(&self) -> Result<()> {
            match rustix::fs::fsync(&self.handle) {
                // Some file systems flush no folder.
                Err(Errno::INVAL | Errno::NOTSUP | Errno::ROFS) => Ok(()),
                flushed => Ok(flushed?),
            }
        }
    }

    fn opened(handle: rustix::io::Result<OwnedFd>) -> Result<File> {
        match handle {
            Ok(handle) => Ok(File::from(handle)),
            Err(Errno::LOOP | Errno::MLINK) => Err(ErrorKind::Unsupported.into()),
            // A socket.
            Err(Errno::NXIO) => Err(ErrorKind::InvalidInput.into()),
            Err(error) => Err(error.into()),
        }
    }

    /// What a name in a folder is.
    #[derive(Clone, Debug)]
    pub struct Meta {
        kind: rustix::fs::FileType,
        mode: u32,
    }

    impl Meta {
        /// A regular file.
        pub fn is_file(&self) -> bool {
            self.kind.is_file()
        }

        /// A symbolic link.
        pub fn is_link(&self) -> bool {
            self.kind.is_symlink()
        }

        /// Who may do what with it.
        pub fn permissions(&self) -> Permissions {
            Permissions::from_mode(self.mode)
        }

        /// The mode bits for reading and writing.
        pub fn mode(&self) -> u32 {
            self.mode & super::USUAL
        }
    }

    pub(super) fn mode(permissions: &Permissions) -> u32 {
        permissions.mode()
    }
}

#[cfg(not(unix))]
mod system {
    use std::fs::{self, File, OpenOptions, Permissions};
    use std::io::{ErrorKind, Result};
    use std::path::{Path, PathBuf};

    use super::checked;

    /// A folder, by its path.
    #[derive(Debug)]
    pub struct Folder {
        place: PathBuf,
    }

    impl Folder {
        /// Opens the folder of a path that a person named.
        ///
        /// # Errors
        /// What the system says.
        pub fn open(path: &Path) -> Result<Self> {
            match fs::metadata(path)?.is_dir() {
                true => Ok(Self { place: path.to_owned() }),
                false => Err(ErrorKind::NotADirectory.into()),
            }
        }

        /// Another handle of the same folder.
        ///
        /// # Errors
        /// None.
        pub fn again(&self) -> Result<Self> {
            Ok(Self { place: self.place.clone() })
        }

        /// Opens a folder in it.
        ///
        /// # Errors
        /// `NotADirectory` of a link and of anything else.
        pub fn below(&self, name: &str) -> Result<Self> {
            let place = self.place.join(checked(name)?);
            match fs::symlink_metadata(&place)?.is_dir() {
                true => Ok(Self { place }),
                false => Err(ErrorKind::NotADirectory.into()),
            }
        }

        /// Makes a folder in it.
        ///
        /// # Errors
        /// What the system says.
        pub fn make(&self, name: &str) -> Result<()> {
            fs::create_dir(self.place.join(checked(name)?))
        }

        /// What has the name, a link itself and not its end.
        ///
        /// # Errors
        /// What the system says.
        pub fn metadata(&self, name: &str) -> Result<Meta> {
            let meta = fs::symlink_metadata(self.place.join(checked(name)?))?;
            Ok(Meta { file: meta.is_file(), link: meta.is_symlink(), permissions: meta.permissions() })
        }

        /// Opens what has the name for reading; a file or not.
        ///
        /// # Errors
        /// `Unsupported` of a link.
        pub fn file(&self, name: &str) -> Result<File> {
            match self.metadata(name)?.is_link() {
                true => Err(ErrorKind::Unsupported.into()),
                false => File::open(self.place.join(name)),
            }
        }

        /// The same of a path below the folder.
        ///
        /// # Errors
        /// As [`Self::file`]; `NotADirectory` where a part of the path is a link or
        /// a file.
        pub fn file_below(&self, path: &str) -> Result<File> {
            match path.split_once('/') {
                None => self.file(path),
                Some((folder, rest)) => self.below(folder)?.file_below(rest),
            }
        }

        pub(super) fn create(&self, name: &str, _mode: u32) -> Result<File> {
            OpenOptions::new().write(true).create_new(true).open(self.place.join(checked(name)?))
        }

        pub(super) fn rename(&self, from: &str, to: &str) -> Result<()> {
            fs::rename(self.place.join(checked(from)?), self.place.join(checked(to)?))
        }

        pub(super) fn rename_no_replace(&self, _from: &str, _to: &str) -> Result<()> {
            Err(ErrorKind::Unsupported.into())
        }

        pub(super) fn link(&self, from: &str, to: &str) -> Result<()> {
            fs::hard_link(self.place.join(checked(from)?), self.place.join(checked(to)?))
        }

        /// Removes a file.
        ///
        /// # Errors
        /// What the system says.
        pub fn remove(&self, name: &str) -> Result<()> {
            fs::remove_file(self.place.join(checked(name)?))
        }

        /// The names in it that are Unicode.
        ///
        /// # Errors
        /// What the system says.
        pub fn names(&self) -> Result<Vec<String>> {
            let name = |entry: fs::DirEntry| entry.file_name().into_string().ok();
            Ok(fs::read_dir(&self.place)?.flatten().filter_map(name).collect())
        }

        /// Makes names given in it last; here the system does so itself.
        ///
        /// # Errors
        /// None.
        pub fn flush(&self) -> Result<()> {
            Ok(())
        }
    }

    /// What a name in a folder is.
    #[derive(Clone, Debug)]
    pub struct Meta {
        file: bool,
        link: bool,
        permissions: Permissions,
    }

    impl Meta {
        /// A regular file.
        pub fn is_file(&self) -> bool {
            self.file
        }

        /// A symbolic link.
        pub fn is_link(&self) -> bool {
            self.link
        }

        /// Who may do what with it.
        pub fn permissions(&self) -> Permissions {
            self.permissions.clone()
        }

        /// Modes are of Unix alone.
        pub fn mode(&self) -> u32 {
            super::USUAL
        }
    }

    pub(super) fn mode(_permissions: &Permissions) -> u32 {
        super::USUAL
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs;

    use super::*;

    /// A file system without hard links and without a rename that replaces nothing.
    #[test]
    fn the_first_way_that_is_supported_is_gone() {
        let gone = Cell::new(0);
        let refuse = |kind: ErrorKind| move || Err(Error::from(kind));
        let count = || {
            gone.set(gone.get() + 1);
            Ok(())
        };
        for kind in [ErrorKind::InvalidInput, ErrorKind::PermissionDenied, ErrorKind::Unsupported] {
            assert!(first_supported(&[&refuse(kind), &refuse(kind), &count]).is_ok());
        }
        assert_eq!(gone.get(), 3);
        let taken = first_supported(&[&refuse(ErrorKind::AlreadyExists), &count]).unwrap_err();
        assert_eq!((taken.kind(), gone.get()), (ErrorKind::AlreadyExists, 3));
        let none = first_supported(&[&refuse(ErrorKind::Unsupported)]).unwrap_err();
        assert_eq!(none.kind(), ErrorKind::Unsupported);
    }

    #[test]
    fn what_is_put_replaces_nothing_and_what_is_dropped_is_gone() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        folder.unfinished(b"a", None).unwrap().put("x").unwrap();
        let taken = folder.unfinished(b"b", None).unwrap().put("x").unwrap_err();
        assert_eq!(taken.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(place.path().join("x")).unwrap(), b"a");
        folder.unfinished(b"c", None).unwrap().replace("x").unwrap();
        assert_eq!(folder.names().unwrap(), ["x"]);
        for name in ["", ".", "..", "a/b", "/"] {
            assert!(folder.file(name).is_err() && folder.make(name).is_err(), "{name}");
        }
    }
}
