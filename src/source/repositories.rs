//! Which folders look like repositories of git's.

use std::collections::BTreeMap;

use super::RelPath;

const HEAD: u8 = 1;
const OBJECTS: u8 = 2;
const REFS: u8 = 4;
const ELSEWHERE: u8 = 8;
const WHOLE: u8 = 16;

/// The names that make a repository, in any case: some systems know no other.
const NAMES: [(&str, u8); 5] =
    [("HEAD", HEAD), ("objects", OBJECTS), ("refs", REFS), ("commondir", ELSEWHERE), (".git", WHOLE)];

/// What a folder holds of a repository.
#[derive(Default)]
pub struct RepositoryParts {
    parts: u8,
    named: Vec<String>,
}

impl RepositoryParts {
    /// Takes the name of an entry of the folder.
    pub fn add(&mut self, name: &str) {
        let Some((_, part)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
            return;
        };
        if part & (HEAD | WHOLE) != 0 && self.parts & part == 0 {
            self.named.push(name.to_owned());
        }
        self.parts |= part;
    }

    /// The entries that make the folder look like a repository: a `HEAD` with
    /// `objects` and `refs`, or with a `commondir`, beside it; and a `.git`, but
    /// for that of the workspace's own folder.
    pub fn found(self, is_root: bool) -> impl Iterator<Item = String> {
        let bare = self.parts & ELSEWHERE != 0 || self.parts & OBJECTS != 0 && self.parts & REFS != 0;
        let is_whole = |name: &str| name.eq_ignore_ascii_case(".git");
        self.named.into_iter().filter(move |name| if is_whole(name) { !is_root } else { bare })
    }
}

/// Of some paths those that make the folder they are in look like a repository,
/// sorted. A path means the folders above it too.
pub fn repositories<'p>(paths: impl Iterator<Item = &'p RelPath>) -> Vec<RelPath> {
    let mut folders: BTreeMap<&str, RepositoryParts> = BTreeMap::new();
    for path in paths.map(RelPath::as_str) {
        let mut start = 0;
        for name in path.split('/') {
            if NAMES.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                folders.entry(&path[..start.max(1) - 1]).or_default().add(name);
            }
            start += name.len() + 1;
        }
    }
    let inside = |(folder, parts): (&str, RepositoryParts)| {
        let folder = RelPath::new(folder);
        parts.found(folder.as_str().is_empty()).map(move |name| folder.join(&name))
    };
    let mut found: Vec<RelPath> = folders.into_iter().flat_map(inside).collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_known_by_its_parts() {
        let found = |paths: &[&str]| {
            let paths: Vec<RelPath> = paths.iter().map(RelPath::new).collect();
            repositories(paths.iter()).iter().map(RelPath::to_string).collect::<Vec<_>>()
        };
        assert_eq!(found(&["HEAD", "objects/x", "refs/x", "config"]), ["HEAD"]);
        assert_eq!(found(&["a/b/head", "a/b/Objects", "a/b/REFS/x"]), ["a/b/head"]);
        assert_eq!(found(&["a/HEAD", "a/commondir"]), ["a/HEAD"]);
        assert_eq!(found(&["a/.git", "b/.GIT/config", "b/.GIT/x", ".git", ".git/x"]), ["a/.git", "b/.GIT"]);
        assert_eq!(found(&["a/HEAD", "a/objects/x", "refs/x", "b/refs/HEAD", "heads/objects/refs"]), [""; 0]);
    }
}
