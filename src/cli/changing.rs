//! What commands that change a workspace have in common: what they take, and
//! carrying the plan out.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::dates::DateReader;
use super::{Context, Failure, output};
use crate::change::{MoveRefused, Plan};
use crate::host;
use crate::message;
use crate::pipeline::meant_id;
use crate::session::WorkspaceChange;
use crate::source::RelPath;
use crate::text::visible;

/// What every command takes that writes.
#[derive(clap::Args, Default)]
pub struct WriteArgs {
    /// Commit just this change with git
    #[arg(long, conflicts_with = "dry_run")]
    pub commit: bool,
    /// Show what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Never ask, even on a terminal
    #[arg(long)]
    pub no_input: bool,
}

impl WriteArgs {
    /// Whether questions may be asked.
    pub fn asks(&self) -> bool {
        !self.no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }
}

/// When something was done, and by whom.
#[derive(clap::Args, Default)]
pub struct DoneArgs {
    /// When it happened: 2026-11-23, today, kemarin, -3d, friday; today where absent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// Who did it; by default the one whose e-mail git is set to, else the lead's owner
    #[arg(long, value_name = "MEMBER")]
    pub by: Option<String>,
}

impl DoneArgs {
    /// When, as it is to be written; today where nothing was typed.
    ///
    /// # Errors
    /// Where it is no date.
    pub fn at(&self, change: &WorkspaceChange) -> Result<String, Failure> {
        let reader = DateReader::from(&change.loaded.workspace);
        let today = || Ok(reader.today.to_string());
        self.at.as_deref().map_or_else(today, |typed| reader.moment(typed, "--at"))
    }

    /// Who, else who is at work, where that is known.
    pub fn by(&self, change: &WorkspaceChange) -> Option<String> {
        let team = &change.loaded.workspace.config.team;
        self.by.as_deref().map(|by| meant_id(by, team)).or_else(|| change.me().map(str::to_owned))
    }
}

/// Takes the lock and reads the workspace; takes none where nothing is written.
///
/// # Errors
/// Where there is no workspace, its configuration cannot be read, or another
/// change holds the lock.
pub fn begin(context: &Context, write: &WriteArgs) -> Result<WorkspaceChange, Failure> {
    Ok(if write.dry_run { WorkspaceChange::look(context)? } else { WorkspaceChange::begin(context)? })
}

/// Carries the plan out and says so, or shows its diff where nothing is to be
/// written.
///
/// # Errors
/// Where a file was changed by another program, the system refuses, or the plan is
/// to be committed and its files have uncommitted changes. Where git does not
/// commit, the change stays, uncommitted.
pub fn finish(change: WorkspaceChange, plan: &Plan, write: &WriteArgs) -> Result<ExitCode, Failure> {
    if plan.steps.is_empty() {
        output::result(&format!("{}\n", visible(&plan.title)))?;
        return Ok(ExitCode::SUCCESS);
    }
    if !change.is_locked() {
        output::diff(&plan.diff())?;
        return Ok(ExitCode::SUCCESS);
    }
    if write.commit {
        only_own_changes(&change, plan)?;
    }
    let root = change.disk.root().to_owned();
    change.carry(plan)?;
    let place = plan.steps.iter().rev().find_map(|step| step.places().1);
    let place = place.map(RelPath::to_string).unwrap_or_default();
    output::result(&format!("{}\n{place}\n", visible(&plan.title)))?;
    if write.commit {
        host::commit(&root, &plan.paths(), &plan.title).map_err(|why| {
            Failure::refused(message!("the change was made, but git did not commit it: {why}", why))
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses to commit what somebody else changed in the files of a plan.
fn only_own_changes(change: &WorkspaceChange, plan: &Plan) -> Result<(), Failure> {
    let uncommitted = change.uncommitted(plan).map_err(|error| {
        Failure::refused(message!(
            "git cannot commit it, so nothing was changed: {error}\n  help: leave out --commit",
            error
        ))
    })?;
    if uncommitted.is_empty() {
        return Ok(());
    }
    let files: Vec<_> = uncommitted.iter().map(|path| format!("`{}`", visible(path.as_str()))).collect();
    Err(Failure::refused(message!(
        "--commit would take along what else is not committed of {files}, so nothing was changed\n  \
         help: commit that first, or leave out --commit",
        files = files.join(", ")
    )))
}

/// A refusal as it is said: nothing in it runs in a terminal.
pub fn refusal(refused: &MoveRefused) -> Failure {
    Failure::refused(refused.message())
}
