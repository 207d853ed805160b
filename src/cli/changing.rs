//! What commands that change a workspace have in common: the lock, the lead's
//! text, who is at work, and carrying the plan out.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::choose::{self, Chosen};
use super::{Context, Failure, dates, noted, output};
use crate::change::{LeadText, Plan, Refused, Team};
use crate::host::{self, Disk, Lock};
use crate::source::{ReadError, RelPath, Snapshot};
use crate::text::visible;
use crate::workspace::Loaded;

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
    pub fn at(&self, change: &Change) -> Result<String, Failure> {
        let today = change.loaded.workspace.today;
        self.at.as_deref().map_or_else(|| Ok(today.to_string()), |typed| dates::moment(typed, today, "--at"))
    }

    /// Who, else who is at work, where that is known.
    pub fn by(&self, change: &Change) -> Option<String> {
        self.by.clone().or_else(|| change.me().map(str::to_owned))
    }
}

/// A workspace about to change. Unless nothing is to be written, its lock was
/// taken before it was read, and is held until the plan is carried out.
pub struct Change {
    /// Its files.
    pub disk: Disk,
    /// What they say.
    pub loaded: Loaded,
    lock: Option<Lock>,
    commit: bool,
    asks: bool,
}

impl Change {
    /// Takes the lock and reads the workspace.
    ///
    /// # Errors
    /// Where there is no workspace, its configuration cannot be read, or
    /// another change holds the lock.
    pub fn begin(context: &Context, write: &WriteArgs) -> Result<Self, Failure> {
        let disk = context.disk()?;
        let lock = match write.dry_run {
            true => None,
            false => Some(Lock::take(disk.root()).map_err(|error| Failure::usage(error.to_string()))?),
        };
        Self::read(disk, lock, context, write)
    }

    /// Reads the workspace and takes no lock: for as long as somebody is asked
    /// or edits. What is to be written begins anew with [`Change::begin`].
    ///
    /// # Errors
    /// Where there is no workspace, or its configuration cannot be read.
    pub fn look(context: &Context, write: &WriteArgs) -> Result<Self, Failure> {
        Self::read(context.disk()?, None, context, write)
    }

    fn read(disk: Disk, lock: Option<Lock>, context: &Context, write: &WriteArgs) -> Result<Self, Failure> {
        let loaded = context.load(&disk)?;
        Ok(Self { disk, loaded, lock, commit: write.commit, asks: write.asks() })
    }

    /// The team's rules, and the day.
    pub fn team(&self) -> Team<'_> {
        let Loaded { workspace, conditions, custom, .. } = &self.loaded;
        Team { config: &workspace.config, custom, conditions, today: workspace.today }
    }

    /// The lead a word of the command line means; words of its title or company
    /// too, where somebody can be asked.
    ///
    /// # Errors
    /// Where it means none or several.
    pub fn choose(&self, word: &str, context: &Context) -> Result<Chosen, Failure> {
        choose::lead_asking(word, &self.loaded, self.disk.root(), context, self.asks)
    }

    /// The text of a lead's file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn text(&self, chosen: &Chosen) -> Result<LeadText, Failure> {
        choose::text(chosen, &self.disk)
    }

    /// The member of the team whose e-mail git is set to.
    pub fn me(&self) -> Option<&str> {
        let email = host::user_email(self.disk.root())?;
        self.loaded.workspace.config.member_at(&email).map(|member| member.id.as_str())
    }

    /// Where the lead of an id lies, readable or not; other cases of its letters
    /// are the same name to some systems.
    pub fn place_of(&self, id: &str) -> Option<String> {
        let workspace = &self.loaded.workspace;
        let leads = workspace.leads.iter().map(|lead| &lead.path);
        let mut all = leads.chain(workspace.left_out.iter().map(|left| &left.path));
        all.find(|path| path.stem().eq_ignore_ascii_case(id)).map(RelPath::to_string)
    }

    /// Whether something lies at a path.
    pub fn occupied(&self, path: &RelPath) -> bool {
        !matches!(self.disk.read(path, u64::MAX, &mut Vec::new()), Err(ReadError::Missing))
    }

    /// Carries the plan out and says nothing.
    ///
    /// # Errors
    /// Where a file was changed by another program, or the system refuses.
    pub fn carry(self, plan: &Plan) -> Result<(), Failure> {
        let Some(lock) = self.lock else { return Ok(()) };
        noted::carry_out(self.disk.root(), plan, &lock)
    }

    /// Carries the plan out and says so, or shows its diff where nothing is to
    /// be written.
    ///
    /// # Errors
    /// Where a file was changed by another program, the system refuses, or git
    /// does not commit; then the change stays, uncommitted.
    pub fn finish(self, plan: &Plan) -> Result<ExitCode, Failure> {
        if plan.steps.is_empty() {
            output::result(&format!("{}\n", visible(&plan.title)))?;
            return Ok(ExitCode::SUCCESS);
        }
        let Some(lock) = self.lock else {
            output::diff(&plan.diff())?;
            return Ok(ExitCode::SUCCESS);
        };
        noted::carry_out(self.disk.root(), plan, &lock)?;
        drop(lock);
        let place = plan.steps.last().and_then(|step| step.places().1);
        let place = place.map(RelPath::to_string).unwrap_or_default();
        output::result(&format!("{}\n{place}\n", visible(&plan.title)))?;
        if self.commit {
            host::commit(self.disk.root(), &plan.paths(), &plan.title).map_err(|why| {
                Failure::refused(format!("the change was made, but git did not commit it: {why}"))
            })?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A refusal as it is said: nothing in it runs in a terminal.
pub fn refusal(refused: &Refused) -> Failure {
    let reasons = refused.reasons.iter().map(|reason| format!("\n  - {}", visible(reason)));
    let help = refused.help.as_deref().map(|help| format!("\n  help: {}", visible(help)));
    Failure::refused(
        reasons.chain(help).fold(visible(&refused.message).into_owned(), |all, line| all + &line),
    )
}
