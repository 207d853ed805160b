//! `corong help`: the handbook's pages, and what each command says of itself.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Command;

use super::localized::{help as shown, localized};
use super::stderr::spoken;
use super::{Context, Failure, looking, output};
use crate::finding::nearest;
use crate::message;
use crate::show::handbook::{self, TOPICS};
use crate::show::paint::Paint;
use crate::text::Language;

/// Print a page of the handbook, or the help of a command
///
/// Without a name it lists the handbook's topics and the commands.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong help                               every topic and command
  corong help start                         from nothing to a report
  corong help day --language id             a day's work, in Indonesian
  corong help move                          as `corong move --help`")]
pub struct Args {
    /// A topic of the handbook, or a command
    #[arg(value_name = "TOPIC-OR-COMMAND")]
    pub name: Vec<String>,
    /// en or id; the workspace's where absent
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
}

/// Runs it; `corong` is the whole command line.
///
/// # Errors
/// Where there is no such topic or command, or no such language.
pub fn run(args: &Args, corong: Command, context: &Context) -> Result<ExitCode, Failure> {
    let language = args.language.as_deref().map_or_else(|| Ok(spoken()), looking::language)?;
    let mut corong = localized(corong, language);
    corong.build();
    let text = match args.name.as_slice() {
        [] => list(&mut corong, language),
        [name] if let Some(topic) = handbook::topic(name) => page(&topic.page(language), context),
        names => command(&mut corong, names, language)?,
    };
    output::result(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// A page, for a terminal or as it is written.
fn page(page: &str, context: &Context) -> String {
    match std::io::stdout().is_terminal() {
        true => handbook::on_terminal(page, Paint { color: context.color() }),
        false => page.to_owned(),
    }
}

fn list(corong: &mut Command, language: Language) -> String {
    let widest = TOPICS.iter().map(|topic| topic.name.len()).max().unwrap_or_default();
    let topics = TOPICS.iter().map(|topic| format!("  {:widest$}  {}\n", topic.name, topic.title(language)));
    let head = message!("The handbook: `corong help TOPIC`").in_language(language);
    format!("{head}\n{}\n{}", topics.collect::<String>(), shown(&corong.render_help(), language))
}

/// What a command says of itself.
fn command(corong: &mut Command, names: &[String], language: Language) -> Result<String, Failure> {
    let known = corong.get_subcommands().map(|command| command.get_name().to_owned());
    let known: Vec<String> = known.chain(TOPICS.iter().map(|topic| topic.name.to_owned())).collect();
    let mut found = corong;
    for name in names {
        found = found.find_subcommand_mut(name).ok_or_else(|| unknown(name, &known))?;
    }
    Ok(shown(&found.render_long_help(), language))
}

fn unknown(name: &str, known: &[String]) -> Failure {
    Failure::usage(match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => {
            message!("there is no topic or command `{name}`\n  help: did you mean `{near}`?", name, near)
        }
        None => message!("there is no topic or command `{name}`\n  help: `corong help` lists them", name),
    })
}
