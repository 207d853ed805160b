//! A workspace about to change: the lock, what the files say, who acts, and
//! carrying the plan out.

use super::carrying::carry_out;
use super::error::SessionError;
use super::opening::Session;
use crate::change::{LeadText, Plan, Policy};
use crate::host::{self, Disk, GitError, Lock, Repository};
use crate::message;
use crate::pipeline::Lead;
use crate::read;
use crate::source::{ReadError, RelPath, Snapshot};
use crate::text::visible;
use crate::workspace::Loaded;

/// A lead's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenLead {
    /// The file.
    pub path: RelPath,
    /// The index of its pipeline.
    pub pipeline: u16,
}

impl ChosenLead {
    /// The text of the file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn text(&self, files: &dyn Snapshot) -> Result<LeadText, SessionError> {
        let text = read::text(files, &self.path).map_err(|error| {
            let path = visible(self.path.as_str());
            SessionError::Misfit(message!("`{path}` cannot be read: {error}", path, error))
        })?;
        Ok(LeadText { path: self.path.clone(), pipeline: self.pipeline, text })
    }
}

/// A workspace about to change. Where something is to be written, its lock was
/// taken before it was read, and is held until the plan is carried out.
pub struct WorkspaceChange {
    /// Its files.
    pub disk: Disk,
    /// What they say.
    pub loaded: Loaded,
    session: Session,
    lock: Option<Lock>,
}

impl WorkspaceChange {
    /// Takes the lock and reads the workspace.
    ///
    /// # Errors
    /// Where there is no workspace, its configuration cannot be read, or
    /// another change holds the lock.
    pub fn begin(session: &Session) -> Result<Self, SessionError> {
        let disk = session.disk()?;
        let lock = Some(Lock::take(disk.root())?);
        Ok(Self { loaded: session.load(&disk)?, disk, session: session.clone(), lock })
    }

    /// Reads the workspace and takes no lock: for as long as somebody is asked
    /// or edits, or where nothing is to be written. What is to be written begins
    /// anew with [`WorkspaceChange::begin`].
    ///
    /// # Errors
    /// Where there is no workspace, or its configuration cannot be read.
    pub fn look(session: &Session) -> Result<Self, SessionError> {
        let disk = session.disk()?;
        Ok(Self { loaded: session.load(&disk)?, disk, session: session.clone(), lock: None })
    }

    /// Whether it may be written.
    pub fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// The team's rules, and the day.
    pub fn team(&self) -> Policy<'_> {
        let Loaded { workspace, conditions, custom, .. } = &self.loaded;
        Policy { config: &workspace.config, custom, conditions, today: workspace.today }
    }

    /// The text of a lead's file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn text(&self, chosen: &ChosenLead) -> Result<LeadText, SessionError> {
        chosen.text(&self.disk)
    }

    /// The member of the team whose e-mail git is set to.
    pub fn me(&self) -> Option<&str> {
        let email = host::user_email(self.disk.root())?;
        self.loaded.workspace.config.member_at(&email).map(|member| member.id.as_str())
    }

    /// Where the lead of an id is, readable or not; other cases of its letters
    /// are the same name to some systems.
    pub fn place_of(&self, id: &str) -> Option<String> {
        let workspace = &self.loaded.workspace;
        let leads = workspace.leads.iter().map(|lead| &lead.path);
        let mut all = leads.chain(workspace.left_out.iter().map(|left| &left.path));
        let own = all.find(|path| path.stem().eq_ignore_ascii_case(id));
        // An id that a lead took over still means that lead.
        let merged = |lead: &&Lead| lead.merged.iter().any(|merged| merged.eq_ignore_ascii_case(id));
        let keeper = || workspace.leads.iter().find(merged).map(|lead| &lead.path);
        own.or_else(keeper).map(RelPath::to_string)
    }

    /// Whether something is at a path.
    pub fn occupied(&self, path: &RelPath) -> bool {
        !matches!(self.disk.read(path, u64::MAX, &mut Vec::new()), Err(ReadError::Missing))
    }

    /// The files of a plan that are other than in the last commit already: a commit
    /// of the plan would take that along.
    ///
    /// # Errors
    /// Where there is no repository, or git does not answer.
    pub fn uncommitted(&self, plan: &Plan) -> Result<Vec<RelPath>, GitError> {
        let paths: Vec<RelPath> = plan.paths().into_iter().cloned().collect();
        Ok(Repository::of(self.disk.root())?.ask_status(&paths)?.answer()?.changed)
    }

    /// Carries the plan out, where that may be, and gives the lock back.
    ///
    /// # Errors
    /// Where a file was changed by another program, or the system refuses.
    pub fn carry(self, plan: &Plan) -> Result<(), SessionError> {
        let Some(lock) = self.lock else { return Ok(()) };
        carry_out(self.disk.root(), plan, &lock, &self.session)
    }
}
