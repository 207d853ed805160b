//! A check that stands while files change: what was found in a file is kept
//! until the file changes, what is found across files is found anew.

use std::collections::HashMap;

use chrono_tz::Tz;

use super::ignore::Ignores;
use super::{Checked, Checker, names};
use crate::pipeline::Day;
use crate::source::{RelPath, Snapshot};
use crate::workspace::{self, LoadError, Renewed, Workspace};

/// A workspace and its findings, kept up to date.
#[derive(Default)]
pub struct Standing {
    /// `None` before the first reading, and where the last one failed.
    files: Option<workspace::Standing>,
    ignores: HashMap<RelPath, Ignores>,
    checked: Checked,
}

impl Standing {
    /// Reads what `touched` says may have changed, or everything where that is
    /// not enough, and gives what stands: the same as a reading of all files.
    ///
    /// # Errors
    /// Where the configuration or a folder cannot be read; the next time
    /// everything is read.
    pub fn renew(
        &mut self,
        snapshot: &dyn Snapshot,
        today: &dyn Fn(Tz) -> Day,
        touched: &dyn Fn(&RelPath) -> bool,
    ) -> Result<(&Workspace, &Checked), LoadError> {
        let rules: Vec<&str> = names().collect();
        let checker = Checker::new();
        let per_lead: workspace::PerLead<'_> = &|file, found| checker.lead(file, found);
        let (files, renewed) = match self.files.take() {
            Some(mut files) => {
                let renewed = files.renew(snapshot, &rules, today, touched, per_lead)?;
                (files, renewed)
            }
            None => (workspace::Standing::new(snapshot, &rules, today, per_lead)?, Renewed::All),
        };
        match renewed {
            Renewed::All => self.ignores.clear(),
            Renewed::Files(paths) => paths.iter().for_each(|path| drop(self.ignores.remove(path))),
        }
        let seen = checker.into_ignores();
        self.ignores.extend(seen.into_iter().map(|ignores| (ignores.path.clone(), ignores)));
        let checker = Checker::with(self.ignores.values().cloned().collect());
        self.checked = checker.finish(files.workspace(), files.findings(), files.files());
        let files = self.files.insert(files);
        Ok((files.workspace(), &self.checked))
    }

    /// What stands; `None` where the last reading failed.
    pub fn standing(&self) -> Option<(&Workspace, &Checked)> {
        self.files.as_ref().map(|files| (files.workspace(), &self.checked))
    }
}
