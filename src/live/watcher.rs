//! Events of the system to batches of changes, after a quiet period.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::{Changes, RelPath};

/// How long nothing may happen before a batch is done, as a rule.
pub const QUIET: Duration = Duration::from_millis(200);
/// How long a batch may grow while things keep happening.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is watched below a root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Folders watched with all that lies in them, but for hidden files.
    pub folders: Vec<RelPath>,
    /// Single files in the root itself.
    pub files: Vec<RelPath>,
    /// A file that is written by what is repeated: its changes never count.
    pub output: Option<PathBuf>,
}

impl Watched {
    /// The path of an event relative to the root, where it counts. Folders
    /// count: one that is moved takes its files along.
    fn counts(&self, root: &Path, path: &Path) -> Option<RelPath> {
        if self.output.as_deref() == Some(path) {
            return None;
        }
        let parts: Vec<_> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_string_lossy()).collect();
        let relative = RelPath::new(parts.join("/"));
        let hidden = parts.iter().any(|part| part.starts_with('.'));
        let inside =
            self.folders.iter().any(|folder| *folder == relative || relative.below(folder).is_some());
        ((inside && !hidden) || self.files.contains(&relative)).then_some(relative)
    }
}

/// The changes below a root from [`Changing::below`] on: whoever starts it
/// before reading the files misses none.
pub struct Changing {
    root: PathBuf,
    watched: Watched,
    sender: Sender<notify::Result<Event>>,
    receiver: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
}

impl Changing {
    /// Begins to watch.
    ///
    /// # Errors
    /// Where the system cannot watch the root.
    pub fn below(root: &Path, watched: Watched) -> notify::Result<Self> {
        let (sender, receiver) = channel();
        let watcher = start(root, &watched, sender.clone())?;
        Ok(Self { root: root.to_owned(), watched, sender, receiver, watcher })
    }

    /// Calls `repeat` with each batch of changes, until it says stop by returning
    /// `None`; what it returns is watched from then on. A batch is done when
    /// nothing happens for `quiet`.
    ///
    /// # Errors
    /// Where the system cannot watch any more.
    pub fn each(
        mut self,
        quiet: Duration,
        mut repeat: impl FnMut(&Changes) -> Option<Watched>,
    ) -> notify::Result<()> {
        loop {
            let changes = batch(&self.receiver, &self.root, &self.watched, quiet);
            if changes.is_empty() {
                continue;
            }
            self.renew()?;
            let Some(wanted) = repeat(&changes) else { return Ok(()) };
            if wanted != self.watched {
                self.watched = wanted;
                self.renew()?;
            }
        }
    }

    /// A new watcher before the old one goes: a folder that was removed and made
    /// again is watched again, and nothing in between is missed.
    fn renew(&mut self) -> notify::Result<()> {
        self.watcher = start(&self.root, &self.watched, self.sender.clone())?;
        Ok(())
    }
}

fn start(
    root: &Path,
    watched: &Watched,
    sender: Sender<notify::Result<Event>>,
) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event| {
        // The receiver lives as long as the watcher.
        let _ = sender.send(event);
    })?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in &watched.folders {
        let place = root.join(folder.as_str());
        // A folder that is not there yet is noticed in its parent.
        if place.is_dir() {
            watcher.watch(&place, RecursiveMode::Recursive)?;
        }
    }
    Ok(watcher)
}

/// Waits for events and gathers them until nothing that counts happens for a
/// while: what only reads, or writes elsewhere, does not keep anybody waiting.
fn batch(
    receiver: &Receiver<notify::Result<Event>>,
    root: &Path,
    watched: &Watched,
    quiet: Duration,
) -> Changes {
    let mut changes = Changes::default();
    let Ok(event) = receiver.recv() else { return changes };
    if !take(&mut changes, event, root, watched) {
        return changes;
    }
    let began = Instant::now();
    let mut last = began;
    loop {
        let until = (last + quiet).min(began + PATIENCE);
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return changes;
        }
        match receiver.recv_timeout(left) {
            Ok(event) => {
                if take(&mut changes, event, root, watched) {
                    last = Instant::now();
                }
            }
            Err(_) => return changes,
        }
    }
}

/// Takes an event; whether it counts.
fn take(changes: &mut Changes, event: notify::Result<Event>, root: &Path, watched: &Watched) -> bool {
    let Some(event) = event.ok().filter(|event| !event.need_rescan()) else {
        changes.lose();
        return true;
    };
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    let mut any = false;
    for path in event.paths.iter().filter_map(|path| watched.counts(root, path)) {
        changes.add(path);
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind};

    use super::*;

    #[test]
    fn what_changes_before_anybody_asks_is_no_less_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let watched = Watched { files: vec![RelPath::new("corong.yaml")], ..Watched::default() };
        let changing = Changing::below(&root, watched).unwrap();
        let made = tempfile::NamedTempFile::new_in(&root).unwrap();
        made.persist(root.join("corong.yaml")).unwrap();
        let mut told = Vec::new();
        let ended = changing.each(Duration::from_millis(20), |changes| {
            told.push(changes.line());
            None
        });
        assert!(ended.is_ok());
        assert_eq!(told, ["corong.yaml changed"]);
    }

    #[test]
    fn what_does_not_count_keeps_nobody_waiting() {
        let root = Path::new("/w");
        let watched = Watched { folders: vec![RelPath::new("pipeline")], ..Watched::default() };
        let (sender, receiver) = channel();
        let event = |kind, path: &str| Ok(Event::new(kind).add_path(root.join(path)));
        sender.send(event(EventKind::Create(CreateKind::File), "pipeline/a.yaml")).unwrap();
        // Somebody reads and logs elsewhere until the batch is done.
        let (done, until) = channel::<()>();
        let noise = std::thread::spawn(move || {
            while until.recv_timeout(Duration::from_millis(2))
                == Err(std::sync::mpsc::RecvTimeoutError::Timeout)
            {
                let _ = sender.send(event(EventKind::Access(AccessKind::Read), "pipeline/a.yaml"));
                let _ = sender.send(event(EventKind::Create(CreateKind::File), "app.log"));
                let _ = sender.send(event(EventKind::Create(CreateKind::File), "pipeline/.a.swp"));
            }
        });
        let began = Instant::now();
        let changes = batch(&receiver, root, &watched, Duration::from_millis(50));
        assert!(began.elapsed() < PATIENCE, "only patience ended it");
        drop(done);
        noise.join().unwrap();
        assert!(!changes.is_empty());
    }
}
