//! `corong merge`: one lead out of two.

use std::process::ExitCode;

use super::changing::{WriteArgs, begin, finish, refusal};
use super::{Context, Failure, ask, choose, output, rename};
use crate::change::{Joined, join};
use crate::message;
use crate::session::{ChosenLead, WorkspaceChange};
use crate::text::visible;

/// Make one lead out of two
///
/// KEEP takes OTHER over: activities, contacts and tags of both, the fields that
/// it lacks, and the notes. Its history stays, and where the two differ KEEP is
/// right; what is not kept of OTHER is said, a line each. Leads that refer to
/// OTHER follow, OTHER's file goes, and its id still means KEEP.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong merge pt-karya-utama karya-utama-lama --dry-run
  corong merge karya karya-utama-lama --commit
  corong merge pipeline/2-qualified/x.yaml pipeline/1-prospect/x.yaml     two files of one id")]
pub struct Args {
    /// The lead that stays: an id, the unique beginning of one, or a path
    #[arg(id = "lead", value_name = "KEEP")]
    pub keep: String,
    /// The lead that goes
    #[arg(id = "other_lead", value_name = "OTHER")]
    pub other: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// Runs it.
///
/// # Errors
/// Status 1 where it is refused, 2 where a lead is unknown or something cannot
/// be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let asks = args.write.asks() && !args.write.dry_run;
    let change = if asks { WorkspaceChange::look(context)? } else { begin(context, &args.write)? };
    let choose = |word| choose::to_change(word, &change, &args.write, context);
    let (keep, other) = (choose(&args.keep)?, choose(&args.other)?);
    let joined = planned(&change, &keep, &other)?;
    if !context.quiet {
        joined.said.iter().for_each(|line| output::say(line.clone()));
    }
    if !asks {
        return finish(change, &joined.plan, &args.write);
    }
    let (stays, goes) = (keep.path.stem(), other.path.stem());
    if !ask::yes(message!("Merge {goes} into {stays}?", goes, stays)) {
        return Err(Failure::refused(message!("nothing was merged")));
    }
    let change = begin(context, &args.write)?;
    let joined = planned(&change, &keep, &other)?;
    finish(change, &joined.plan, &args.write)
}

fn planned(change: &WorkspaceChange, keep: &ChosenLead, other: &ChosenLead) -> Result<Joined, Failure> {
    let twins = keep.path.stem() == other.path.stem();
    let referring = if twins { Vec::new() } else { rename::referring(change, other) };
    let joined = join(&change.team(), &change.text(keep)?, &change.text(other)?, &referring);
    let joined = joined.map_err(|refused| refusal(&refused))?;
    for lead in referring.iter().filter(|lead| lead.path != keep.path && lead.path != other.path) {
        output::say(message!("{path} follows", path = visible(lead.path.as_str())));
    }
    Ok(joined)
}
