//! Events of the system to batches of changes, after a quiet period.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::check::names;
use crate::host::{Disk, instant, trace};
use crate::message;
use crate::source::{Changes, EntryKind, RelPath, Snapshot};
use crate::text::Message;
use crate::workspace::{CONFIG_FILE, load_config};

/// How long nothing may happen before a batch is done, as a rule.
pub const QUIET: Duration = Duration::from_millis(100);
/// How long a batch may grow while things keep happening.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often the files are looked at where the system cannot watch them, where
/// looking is quick.
const LOOK: Duration = Duration::from_secs(1);

/// What is watched below a root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Folders watched with all that is in them, but for hidden files.
    pub folders: Vec<RelPath>,
    /// Single files in the root itself.
    pub files: Vec<RelPath>,
    /// A file that is written by what is repeated: its changes never count.
    pub output: Option<PathBuf>,
}

impl Watched {
    /// What a workspace is made of, by its configuration as it is now; `None`
    /// where that is broken.
    pub fn of(workspace: &dyn Snapshot) -> Option<Self> {
        let config = load_config(workspace, &names().collect::<Vec<_>>()).ok()?.config;
        let pipelines = config.pipelines.into_iter().map(|pipeline| pipeline.dir);
        Some(Self::with(pipelines.collect()))
    }

    fn with(mut folders: Vec<RelPath>) -> Self {
        folders.push(RelPath::new("templates"));
        Self { folders, files: vec![RelPath::new(CONFIG_FILE)], output: None }
    }

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

/// The changes of a workspace from [`Changing::of`] on: whoever starts it before
/// reading the files misses none.
pub struct Changing {
    root: PathBuf,
    watched: Watched,
    sender: Sender<notify::Result<Event>>,
    receiver: Receiver<notify::Result<Event>>,
    watching: Watching,
    note: fn(Message),
}

/// How changes are noticed.
enum Watching {
    /// The system tells of them.
    System { _watcher: RecommendedWatcher },
    /// The files are looked at now and then; what they were like last.
    Looking(u64),
}

impl Changing {
    /// Begins to watch the workspace in a folder; changes of `output` do not
    /// count. Where the system has no watches left, `note` is called with which setting
    /// to raise, and the files are looked at now and then.
    ///
    /// # Errors
    /// Where the system cannot watch the folder for another reason.
    pub fn of(root: &Path, output: Option<PathBuf>, note: fn(Message)) -> notify::Result<Self> {
        let known = Watched::of(&Disk::new(root)).unwrap_or_else(|| Watched::with(Vec::new()));
        let watched = Watched { output, ..known };
        let (sender, receiver) = channel();
        let watching = start(root, &watched, &sender, note)?;
        Ok(Self { root: root.to_owned(), watched, sender, receiver, watching, note })
    }

    /// Calls `repeat` with each batch of changes until it says no. A batch is done
    /// when nothing happens for `quiet`.
    ///
    /// # Errors
    /// Where the system cannot watch any more.
    pub fn each(mut self, quiet: Duration, mut repeat: impl FnMut(&Changes) -> bool) -> notify::Result<()> {
        loop {
            let changes = match &mut self.watching {
                Watching::System { .. } => batch(&self.receiver, &self.root, &self.watched, quiet),
                Watching::Looking(before) => look(&self.root, &self.watched, before),
            };
            if changes.is_empty() {
                continue;
            }
            self.follow(&changes)?;
            if !repeat(&changes) {
                return Ok(());
            }
        }
    }

    /// The same on a thread of its own; `failed` is called where it ends early.
    pub fn beside(
        self,
        quiet: Duration,
        mut repeat: impl FnMut(Changes) -> bool + Send + 'static,
        failed: impl FnOnce(notify::Error) + Send + 'static,
    ) {
        thread::spawn(move || {
            if let Err(error) = self.each(quiet, |changes| repeat(changes.clone())) {
                failed(error);
            }
        });
    }

    /// Watches what is to be watched after some changes: other folders, or one
    /// that was removed and made again. A new watcher is there before the old one
    /// goes, so that nothing in between is missed.
    fn follow(&mut self, changes: &Changes) -> notify::Result<()> {
        let mut anew = self.watched.folders.iter().any(|folder| changes.touch(folder));
        // A configuration that is broken for a moment keeps the folders it had.
        if changes.touch(&RelPath::new(CONFIG_FILE))
            && let Some(wanted) = Watched::of(&Disk::new(&self.root))
        {
            let wanted = Watched { output: self.watched.output.clone(), ..wanted };
            anew |= wanted != self.watched;
            self.watched = wanted;
        }
        if anew && matches!(self.watching, Watching::System { .. }) {
            self.watching = start(&self.root, &self.watched, &self.sender, self.note)?;
        }
        Ok(())
    }
}

fn start(
    root: &Path,
    watched: &Watched,
    sender: &Sender<notify::Result<Event>>,
    note: fn(Message),
) -> notify::Result<Watching> {
    match watcher(root, watched, sender.clone()) {
        Ok(watcher) => Ok(Watching::System { _watcher: watcher }),
        Err(error) => without(error, root, watched, note),
    }
}

/// What is left where the system cannot watch.
fn without(
    error: notify::Error,
    root: &Path,
    watched: &Watched,
    note: fn(Message),
) -> notify::Result<Watching> {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            note(message!(
                "note: the system watches no more folders, so the files are looked at now and then\n  \
                 help: raise fs.inotify.max_user_watches: `sysctl fs.inotify.max_user_watches=524288`"
            ));
            Ok(Watching::Looking(state(root, watched)))
        }
        _ => Err(error),
    }
}

fn watcher(
    root: &Path,
    watched: &Watched,
    sender: Sender<notify::Result<Event>>,
) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event| {
        // The receiver lives as long as the watcher.
        let _ = sender.send(event);
    })?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    let disk = Disk::new(root);
    for folder in &watched.folders {
        // A folder that is not there yet is noticed in its parent.
        if disk.kind(folder).is_ok_and(|kind| kind == Some(EntryKind::Folder)) {
            watcher.watch(&disk.place(folder), RecursiveMode::Recursive)?;
        }
    }
    Ok(watcher)
}

/// A number that is another once what is watched is.
fn state(root: &Path, watched: &Watched) -> u64 {
    let places: Vec<RelPath> = watched.folders.iter().chain(&watched.files).cloned().collect();
    trace(root, &places)
}

/// Waits for a change that a look at the files shows, and until they stay the same.
fn look(root: &Path, watched: &Watched, before: &mut u64) -> Changes {
    let (mut pause, mut changes) = (LOOK, Changes::default());
    loop {
        thread::sleep(pause);
        let began = instant();
        let state = state(root, watched);
        // Looking takes at most a twentieth of the time.
        pause = LOOK.max(began.elapsed() * 20);
        if std::mem::replace(before, state) != state {
            changes.lose();
        } else if !changes.is_empty() {
            return changes;
        }
    }
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
    let began = instant();
    let mut last = began;
    loop {
        let until = (last + quiet).min(began + PATIENCE);
        let left = until.saturating_duration_since(instant());
        if left.is_zero() {
            return changes;
        }
        match receiver.recv_timeout(left) {
            Ok(event) => {
                if take(&mut changes, event, root, watched) {
                    last = instant();
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
    use crate::host::real;

    #[test]
    fn what_changes_before_anybody_asks_is_no_less_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let root = real(folder.path());
        let changing = Changing::of(&root, None, |_| {}).unwrap();
        let made = tempfile::NamedTempFile::new_in(&root).unwrap();
        made.persist(root.join("corong.yaml")).unwrap();
        let mut told = Vec::new();
        let ended = changing.each(Duration::from_millis(20), |changes| {
            told.push(changes.line());
            false
        });
        assert!(ended.is_ok());
        assert_eq!(told, ["corong.yaml changed"]);
    }

    #[test]
    fn without_watches_the_files_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let watched = Watched::with(Vec::new());
        let error = notify::Error::new(ErrorKind::MaxFilesWatch);
        let watching = without(error, folder.path(), &watched, |note| {
            assert!(note.to_string().contains("max_user_watches"))
        });
        let Ok(Watching::Looking(mut before)) = watching else { panic!("it watches") };
        let made = tempfile::NamedTempFile::new_in(folder.path()).unwrap();
        made.persist(folder.path().join(CONFIG_FILE)).unwrap();
        assert!(look(folder.path(), &watched, &mut before).is_everything());
        assert!(without(notify::Error::generic("x"), folder.path(), &watched, |_| {}).is_err());
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
        let noise = thread::spawn(move || {
            while until.recv_timeout(Duration::from_millis(2))
                == Err(std::sync::mpsc::RecvTimeoutError::Timeout)
            {
                let _ = sender.send(event(EventKind::Access(AccessKind::Read), "pipeline/a.yaml"));
                let _ = sender.send(event(EventKind::Create(CreateKind::File), "app.log"));
                let _ = sender.send(event(EventKind::Create(CreateKind::File), "pipeline/.a.swp"));
            }
        });
        let began = instant();
        let changes = batch(&receiver, root, &watched, Duration::from_millis(50));
        assert!(began.elapsed() < PATIENCE, "only patience ended it");
        drop(done);
        noise.join().unwrap();
        assert!(!changes.is_empty());
    }
}
