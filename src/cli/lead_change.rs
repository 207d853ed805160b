//! The way every command goes that changes one lead: what is wanted is planned,
//! what is lacking asked for, and the plan carried out.

use std::process::ExitCode;

use super::changing::{WriteArgs, begin, finish, refusal};
use super::{Context, Failure, choose};
use crate::change::{LeadText, MoveRefused, Plan};
use crate::session::{ChosenLead, WorkspaceChange};

/// What a command wants of a lead.
pub trait Intent {
    /// The plan, a pure function of the lead's text.
    ///
    /// # Errors
    /// Every reason against it.
    fn plan(&self, change: &WorkspaceChange, file: &LeadText) -> Result<Plan, MoveRefused>;

    /// Asks for what is lacking; false where nobody can or wants to say more.
    fn ask(&mut self, change: &WorkspaceChange, file: &LeadText, refused: &MoveRefused) -> bool {
        let _ = (change, file, refused);
        false
    }
}

/// Changes the lead a word means. Nobody waits for the lock while somebody is
/// asked: what was answered is planned again on the files as they then are.
///
/// # Errors
/// Status 1 where the change is refused, 2 where the lead is unknown or
/// something cannot be read or written.
pub fn run<I: Intent>(
    word: &str,
    write: &WriteArgs,
    context: &Context,
    intent: impl FnOnce(&WorkspaceChange, &ChosenLead) -> Result<I, Failure>,
) -> Result<ExitCode, Failure> {
    let asks = write.asks();
    let change = if asks { WorkspaceChange::look(context)? } else { begin(context, write)? };
    let chosen = choose::to_change(word, &change, write, context)?;
    let mut intent = intent(&change, &chosen)?;
    let file = change.text(&chosen)?;
    let plan = loop {
        match intent.plan(&change, &file) {
            Ok(plan) => break plan,
            Err(refused) if asks && intent.ask(&change, &file, &refused) => {}
            Err(refused) => return Err(refusal(&refused)),
        }
    };
    if !asks || write.dry_run {
        return finish(change, &plan, write);
    }
    let change = begin(context, write)?;
    let file = change.text(&chosen)?;
    let plan = intent.plan(&change, &file).map_err(|refused| refusal(&refused))?;
    finish(change, &plan, write)
}
