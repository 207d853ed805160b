//! `corong forecast`: what will be won by when.

use std::process::ExitCode;

use super::condition::{condition, unjudged};
use super::dates::DateReader;
use super::filling::Filling;
use super::{Context, Failure, freezing, looking, output};
use crate::figures::{Expectation, ForecastMethod};
use crate::host;
use crate::message;
use crate::pipeline::Day;
use crate::report::{ForecastQuestion, ReportOptions, Slice, forecast, usual_until};
use crate::session::{Files, Look, Stamping, TemplatesSaid};
use crate::show::{self, ForecastParts, ReportFormat};
use crate::workspace::Workspace;

/// Say what will be won by when, and how sure that is
///
/// How many of the open leads will be won by each month's end, and what they are
/// worth: a middle and a band that holds in 8 of 10 runs. Chances come from what
/// became of leads that were as far and as old at earlier month ends; which method is
/// used is decided by what each would have said then. What new business may bring
/// before the end is counted by itself.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong forecast                           until the end of the quarter, at least 30 days on
  corong forecast --until 2027-03-31 --owner siti
  corong forecast --backtest                and how good each method was at past month ends
  corong forecast --as-of 2026-06-30        what would have been said then
  corong forecast -o forecast.html          one page, without network or script
  corong forecast --freeze                  keep it, to see later how good it was
  corong forecast --scored                  how good past forecasts and own estimates were
  corong forecast --format json             every lead's chance, for other programs")]
pub struct Args {
    /// The last day; the end of the running quarter where absent, at least 30 days on
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub at: looking::AsOfArgs,
    /// How chances are found
    #[arg(long, value_enum, default_value_t = MethodArg::Auto)]
    pub method: MethodArg,
    /// How many times the future is played through
    #[arg(long, value_name = "N", default_value_t = ForecastQuestion::RUNS,
        value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub runs: u32,
    /// What chance begins with: the same seed gives the same numbers
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Show how good each method was at past month ends
    #[arg(long)]
    pub backtest: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub freeze: freezing::FreezeArgs,
    /// Show how good past estimates were: kept forecasts, and what owners said of their
    /// leads (`probability`, `expected_close`)
    #[arg(long)]
    pub scored: bool,
    /// Only leads that this condition holds for; what is learnt from history is learnt
    /// from all
    #[arg(long = "where", value_name = "EXPR")]
    pub condition: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub whose: looking::WhoseArgs,
    /// How to write it; text where neither this nor a file says so
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub result: looking::ResultArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub trust: looking::TrustArgs,
}

/// How chances are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum MethodArg {
    /// The one that was best at past month ends
    Auto,
    /// The share of all open leads that was won in as many days
    Base,
    /// The same by stage
    Stage,
    /// By stage and by how long a lead has been there
    History,
    /// By when it is expected, and how expected dates slipped
    Dates,
}

impl MethodArg {
    fn method(self) -> Option<ForecastMethod> {
        match self {
            Self::Auto => None,
            Self::Base => Some(ForecastMethod::Base),
            Self::Stage => Some(ForecastMethod::Stage),
            Self::History => Some(ForecastMethod::History),
            Self::Dates => Some(ForecastMethod::Dates),
        }
    }
}

/// How a forecast is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For wikis and comments
    Markdown,
    /// One page, without network or script
    Html,
    /// For other programs: corong.forecast/1
    Json,
    /// For spreadsheets: one long table
    Csv,
}

const EXTENSIONS: [(&str, Format); 6] = [
    ("txt", Format::Text),
    ("md", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("json", Format::Json),
    ("csv", Format::Csv),
];

/// Up to so many leads what commits said of expected dates is looked up without being
/// asked for.
const QUICK: usize = 20_000;

/// Runs it.
///
/// # Errors
/// Where there is no workspace, an argument does not fit it, or the result
/// cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let format =
        output::format(args.format, args.result.output.as_deref(), &EXTENSIONS)?.unwrap_or(Format::Text);
    let (context, files) = &context.looking(&args.at.rev)?;
    let stamping = Stamping::of(files);
    let workspace = &context.load(files)?.workspace;
    let mut question = question(args, workspace, files, context)?;
    question.language = args.result.language(&workspace.config)?;
    question.stamp = Some(stamping.stamp(&workspace.config, (files, files), context));
    let told = match args.scored {
        true => all_expectations(workspace, &question, files, context)?,
        false => expectations(workspace, &question, files, context)?,
    };
    let mut forecast = forecast(workspace, &question, &told);
    looking::say_left_out(workspace, files, context);
    if args.scored {
        forecast.judge(workspace, &question, &looking::frozen(files, context), &told);
    }
    if args.freeze.freeze
        && freezing::freeze(&args.freeze, &forecast.frozen(workspace), &workspace.config, context)?
    {
        return Ok(ExitCode::SUCCESS);
    }
    let parts = ForecastParts { backtest: args.backtest, scored: args.scored };
    let by_templates = match format {
        Format::Json => None,
        Format::Csv => None,
        Format::Text => None,
        Format::Markdown => Some(ReportFormat::Markdown),
        Format::Html => Some(ReportFormat::Html),
    };
    let text = match (format, by_templates) {
        (Format::Json, _) => forecast.json(),
        (Format::Csv, _) => show::csv::forecast(&forecast),
        (_, None) => {
            let terminal = args.result.output.is_none().then(host::terminal_width).flatten();
            show::plain::forecast(&forecast, parts, terminal.unwrap_or(100))
        }
        (_, Some(by)) => {
            let given =
                context.own_templates(files, files, args.trust.trust_templates, &mut TemplatesSaid::None)?;
            let filling = Filling::of(&given, workspace.leads.len());
            let rendered = filling.run(|| show::forecast(&forecast, parts, by, given))?;
            rendered.map_err(|error| Failure::usage(error.message()))?
        }
    };
    output::to(args.result.output.as_deref(), &text, context)?;
    Ok(ExitCode::SUCCESS)
}

/// What a forecast is asked for, in the workspace's language.
fn question(
    args: &Args,
    workspace: &Workspace,
    files: &Files,
    context: &Context,
) -> Result<ForecastQuestion, Failure> {
    let as_of = args.at.day(workspace, context)?;
    let config = &workspace.config;
    let whose = args.whose.meant(config)?;
    let slice = args.condition.as_deref().map(|source| {
        let compiled = condition(source, config, context)?;
        Slice::of(workspace, as_of, (source, &compiled), files).map_err(unjudged)
    });
    Ok(ForecastQuestion {
        until: until(args, as_of, workspace)?,
        runs: args.runs,
        seed: args.seed,
        method: args.method.method(),
        pipeline: whose.pipeline,
        owner: whose.owner,
        slice: slice.transpose()?,
        files_of: context.past_day(config.timezone),
        ..ForecastQuestion::as_of(as_of, config)
    })
}

/// A forecast goes at most so many days ahead.
const MOST_DAYS: i64 = 4 * 366;

fn until(args: &Args, as_of: Day, workspace: &Workspace) -> Result<Day, Failure> {
    let Some(text) = args.until.as_deref() else {
        return Ok(usual_until(as_of, workspace.config.fiscal_years));
    };
    let until = DateReader::from(workspace).day(text, "--until")?;
    match (until - as_of).num_days() {
        1..=MOST_DAYS => Ok(until),
        ..=0 => Err(Failure::usage(message!(
            "the forecast ends on {until}, and has to end after the as-of date {as_of}",
            until,
            as_of
        ))),
        _ => Err(Failure::usage(message!(
            "the forecast ends on {until}, and can end at most {days} days after the as-of date {as_of}",
            until,
            days = MOST_DAYS,
            as_of
        ))),
    }
}

/// What commits said of expected dates: always where it is asked for, else where that is quick.
///
/// # Errors
/// Where git fails midway.
pub fn expectations(
    workspace: &Workspace,
    question: &ForecastQuestion,
    files: &Files,
    context: &Context,
) -> Result<Vec<Vec<Expectation>>, Failure> {
    let asked = match question.method {
        None => workspace.leads.len() <= QUICK,
        Some(method) => method == ForecastMethod::Dates,
    };
    if asked { all_expectations(workspace, question, files, context) } else { Ok(Vec::new()) }
}

fn all_expectations(
    workspace: &Workspace,
    question: &ForecastQuestion,
    files: &Files,
    context: &Context,
) -> Result<Vec<Vec<Expectation>>, Failure> {
    let options = ReportOptions::as_of(question.as_of, question.language);
    let look = Look { workspace, options: &options, files, configuration: files, session: context };
    Ok(look.expectations()?)
}
