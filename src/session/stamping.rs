//! What a report is made from: the commit, whether files differ from it, the
//! configuration and the version.

use super::files::Files;
use super::opening::Session;
use crate::host::{Asked, GitError, GitStatus, Repository};
use crate::pipeline::Config;
use crate::read;
use crate::report::Stamp;
use crate::source::{RelPath, Snapshot};
use crate::text::visible;
use crate::workspace::CONFIG_FILE;

/// A stamp in the making: git answers while the files are read.
pub struct Stamping<'s> {
    commit: Option<String>,
    asked: Option<Result<Asked, GitError>>,
    session: &'s Session,
}

/// What git answered of the files.
pub struct Answered {
    /// What a report is made from.
    pub stamp: Stamp,
    /// The files that are other than in the stamp's commit.
    pub changed: Vec<RelPath>,
}

impl<'s> Stamping<'s> {
    /// Asks what some files are.
    pub fn of(files: &Files, session: &'s Session) -> Self {
        let ask = |repository: Repository| repository.ask_status();
        let asked = files.disk().map(|_| files.repository().and_then(ask));
        Self { commit: files.commit().map(str::to_owned), asked, session }
    }

    /// The stamp of a workspace; `configuration` holds the `corong.yaml` that
    /// was taken.
    pub fn stamp(self, config: &Config, configuration: &dyn Snapshot) -> Stamp {
        self.answer(config, configuration).stamp
    }

    /// The stamp, and the files that differ; `configuration` as for [`Self::stamp`].
    pub fn answer(self, config: &Config, configuration: &dyn Snapshot) -> Answered {
        let status = match self.asked.map(|asked| asked.and_then(Asked::answer)) {
            Some(Ok(status)) => status,
            None | Some(Err(GitError::NoRepository(_))) => GitStatus::default(),
            Some(Err(error)) => {
                let why: Vec<_> = error.to_string().lines().map(|line| visible(line).into_owned()).collect();
                self.session.note(&format!("note: without the commit it is made from: {}", why.join("\n")));
                GitStatus::default()
            }
        };
        let commit = self.commit.or(status.head);
        let changed = commit.is_some() && status.changed.iter().any(|path| is_ours(path, config));
        let text = read::text(configuration, &RelPath::new(CONFIG_FILE)).unwrap_or_default();
        Answered { stamp: Stamp::new(commit, changed, &text), changed: status.changed }
    }
}

/// Whether a report can depend on a file.
fn is_ours(path: &RelPath, config: &Config) -> bool {
    let below = |folder: &RelPath| path.below(folder).is_some();
    let lead = path.name().ends_with(".yaml") && !path.name().starts_with('.');
    path.as_str() == CONFIG_FILE
        || below(&RelPath::new("templates"))
        || (lead && config.pipelines.iter().any(|pipeline| below(&pipeline.dir)))
}
