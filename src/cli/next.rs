//! `corong next`: what happens next, and that it was done.

use std::process::ExitCode;

use super::changing::WriteArgs;
use super::dates::{DateReader, Toward};
use super::lead_change::{self, Intent};
use super::{Context, Failure, ask};
use crate::change::{LeadText, MoveRefused, NewActivity, Next, Plan, Planned, next_step};
use crate::message;
use crate::pipeline::meant_id;
use crate::session::WorkspaceChange;

/// Set a lead's next step, or say that it was done
///
/// A lead has one next step; a new one takes the place of the one before.
/// --done removes it, --log KIND keeps it as an activity. Both ways together
/// say that one step was done and which one follows.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong next pt-karya-utama 'Send the quotation' --due friday
  corong next karya 'Call again' --due +2w --by siti
  corong next karya --done                              it is done, nothing follows yet
  corong next karya --done --log call                   done, and kept as an activity
  corong next karya --done --log call 'Send the contract' --due besok")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// What is to be done
    pub text: Option<String>,
    /// By when: 2026-11-28, tomorrow, +3d, friday, besok, jumat
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub due: Option<String>,
    /// Who is to do it; the lead's owner where absent
    #[arg(long, value_name = "MEMBER")]
    pub by: Option<String>,
    /// The present step was done
    #[arg(long)]
    pub done: bool,
    /// Keep what was done as an activity of this kind, one of activity_kinds
    #[arg(long, value_name = "KIND", requires = "done")]
    pub log: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

impl Intent for Next {
    fn plan(&self, change: &WorkspaceChange, file: &LeadText) -> Result<Plan, MoveRefused> {
        next_step(&change.team(), file, self)
    }
}

/// Runs it.
///
/// # Errors
/// Status 1 where it is refused, 2 where something is missing, unknown or
/// cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    lead_change::run(&args.lead, &args.write, context, |change, chosen| {
        let wanted = !args.done || args.due.is_some() || args.by.is_some();
        let question = || message!("What is to be done next for {lead}", lead = chosen.path.stem());
        let asked = || if wanted && args.write.asks() { ask::text(question(), None) } else { None };
        let what = args.text.clone().or_else(asked);
        if what.is_none() && wanted {
            return Err(Failure::usage(message!(
                "a next step needs a text: `corong next LEAD TEXT --due DATE`\n  \
                 help: `corong next LEAD --done` says that the present one is done"
            )));
        }
        let (due, by) = (args.due.as_deref(), args.by.as_deref());
        let step = what.map(|what| planned(what, due, by, args.write.asks(), change)).transpose()?;
        let log = args.log.clone().map(|kind| NewActivity {
            at: change.team().today.to_string(),
            kind: meant_id(&kind, &change.loaded.workspace.config.activity_kinds),
            by: change.me().map(str::to_owned),
            ..NewActivity::default()
        });
        Ok(Next { done: args.done, log, step })
    })
}

/// A step as it was said; where `asks`, a date that is missing is asked for.
///
/// # Errors
/// Where there is no date, or one that is none.
pub fn planned(
    what: String,
    due: Option<&str>,
    by: Option<&str>,
    asks: bool,
    change: &WorkspaceChange,
) -> Result<Planned, Failure> {
    let workspace = &change.loaded.workspace;
    let reader = DateReader::from(workspace);
    let asked = || if asks { due_asked(reader, None) } else { None };
    let due = due.map(str::to_owned).or_else(asked);
    let due = due.ok_or_else(|| Failure::usage(message!("a next step needs a date: --due DATE")))?;
    let by = by.map(|by| meant_id(by, &workspace.config.team));
    Ok(Planned { what, due: reader.day(&due, "--due")?, by })
}

/// Asks by when.
pub fn due_asked(reader: DateReader, default: Option<&str>) -> Option<String> {
    let fits = |answer: &str| {
        let day = reader.meant(answer, Toward::Future);
        day.map(drop).map_err(|why| why.told(answer, message!("the due date")))
    };
    ask::text_that(message!("By when"), default, &fits)
}
