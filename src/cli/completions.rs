//! `corong completions`: the script by which a shell completes command lines.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Context, Failure, complete, output};
use crate::host;
use crate::message;

/// Print the script that completes corong's command lines in a shell
///
/// It completes commands, options, lead ids, stages, owners, sources, kinds of
/// activities, reasons and fields, as the workspace at hand has them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  source <(corong completions bash)              in ~/.bashrc
  source <(corong completions zsh)               in ~/.zshrc, after compinit
  corong completions fish | source               in ~/.config/fish/config.fish
  corong completions powershell | Out-String | Invoke-Expression        in $PROFILE

Keep it out of a file: the script fits the corong that printed it.")]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// A shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Shell {
    /// GNU's.
    Bash,
    /// The Z shell.
    Zsh,
    /// fish.
    Fish,
    /// Of Windows and elsewhere.
    #[value(alias = "pwsh")]
    Powershell,
}

/// Runs it; `program` is what the program was started as.
///
/// # Errors
/// Where stdout cannot be written.
pub fn run(args: &Args, program: &OsString, context: &Context) -> Result<ExitCode, Failure> {
    let name = match args.shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
    };
    let shell = complete::SHELLS.iter().find(|shell| shell.is(name));
    let mut script = Vec::new();
    if let Some(shell) = shell {
        let asked = asked(program, context);
        shell
            .write_registration(complete::VARIABLE, "corong", "corong", &asked, &mut script)
            .map_err(|error| Failure::usage(message!("the script cannot be made: {error}", error)))?;
    }
    output::result(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// The program that the script asks: found by its name, or where it was started.
fn asked(program: &OsString, context: &Context) -> String {
    let program = Path::new(program);
    let by_name = program.components().count() <= 1;
    let here = host::current_dir().unwrap_or_else(|_| context.start.clone());
    let place: PathBuf = if by_name { program.to_owned() } else { here.join(program) };
    place.to_string_lossy().into_owned()
}
