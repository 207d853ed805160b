//! `corong list`: leads in rows.

use std::process::ExitCode;

use super::condition::{condition, unjudged};
use super::{Context, Failure, looking, output};
use crate::message;
use crate::pipeline::{Config, Day, Pipeline};
use crate::report::list::{self, FOR_PEOPLE, FOR_PROGRAMS, ListColumn, Wish};
use crate::report::seen::Views;
use crate::show::list as shown;
use crate::workspace::Workspace;

/// List leads
///
/// Shows the open leads, by stage and value. --stage, --where and --all look
/// at closed ones too. On a terminal the table fits its width: long texts are
/// cut with …, and columns that find no room are named below it. In a pipe
/// nothing is cut. A `!` marks what is overdue.
///
/// --where takes a condition in the language of gates, over a lead's own
/// fields and id, stage, pipeline, group (of the owner), age_days, days_in_stage,
/// idle_days, score, held, annual and weighted: comparisons, and, or, not, in,
/// and minijinja's filters.
/// Amounts are plain numbers in the workspace's currency; dates and all other
/// text are in quotes. What a lead lacks satisfies no comparison: `value is
/// none`, or `not value`, asks for it.
///
/// Columns and sort keys are fields by their dotted paths, such as
/// company.industry, contacts.phone or custom.NAME, and id, path, pipeline,
/// stage, group, company, value, annual, weighted, hold, next_step, due, age_days,
/// days_in_stage, idle_days and score.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong list                               the open leads
  corong list --owner siti --sort due       what siti has next
  corong list --where 'value > 100000000 and \"jakarta\" in tags'
  corong list --where 'stage == \"won\" and contract.end < \"2027-03-01\"'
  corong list --stage proposal --sort=-value --columns id,company,value,weighted
  corong list --rev main                    as the main branch has them
  corong list --all -o leads.csv            every lead, for a spreadsheet")]
pub struct Args {
    /// Only leads that this condition holds for
    #[arg(long = "where", value_name = "EXPR")]
    pub condition: Option<String>,
    /// Only leads in this stage; may be given several times
    #[arg(long, value_name = "STAGE")]
    pub stage: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub whose: looking::WhoseArgs,
    /// Won and lost leads too
    #[arg(long)]
    pub all: bool,
    /// What to sort by, most important first; -KEY falls
    #[arg(long, value_name = "KEYS", allow_hyphen_values = true, value_delimiter = ',')]
    pub sort: Vec<String>,
    /// What to show of each lead
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub columns: Vec<String>,
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

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table
    Text,
    /// For other programs: corong.list/1
    Json,
    /// For spreadsheets, no cell a formula
    Csv,
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace, an argument does not fit it, or the result
/// cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let known = [("csv", Format::Csv), ("json", Format::Json), ("txt", Format::Text)];
    let format = output::format(args.format, args.result.output.as_deref(), &known)?.unwrap_or(Format::Text);
    let (context, files) = &context.looking(&args.at.rev)?;
    let loaded = context.load(files)?;
    let workspace = &loaded.workspace;
    let style = args.result.style(&workspace.config)?;
    let as_of = args.at.day(workspace, context)?;
    let wish = wish(args, format, as_of, workspace, context)?;
    let views = Views::new(workspace, as_of, args.whose.meant(&workspace.config)?.pipeline.as_deref());
    let list = list::list(&views, &wish, files).map_err(unjudged)?;
    looking::say_left_out(workspace, files, context);
    let to_file = args.result.output.is_some();
    let rendered = match format {
        Format::Json => list.json(),
        Format::Csv => shown::csv(&list),
        Format::Text if list.rows.is_empty() => String::new(),
        Format::Text => {
            let room = looking::table_room(to_file);
            let paint = looking::paint(context, to_file);
            let drawn = shown::text(&list, &style, room, !args.columns.is_empty(), paint);
            say_narrow(&drawn.left_out, context);
            drawn.text
        }
    };
    if list.rows.is_empty() && !context.quiet {
        output::say(message!("there is no such lead"));
    }
    output::to(args.result.output.as_deref(), &rendered, context)?;
    Ok(ExitCode::SUCCESS)
}

fn say_narrow(left_out: &[String], context: &Context) {
    if !left_out.is_empty() && !context.quiet {
        output::say(message!("no room for: {left_out}; --columns chooses", left_out = left_out.join(", ")));
    }
}

fn wish(
    args: &Args,
    format: Format,
    as_of: Day,
    workspace: &Workspace,
    context: &Context,
) -> Result<Wish, Failure> {
    let config = &workspace.config;
    let whose = args.whose.meant(config)?;
    let stages = stages(&args.stage, whose.pipeline.as_deref(), config)?;
    let condition = args.condition.as_deref().map(|source| condition(source, config, context)).transpose()?;
    let usual: &[&str] = if format == Format::Text { &FOR_PEOPLE } else { &FOR_PROGRAMS };
    let names = args.columns.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let mut names: Vec<&str> = names.collect();
    if names.is_empty() {
        names = usual.to_vec();
    }
    let columns =
        names.into_iter().map(|name| column(name, config, "--columns")).collect::<Result<_, _>>()?;
    let sort: Vec<&str> = if args.sort.is_empty() {
        vec!["stage", "-value", "id"]
    } else {
        args.sort.iter().map(|key| key.trim()).chain(["id"]).collect()
    };
    let key = |key: &str| {
        let (name, falls) = key.strip_prefix('-').map_or((key, false), |name| (name, true));
        column(name, config, "--sort").map(|column| (column, falls))
    };
    let sort = sort.into_iter().map(key).collect::<Result<_, _>>()?;
    let open_only = !args.all && stages.is_empty() && condition.is_none();
    Ok(Wish { as_of, open_only, stages, owner: whose.owner, condition, columns, sort })
}

fn column(name: &str, config: &Config, option: &str) -> Result<ListColumn, Failure> {
    ListColumn::parse(name, config).map_err(|(what, help)| {
        Failure::usage(message!("{option}: {what}\n  help: {help}", option, what, help))
    })
}

/// The stages that words mean, in every pipeline that has one of that name.
fn stages(words: &[String], only: Option<&str>, config: &Config) -> Result<Vec<(usize, usize)>, Failure> {
    let pipelines =
        || config.pipelines.iter().enumerate().filter(|(_, own)| only.is_none_or(|id| own.id == id));
    let mut found = Vec::new();
    for word in words.iter().flat_map(|word| word.split(',')).map(str::trim) {
        let before = found.len();
        let stage = |own: &Pipeline| own.stage_index(&own.stage_meant(word)?.id);
        found.extend(pipelines().filter_map(|(at, own)| Some((at, stage(own)?))));
        if found.len() == before {
            let ids = || pipelines().flat_map(|(_, own)| own.stages.iter().map(|stage| stage.id.as_str()));
            return Err(looking::unknown(word, ids(), "stage"));
        }
    }
    Ok(found)
}
