//! `corong log`: something was done with a customer, and what follows.

use std::process::ExitCode;

use super::changing::{DoneArgs, WriteArgs};
use super::lead_change::{self, Intent};
use super::next;
use super::typed::open_choices;
use super::{Context, Failure, ask};
use crate::change::{LeadText, MoveRefused, NewActivity, Next, Plan, log_activity, next_step};
use crate::message;
use crate::pipeline::meant_id;
use crate::session::WorkspaceChange;

/// Log an activity: a call, a meeting, a message
///
/// Appends it to the lead's activities and keeps every other byte. --next says
/// in the same go what follows and by when. On a terminal, asks for kind and
/// summary where they are not given.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong log pt-karya-utama call 'Talked scope' --minutes 30
  corong log karya meeting 'Demo for the board' --at friday --by siti --cost 150000
  corong log karya email 'Sent the quotation' --commit
  corong log karya call 'They want an offer' --next 'Send the offer' --due friday
  corong log karya                                  asks for the rest")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// What it was: one of activity_kinds
    pub kind: Option<String>,
    /// What came of it
    pub summary: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub done: DoneArgs,
    /// How long it took
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub minutes: Option<String>,
    /// What it cost, in the workspace's currency
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub cost: Option<String>,
    /// What is to be done next; it takes the place of the present next step
    #[arg(long, value_name = "TEXT")]
    pub next: Option<String>,
    /// By when: 2026-11-28, tomorrow, +3d, friday, besok, jumat
    #[arg(long, value_name = "DATE", requires = "next", allow_hyphen_values = true)]
    pub due: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// What was done, and what follows where that was said.
enum Logged {
    Alone(NewActivity),
    Followed(Next),
}

impl Intent for Logged {
    fn plan(&self, change: &WorkspaceChange, file: &LeadText) -> Result<Plan, MoveRefused> {
        match self {
            Self::Alone(activity) => log_activity(&change.team(), file, activity),
            Self::Followed(both) => next_step(&change.team(), file, both),
        }
    }
}

/// Runs it.
///
/// # Errors
/// Status 1 where it is refused, 2 where something is missing, unknown or
/// cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    lead_change::run(&args.lead, &args.write, context, |change, chosen| {
        let at = args.done.at(change)?;
        let id = chosen.path.stem();
        let asks = args.write.asks();
        let kind = args.kind.clone().or_else(|| if asks { kind(change, id) } else { None });
        let kind = kind.ok_or_else(|| missing("a kind", change))?;
        let kind = meant_id(&kind, &change.loaded.workspace.config.activity_kinds);
        let asked = || if asks { ask::text(message!("What came of it ({kind})", kind), None) } else { None };
        let summary = args.summary.clone().or_else(asked).ok_or_else(|| missing("a summary", change))?;
        let by = args.done.by(change);
        let (minutes, cost) = (args.minutes.clone(), args.cost.clone());
        let activity = NewActivity { at, kind, by, summary, minutes, cost };
        let Some(what) = args.next.clone() else { return Ok(Logged::Alone(activity)) };
        let step = next::planned(what, args.due.as_deref(), None, asks, change)?;
        Ok(Logged::Followed(Next { done: false, log: Some(activity), step: Some(step) }))
    })
}

/// Asks which kind of activity it was.
fn kind(change: &WorkspaceChange, id: &str) -> Option<String> {
    let team = change.team();
    let kinds = open_choices(&team.config.activity_kinds, team.today);
    let question = message!("What was done with {id}", id);
    if kinds.is_empty() { ask::text(question, None) } else { ask::choice(question, &kinds, None) }
}

fn missing(what: &str, change: &WorkspaceChange) -> Failure {
    let kinds = &change.loaded.workspace.config.activity_kinds;
    let kinds = kinds.iter().map(|kind| kind.id.as_str()).collect::<Vec<_>>().join(", ");
    Failure::usage(message!(
        "an activity needs {what}: `corong log LEAD KIND SUMMARY`\n  help: the kinds are {kinds}",
        what,
        kinds
    ))
}
