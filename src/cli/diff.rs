//! `corong diff`: what a branch did to the pipeline.

use std::process::ExitCode;

use super::dates::DateReader;
use super::{Context, Failure, looking, output};
use crate::compare::{ComparedSide, Diff, SCHEMA, compare, one_currency};
use crate::pipeline::{Config, Day};
use crate::session::{self, DiffEnds, Sides};
use crate::show;
use crate::text::visible;

/// Show what a branch did to the pipeline
///
/// Compares the leads of two commits, or of one and the files here: which are
/// new, moved, won, lost, changed or gone, and how the open value came from
/// what it was to what it is. Without BASE it compares with where the branch
/// left the main branch; on the main branch itself with its last commit. BASE
/// alone is compared with the files here, BASE..HEAD are two commits, and
/// BASE...HEAD begins where the two parted. Each side is as of the day of its
/// commit, the files here as of today.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong diff                               this branch, uncommitted changes included
  corong diff HEAD~1                        since the last commit but one
  corong diff origin/main...HEAD --format markdown
                                            a pull request, for a comment
  corong diff v1..v2 -o changes.json        for another program
  corong diff --exit-code > /dev/null       1 where something changed

Markdown is empty where no lead changed.")]
pub struct Args {
    /// What is compared: BASE, BASE..HEAD or BASE...HEAD
    #[arg(value_name = "BASE[..HEAD]")]
    pub range: Option<String>,
    /// How to write it
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub result: looking::ResultArgs,
    /// The date both sides are looked at; each one's own where absent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub as_of: Option<String>,
    /// Exit with 1 where something changed
    #[arg(long)]
    pub exit_code: bool,
    /// Read both sides by the configuration of REV
    #[arg(long, value_name = "REV")]
    pub config_from: Option<String>,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For terminals
    Text,
    /// For a comment on a pull request; begins with a hidden mark
    Markdown,
    /// For other programs
    Json,
}

const EXTENSIONS: [(&str, Format); 3] =
    [("txt", Format::Text), ("md", Format::Markdown), ("json", Format::Json)];

/// Runs it.
///
/// # Errors
/// Where there is no workspace or no such commit, or the result cannot be
/// written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let to_file = args.result.output.is_some();
    let format = output::format(args.format, args.result.output.as_deref(), &EXTENSIONS)?;
    let ends = DiffEnds::of(args.range.as_deref(), context)?;
    let day = |text: &str, today: Day, config: &Config| {
        DateReader { today, language: config.language, zone: config.timezone }
            .past_day(&visible(text), "--as-of")
    };
    let as_of = args.as_of.as_deref().map(|text| move |today: Day, config: &Config| day(text, today, config));
    let as_of = as_of.as_ref().map(|day| day as &dyn Fn(Day, &Config) -> Result<Day, Failure>);
    let sides = session::read(&ends, args.config_from.as_deref(), as_of, context)?;
    let style = args.result.style(&sides.end.workspace.config)?;
    let diff = compared(sides, &ends);
    let text = match format.unwrap_or(Format::Text) {
        Format::Text => {
            show::diff::text(&diff, &style, looking::page_room(to_file), looking::paint(context, to_file))
        }
        Format::Markdown => show::diff::markdown(&diff, &style),
        Format::Json => show::diff::json(&diff),
    };
    output::to(args.result.output.as_deref(), &text, context)?;
    Ok(ExitCode::from(u8::from(args.exit_code && diff.is_material())))
}

fn compared(mut sides: Sides, ends: &DiffEnds) -> Diff {
    let config = &sides.end.workspace.config;
    let currency_before = one_currency(&mut sides.start.workspace, config);
    let (from, to) = (sides.start.as_of, sides.end.as_of);
    let start = ComparedSide { workspace: &sides.start.workspace, as_of: from, gates: &sides.start.gates };
    let end = ComparedSide { workspace: &sides.end.workspace, as_of: to, gates: &sides.end.gates };
    let members = sides.start.workspace.config.team.iter().chain(&config.team);
    Diff {
        schema: SCHEMA,
        base: ends.base.commit().to_owned(),
        head: ends.commit().map(str::to_owned),
        from,
        to,
        currency: config.currency.code().to_owned(),
        currency_before,
        configuration_changed: sides.configuration_changed,
        pipelines: compare(&start, &end),
        owners: members.map(|member| (member.id.clone(), member.name.clone())).collect(),
    }
}
