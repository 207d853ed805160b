//! Where `-o` may write: nothing that a workspace is made of, and not through a
//! link that came with the files.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use super::folder::{Folder, HOUR, LINK};
use super::streams::is_stdout;
use super::{absolute, real, top};
use crate::message;

/// What a workspace is made of, beside its leads and its configuration.
const OWN: [&str; 4] = ["templates", "schemas", ".corong", ".gitattributes"];

/// Why a result is not written to a place.
#[derive(Debug)]
pub enum OutputRefused {
    /// It is a lead, the configuration, a template or a schema, or would be taken
    /// for one.
    Own,
    /// It is in git's own folder.
    Git,
    /// A part of its path is a symbolic link.
    Link(PathBuf),
    /// There is no such folder.
    NoFolder(PathBuf),
    /// What the system said.
    Io(Error),
}

/// Where a result goes.
#[derive(Debug)]
pub enum Output {
    /// To where stdout goes.
    Stdout,
    /// Into a pipe or a device.
    Device(File),
    /// Into a file.
    File(OutputFile),
}

/// A file that a result goes to.
#[derive(Debug)]
pub struct OutputFile {
    folder: Folder,
    name: String,
}

impl OutputFile {
    /// Writes it whole: readers see the old one, whose permissions stay, or the new
    /// one.
    ///
    /// # Errors
    /// What the system says; the old file is then as it was.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.folder.sweep(HOUR);
        self.folder.write(&self.name, bytes)
    }
}

impl Output {
    /// The place of a result; `root` is the workspace's.
    ///
    /// # Errors
    /// Where it may not be written to, or cannot be.
    pub fn at(place: &Path, root: Option<&Path>) -> std::result::Result<Self, OutputRefused> {
        let place = absolute(place).unwrap_or_else(|| place.to_owned());
        let systems = cfg!(unix) && ["/dev", "/proc"].iter().any(|folder| place.starts_with(folder));
        let base = if systems { None } else { allowed(&place, root)? };
        if is_stdout(&place) {
            return Ok(Self::Stdout);
        }
        if place.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            let opened = OpenOptions::new().write(true).open(&place);
            return opened.map(Self::Device).map_err(OutputRefused::Io);
        }
        let place = base.as_ref().map_or(&place, |base| &base.place);
        let name = place.file_name().and_then(|name| name.to_str());
        let (Some(above), Some(name)) = (place.parent(), name) else {
            return Err(OutputRefused::Io(Error::new(
                ErrorKind::InvalidInput,
                message!("it has no name that is Unicode"),
            )));
        };
        let folder = open(base.as_ref().map(|base| base.top.as_path()), above, false)?;
        if fs::symlink_metadata(place).is_ok_and(|meta| meta.is_symlink()) {
            return Err(OutputRefused::Link(place.to_owned()));
        }
        Ok(Self::File(OutputFile { folder, name: name.to_owned() }))
    }
}

/// A folder that results go to, made where it is missing.
///
/// # Errors
/// As [`Output::at`].
pub fn output_folder(place: &Path, root: Option<&Path>) -> std::result::Result<OutputFolder, OutputRefused> {
    checked_folder(place, root).map(|(folder, _)| OutputFolder { folder })
}

/// The same, opened, and where it is.
///
/// # Errors
/// As [`Output::at`].
pub fn checked_folder(
    place: &Path,
    root: Option<&Path>,
) -> std::result::Result<(Folder, PathBuf), OutputRefused> {
    let place = absolute(place).unwrap_or_else(|| place.to_owned());
    let base = allowed(&place, root)?;
    let place = base.as_ref().map_or(&place, |base| &base.place);
    let folder = open(base.as_ref().map(|base| base.top.as_path()), place, true)?;
    Ok((folder, place.clone()))
}

/// A folder that results go to.
#[derive(Debug)]
pub struct OutputFolder {
    folder: Folder,
}

impl OutputFolder {
    /// Writes a file in it whole.
    ///
    /// # Errors
    /// As [`OutputFile::write`].
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.folder.write(name, bytes)
    }
}

/// A place in a folder whose content a stranger may have put there.
struct Base {
    top: PathBuf,
    place: PathBuf,
}

/// Whether a result may be written to `place`, and in which repository or workspace
/// that is.
fn allowed(place: &Path, root: Option<&Path>) -> std::result::Result<Option<Base>, OutputRefused> {
    let Some(root) = root.and_then(absolute) else { return Ok(None) };
    let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else { return Ok(None) };
    let top = top(&root).unwrap_or_else(|| root.clone());
    // By its letters, and by where links from outside lead.
    for (top, root, place) in
        [(top.clone(), root.clone(), place.to_owned()), (real(&top), real(&root), real(parent).join(name))]
    {
        let Ok(below) = place.strip_prefix(&top) else { continue };
        if below.iter().any(|part| part.eq_ignore_ascii_case(".git")) {
            return Err(OutputRefused::Git);
        }
        let links = below.iter().scan(top.clone(), |place, part| {
            place.push(part);
            Some(place.clone())
        });
        if let Some(link) = links.into_iter().find(|place| place.is_symlink()) {
            return Err(OutputRefused::Link(link));
        }
        if place.strip_prefix(&root).is_ok_and(is_own) {
            return Err(OutputRefused::Own);
        }
        return Ok(Some(Base { top, place }));
    }
    Ok(None)
}

/// Whether a path of a workspace is read by corong.
fn is_own(below: &Path) -> bool {
    let is =
        |part: &std::ffi::OsStr, known: &[&str]| known.iter().any(|known| part.eq_ignore_ascii_case(known));
    below.extension().is_some_and(|ending| is(ending, &["yaml", "yml"]))
        || below.iter().next().is_some_and(|part| is(part, &OWN))
}

/// Opens a folder, below `top` without following a link.
fn open(top: Option<&Path>, place: &Path, make: bool) -> std::result::Result<Folder, OutputRefused> {
    opened(top, place, make).map_err(|(place, error)| match error.kind() {
        LINK => OutputRefused::Link(place),
        ErrorKind::NotFound | ErrorKind::NotADirectory => OutputRefused::NoFolder(place),
        _ => OutputRefused::Io(error),
    })
}

/// Opens a folder, below `top` without following a link; where that fails, at which
/// part of its path.
pub fn opened(top: Option<&Path>, place: &Path, make: bool) -> std::result::Result<Folder, (PathBuf, Error)> {
    let failed = |error| (place.to_owned(), error);
    // What is above was named by a person, or found.
    let top = top.filter(|top| place.starts_with(top)).unwrap_or(place);
    let below = place.strip_prefix(top).unwrap_or(Path::new(""));
    if make {
        fs::create_dir_all(top).map_err(failed)?;
    }
    let mut folder = Folder::open(top).map_err(failed)?;
    let mut at = top.to_owned();
    for part in below {
        at.push(part);
        let next = if make { folder.made(part) } else { folder.below(part) };
        folder = next.map_err(|error| (at.clone(), error))?;
    }
    Ok(folder)
}
