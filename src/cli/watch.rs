//! `corong watch`: repeats a command when files change.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Context, Failure, check, output, report, site};
use crate::host::{self, Disk};
use crate::live::{Changing, QUIET};
use crate::message;
use crate::session::{KeptSession, TemplatesSaid};
use crate::source::Changes;

/// Repeat a command when leads, templates or the configuration change
///
/// Runs it once at the start, then after every change and a short quiet, and
/// says in one line what changed. Ctrl-C ends it.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong watch                              findings, again after every change
  corong watch check --strict pipeline/4-proposal
  corong watch report -o report.html        keeps a page up to date
  corong watch site                         keeps a folder of pages up to date")]
pub struct Args {
    /// What to repeat; `check` where nothing is said
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(clap::Subcommand)]
enum What {
    Check(check::Args),
    Report(report::Args),
    Site(site::Args),
}

/// Runs it until Ctrl-C.
///
/// # Errors
/// Where there is no workspace or the system cannot watch it.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let output = args.output().and_then(|file| host::absolute(&context.start.join(file)));
    let changing = begin(&context.disk()?, output)?;
    let (mut kept, mut said) = (KeptSession::default(), TemplatesSaid::None);
    once(args, context, &mut kept, &mut said, &Changes::everything());
    if !context.quiet {
        output::say(message!("watching; Ctrl-C ends"));
    }
    let watching = changing.each(QUIET, |changes| {
        output::say(message!(
            "[{time}] {changes}",
            time = host::now().format("%H:%M:%S").to_string(),
            changes = changes.line()
        ));
        once(args, context, &mut kept, &mut said, changes);
        true
    });
    watching.map_err(failed)?;
    Ok(ExitCode::SUCCESS)
}

/// Begins to watch a workspace; changes of `output` do not count.
///
/// # Errors
/// Where the system cannot watch it.
pub fn begin(disk: &Disk, output: Option<PathBuf>) -> Result<Changing, Failure> {
    Changing::of(&host::real(disk.root()), output, output::say).map_err(failed)
}

/// Why files cannot be watched.
pub fn failed(error: notify::Error) -> Failure {
    Failure::usage(message!("the files cannot be watched: {error}", error = error.to_string()))
}

impl Args {
    /// The file that is written to.
    fn output(&self) -> Option<&Path> {
        match &self.what {
            Some(What::Report(args)) => args.result.output.as_deref(),
            Some(What::Check(args)) => args.output.as_deref(),
            Some(What::Site(_)) | None => None,
        }
    }
}

/// One run, of everything or after some changes; what goes wrong is said and
/// the watching goes on.
fn once(args: &Args, context: &Context, kept: &mut KeptSession, said: &mut TemplatesSaid, changes: &Changes) {
    let done = match &args.what {
        None => check::again(&check::Args::default(), context, kept, changes),
        Some(What::Check(args)) => check::again(args, context, kept, changes),
        Some(What::Report(args)) => report::again(args, context, kept, said, changes),
        Some(What::Site(args)) => site::again(args, context, kept, said, changes),
    };
    if let Err(failure) = done {
        output::print(&failure.said());
    }
}
