//! Which state of the files is looked at: the working tree's, or that of a commit.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::host::{self, Disk, GitError, Repository, Revision};
use crate::source::{Entry, ReadError, RelPath, Snapshot};
use crate::workspace::CONFIG_FILE;

/// The files of a workspace, wherever they are kept.
pub struct Files {
    /// Where the workspace is; of a revision, where it would.
    root: PathBuf,
    /// Where it was looked for; `None` where its folder was named.
    start: Option<PathBuf>,
    state: State,
}

enum State {
    Disk(Disk),
    Past { revision: Revision, at: DateTime<Utc> },
}

impl Files {
    /// The working tree's; `start` is where the workspace was looked for.
    pub fn present(disk: Disk, start: &Path) -> Self {
        Self { root: disk.root().to_owned(), start: Some(start.to_owned()), state: State::Disk(disk) }
    }

    /// Those of a commit, as `--rev` names it. The workspace is the nearest
    /// folder upwards that held `corong.yaml` then, or the folder named behind
    /// a colon.
    ///
    /// # Errors
    /// Where there is no such commit, or it held no workspace there.
    pub(super) fn past(start: &Path, name: &str) -> Result<Self, GitError> {
        let (revision, folder) = split(name);
        let folder = folder.map(RelPath::new);
        let (revision, above) = Revision::nearest(start, revision, folder.as_ref(), CONFIG_FILE)?;
        let at = revision.committed()?;
        let began = folder.is_none().then(|| start.to_owned());
        let start = host::absolute(start).unwrap_or_else(|| start.to_owned());
        let root = start.ancestors().nth(above).unwrap_or(&start).to_owned();
        Ok(Self { root, start: began, state: State::Past { revision, at } })
    }

    /// Where the workspace is; of a revision, where it would.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The working tree; `None` of a revision.
    pub fn disk(&self) -> Option<&Disk> {
        match &self.state {
            State::Disk(disk) => Some(disk),
            State::Past { .. } => None,
        }
    }

    /// The object id of the commit; `None` of the working tree.
    pub fn commit(&self) -> Option<&str> {
        self.revision().map(Revision::commit)
    }

    /// When the commit was made; `None` of the working tree.
    pub fn committed(&self) -> Option<DateTime<Utc>> {
        match &self.state {
            State::Disk(_) => None,
            State::Past { at, .. } => Some(*at),
        }
    }

    /// Whether a file or a folder is there.
    pub fn has(&self, path: &RelPath) -> bool {
        match &self.state {
            State::Disk(disk) => host::is_taken(&disk.place(path)),
            State::Past { revision, .. } => revision.has(path),
        }
    }

    /// The folder of the workspace in its repository, empty at its top; `None`
    /// outside one.
    pub fn in_repository(&self) -> Option<RelPath> {
        let State::Disk(disk) = &self.state else { return self.revision().map(Revision::folder) };
        let below = |root: &Path| {
            let below = root.strip_prefix(host::top(root)?).ok()?;
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            Some(RelPath::new(parts.join("/")))
        };
        let root = host::absolute(disk.root())?;
        // As it was named: a link within the repository may be the branch's, one
        // outside is the person's own.
        below(&root).or_else(|| below(&host::real(&root)))
    }

    fn revision(&self) -> Option<&Revision> {
        match &self.state {
            State::Disk(_) => None,
            State::Past { revision, .. } => Some(revision),
        }
    }

    /// The repository of the files.
    ///
    /// # Errors
    /// Where there is none that git opens.
    pub fn repository(&self) -> Result<Repository, GitError> {
        self.revision().map_or_else(|| Repository::of(&self.root), |own| Ok(own.repository().clone()))
    }

    /// The same workspace at another revision.
    ///
    /// # Errors
    /// Where there is no such commit.
    pub fn at(&self, revision: &str) -> Result<Revision, GitError> {
        match &self.state {
            State::Disk(disk) => Revision::open(disk.root(), revision),
            State::Past { revision: own, .. } => own.beside(revision),
        }
    }

    /// The workspace at another revision, looked for there as it was here.
    ///
    /// # Errors
    /// Where there is no such commit, or no workspace in it.
    pub fn nearest(&self, revision: &str) -> Result<Revision, GitError> {
        match &self.start {
            Some(start) => Revision::nearest(start, revision, None, CONFIG_FILE).map(|(found, _)| found),
            None => self.at(revision),
        }
    }
}

impl Snapshot for Files {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        match &self.state {
            State::Disk(disk) => disk.list(folder),
            State::Past { revision, .. } => revision.list(folder),
        }
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        match &self.state {
            State::Disk(disk) => disk.read(path, limit, buffer),
            State::Past { revision, .. } => revision.read(path, limit, buffer),
        }
    }

    fn repositories(&self) -> Result<Vec<RelPath>, ReadError> {
        match &self.state {
            State::Disk(disk) => disk.repositories(),
            State::Past { revision, .. } => revision.repositories(),
        }
    }
}

/// The revision and the folder of `REV:FOLDER`. A colon in braces belongs to
/// the revision, as in `main@{09:30}`, and so does one that it begins with.
fn split(name: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (at, c) in name.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 && at > 0 => return (&name[..at], Some(&name[at + 1..])),
            _ => {}
        }
    }
    (name, None)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_folder_stands_behind_a_colon() {
        for (name, parts) in [
            ("main", ("main", None)),
            ("main:crm", ("main", Some("crm"))),
            ("main@{2026-01-01 09:30}:a/b", ("main@{2026-01-01 09:30}", Some("a/b"))),
            ("HEAD^{/fix: it}", ("HEAD^{/fix: it}", None)),
            (":/fix", (":/fix", None)),
            ("main:", ("main", Some(""))),
        ] {
            assert_eq!(split(name), parts, "{name}");
        }
    }
}
