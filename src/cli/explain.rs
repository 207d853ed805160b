//! `corong explain`: the page of a rule.

use std::fmt::Write;
use std::process::ExitCode;

use super::{Failure, output};
use crate::check::{self, RULES};
use crate::finding::nearest;

/// Explain a rule: what is wrong, why it matters, an example before and after
///
/// Without a name it lists all of them with their severities.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong explain                            every rule, a line each
  corong explain stage-history-mismatch")]
pub struct Args {
    /// The name of a rule
    #[arg(value_name = "RULE")]
    name: Option<String>,
}

/// Runs it.
///
/// # Errors
/// Where there is no such rule.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let text = match args.name.as_deref() {
        None => list(),
        Some(name) => check::explain(name).map(str::to_owned).ok_or_else(|| unknown(name))?,
    };
    output::result(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    let widest = check::names().map(str::len).max().unwrap_or_default();
    RULES.iter().fold(String::new(), |mut text, rule| {
        // Writing into text does not fail.
        let _ = writeln!(text, "{:widest$}  {:7}  {}", rule.name, rule.severity.word(), rule.summary);
        text
    })
}

fn unknown(name: &str) -> Failure {
    let near = nearest(name, check::names()).map(|near| format!("did you mean `{near}`?"));
    let help = near.unwrap_or_else(|| "`corong explain` lists them".to_owned());
    Failure::usage(format!("there is no rule `{name}`\n  help: {help}"))
}
