//! What commands that make leads have in common: what is said of the new one,
//! its id, and writing it.

use std::process::ExitCode;

use super::changing::{DoneArgs, WriteArgs, finish, refusal};
use super::{Failure, typed};
use crate::change::{Assignment, NewLead, create, judge_id};
use crate::message;
use crate::session::WorkspaceChange;
use crate::source::RelPath;

/// Where a workspace keeps the schema of its leads.
const SCHEMA: &str = "schemas/lead.schema.json";

/// What every command takes that makes a lead.
#[derive(clap::Args, Default)]
#[command(mut_arg("at", |date| {
    date.help("When it began: 2026-11-23, today, kemarin, -3d, friday; today where absent")
}))]
#[command(mut_arg("by", |member| {
    member.help("Who enters it; by default the one whose e-mail git is set to, else the owner")
}))]
pub struct MakeArgs {
    /// Its id; made from what is known of it where absent
    #[arg(long)]
    pub id: Option<String>,
    /// Where it came from: one of sources
    #[arg(long)]
    pub source: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub done: DoneArgs,
    /// Fill in or replace a field; FIELD:=YAML for lists and mappings
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub sets: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

impl MakeArgs {
    /// What was set on the command line, and answered since.
    ///
    /// # Errors
    /// Where a set is none.
    pub fn assignments(
        &self,
        answers: &[Assignment],
        change: &WorkspaceChange,
    ) -> Result<Vec<Assignment>, Failure> {
        let mut sets = typed::assignments(&self.sets, &change.team())?;
        sets.extend(answers.iter().cloned());
        Ok(sets)
    }

    /// The given id, where there is one.
    ///
    /// # Errors
    /// Where it is bad or taken.
    pub fn given_id(&self, change: &WorkspaceChange) -> Result<Option<String>, Failure> {
        self.id.as_deref().map(|id| free(change, id)).transpose()
    }
}

/// An id that is one and free.
///
/// # Errors
/// Where it is bad or taken, with one that would do.
pub fn free(change: &WorkspaceChange, id: &str) -> Result<String, Failure> {
    let judged = judge_id(id, &|id| change.place_of(id));
    judged.map_err(|(why, help)| Failure::refused(message!("{why}\n  help: {help}", why, help)))?;
    Ok(id.to_owned())
}

/// The schema that editors check leads by, where the workspace has one.
pub fn schema(change: &WorkspaceChange) -> Option<RelPath> {
    let schema = RelPath::new(SCHEMA);
    change.occupied(&schema).then_some(schema)
}

/// Asks for each field that the lead lacks and `asked` takes; gives the answers.
pub fn ask_missing(
    change: &WorkspaceChange,
    intent: &NewLead,
    asked: impl Fn(&str) -> bool,
) -> Vec<Assignment> {
    let team = change.team();
    let Err(refused) = create(&team, intent, &|path| change.occupied(path)) else { return Vec::new() };
    let missing = refused.missing.iter().filter(|field| asked(field));
    missing.filter_map(|field| typed::field(&team, "{}", field)).flatten().collect()
}

/// Makes the lead.
///
/// # Errors
/// Where it lacks something, or cannot be written.
pub fn make(change: WorkspaceChange, intent: &NewLead, write: &WriteArgs) -> Result<ExitCode, Failure> {
    let plan = create(&change.team(), intent, &|path| change.occupied(path)).map_err(|why| refusal(&why))?;
    finish(change, &plan, write)
}
