//! `corong move`, `win` and `lose`: a lead goes to another stage.

use std::process::ExitCode;

use super::changing::{DoneArgs, WriteArgs};
use super::choose;
use super::lead_change::{self, Intent};
use super::{Context, Failure, ask, output, typed};
use crate::change::{ClosingReason, LeadText, Move, MoveRefused, Plan, Policy, move_lead};
use crate::message;
use crate::pipeline::{Choice, StageKind};
use crate::session::{ChosenLead, WorkspaceChange};
use crate::text::Message;

/// What every change of stage takes.
#[derive(clap::Args, Default)]
pub struct EventArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub done: DoneArgs,
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
/// changes nothing; on a terminal, asks for it and then moves. With --pipeline it
/// goes to a stage of another pipeline: its attempt here ends, and one begins there.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong move pt-karya-utama negotiation
  corong move karya proposal --at friday --note 'They liked the demo'
  corong move karya qualified --set value=250000000 --set qualification.budget=met
  corong move karya draft --pipeline contracts     to another pipeline
  corong move karya negotiation --dry-run          shows the diff")]
pub struct MoveArgs {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// The id of a stage of the lead's pipeline, or of the one it goes to
    pub stage: String,
    /// The pipeline it goes to
    #[arg(long, value_name = "ID")]
    pub pipeline: Option<String>,
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
///
/// On a terminal, asks why where --reason does not say so.
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
///
/// On a terminal, asks why and to whom where that is not given.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong lose pt-karya-utama --reason price
  corong lose karya --reason competitor --competitor 'PT Lain' --note 'They were half the price'")]
pub struct LoseArgs {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// Why it was lost: one of lost_reasons; asked for on a terminal
    #[arg(long)]
    pub reason: Option<String>,
    /// Whom it was lost to
    #[arg(long, value_name = "NAME")]
    pub competitor: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub event: EventArgs,
}

/// Where a lead is to go.
enum Target<'a> {
    /// A stage, of the lead's pipeline or another.
    Stage(&'a str, Option<&'a str>),
    Kind(StageKind),
}

/// Runs `move`.
///
/// # Errors
/// Status 1 where the move is refused, 2 where lead or stage is unknown or
/// something cannot be read or written.
pub fn run_move(args: &MoveArgs, context: &Context) -> Result<ExitCode, Failure> {
    let closing = ClosingReason { reason: args.reason.clone(), competitor: args.competitor.clone() };
    run(&args.lead, &Target::Stage(&args.stage, args.pipeline.as_deref()), closing, &args.event, context)
}

/// Runs `win`.
///
/// # Errors
/// As [`run_move`].
pub fn run_win(args: &WinArgs, context: &Context) -> Result<ExitCode, Failure> {
    let closing = ClosingReason { reason: args.reason.clone(), competitor: None };
    run(&args.lead, &Target::Kind(StageKind::Won), closing, &args.event, context)
}

/// Runs `lose`.
///
/// # Errors
/// As [`run_move`].
pub fn run_lose(args: &LoseArgs, context: &Context) -> Result<ExitCode, Failure> {
    let closing = ClosingReason { reason: args.reason.clone(), competitor: args.competitor.clone() };
    run(&args.lead, &Target::Kind(StageKind::Lost), closing, &args.event, context)
}

fn run(
    lead: &str,
    target: &Target<'_>,
    closing: ClosingReason,
    event: &EventArgs,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let mut stays = None;
    let ended = lead_change::run(lead, &event.write, context, |change, chosen| {
        let intent = intent(change, chosen, target, closing, event)?;
        stays = what_stays(change, chosen, &intent);
        Ok(intent)
    })?;
    stays.into_iter().for_each(output::say);
    Ok(ended)
}

impl Intent for Move {
    fn plan(&self, change: &WorkspaceChange, file: &LeadText) -> Result<Plan, MoveRefused> {
        move_lead(&change.team(), file, self, &|path| change.occupied(path))
    }

    /// Asks for the fields it lacks, and for those its gates look at.
    fn ask(&mut self, change: &WorkspaceChange, file: &LeadText, refused: &MoveRefused) -> bool {
        let team = change.team();
        if refused.missing.is_empty() && refused.gates.is_empty() {
            return false;
        }
        output::say(message!(
            "{message}; fill in what it lacks (nothing to give up):",
            message = refused.message
        ));
        let mut asked: Vec<&str> = Vec::new();
        let gates = refused.gates.iter().flat_map(|gate| {
            let say = Some(gate.say.as_str());
            gate.fields.iter().enumerate().map(move |(at, field)| (say.filter(|_| at == 0), field))
        });
        for (say, field) in refused.missing.iter().map(|field| (None, field)).chain(gates) {
            if let Some(say) = say {
                output::say(Message::verbatim(say));
            }
            if asked.contains(&field.as_str()) {
                continue;
            }
            let Some(answer) = typed::field(&team, &file.text, field) else { return false };
            self.sets.extend(answer);
            asked.push(field);
        }
        !asked.is_empty()
    }
}

fn intent(
    change: &WorkspaceChange,
    chosen: &ChosenLead,
    target: &Target<'_>,
    mut closing: ClosingReason,
    event: &EventArgs,
) -> Result<Move, Failure> {
    let team = change.team();
    let own = chosen.pipeline;
    let index = match target {
        Target::Stage(_, Some(word)) => choose::pipeline(word, team.config)?,
        _ => own,
    };
    let pipeline = team.pipeline(index);
    let stage = match target {
        Target::Stage(word, to) => choose::stage(word, pipeline).map_err(|failure| match to {
            Some(_) => failure,
            None => choose::stage_elsewhere(word, pipeline, team.config).unwrap_or(failure),
        })?,
        Target::Kind(StageKind::Won) => &pipeline.stages[pipeline.won()],
        Target::Kind(_) => &pipeline.stages[pipeline.lost()],
    };
    let won = stage.kind == StageKind::Won;
    closing.reason = closing.reason.map(|reason| team.config.reason_meant(&reason, won));
    let at = event.done.at(change)?;
    let sets = typed::assignments(&event.sets, &team)?;
    let by = event.done.by(change);
    if event.write.asks() {
        ask_why(&mut closing, stage.kind, chosen.path.stem(), &team);
    }
    let to = Some(index).filter(|index| *index != own);
    Ok(Move { stage: stage.id.clone(), pipeline: to, at, by, note: event.note.clone(), closing, sets })
}

/// Whether somebody else may have won for a reason: not where there was nothing to
/// win, and of one that was given with the command only where it is the competition.
fn has_rival(reason: &str, reasons: &[Choice], asked: bool) -> bool {
    let known = reasons.iter().find(|choice| choice.id == reason);
    let says = [Some(reason), known.map(|choice| choice.label.as_str())];
    let rivals = ["compet", "kompet", "pesaing", "rival"];
    let is_rival = |text: &str| rivals.iter().any(|word| text.to_lowercase().contains(word));
    known.is_none_or(|choice| choice.counts) && (asked || says.into_iter().flatten().any(is_rival))
}

/// Of a lead that goes back out of won or lost: that this closing stays in the figures,
/// and how one that was a mistake is taken out.
fn what_stays(change: &WorkspaceChange, chosen: &ChosenLead, intent: &Move) -> Option<Message> {
    let team = change.team();
    let to = team.pipeline(intent.pipeline.unwrap_or(chosen.pipeline));
    let opens = to.stages.iter().any(|stage| stage.id == intent.stage && stage.kind == StageKind::Open);
    let lead = change.loaded.workspace.leads.iter().find(|lead| lead.path == chosen.path)?;
    let last = lead.history.last().filter(|last| opens && last.kind != StageKind::Open)?;
    let stage = team.pipeline(last.pipeline).stages.get(usize::from(last.stage))?;
    Some(message!(
        "note: `{stage}` on {day} stays in the figures, and a new attempt begins\n  \
         help: if it was a mistake, `corong undo`, once for this and once for that, takes it out of them",
        stage = stage.id,
        day = last.day
    ))
}

/// Asks why a lead was won or lost, and to whom, as far as that was not said.
fn ask_why(closing: &mut ClosingReason, kind: StageKind, id: &str, team: &Policy<'_>) {
    let lost = kind == StageKind::Lost;
    let (question, reasons) = match kind {
        StageKind::Open => return,
        StageKind::Won => (message!("Why was {id} won (Enter to skip)", id), &team.config.won_reasons),
        StageKind::Lost => (message!("Why was {id} lost", id), &team.config.lost_reasons),
    };
    let asked = closing.reason.is_none();
    if asked {
        closing.reason = match typed::open_choices(reasons, team.today) {
            open if !open.is_empty() => ask::choice(question, &open, None),
            _ if lost => ask::text(question, None),
            _ => None,
        };
    }
    let rival = closing.reason.as_deref().is_some_and(|reason| has_rival(reason, reasons, asked));
    if lost && rival && closing.competitor.is_none() {
        closing.competitor = ask::text(message!("Whom was it lost to (Enter to skip)"), None);
    }
}
