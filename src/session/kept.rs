//! A workspace kept: what was read stays, and what changed is read again.

use super::error::SessionError;
use super::files::Files;
use super::last_changes::{Authorship, FileChanges};
use super::opening::{Counted, Session};
use super::stamping::{Answered, KeptStatus, Stamping};
use crate::check::{self, Reading};
use crate::report::{PastFigures, Stamp};
use crate::source::{Changes, RelPath};

/// What is kept of a workspace from one look to the next.
#[derive(Default)]
pub struct KeptSession {
    reading: check::Kept,
    status: KeptStatus,
    authorship: Authorship,
    past: PastFigures,
}

/// A workspace as it is now: as a look that keeps nothing shows it.
pub struct CurrentWorkspace<'k> {
    /// Who looks, at the revision where there is one.
    pub session: Session,
    /// Its files.
    pub files: Files,
    /// What they say.
    pub reading: &'k Reading,
    /// What a report is made from.
    pub stamp: Stamp,
    /// The figures of past days, as far as they are known.
    pub past: &'k mut PastFigures,
    changed: Vec<RelPath>,
    authorship: &'k mut Authorship,
}

impl CurrentWorkspace<'_> {
    /// Which change of each file was the last one.
    pub fn last_changes(&mut self) -> FileChanges {
        let leads = self.reading.loaded.workspace.leads.len();
        self.authorship.of(&self.files, leads, self.stamp.commit.as_deref(), &self.changed)
    }
}

impl KeptSession {
    /// Reads a workspace after some changes since the last time, and asks git nothing.
    ///
    /// # Errors
    /// Where there is no workspace, or it cannot be read; then the next time makes
    /// up for it.
    pub fn read(&mut self, session: &Session, changes: &Changes) -> Result<(Files, &Reading), SessionError> {
        let (session, files) = session.open(None)?;
        let reading = self.reading.renew(&files, &|zone| session.day(zone), changes, &|| {})?;
        Ok((files, reading))
    }

    /// Looks at a workspace after some changes since the last look.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn look(
        &mut self,
        session: &Session,
        revision: Option<&str>,
        changes: &Changes,
    ) -> Result<CurrentWorkspace<'_>, SessionError> {
        // A folder that became a link meanwhile must be noticed.
        let (session, files) = session.open(revision)?;
        let stamping = Stamping::again(&files, &mut self.status, changes);
        let count = session.counting(Counted::Leads);
        let reading = self.reading.renew(&files, &|zone| session.day(zone), changes, &*count)?;
        let config = &reading.loaded.workspace.config;
        let Answered { stamp, changed } =
            stamping.answer(config, (&files, &files), &session, &mut self.status);
        Ok(CurrentWorkspace {
            session,
            files,
            reading,
            stamp,
            changed,
            authorship: &mut self.authorship,
            past: &mut self.past,
        })
    }
}
