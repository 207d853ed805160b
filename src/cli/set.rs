//! `corong set`: fields get values or lose them.

use std::process::ExitCode;

use super::changing::WriteArgs;
use super::lead_change::{self, Intent};
use super::typed;
use super::{Context, Failure};
use crate::change::{FieldEdits, LeadText, MoveRefused, Plan, set_fields};
use crate::session::WorkspaceChange;

/// Set or remove fields of a lead
///
/// K=V is text read by the field's type, K:=YAML is for lists and mappings. A
/// path such as company.name or qualification.budget reaches inside. What
/// `corong check` would call an error is refused, and every other byte stays.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong set pt-karya-utama value=250000000 expected_close=friday
  corong set karya company.industry=manufacturing tags=enterprise,jakarta
  corong set karya qualification.budget=met --unset probability
  corong set karya contacts:='[{name: Andi Wijaya, role: CFO}]' --dry-run
  corong set karya split.siti=60 split.budi=40          who is credited with how much of its value")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// FIELD=VALUE, or FIELD:=YAML for lists and mappings
    #[arg(value_name = "FIELD=VALUE", required_unless_present = "unset")]
    pub sets: Vec<String>,
    /// Remove a field; may be given several times
    #[arg(long, value_name = "FIELD")]
    pub unset: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

impl Intent for FieldEdits {
    fn plan(&self, change: &WorkspaceChange, file: &LeadText) -> Result<Plan, MoveRefused> {
        set_fields(&change.team(), file, self)
    }
}

/// Runs it.
///
/// # Errors
/// Status 1 where it is refused, 2 where the lead is unknown or something
/// cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    lead_change::run(&args.lead, &args.write, context, |change, _| {
        let sets = typed::assignments(&args.sets, &change.team())?;
        Ok(FieldEdits { sets, unsets: args.unset.clone() })
    })
}
