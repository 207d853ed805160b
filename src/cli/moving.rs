//! `corong move`, `win` and `lose`: a lead goes to another stage.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use super::changing::{Change, WriteArgs};
use super::choose::{self, Chosen};
use super::{Context, Failure, output};
use crate::change::{Assignment, Closing, LeadText, Move, Plan, Refused, move_lead};
use crate::pipeline::StageKind;

/// What every change of stage takes.
#[derive(clap::Args, Default)]
pub struct EventArgs {
    /// When it happened: 2026-11-23, today, kemarin, -3d, friday; today where absent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// Who did it; by default the one whose e-mail git is set to, else the lead's owner
    #[arg(long, value_name = "MEMBER")]
    pub by: Option<String>,
    /// What else to know
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Fill in a field on the way; FIELD:=YAML for lists and mappings
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub sets: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// Move a lead to another stage
///
/// Moves its file, appends to its history and keeps every other byte. Where
/// the stage requires a field or a gate fails, says all that is lacking and
/// changes nothing.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong move pt-karya-utama negotiation
  corong move karya proposal --at friday --note 'They liked the demo'
  corong move karya qualified --set value=250000000 --set qualification.budget=met
  corong move karya negotiation --dry-run          shows the diff")]
pub struct MoveArgs {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// The id of a stage of the lead's pipeline
    pub stage: String,
    /// Why, where it is won or lost
    #[arg(long)]
    pub reason: Option<String>,
    /// Whom it was lost to
    #[arg(long, value_name = "NAME")]
    pub competitor: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub event: EventArgs,
}

/// Move a lead to the won stage
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong win pt-karya-utama
  corong win karya --at kemarin --reason fit --commit")]
pub struct WinArgs {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// Why it was won: one of won_reasons
    #[arg(long)]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub event: EventArgs,
}

/// Move a lead to the lost stage
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong lose pt-karya-utama --reason price
  corong lose karya --reason competitor --competitor 'PT Lain' --note 'They were half the price'")]
pub struct LoseArgs {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// Why it was lost: one of lost_reasons
    #[arg(long)]
    pub reason: String,
    /// Whom it was lost to
    #[arg(long, value_name = "NAME")]
    pub competitor: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub event: EventArgs,
}

/// Where a lead is to go.
enum Target<'a> {
    Stage(&'a str),
    Kind(StageKind),
}

/// Runs `move`.
///
/// # Errors
/// Status 1 where the move is refused, 2 where lead or stage is unknown or
/// something cannot be read or written.
pub fn run_move(args: &MoveArgs, context: &Context) -> Result<ExitCode, Failure> {
    let closing = Closing { reason: args.reason.clone(), competitor: args.competitor.clone() };
    run(&args.lead, &Target::Stage(&args.stage), closing, &args.event, context)
}

/// Runs `win`.
///
/// # Errors
/// As [`run_move`].
pub fn run_win(args: &WinArgs, context: &Context) -> Result<ExitCode, Failure> {
    let closing = Closing { reason: args.reason.clone(), competitor: None };
    run(&args.lead, &Target::Kind(StageKind::Won), closing, &args.event, context)
}

/// Runs `lose`.
///
/// # Errors
/// As [`run_move`].
pub fn run_lose(args: &LoseArgs, context: &Context) -> Result<ExitCode, Failure> {
    let closing = Closing { reason: Some(args.reason.clone()), competitor: args.competitor.clone() };
    run(&args.lead, &Target::Kind(StageKind::Lost), closing, &args.event, context)
}

fn run(
    lead: &str,
    target: &Target<'_>,
    closing: Closing,
    event: &EventArgs,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let change = Change::begin(context, &event.write)?;
    let chosen = change.choose(lead, context)?;
    let mut intent = intent(&change, &chosen, target, closing, event)?;
    let file = change.text(&chosen)?;
    let plan = plan(&change, &file, &mut intent, event)?;
    change.finish(&plan)
}

fn intent(
    change: &Change,
    chosen: &Chosen,
    target: &Target<'_>,
    closing: Closing,
    event: &EventArgs,
) -> Result<Move, Failure> {
    let config = &change.loaded.workspace.config;
    let pipeline = &config.pipelines[usize::from(chosen.pipeline)];
    let stage = match target {
        Target::Stage(word) => choose::stage(word, pipeline)?,
        Target::Kind(StageKind::Won) => &pipeline.stages[pipeline.won()],
        Target::Kind(_) => &pipeline.stages[pipeline.lost()],
    };
    let at = change.moment(event.at.as_deref(), "--at")?;
    let sets = event.sets.iter().map(|set| Assignment::parse(set)).collect::<Result<_, _>>();
    let by = event.by.clone().or_else(|| change.me().map(str::to_owned));
    let (note, sets) = (event.note.clone(), sets.map_err(Failure::usage)?);
    Ok(Move { stage: stage.id.clone(), at, by, note, closing, sets })
}

/// Plans the move. On a terminal, fields it lacks are asked for and filled in.
fn plan(change: &Change, file: &LeadText, intent: &mut Move, event: &EventArgs) -> Result<Plan, Failure> {
    let team = change.team();
    loop {
        let refused = match move_lead(&team, file, intent, &|path| change.occupied(path)) {
            Ok(plan) => return Ok(plan),
            Err(refused) => refused,
        };
        let filled = if event.write.asks() { ask(&refused) } else { Vec::new() };
        if filled.is_empty() {
            return Err(Failure::refused(refused.to_string()));
        }
        intent.sets.extend(filled);
    }
}

/// Asks for each missing field; an empty answer gives up.
fn ask(refused: &Refused) -> Vec<Assignment> {
    if refused.missing.is_empty() {
        return Vec::new();
    }
    output::say(&format!("{}:", refused.message));
    let mut filled = Vec::new();
    for field in &refused.missing {
        let mut err = std::io::stderr().lock();
        let mut line = String::new();
        let asked =
            write!(err, "  {field} (empty to give up; YAML in [] or {{}}): ").and_then(|()| err.flush());
        if asked.is_err() || std::io::stdin().lock().read_line(&mut line).is_err() || line.trim().is_empty() {
            return Vec::new();
        }
        let value = line.trim().to_owned();
        let yaml = value.starts_with(['[', '{']);
        filled.push(Assignment { path: field.clone(), value, yaml });
    }
    filled
}
