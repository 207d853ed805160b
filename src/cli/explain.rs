//! `corong explain`: the page of a rule or a figure.

use std::fmt::Write;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::report::{self as asked, About};
use super::stderr::spoken;
use super::{Context, Failure, explain_lead, output};
use crate::check::{self, RULES};
use crate::figures::View;
use crate::finding::nearest;
use crate::message;
use crate::report::explain::{self, Counting, FIGURES, Figure};
use crate::report::{Forecast, ForecastQuestion, ReportOptions, TrendInterval, build, forecast};
use crate::session::Look;
use crate::show;
use crate::text::{Language, Message, visible};

/// Explain a rule, a figure or the tables of an export
///
/// A rule: what is wrong, why it matters, an example before and after. A
/// figure: its definition and formula, the leads it counts in this workspace,
/// those it leaves out, and why. `export`: the tables that `corong export` writes,
/// and what is in each column. Without a name it lists all of them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong explain                            every rule and figure, a line each
  corong explain stage-history-mismatch
  corong explain win-rate --period 2026-Q3 --owner siti
  corong explain forecast pt-karya-utama    where that lead's chance comes from
  corong explain export                     the tables and columns of an export")]
pub struct Args {
    /// The name of a rule or a figure
    #[arg(value_name = "RULE-OR-FIGURE")]
    name: Option<String>,
    /// With `forecast`: the lead whose chance is explained
    #[arg(value_name = "LEAD")]
    lead: Option<String>,
    /// How to write a figure
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// What the figure is about.
    #[command(flatten)]
    about: About,
}

/// How a figure is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For other programs
    Json,
}

/// Runs it.
///
/// # Errors
/// Where there is no such rule or figure, or the workspace cannot be read.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    // What other programs read is English.
    let language = if args.format == Format::Json { Language::En } else { spoken() };
    if let Some(lead) = args.lead.as_deref() {
        return one_lead(lead, args, context);
    }
    let text = match args.name.as_deref() {
        None => list(language),
        Some(EXPORT) => show::exported::page(language),
        Some(name) => match (check::rule(name), explain::figure(name)) {
            (Some(rule), _) => rule.page.in_language(language).to_owned(),
            (None, Some(figure)) => explained(figure, args, language, context)?,
            (None, None) => return Err(unknown(name)),
        },
    };
    output::result(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Where a lead's chance comes from.
fn one_lead(lead: &str, args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    if args.name.as_deref() != Some("forecast") {
        return Err(Failure::usage(message!(
            "a lead is explained by `corong explain forecast LEAD` alone\n  help: `corong show {lead}` shows it",
            lead = visible(lead)
        )));
    }
    let text = explain_lead::explained(lead, &args.about.at, args.format == Format::Json, context)?;
    output::result(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// What the tables of an export are explained by.
const EXPORT: &str = "export";

fn names() -> impl Iterator<Item = &'static str> + Clone {
    check::names().chain(explain::names()).chain([EXPORT])
}

fn list(language: Language) -> String {
    let said = |summary| Message::fixed(summary).in_language(language);
    let widest = names().map(str::len).max().unwrap_or_default();
    let mut text = RULES.iter().fold(message!("Rules").in_language(language) + "\n", |mut text, rule| {
        // Writing into text does not fail.
        let _ = writeln!(text, "{:widest$}  {:7}  {}", rule.name, rule.severity.word(), said(rule.summary));
        text
    });
    let _ = writeln!(text, "\n{}", message!("Figures").in_language(language));
    for figure in &FIGURES {
        let _ = writeln!(text, "{:widest$}  {}", figure.name, said(figure.summary));
    }
    let _ = writeln!(text, "\n{}", message!("Tables").in_language(language));
    let _ =
        writeln!(text, "{EXPORT:widest$}  {}", message!("what `corong export` writes").in_language(language));
    text
}

fn unknown(name: &str) -> Failure {
    let near = nearest(name, names()).map(|near| message!("did you mean `{near}`?", near));
    let help = near.unwrap_or_else(|| message!("`corong explain` lists them"));
    Failure::usage(message!("there is no rule or figure `{name}`\n  help: {help}", name, help))
}

/// The page of a figure, and below it what it is here; only the page where
/// there is no workspace.
fn explained(figure: &Figure, args: &Args, language: Language, context: &Context) -> Result<String, Failure> {
    let page = figure.page.in_language(language);
    let (context, files) = &match context.looking(&args.about.at.rev) {
        Ok(looking) => looking,
        Err(_) if args.about.at.rev.rev.is_none() => return Ok(page.to_owned()),
        Err(failure) => return Err(failure),
    };
    let loaded = context.load(files)?;
    let workspace = &loaded.workspace;
    let options = asked::options(&args.about, workspace, files, context)?;
    let look = Look { workspace, options: &options, files, configuration: files, session: context };
    let here = here(figure, &look)?;
    if args.format == Format::Json {
        let head = [("schema", json!("corong.explain/1")), ("figure", json!(figure.name))];
        let mut all: Map<String, Value> = head.into_iter().map(|(key, v)| (key.to_owned(), v)).collect();
        all.insert("as_of".to_owned(), json!(options.as_of));
        all.insert("period".to_owned(), json!({"from": options.period.from, "to": options.period.to}));
        all.insert("pipelines".to_owned(), Value::Array(here.iter().map(data).collect()));
        let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
        text.push('\n');
        return Ok(text);
    }
    let mut text = page.to_owned();
    for pipeline in &here {
        write(&mut text, pipeline, &options, language);
    }
    Ok(text)
}

/// A figure of one pipeline.
struct Here {
    id: String,
    value: Value,
    counting: Counting,
}

fn here(figure: &Figure, look: &Look<'_>) -> Result<Vec<Here>, Failure> {
    let Look { workspace, options, .. } = *look;
    let mut report = build(workspace, options);
    let mut told = Vec::new();
    if matches!(figure.key, "trend" | "slips") {
        look.add_to(&mut report, TrendInterval::Months)?;
        told = look.expectations()?;
    }
    let mut report = serde_json::to_value(report).unwrap_or_default();
    if figure.key == "forecast" {
        report = serde_json::to_value(ahead(look)).unwrap_or_default();
    }
    let value = |id: &str| {
        let pipelines = report["pipelines"].as_array().into_iter().flatten();
        let mine = pipelines.into_iter().find(|pipeline| pipeline["id"] == id);
        let key = if figure.key == "forecast" { "open" } else { figure.key };
        mine.map_or(Value::Null, |pipeline| pipeline[key].clone())
    };
    let config = &workspace.config;
    let wanted = |id: &str| options.pipeline.as_deref().is_none_or(|only| only == id);
    let period = options.period.cut_at(options.as_of).unwrap_or(options.period);
    let view = |index| View::new(workspace, index, options.as_of, period, options.filter());
    let views: Vec<View<'_>> = (0..config.pipelines.len()).filter_map(view).collect();
    let explained = |(at, view): (usize, &View<'_>)| Here {
        value: value(&view.pipeline.id),
        counting: match told.get(at).filter(|_| figure.key == "slips") {
            Some(told) => explain::pushed(view, told),
            None => figure.counting(view, &views, options.mode),
        },
        id: view.pipeline.id.clone(),
    };
    Ok(views.iter().enumerate().filter(|(_, view)| wanted(&view.pipeline.id)).map(explained).collect())
}

/// The forecast of the same leads, by histories alone.
fn ahead(look: &Look<'_>) -> Forecast {
    let ReportOptions { as_of, pipeline, owner, slice, .. } = look.options.clone();
    let question = ForecastQuestion::as_of(as_of, &look.workspace.config);
    forecast(look.workspace, &ForecastQuestion { pipeline, owner, slice, ..question }, &[])
}

fn data(here: &Here) -> Value {
    json!({
        "id": here.id,
        "value": here.value,
        "counted": here.counting.counted,
        "left_out": here.counting.left_out,
    })
}

fn write(text: &mut String, here: &Here, options: &ReportOptions, language: Language) {
    let said = |message: Message| message.shown(language);
    let title = message!("Here: pipeline {id}, as of {day}", id = here.id, day = options.as_of);
    let period = message!("Period {from} to {to}.", from = options.period.from, to = options.period.to);
    // Writing into text does not fail.
    let _ = writeln!(text, "\n## {}\n\n{}", said(title), said(period));
    if let Value::Object(map) = &here.value {
        let plain: Vec<_> = map.iter().filter(|(_, v)| !v.is_array() && !v.is_object()).collect();
        text.push_str(if plain.is_empty() { "" } else { "\n" });
        for (key, value) in plain {
            let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let _ = writeln!(text, "- {key}: {}", visible(&plain));
        }
    } else if !here.value.is_array() {
        let plain = here.value.as_str().map_or_else(|| here.value.to_string(), str::to_owned);
        let _ = writeln!(text, "\n- {}: {}", said(message!("value")), visible(&plain));
    }
    for group in &here.counting.counted {
        let title = message!("Counted, {name}: {n}", name = group.name, n = group.rows.len());
        let _ = writeln!(text, "\n### {}\n", said(title));
        rows(text, &group.rows, language);
    }
    if !here.counting.left_out.is_empty() {
        let title = message!("Left out: {n}", n = here.counting.left_out.len());
        let _ = writeln!(text, "\n### {}\n", said(title));
        rows(text, &here.counting.left_out, language);
    }
}

fn rows(text: &mut String, rows: &[explain::ExplainRow], language: Language) {
    let widest = rows.iter().map(|row| row.lead.chars().count()).max().unwrap_or(0).min(48);
    for row in rows {
        let _ = writeln!(text, "- {:widest$}  {}", visible(&row.lead), row.note.shown(language));
    }
}
