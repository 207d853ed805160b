//! `corong report`: the pipeline and conversion report.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

use super::condition::{condition, unjudged};
use super::dates::DateReader;
use super::filling::Filling;
use super::{Context, Failure, looking, output};
use crate::finding::nearest;
use crate::host;
use crate::message;
use crate::pipeline::{Day, FiscalYears, Period};
use crate::report::{self, Mode, Report, ReportOptions, Slice, Stamp};
use crate::session::{
    CurrentWorkspace, Files, KeptSession, Look, Rules, Stamping, TemplatesSaid, note_unseen, under,
};
use crate::show::{self, ReportFormat};
use crate::source::{Changes, Snapshot};
use crate::workspace::Workspace;

/// Write the pipeline and conversion report
///
/// Covers the twelve months that end at the as-of date unless a period is
/// given. The same files and dates give the same bytes.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong report                             as text on the terminal, Markdown in a pipe
  corong report -o report.html              one page, without network or script
  corong report --period 2026-Q3 --owner siti
  corong report --where 'company.industry == \"retail\"'
  corong report --as-of 2026-06-30 --format json
  corong report --trend weeks --period 2026 what was open week by week, and slips
  corong report --rev v1.4                  the files as they were then, as of then
  corong report -o report.csv               every number, one a row
  corong report --format csv --table stages one table, a row a row")]
pub struct Args {
    /// How to write it; where neither this nor a file says so, text on a terminal
    /// and Markdown in a pipe
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub result: looking::ResultArgs,
    /// Compare with these days too: 2025-01-01..2025-06-30, or a period such as 2025-Q2
    #[arg(long, value_name = "D..D")]
    pub compare: Option<String>,
    /// With CSV: only this table, a row a row, such as stages, months or by_owner
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// Take the configuration and the templates from REV, the leads from the
    /// files here
    #[arg(long, value_name = "REV")]
    pub config_from: Option<String>,
    /// What was open on past days, and how expected dates slipped, from git's
    /// history and the leads' own
    #[arg(long, value_enum, value_name = "STEP")]
    pub trend: Option<StepArg>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub trust: looking::TrustArgs,
    /// What it is about.
    #[command(flatten)]
    pub about: About,
}

/// What a report, or one figure of it, is about.
#[derive(clap::Args)]
#[command(mut_arg("as_of", |date| date.help("The date every figure is as of; today where absent")))]
pub struct About {
    /// The period events are counted over: 2026, 2026-Q4, 2026-11, FY2027 or FY2027-Q1
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["from", "to"])]
    pub period: Option<String>,
    /// The first day of the period
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The last day of the period
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub at: looking::AsOfArgs,
    /// Only leads that this condition holds for, as in `corong list --where`; what is
    /// learnt from history is learnt from all
    #[arg(long = "where", value_name = "EXPR")]
    pub condition: Option<String>,
    /// How stages are counted
    #[arg(long, value_enum, default_value_t = ModeArg::Cohort)]
    pub mode: ModeArg,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub whose: looking::WhoseArgs,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For wikis and comments
    Markdown,
    /// One page, without network or script
    Html,
    /// For other programs
    Json,
    /// For spreadsheets: one long table, or one of the report's by --table
    Csv,
    /// For terminals, as wide as they are
    Text,
}

/// What the endings of files stand for.
const EXTENSIONS: [(&str, Format); 6] = [
    ("md", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("txt", Format::Text),
];

/// How far apart the days of a trend are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum StepArg {
    /// Every week, counted back from the period's last day
    Weeks,
    /// The end of every month
    Months,
}

impl From<StepArg> for report::TrendInterval {
    fn from(step: StepArg) -> Self {
        match step {
            StepArg::Weeks => Self::Weeks,
            StepArg::Months => Self::Months,
        }
    }
}

/// How stages are counted.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum ModeArg {
    /// Follows the attempts begun in the period
    Cohort,
    /// Takes the entries to each stage in the period
    Entered,
    /// Counts the period's events
    Period,
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace, an argument does not fit it, or the result
/// cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let (context, files) = &context.looking(&args.about.at.rev)?;
    let text = rendered(args, context, files)?;
    output::to(args.result.output.as_deref(), &text, context)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes it anew, after a change.
///
/// # Errors
/// As [`run`].
pub fn again(
    args: &Args,
    context: &Context,
    kept: &mut KeptSession,
    said: &mut TemplatesSaid,
    changes: &Changes,
) -> Result<(), Failure> {
    if args.config_from.is_some() {
        return run(args, context).map(drop);
    }
    let CurrentWorkspace { session, files, reading, stamp, past, .. } =
        kept.look(context, args.about.at.rev.rev.as_deref(), changes)?;
    let workspace = &reading.loaded.workspace;
    let context = &context.of(session);
    let build = |workspace: &_, options: &_| report::build_again(workspace, options, past);
    let text = of(args, context, (&files, &files), workspace, stamp, build, said)?;
    output::to(args.result.output.as_deref(), &text, context)
}

/// The report of some files as text; `context` knows their day.
///
/// # Errors
/// Where there is no workspace, an argument does not fit it, or a template of
/// the team's is broken.
pub fn rendered(args: &Args, context: &Context, files: &Files) -> Result<String, Failure> {
    let stamping = Stamping::of(files);
    let rules = Rules::of(args.config_from.as_deref(), context, files)?;
    if let Some(rules) = &rules {
        note_unseen(&rules.base()?, context, files)?;
    }
    let snapshot = &*under(files, rules.as_ref());
    let workspace = context.load(snapshot)?.workspace;
    let stamp = stamping.stamp(&workspace.config, (files, snapshot), context);
    of(args, context, (files, snapshot), &workspace, stamp, report::build, &mut TemplatesSaid::None)
}

/// The report of a workspace as text; `snapshot` has its configuration and templates.
fn of(
    args: &Args,
    context: &Context,
    (files, snapshot): (&Files, &dyn Snapshot),
    workspace: &Workspace,
    stamp: Stamp,
    build: impl FnOnce(&Workspace, &ReportOptions) -> Report,
    said: &mut TemplatesSaid,
) -> Result<String, Failure> {
    let format = format(args)?;
    let mut options = options(&args.about, workspace, snapshot, context)?;
    options.language = args.result.language(&workspace.config)?;
    options.compare = compared(args.compare.as_deref(), workspace)?;
    options.stamp = Some(stamp);
    options.frozen = looking::frozen(files, context).into();
    let mut report = build(workspace, &options);
    if let Some(step) = args.trend {
        let look = Look { workspace, options: &options, files, configuration: snapshot, session: context };
        look.add_to(&mut report, step.into())?;
    }
    looking::say_left_out(workspace, files, context);
    let by_templates = match format {
        Format::Json => return Ok(report::json(&report)),
        Format::Csv => return csv(&report, args.table.as_deref()),
        Format::Text => {
            let terminal = args.result.output.is_none().then(host::terminal_width).flatten();
            return Ok(show::plain::text(&report, terminal.unwrap_or(100)));
        }
        Format::Markdown => ReportFormat::Markdown,
        Format::Html => ReportFormat::Html,
    };
    let given = context.own_templates(snapshot, files, args.trust.trust_templates, said)?;
    let filling = Filling::of(&given, workspace.leads.len());
    let rendered = filling.run(|| show::report(&report, by_templates, given))?;
    rendered.map_err(Failure::usage)
}

fn compared(text: Option<&str>, workspace: &Workspace) -> Result<Option<Period>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let Some((from, to)) = text.split_once("..") else {
        let wrong = || {
            Failure::usage(message!(
                "`{text}` are no days to compare with; write 2025-01-01..2025-06-30 or 2025-Q2",
                text
            ))
        };
        return Period::parse(text, workspace.config.fiscal_years).map(Some).ok_or_else(wrong);
    };
    let reader = DateReader::from(workspace);
    let (from, to) = (reader.day(from, "--compare")?, reader.day(to, "--compare")?);
    let wrong = || {
        Failure::usage(message!("the days to compare with begin on {from}, after they end on {to}", from, to))
    };
    Period::new(from, to).map(Some).ok_or_else(wrong)
}

fn csv(report: &Report, table: Option<&str>) -> Result<String, Failure> {
    let Some(name) = table else { return Ok(show::csv::long(report)) };
    show::csv::table(report, name).ok_or_else(|| {
        let tables = show::csv::tables(report);
        let help = match nearest(name, tables.iter().map(String::as_str)) {
            Some(near) => message!("did you mean `{near}`?", near),
            None => message!("there are {tables}", tables = tables.join(", ")),
        };
        Failure::usage(message!("the report has no table `{name}`\n  help: {help}", name, help))
    })
}

fn format(args: &Args) -> Result<Format, Failure> {
    let usual = match args.table {
        Some(_) => Format::Csv,
        None if std::io::stdout().is_terminal() => Format::Text,
        None => Format::Markdown,
    };
    let format = output::format(args.format, args.result.output.as_deref(), &EXTENSIONS)?.unwrap_or(usual);
    if args.table.is_some() && format != Format::Csv {
        return Err(Failure::usage(message!("--table is for CSV\n  help: add --format csv")));
    }
    Ok(format)
}

/// What a report is about, as the figures take it: in the workspace's language,
/// compared with nothing. `snapshot` has the leads' files.
///
/// # Errors
/// Where a date, pipeline or owner is not known, or a condition cannot be used.
pub fn options(
    args: &About,
    workspace: &Workspace,
    snapshot: &dyn Snapshot,
    context: &Context,
) -> Result<ReportOptions, Failure> {
    let reader = DateReader::from(workspace);
    let as_of = args.at.day(workspace, context)?;
    let from = args.from.as_deref().map(|text| reader.past_day(text, "--from")).transpose()?;
    let to = args.to.as_deref().map(|text| reader.day(text, "--to")).transpose()?;
    let whose = args.whose.meant(&workspace.config)?;
    let slice = args.condition.as_deref().map(|source| {
        let compiled = condition(source, &workspace.config, context)?;
        Slice::of(workspace, as_of, (source, &compiled), snapshot).map_err(unjudged)
    });
    Ok(ReportOptions {
        as_of,
        period: period(args, as_of, (from, to), workspace.config.fiscal_years)?,
        compare: None,
        mode: match args.mode {
            ModeArg::Cohort => Mode::Cohort,
            ModeArg::Entered => Mode::Entered,
            ModeArg::Period => Mode::Period,
        },
        pipeline: whose.pipeline,
        owner: whose.owner,
        slice: slice.transpose()?,
        language: workspace.config.language,
        files_of: context.past_day(workspace.config.timezone),
        stamp: None,
        frozen: Arc::default(),
    })
}

fn period(
    args: &About,
    as_of: Day,
    (from, to): (Option<Day>, Option<Day>),
    years: FiscalYears,
) -> Result<Period, Failure> {
    let whole = match (&args.period, from, to) {
        (Some(name), _, _) => Period::parse(name, years).ok_or_else(|| {
            Failure::usage(message!(
                "`{name}` is no period; write 2026, 2026-Q4, 2026-11, FY2027 or FY2027-Q1",
                name
            ))
        })?,
        (None, None, None) => Period::year_to(as_of),
        (None, from, to) => {
            let to = to.unwrap_or(as_of);
            let from = from.unwrap_or_else(|| Period::year_to(to).from);
            Period::new(from, to).ok_or_else(|| {
                Failure::usage(message!("the period begins on {from}, after it ends on {to}", from, to))
            })?
        }
    };
    match whole.cut_at(as_of) {
        Some(_) => Ok(whole),
        None => Err(Failure::usage(message!(
            "the period begins on {from}, after the as-of date {as_of}",
            from = whole.from,
            as_of
        ))),
    }
}
