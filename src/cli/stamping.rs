//! What a report is made from: the commit, whether files differ from it, the
//! configuration and the version.

use super::files::Files;
use crate::host::{self, Asked};
use crate::pipeline::Config;
use crate::read;
use crate::report::Stamp;
use crate::source::{RelPath, Snapshot};
use crate::workspace::CONFIG_FILE;

/// A stamp in the making: git answers while the files are read.
pub struct Stamping {
    commit: Option<String>,
    asked: Option<Asked>,
}

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
        let asked = files.disk().map(|disk| host::ask(disk.root()));
        Self { commit: files.commit().map(str::to_owned), asked }
    }

    /// The stamp of a workspace; `configuration` holds the `corong.yaml` that
    /// was taken.
    pub fn stamp(self, config: &Config, configuration: &dyn Snapshot) -> Stamp {
        self.told(config, configuration).stamp
    }

    /// The stamp, and the files that differ; `configuration` as for [`Self::stamp`].
    pub fn told(self, config: &Config, configuration: &dyn Snapshot) -> Answered {
        let standing = self.asked.map(Asked::told).unwrap_or_default();
        let commit = self.commit.or(standing.head);
        let changed = commit.is_some() && standing.changed.iter().any(|path| is_ours(path, config));
        let text = read::text(configuration, &RelPath::new(CONFIG_FILE)).unwrap_or_default();
        Answered { stamp: Stamp::new(commit, changed, &text), changed: standing.changed }
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
