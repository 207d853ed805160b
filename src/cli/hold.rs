//! `corong hold`: a lead is parked, and taken up again.

use std::process::ExitCode;

use super::changing::WriteArgs;
use super::dates::{DateReader, Toward};
use super::lead_change::{self, Intent};
use super::{Context, Failure, ask};
use crate::change::{HoldChange, LeadText, MoveRefused, Plan, hold};
use crate::message;
use crate::session::WorkspaceChange;

/// Park a lead until a day, or take it up again
///
/// Until its day has passed, a lead on hold neither rots nor is anything of it
/// overdue: the agenda shows it on that day, boards show it quietly, and
/// figures tell how much is on hold. Winning or losing it ends the hold.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong hold pt-karya-utama --until 2027-02-01 --why 'Budget round'
  corong hold karya --until +6w
  corong hold karya --end                               work on it goes on")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// Its last day on hold: 2027-02-01, +6w, friday, besok, jumat
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with = "end")]
    pub until: Option<String>,
    /// What it waits for
    #[arg(long, value_name = "TEXT", conflicts_with = "end")]
    pub why: Option<String>,
    /// Take it up again
    #[arg(long)]
    pub end: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

impl Intent for HoldChange {
    fn plan(&self, change: &WorkspaceChange, file: &LeadText) -> Result<Plan, MoveRefused> {
        hold(&change.team(), file, self)
    }
}

/// Runs it.
///
/// # Errors
/// Status 1 where it is refused, 2 where something is missing, unknown or
/// cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    lead_change::run(&args.lead, &args.write, context, |change, _| {
        if args.end {
            return Ok(HoldChange::End);
        }
        let reader = DateReader::from(&change.loaded.workspace);
        let asks = args.write.asks();
        let asked = || if asks { until_asked(reader) } else { None };
        let until = args.until.clone().or_else(asked).ok_or_else(|| {
            Failure::usage(message!(
                "a hold needs its last day: `corong hold LEAD --until DATE`\n  \
                 help: `corong hold LEAD --end` takes the lead up again"
            ))
        })?;
        let asked = || {
            let ask_why = asks && args.until.is_none();
            if ask_why { ask::text(message!("What it waits for (Enter: nothing said)"), None) } else { None }
        };
        let why = args.why.clone().or_else(asked);
        Ok(HoldChange::Until { day: reader.day(&until, "--until")?, why })
    })
}

/// Asks until when.
fn until_asked(reader: DateReader) -> Option<String> {
    let fits = |answer: &str| {
        let day = reader.meant(answer, Toward::Future);
        day.map(drop).map_err(|why| why.told(answer, "--until"))
    };
    ask::text_that(message!("On hold until"), None, &fits)
}
