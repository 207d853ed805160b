//! A git revision as a snapshot.
//!
//! The name a person gives is resolved once; from then on git is asked by
//! object ids only. The tree is listed once, files are read by one child a
//! thread, or from the working tree where a file there has that object id.
//! Nothing of the index or a filter takes part.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};

use super::call::run_git;
use super::{GitError, Objects, Repository, is_object};
use crate::host::{Disk, extent};
use crate::source::{Entry, EntryKind, ReadError, RelPath, Snapshot, repositories};

/// How many files are asked for at once: a worker reads them in order.
const AHEAD: usize = 48;

/// The files of one commit, below the folder it was opened in.
pub struct Revision {
    /// The folder of the repository whose files these are; `/` ends it, but at
    /// the top.
    prefix: String,
    commit: String,
    /// Sorted by path, folders included.
    items: Vec<Item>,
    objects: Objects,
    /// The same folder of the working tree, where there may be one.
    tree: Option<Disk>,
}

struct Item {
    path: RelPath,
    kind: EntryKind,
    odd_name: bool,
    object: Box<str>,
    /// Whether it was asked of git.
    asked: AtomicBool,
}

impl Revision {
    /// The commit that `revision` means; `folder` is the workspace's, anywhere
    /// in a working tree.
    ///
    /// # Errors
    /// Where there is no such commit, or git cannot be asked.
    pub fn open(folder: &Path, revision: &str) -> Result<Self, GitError> {
        let repository = Repository::of(folder)?;
        let commit = repository.commit_id(revision)?;
        Self::listed(commit, repository.prefix(), Objects::of(repository), Some(folder.to_owned()))
    }

    /// The workspace as a commit holds it: the nearest folder upwards from
    /// `start` in which the commit has a file `name`, or just `folder` of the
    /// repository, where that is given; and how many folders above `start` it
    /// is. `start` may be a bare repository, whose top is then meant.
    ///
    /// # Errors
    /// Where there is no such commit, or no such file in it.
    pub fn nearest(
        start: &Path,
        revision: &str,
        folder: Option<&RelPath>,
        name: &str,
    ) -> Result<(Self, usize), GitError> {
        let repository = Repository::named(start, name)?;
        let commit = repository.commit_id(revision)?;
        let none = |from: &str, others| GitError::NoWorkspace {
            revision: revision.to_owned(),
            from: from.trim_end_matches('/').to_owned(),
            others,
        };
        if let Some(outside) = folder.filter(|folder| !folder.is_inside()) {
            return Err(none(outside.as_str(), Vec::new()));
        }
        let from = folder.map_or_else(|| repository.prefix(), |folder| ended(folder.as_str()));
        let mut tried: Vec<String> = vec![from.clone()];
        while let Some(last) = tried.last().filter(|last| folder.is_none() && !last.is_empty()) {
            let above = last.trim_end_matches('/').rfind('/').map_or("", |at| &last[..=at]);
            tried.push(above.to_owned());
        }
        let mut listing = repository.reading();
        listing.args(["ls-tree", "-z", "--name-only", "--full-tree", &commit, "--"]);
        listing.args(tried.iter().map(|folder| format!("{folder}{name}")));
        let there = run_git(&mut listing)?;
        let has = |folder: &&String| {
            let wanted = format!("{folder}{name}");
            there.split(|byte| *byte == 0).any(|path| path == wanted.as_bytes())
        };
        let Some(prefix) = tried.iter().find(has) else {
            return Err(none(&from, workspaces(&repository, &commit, name)?));
        };
        let depth = |folder: &str| folder.matches('/').count();
        let above = depth(&from) - depth(prefix);
        let tree = if folder.is_none() { start.ancestors().nth(above).map(Path::to_owned) } else { None };
        // Of a relative path there may be nothing left.
        let tree = tree.filter(|tree| !tree.as_os_str().is_empty());
        Ok((Self::listed(commit, prefix.clone(), Objects::of(repository), tree)?, above))
    }

    /// The same folder of the repository at another revision.
    ///
    /// # Errors
    /// Where there is no such commit.
    pub fn beside(&self, revision: &str) -> Result<Self, GitError> {
        let commit = self.repository().commit_id(revision)?;
        self.sibling(commit)
    }

    /// The same folder of the repository at a commit whose object id git told.
    ///
    /// # Errors
    /// Where git cannot list it.
    pub fn sibling(&self, commit: impl Into<String>) -> Result<Self, GitError> {
        let tree = self.tree.as_ref().map(|tree| tree.root().to_owned());
        Self::listed(commit.into(), self.prefix.clone(), self.objects.clone(), tree)
    }

    /// A folder of the repository as a commit holds it.
    ///
    /// # Errors
    /// Where git cannot list it.
    pub(super) fn of_folder(
        repository: Repository,
        commit: &str,
        folder: &RelPath,
    ) -> Result<Self, GitError> {
        Self::listed(commit.to_owned(), ended(folder.as_str()), Objects::of(repository), None)
    }

    /// The object id of a file.
    pub fn object(&self, path: &RelPath) -> Option<&str> {
        self.item(path).filter(|item| item.kind == EntryKind::File).map(|item| &*item.object)
    }

    /// The files of the repository by their object ids.
    pub fn objects(&self) -> Objects {
        self.objects.clone()
    }

    /// Whether the clone's history is cut off.
    pub fn is_shallow(&self) -> bool {
        self.repository().is_shallow()
    }

    fn listed(
        commit: String,
        prefix: String,
        objects: Objects,
        tree: Option<PathBuf>,
    ) -> Result<Self, GitError> {
        let mut listing = objects.repository().reading();
        listing.args(["ls-tree", "-r", "-t", "-z", "--full-tree", &commit, "--"]);
        if !prefix.is_empty() {
            listing.arg(&prefix);
        }
        let listing = run_git(&mut listing)?;
        let lines = listing.split(|byte| *byte == 0);
        let mut items: Vec<Item> = lines.filter_map(|line| item(line, &prefix)).collect();
        items.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { prefix, commit, items, objects, tree: tree.map(Disk::new) })
    }

    /// Its repository.
    pub fn repository(&self) -> &Repository {
        self.objects.repository()
    }

    /// The folder of the repository whose files these are.
    pub fn folder(&self) -> RelPath {
        RelPath::new(&self.prefix)
    }

    /// When it was committed: the committer's date, which a rebase or a merge
    /// button renews, not the author's.
    ///
    /// # Errors
    /// Where git cannot tell.
    pub fn committed(&self) -> Result<DateTime<Utc>, GitError> {
        self.repository().commit_of(&self.commit).map(|commit| commit.committed)
    }

    /// Whether a file or a folder is there.
    pub fn has(&self, path: &RelPath) -> bool {
        path.as_str().is_empty() || self.item(path).is_some()
    }

    /// The commit's object id.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    fn place_of(&self, path: &RelPath) -> Option<usize> {
        self.items.binary_search_by(|item| item.path.cmp(path)).ok()
    }

    /// Reads a file from the working tree where it has the very same bytes: its
    /// object id says so.
    fn lies_in_the_tree(&self, item: &Item, limit: u64, buffer: &mut Vec<u8>) -> bool {
        let read =
            |tree: &Disk| tree.read(&item.path, limit, buffer).is_ok() && is_object(buffer, &item.object);
        self.tree.as_ref().is_some_and(read)
    }

    fn item(&self, path: &RelPath) -> Option<&Item> {
        self.items.get(self.place_of(path)?)
    }

    /// Makes sure that a path is a folder and no component of it is a link.
    fn check_folder(&self, folder: &RelPath) -> Result<(), ReadError> {
        let Some(parent) = folder.parent() else { return Ok(()) };
        self.check_folder(&parent)?;
        match self.item(folder).map(|item| item.kind) {
            Some(EntryKind::Folder) => Ok(()),
            Some(EntryKind::Link) => Err(ReadError::Link),
            Some(_) => Err(ReadError::NotAFile),
            None => Err(ReadError::Missing),
        }
    }
}

fn ended(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}

/// The folders of a commit that hold a file of that name, at most a few.
fn workspaces(repository: &Repository, commit: &str, name: &str) -> Result<Vec<String>, GitError> {
    const SHOWN: usize = 5;
    let listing =
        run_git(repository.reading().args(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit]))?;
    let paths = listing.split(|byte| *byte == 0).filter_map(|path| std::str::from_utf8(path).ok());
    let inside = paths.filter_map(|path| path.strip_suffix(name)?.strip_suffix('/').map(str::to_owned));
    Ok(inside.take(SHOWN).collect())
}

/// One `mode type id\tpath` of `git ls-tree`; `None` for what is elsewhere.
fn item(line: &[u8], prefix: &str) -> Option<Item> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (std::str::from_utf8(&line[..tab]).ok()?, &line[tab + 1..]);
    let path = path.strip_prefix(prefix.as_bytes())?;
    let odd_name = std::str::from_utf8(path).is_err();
    let path = RelPath::new(String::from_utf8_lossy(path));
    let mut head = head.split(' ');
    let kind = match head.next()? {
        "040000" => EntryKind::Folder,
        "120000" => EntryKind::Link,
        "160000" => EntryKind::Special,
        _ => EntryKind::File,
    };
    let object = head.nth(1)?.into();
    (path.is_inside() && !path.as_str().is_empty()).then_some(Item {
        path,
        kind,
        odd_name,
        object,
        asked: AtomicBool::new(false),
    })
}

impl Snapshot for Revision {
    fn repositories(&self) -> Result<Vec<RelPath>, ReadError> {
        Ok(repositories(self.items.iter().map(|item| &item.path)))
    }

    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        match self.check_folder(folder) {
            Err(ReadError::Missing) => return Ok(Vec::new()),
            checked => checked?,
        }
        let below = if folder.as_str().is_empty() { String::new() } else { format!("{folder}/") };
        let first = self.items.partition_point(|item| item.path.as_str() < below.as_str());
        let inside = self.items[first..].iter().take_while(|item| item.path.as_str().starts_with(&below));
        let entry = |item: &Item| Entry { path: item.path.clone(), kind: item.kind, odd_name: item.odd_name };
        let depth = |item: &Item| item.path.as_str()[below.len()..].matches('/').count();
        let (mut entries, mut deepest) = (Vec::new(), 0);
        for item in inside {
            deepest = deepest.max(depth(item));
            entries.push(entry(item));
        }
        extent::check(entries.len())?;
        extent::check_depth(deepest)?;
        Ok(entries)
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        buffer.clear();
        if let Some(parent) = path.parent() {
            self.check_folder(&parent)?;
        }
        let at = self.place_of(path).ok_or(ReadError::Missing)?;
        let item = &self.items[at];
        match item.kind {
            EntryKind::File => {}
            EntryKind::Link => return Err(ReadError::Link),
            EntryKind::Folder | EntryKind::Special => return Err(ReadError::NotAFile),
        }
        if self.lies_in_the_tree(item, limit, buffer) {
            return Ok(());
        }
        buffer.clear();
        // Whoever reads one after the other goes on so; of few files here and
        // there nothing else is asked for.
        item.asked.store(true, Ordering::Relaxed);
        let goes_on = at > 0 && self.items[at - 1].asked.load(Ordering::Relaxed);
        let after = self.items.iter().skip(at + 1).take(if goes_on { AHEAD } else { 0 });
        let after = after.filter(|item| item.kind == EntryKind::File && item.path.name().ends_with(".yaml"));
        self.objects.blob(&item.object, limit, buffer, after.map(|item| &*item.object))
    }
}
