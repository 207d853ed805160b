//! `corong man`: the manual's pages, made of what `--help` says.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::{Context, Failure, output};
use crate::finding::nearest;
use crate::host::OutputRefused;
use crate::message;

/// Print the manual page of corong or of one of its commands
///
/// With a folder it writes all of them there: `corong.1`, and one for each
/// command, such as `corong-move.1`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong man | man -l -
  corong man move | man -l -
  corong man -o ~/.local/share/man/man1       one page a command; then: man corong-move")]
pub struct Args {
    /// The command; corong itself where none is named
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write a page for corong and one for each command into DIR
    #[arg(short, long, value_name = "DIR", conflicts_with = "command")]
    pub output: Option<PathBuf>,
}

/// Runs it; `corong` is the whole command line.
///
/// # Errors
/// Where there is no such command, or a page cannot be written.
pub fn run(args: &Args, corong: Command, context: &Context) -> Result<ExitCode, Failure> {
    let mut corong = corong.disable_help_subcommand(true);
    corong.build();
    if let Some(folder) = &args.output {
        return write(folder, &corong, context);
    }
    let command = match args.command.as_deref() {
        None => &corong,
        Some(name) => corong.find_subcommand(name).ok_or_else(|| unknown(name, &corong))?,
    };
    output::result(&page(command)?)?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str, corong: &Command) -> Failure {
    let near = nearest(name, corong.get_subcommands().map(Command::get_name));
    let near = near.map(|near| message!("; did you mean `{near}`?", near)).unwrap_or_default();
    Failure::usage(message!("there is no command `{name}`{near}", name, near))
}

fn write(named: &Path, corong: &Command, context: &Context) -> Result<ExitCode, Failure> {
    let folder = output::folder(named, context)?;
    let shown = corong.get_subcommands().filter(|command| !command.is_hide_set());
    let all: Vec<&Command> = std::iter::once(corong).chain(shown).collect();
    for command in &all {
        let name = Man::new((*command).clone()).get_filename();
        let written = folder.write(&name, page(command)?.as_bytes());
        written.map_err(|error| output::unwritable(named, OutputRefused::Io(error), context))?;
    }
    if !context.quiet {
        output::say(message!("wrote {all} pages to {named}", all = all.len(), named = named.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// A command's page, in roff.
fn page(command: &Command) -> Result<String, Failure> {
    let man = Man::new(command.clone()).manual("corong's manual");
    let mut page = Vec::new();
    let rendered = man
        .render_title(&mut page)
        .and_then(|()| man.render_name_section(&mut page))
        .and_then(|()| man.render_synopsis_section(&mut page))
        .and_then(|()| man.render_description_section(&mut page))
        .and_then(|()| man.render_options_section(&mut page))
        .and_then(|()| match command.has_subcommands() {
            true => man.render_subcommands_section(&mut page),
            false => Ok(()),
        })
        .and_then(|()| more(command).to_writer(&mut page));
    rendered.map_err(|error| Failure::usage(message!("the page cannot be made: {error}", error)))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// What is after the options: `Examples:` and the like become a section,
/// their lines kept as they are.
fn more(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let Some(help) = command.get_after_long_help().or_else(|| command.get_after_help()) else { return roff };
    let help = help.to_string();
    let (head, body) =
        help.split_once(':').filter(|(head, _)| !head.contains('\n')).unwrap_or(("Notes", &help));
    roff.control("SH", [head.to_uppercase().as_str()]);
    roff.control("nf", []);
    body.trim_start_matches(['\n', ' ']).lines().for_each(|line| {
        roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
    });
    roff.control("fi", []);
    roff
}
