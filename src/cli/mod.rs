//! Commands: one file each. Arguments in, exit status out.

mod agenda;
mod ask;
mod board;
mod changing;
mod check;
mod choose;
mod complete;
mod condition;
mod completions;
mod context;
mod dates;
mod deeds;
mod diff;
mod edit;
mod explain;
mod export;
mod explain_lead;
mod exports;
mod failure;
mod filling;
mod freezing;
mod forecast;
mod help;
mod hold;
mod import;
mod init;
mod init_from;
mod lead_change;
mod list;
mod log;
mod localized;
mod looking;
mod making;
mod man;
mod mending;
mod merge;
mod merge_driver;
mod mistyped;
mod moving;
mod new;
mod next;
mod output;
mod places;
mod progress;
mod rename;
mod renew;
mod replaying;
mod report;
mod schema;
mod serve;
mod set;
mod show;
mod site;
mod stderr;
mod sync;
mod typed;
mod undo;
mod watch;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use localized::localized;
use stderr::spoken;

use crate::{host, session};

pub use context::{ColorChoice, Context};
pub use failure::Failure;
pub use localized::pieces;

/// A sales pipeline kept as plain text in git.
///
/// A lead is one YAML file; the folder it lies in is its stage; the repository
/// is the CRM.
#[derive(Parser)]
#[command(
    name = "corong",
    version,
    disable_help_subcommand = true,
    after_help = "Exit status: 0 done, 1 findings or a refused change, 2 wrong usage or unreadable.\n\n`corong help` lists the handbook's pages, such as `corong help start`."
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Run as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true)]
    dir: Option<PathBuf>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN", global = true)]
    color: ColorChoice,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", env = "CORONG_TODAY", hide_env_values = true, global = true)]
    today: Option<String>,
    /// Read a pipeline of up to N files and folders
    #[arg(
        long,
        value_name = "N",
        default_value_t = 200_000,
        env = "CORONG_MAX_FILES",
        hide_env_values = true,
        hide_short_help = true,
        global = true
    )]
    max_files: usize,
    /// Say nothing but results and errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    Import(import::Args),
    New(new::Args),
    Log(log::Args),
    Next(next::Args),
    Hold(hold::Args),
    Move(moving::MoveArgs),
    Win(moving::WinArgs),
    Lose(moving::LoseArgs),
    Set(set::Args),
    Edit(edit::Args),
    Renew(renew::Args),
    Rename(rename::Args),
    Merge(merge::Args),
    Undo(undo::Args),
    Sync(sync::Args),
    List(Box<list::Args>),
    Show(show::Args),
    Agenda(agenda::Args),
    Board(board::Args),
    Check(check::Args),
    Explain(explain::Args),
    Export(Box<export::Args>),
    Report(report::Args),
    Forecast(Box<forecast::Args>),
    Diff(diff::Args),
    Site(site::Args),
    Serve(serve::Args),
    Schema(schema::Args),
    Watch(watch::Args),
    Completions(completions::Args),
    Man(man::Args),
    MergeDriver(merge_driver::Args),
    Help(help::Args),
}

/// Runs a command line and gives its exit status.
pub fn main(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.collect();
    if complete::answered(&args, Cli::command) {
        return ExitCode::SUCCESS;
    }
    let program = args.first().cloned().unwrap_or_default();
    let cli = match parsed(&args) {
        Ok(cli) => cli,
        Err(error) => {
            output::usage(&error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let done = Context::new(cli.global).and_then(|context| run(&cli.command, &program, &context));
    match done {
        Ok(status) => status,
        Err(failure) => failure.show(),
    }
}

/// The whole command line, in English.
pub fn command() -> clap::Command {
    Cli::command()
}

/// What a command line says. A wrong one is explained by what was typed: a variable
/// that is set is no part of its usage.
fn parsed(args: &[OsString]) -> Result<Cli, clap::Error> {
    let parse = |command: clap::Command| command.try_get_matches_from(args);
    let matches = parse(command()).map_err(|error| {
        session::language(&folder(args)).into_iter().for_each(stderr::speak);
        let typed_alone = |command: clap::Command| match error.use_stderr() {
            true => command.mut_args(|arg| arg.env(None::<&str>)),
            false => command,
        };
        parse(localized(typed_alone(command()), spoken())).err().unwrap_or(error)
    })?;
    Cli::from_arg_matches(&matches)
}

/// The folder that a command line is about, however wrong it is else.
fn folder(args: &[OsString]) -> PathBuf {
    let here = host::current_dir().unwrap_or_default();
    let given = args.iter().position(|arg| arg == "-C").and_then(|at| args.get(at + 1));
    given.map_or(here.clone(), |given| here.join(given))
}

fn run(command: &Command, program: &OsString, context: &Context) -> Result<ExitCode, Failure> {
    match command {
        Command::Init(args) => init::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::New(args) => new::run(args, context),
        Command::Log(args) => log::run(args, context),
        Command::Next(args) => next::run(args, context),
        Command::Hold(args) => hold::run(args, context),
        Command::Move(args) => moving::run_move(args, context),
        Command::Win(args) => moving::run_win(args, context),
        Command::Lose(args) => moving::run_lose(args, context),
        Command::Set(args) => set::run(args, context),
        Command::Edit(args) => edit::run(args, context),
        Command::Renew(args) => renew::run(args, context),
        Command::Rename(args) => rename::run(args, context),
        Command::Merge(args) => merge::run(args, context),
        Command::Undo(args) => undo::run(args, context),
        Command::Sync(args) => sync::run(args, context),
        Command::List(args) => list::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Agenda(args) => agenda::run(args, context),
        Command::Board(args) => board::run(args, context),
        Command::Check(args) => check::run(args, context),
        Command::Explain(args) => explain::run(args, context),
        Command::Export(args) => export::run(args, context),
        Command::Report(args) => report::run(args, context),
        Command::Forecast(args) => forecast::run(args, context),
        Command::Diff(args) => diff::run(args, context),
        Command::Site(args) => site::run(args, context),
        Command::Serve(args) => serve::run(args, context),
        Command::Schema(args) => schema::run(args, context),
        Command::Watch(args) => watch::run(args, context),
        Command::Completions(args) => completions::run(args, program, context),
        Command::Man(args) => man::run(args, Cli::command(), context),
        Command::MergeDriver(args) => merge_driver::run(args, context),
        Command::Help(args) => help::run(args, Cli::command(), context),
    }
}
