//! `corong board`: the pipeline as columns, to look at and to work with.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};

use super::context::RevArgs;
use super::deeds::{self, chosen, refuse, told_of};
use super::failure::INTERRUPTED;
use super::stderr::spoken;
use super::{Context, Failure, looking, output, show, watch};
use crate::change::Plan;
use crate::host::{self, Screen};
use crate::live::board::{self, BoardModel, BoardWorld, Choices, Deed, Left, Refusal};
use crate::live::{Changing, QUIET};
use crate::message;
use crate::pipeline::{Choice, Config, Day};
use crate::report::board::{Board, Boards, boards};
use crate::report::seen::Views;
use crate::session::{KeptSession, SessionError, WorkspaceChange, left_out, of_workspace};
use crate::show::format::Style;
use crate::show::paint::Paint;
use crate::show::{board as shown, lead};
use crate::source::Changes;
use crate::text::Message;
use crate::workspace::Loaded;

/// Show the pipeline as a board
///
/// On a terminal it is full-screen: arrows walk, Enter opens a lead, > and <
/// move it to the next stage or back with the same gates as `corong move`, w
/// and x close it, c logs a call, t plans the next step, s sets a field, n makes
/// a lead, u takes the last change back, p goes to the next pipeline, / filters
/// as you type, ? shows the keys and q ends. It follows changes of the files. In a pipe, or with --format, each
/// stage is a list. Won and lost leads stay for 30 days.
#[derive(clap::Args)]
#[command(mut_arg("pipeline", |id| id.help("Only this pipeline; full-screen the first one where absent")))]
#[command(after_help = "Examples:
  corong board
  corong board --owner siti
  corong board --format text                plain columns, on a terminal too")]
pub struct Args {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub whose: looking::WhoseArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rev: RevArgs,
    /// How to write it, instead of the full screen
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub result: looking::ResultArgs,
}

/// How a board is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A list a stage
    Text,
    /// For other programs: corong.board/1
    Json,
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace, an argument does not fit it, or the result
/// cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let known = [("txt", Format::Text), ("json", Format::Json)];
    let format = output::format(args.format, args.result.output.as_deref(), &known)?;
    let (context, files) = context.looking(&args.rev)?;
    let context = &context;
    let terminal = std::io::stdout().is_terminal() && std::io::stdin().is_terminal() && !host::is_dumb();
    // A revision is only looked at.
    let changing = files.disk().filter(|_| format.is_none() && terminal);
    let changing = changing.map(|disk| watch::begin(disk, None)).transpose()?;
    let loaded = context.load(&files)?;
    let config = &loaded.workspace.config;
    let whose = args.whose.meant(config)?;
    let style = args.result.style(config)?;
    if let Some(changing) = changing {
        let absent = files.disk().map(|disk| of_workspace(disk, disk.left_out())).unwrap_or_default();
        let quiet = &context.of(context.silent());
        return full_screen(&whose, quiet, changing, &loaded, &style, left_out(&absent));
    }
    looking::say_left_out(&loaded.workspace, &files, context);
    let day = context.past_day(config.timezone).unwrap_or(loaded.workspace.today);
    let boards = of(&loaded, day, whose.pipeline.as_deref(), whose.owner.as_deref());
    let to_file = args.result.output.is_some();
    let rendered = match format {
        Some(Format::Json) => boards.json(),
        _ => shown::text(&boards, &style, looking::table_room(to_file), looking::paint(context, to_file)),
    };
    output::to(args.result.output.as_deref(), &rendered, context)?;
    Ok(ExitCode::SUCCESS)
}

fn of(loaded: &Loaded, day: Day, pipeline: Option<&str>, owner: Option<&str>) -> Boards {
    boards(&Views::new(&loaded.workspace, day, pipeline), day, owner)
}

fn full_screen(
    whose: &looking::WhoseArgs,
    context: &Context,
    changing: Changing,
    loaded: &Loaded,
    style: &Style,
    left_out: Option<Message>,
) -> Result<ExitCode, Failure> {
    let config = &loaded.workspace.config;
    let pipeline = whose.pipeline.clone().or_else(|| config.pipelines.first().map(|own| own.id.clone()));
    let (telling, told) = channel();
    changing.beside(QUIET, move |changes| telling.send(changes).is_ok(), drop);
    let mut bench = Bench {
        context,
        pipeline: pipeline.unwrap_or_default(),
        owner: whose.owner.as_deref(),
        style,
        kept: KeptSession::default(),
        told,
        changes: Changes::default(),
        deeds: Vec::new(),
    };
    let boards = of(loaded, loaded.workspace.today, Some(&bench.pipeline), bench.owner);
    let board = first(boards, &bench.pipeline).map_err(Failure::usage)?;
    let mut model = BoardModel::new(board, choices(config, loaded.workspace.today));
    if let Some(left_out) = left_out {
        model.say(&left_out.shown(spoken()));
    }
    let failed =
        |error: std::io::Error| Failure::usage(message!("the terminal cannot be used: {error}", error));
    let mut screen = Screen::take().map_err(failed)?;
    let left = board::run(&mut model, &mut bench, style, &mut screen);
    drop(screen);
    match left.map_err(failed)? {
        Left::Quit => Ok(ExitCode::SUCCESS),
        Left::Interrupted => Ok(ExitCode::from(INTERRUPTED)),
    }
}

fn choices(config: &Config, today: Day) -> Choices {
    let open = |choices: &[Choice]| {
        let open = choices.iter().filter(|choice| choice.until.is_none_or(|until| today <= until));
        open.map(|choice| (choice.id.clone(), choice.label.clone())).collect()
    };
    Choices {
        kinds: open(&config.activity_kinds),
        won: open(&config.won_reasons),
        lost: open(&config.lost_reasons),
    }
}

/// What the board needs of the world, by the ways of the commands.
struct Bench<'b> {
    context: &'b Context,
    pipeline: String,
    owner: Option<&'b str>,
    style: &'b Style,
    kept: KeptSession,
    /// Tells of changes of the files.
    told: Receiver<Changes>,
    /// Those that the board does not show yet.
    changes: Changes,
    /// What was done here, the last at the end.
    deeds: Vec<Plan>,
}

fn first(boards: Boards, pipeline: &str) -> Result<Board, Message> {
    let mut pipelines = boards.pipelines.into_iter();
    pipelines.next().ok_or_else(|| message!("there is no pipeline `{pipeline}` any more", pipeline))
}

impl Bench<'_> {
    /// Does what a deed says and gives its title.
    fn done(&mut self, deed: &Deed) -> Result<String, Refusal> {
        let change = WorkspaceChange::begin(self.context).map_err(told_of)?;
        let plan = deeds::planned(&change, deed, &self.pipeline, self.owner)?;
        // The board shows it before anybody tells of it.
        plan.paths().into_iter().for_each(|path| self.changes.add(path.clone()));
        change.carry(&plan).map_err(told_of)?;
        let title = plan.title.clone();
        self.deeds.push(plan);
        Ok(title)
    }

    /// Takes back the last change made here, where nothing else was changed since.
    fn undone(&mut self) -> Result<String, Refusal> {
        let Some(last) = self.deeds.last() else {
            let none = message!("nothing was changed on this board that could be taken back");
            return Err(refuse(&none.shown(spoken())));
        };
        let plan = deeds::taken_back(self.context, last)?;
        plan.paths().into_iter().for_each(|path| self.changes.add(path.clone()));
        self.deeds.pop();
        Ok(plan.title)
    }
}

impl BoardWorld for Bench<'_> {
    fn board(&mut self, anew: bool) -> Result<Board, String> {
        let changes = if anew { Changes::everything() } else { std::mem::take(&mut self.changes) };
        let (_, reading) = self.kept.read(self.context, &changes).map_err(said)?;
        let loaded = &reading.loaded;
        let boards = of(loaded, loaded.workspace.today, Some(&self.pipeline), self.owner);
        first(boards, &self.pipeline).map_err(|why| why.shown(spoken()))
    }

    fn page(&mut self, path: &str, room: usize) -> Result<String, String> {
        let (files, reading) =
            self.kept.read(self.context, &std::mem::take(&mut self.changes)).map_err(said)?;
        let chosen = chosen(&reading.loaded, path)?;
        let today = reading.loaded.workspace.today;
        let page = show::page(&chosen, &reading.loaded, &files, &reading.checked(), today);
        let page = page.map_err(|failure| failure.said())?;
        Ok(lead::text(&page, self.style, room, Paint::default()))
    }

    fn next_pipeline(&mut self) -> Result<Board, String> {
        let changes = std::mem::take(&mut self.changes);
        let (_, reading) = self.kept.read(self.context, &changes).map_err(said)?;
        let all = &reading.loaded.workspace.config.pipelines;
        let at = all.iter().position(|own| own.id == self.pipeline).map_or(0, |at| at + 1);
        if let Some(next) = all.get(at).or_else(|| all.first()) {
            self.pipeline = next.id.clone();
        }
        self.board(false)
    }

    fn carry(&mut self, deed: &Deed) -> Result<String, Refusal> {
        if *deed == Deed::Undo { self.undone() } else { self.done(deed) }
    }

    fn changed(&mut self) -> bool {
        let before = self.changes.clone();
        self.told.try_iter().for_each(|changes| self.changes.join(&changes));
        self.changes != before
    }
}

fn said(error: SessionError) -> String {
    Failure::from(error).said()
}
