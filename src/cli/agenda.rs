//! `corong agenda`: what is to be seen to.

use std::process::ExitCode;

use super::{Context, Failure, looking, output};
use crate::message;
use crate::report::agenda::agenda;
use crate::report::seen::Views;
use crate::show::{agenda as shown, calendar};

/// How many days ahead are listed.
const AHEAD: u64 = 7;
/// How many days ahead go into a calendar.
const CALENDAR_AHEAD: u64 = 90;

/// Show what is due, overdue and rotting
///
/// For each person: next steps that are overdue or due in the days ahead, open
/// leads expected to close by then, leads that rot, and contracts that end
/// within 90 days. A step belongs to whom it names, all else to the owner.
///
/// As a calendar, steps, closings and ends of contracts become whole-day
/// events. Importing it again moves a step that was put off.
#[derive(clap::Args)]
#[command(mut_arg("owner", |owner| owner.help("Only what this member of the team has to see to")))]
#[command(after_help = "Examples:
  corong agenda                             the week ahead, for everybody
  corong agenda --owner siti --days 1       what siti has today and tomorrow
  corong agenda --owner siti -o siti.ics    for her calendar, 90 days ahead")]
pub struct Args {
    /// How many days ahead; 7 where absent, 90 for a calendar
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=3660))]
    pub days: Option<u64>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub whose: looking::WhoseArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub at: looking::AsOfArgs,
    /// How to write it; text where neither this nor a file says so
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub result: looking::ResultArgs,
}

/// How an agenda is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For other programs: corong.agenda/1
    Json,
    /// A calendar that others can import (iCalendar)
    Ics,
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace, an argument does not fit it, or the result
/// cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let known = [("txt", Format::Text), ("json", Format::Json), ("ics", Format::Ics)];
    let format = output::format(args.format, args.result.output.as_deref(), &known)?.unwrap_or(Format::Text);
    let (context, files) = &context.looking(&args.at.rev)?;
    let loaded = context.load(files)?;
    let workspace = &loaded.workspace;
    let config = &workspace.config;
    let whose = args.whose.meant(config)?;
    let style = args.result.style(config)?;
    let as_of = args.at.day(workspace, context)?;
    let days = args.days.unwrap_or(if format == Format::Ics { CALENDAR_AHEAD } else { AHEAD });
    let views = Views::new(workspace, as_of, whose.pipeline.as_deref());
    let agenda = agenda(&views, as_of, days, whose.owner.as_deref());
    looking::say_left_out(workspace, files, context);
    let to_file = args.result.output.is_some();
    let rendered = match format {
        Format::Json => agenda.json(),
        Format::Ics => calendar::ics(&agenda, &config.name, &style),
        Format::Text if agenda.is_empty() => String::new(),
        Format::Text => {
            let (room, paint) = (looking::page_room(to_file), looking::paint(context, to_file));
            shown::text(&agenda, &style, room, paint)
        }
    };
    if agenda.is_empty() && !context.quiet {
        output::say(message!("nothing is due, overdue or rotting"));
    }
    output::to(args.result.output.as_deref(), &rendered, context)?;
    Ok(ExitCode::SUCCESS)
}
