//! What a report is made from: the commit, whether files differ from it, the
//! configuration and the version.

use std::thread::{self, JoinHandle};

use super::files::Files;
use super::opening::Session;
use crate::host::{Asked, GitError, GitStatus, HiddenFile, Repository, is_object};
use crate::message;
use crate::pipeline::Config;
use crate::read::{self, MAX_FILE};
use crate::report::{FROZEN_FOLDER, Stamp};
use crate::source::{Changes, ReadError, RelPath, Snapshot, with_plain_ends};
use crate::workspace::CONFIG_FILE;

/// A stamp in the making: git answers while the files are read.
pub struct Stamping {
    commit: Option<String>,
    asked: Option<Result<Asked, GitError>>,
    /// What the repository was like when it was asked.
    trace: Option<u64>,
    /// What git answered before, and of which files it is asked again.
    before: Option<(GitStatus, Changes)>,
    /// The files that git does not look at.
    hidden: Hidden,
}

/// The files that git does not look at: the index alone says which.
enum Hidden {
    Known(Vec<HiddenFile>),
    Asked(JoinHandle<Result<Vec<HiddenFile>, GitError>>),
}

impl Hidden {
    fn answer(self) -> Option<Vec<HiddenFile>> {
        match self {
            Self::Known(files) => Some(files),
            Self::Asked(asked) => asked.join().ok()?.ok(),
        }
    }
}

/// What git answered last, and what changed since.
#[derive(Default)]
pub struct KeptStatus {
    known: Option<(u64, GitStatus)>,
    hidden: Option<(u64, Vec<HiddenFile>)>,
    pending: Changes,
}

/// Git is asked of so many files by their names; of all where more changed.
const NAMED: usize = 100;

/// What git answered of the files.
pub struct Answered {
    /// What a report is made from.
    pub stamp: Stamp,
    /// The files that are other than in the stamp's commit.
    pub changed: Vec<RelPath>,
}

impl Stamping {
    /// Asks what some files are.
    pub fn of(files: &Files) -> Self {
        Self::again(files, &mut KeptStatus::default(), &Changes::everything())
    }

    /// Asks again after some changes: only of those, where neither the last commit
    /// nor the index is another.
    pub fn again(files: &Files, kept: &mut KeptStatus, changes: &Changes) -> Self {
        kept.pending.join(changes);
        let commit = files.commit().map(str::to_owned);
        let repository = files.disk().map(|_| files.repository());
        let trace = repository.as_ref().and_then(|found| found.as_ref().ok()).map(Repository::trace);
        let known = kept.known.take().filter(|(then, _)| Some(*then) == trace).map(|(_, status)| status);
        let paths: Vec<RelPath> = kept.pending.paths().cloned().collect();
        let few = !kept.pending.is_everything() && paths.len() <= NAMED;
        let before = known.filter(|_| few).map(|status| (status, std::mem::take(&mut kept.pending)));
        let of: &[RelPath] = if before.is_some() { &paths } else { &[] };
        let found = repository.as_ref().and_then(|found| found.as_ref().ok()).cloned();
        let hidden = match (kept.hidden.take().filter(|(then, _)| Some(*then) == trace), found) {
            (Some((_, files)), _) => Hidden::Known(files),
            (None, Some(repository)) => Hidden::Asked(thread::spawn(move || repository.hidden())),
            (None, None) => Hidden::Known(Vec::new()),
        };
        let asked = repository.map(|found| found.and_then(|repository| repository.ask_status(of)));
        Self { commit, asked, trace, before, hidden }
    }

    /// The stamp of a workspace's files; `configuration` holds the `corong.yaml`
    /// that was taken.
    pub fn stamp(
        self,
        config: &Config,
        (files, configuration): (&Files, &dyn Snapshot),
        session: &Session,
    ) -> Stamp {
        self.answer(config, (files, configuration), session, &mut KeptStatus::default()).stamp
    }

    /// The stamp, and the files that differ; the files as for [`Self::stamp`].
    pub fn answer(
        self,
        config: &Config,
        (files, configuration): (&Files, &dyn Snapshot),
        session: &Session,
        kept: &mut KeptStatus,
    ) -> Answered {
        let hidden = self.hidden.answer();
        kept.hidden = self.trace.zip(hidden.clone());
        let (absent, edited) = unlooked(hidden.unwrap_or_default(), files);
        let mut status = match self.asked.map(|asked| asked.and_then(Asked::answer)) {
            Some(Ok(mut status)) => {
                if let Some((before, changes)) = self.before {
                    status.changed.extend(before.changed.into_iter().filter(|path| !changes.touch(path)));
                }
                kept.known = self.trace.map(|trace| (trace, status.clone()));
                kept.pending = Changes::default();
                status
            }
            None | Some(Err(GitError::NoRepository(_))) => GitStatus::default(),
            Some(Err(error)) => {
                session.note(message!("note: without the commit it is made from: {why}", why = error));
                GitStatus::default()
            }
        };
        status.changed.extend(edited);
        let commit = self.commit.or(status.head);
        let ours = |paths: &[RelPath]| commit.is_some() && paths.iter().any(|path| is_ours(path, config));
        let (changed, partial) = (ours(&status.changed), ours(&absent));
        let text = read::text(configuration, &RelPath::new(CONFIG_FILE)).unwrap_or_default();
        let stamp = Stamp { partial, ..Stamp::new(commit, changed, &text) };
        Answered { stamp, changed: status.changed }
    }
}

/// Of files that git does not look at those that are not there, and those that are
/// other than git holds them.
fn unlooked(hidden: Vec<HiddenFile>, files: &dyn Snapshot) -> (Vec<RelPath>, Vec<RelPath>) {
    let (mut absent, mut edited, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for HiddenFile { path, object, may_be_absent } in hidden {
        let plain = |bytes: &[u8]| str::from_utf8(bytes).map(|text| with_plain_ends(text).into_owned());
        let is_same = |bytes: &[u8]| {
            is_object(bytes, &object) || plain(bytes).is_ok_and(|text| is_object(text.as_bytes(), &object))
        };
        match files.read(&path, MAX_FILE, &mut bytes) {
            Err(ReadError::LeftOut | ReadError::Missing) if may_be_absent => absent.push(path),
            Ok(()) if is_same(&bytes) => {}
            _ => edited.push(path),
        }
    }
    (absent, edited)
}

/// Whether a report can depend on a file.
pub(super) fn is_ours(path: &RelPath, config: &Config) -> bool {
    let below = |folder: &RelPath| path.below(folder).is_some();
    let lead = path.name().ends_with(".yaml") && !path.name().starts_with('.');
    path.as_str() == CONFIG_FILE
        || below(&RelPath::new("templates"))
        || (below(&RelPath::new(FROZEN_FOLDER)) && path.name().ends_with(".json"))
        || (lead && config.pipelines.iter().any(|pipeline| below(&pipeline.dir)))
}
