//! Who changed each file last. Git tells it while the pages are made, and is
//! asked once for each commit.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use std::thread;

use super::files::Files;
use crate::host::Latest;
use crate::source::{LastChange, LastChanges, RelPath};

/// What git tells, waited for where it is first needed.
type Telling = Arc<LazyLock<Latest, Box<dyn FnOnce() -> Latest + Send>>>;

/// What git was asked last.
#[derive(Default)]
pub struct Authorship {
    asked: Option<(String, Telling)>,
}

impl Authorship {
    /// The last changes of files that stand so; nothing is known outside git.
    pub fn of(
        &mut self,
        files: &Files,
        leads: usize,
        commit: Option<&str>,
        changed: &[RelPath],
    ) -> FileChanges {
        let Some(commit) = commit else { return FileChanges::default() };
        if self.asked.as_ref().is_none_or(|(known, _)| known != commit) {
            self.asked = Some((commit.to_owned(), ask(files, leads, commit)));
        }
        let telling = self.asked.as_ref().map(|(_, telling)| Arc::clone(telling));
        FileChanges { telling, changed: changed.iter().cloned().collect() }
    }
}

/// What git cannot tell is left out of the pages: they are about the leads.
fn ask(files: &Files, leads: usize, commit: &str) -> Telling {
    let (repository, commit) = (files.repository(), commit.to_owned());
    let of_revision = files.disk().is_none().then(|| files.in_repository()).flatten();
    let ask = move || {
        let repository = repository?;
        let folder = of_revision.unwrap_or_else(|| RelPath::new(repository.prefix()));
        repository.latest(&folder, &commit, leads)
    };
    let asking = thread::spawn(|| ask().unwrap_or_default());
    Arc::new(LazyLock::new(Box::new(move || asking.join().unwrap_or_default())))
}

/// The last change of each file.
#[derive(Default)]
pub struct FileChanges {
    telling: Option<Telling>,
    changed: HashSet<RelPath>,
}

impl LastChanges for FileChanges {
    fn of(&self, path: &RelPath) -> LastChange<'_> {
        let telling = self.telling.as_ref();
        let committed = telling.and_then(|telling| telling.of(path));
        let since = self.changed.contains(path);
        let unknown = telling.filter(|_| committed.is_none() && !since);
        LastChange { committed, since, unchanged: unknown.and_then(|telling| telling.since()) }
    }
}
