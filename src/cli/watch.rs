//! `corong watch`: repeats a command when files change.

use std::path::Path;
use std::process::ExitCode;

use super::{Context, Failure, check, output, report, site};
use crate::host::{self, Disk};
use crate::live::{Changing, QUIET, Watched};
use crate::source::{Changes, RelPath};
use crate::workspace::{CONFIG_FILE, load_config};

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
    let disk = context.disk()?;
    let root = disk.root().canonicalize().unwrap_or_else(|_| disk.root().to_owned());
    let output = args.output().and_then(|file| host::absolute(&context.start.join(file)));
    let wanted = || wanted(&disk).map(|watched| Watched { output: output.clone(), ..watched });
    let mut watched = wanted().unwrap_or_default();
    let failed = |error| Failure::usage(format!("the files cannot be watched: {error}"));
    let changing = Changing::below(&root, watched.clone()).map_err(failed)?;
    let mut kept = site::KeptSite::default();
    once(args, context, &mut kept, &Changes::everything());
    if !context.quiet {
        output::say("watching; Ctrl-C ends");
    }
    let watching = changing.each(QUIET, |changes| {
        output::say(&format!("[{}] {}", host::now().format("%H:%M:%S"), changes.line()));
        once(args, context, &mut kept, changes);
        // A configuration that is broken for a moment keeps the folders it had.
        watched = wanted().unwrap_or_else(|| watched.clone());
        Some(watched.clone())
    });
    watching.map_err(failed)?;
    Ok(ExitCode::SUCCESS)
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
fn once(args: &Args, context: &Context, kept: &mut site::KeptSite, changes: &Changes) {
    let done = match &args.what {
        None => check::run(&check::Args::default(), context).map(drop),
        Some(What::Check(args)) => check::run(args, context).map(drop),
        Some(What::Report(args)) => report::run(args, context).map(drop),
        Some(What::Site(args)) => site::again(args, context, kept, changes),
    };
    if let Err(failure) = done {
        output::say(failure.message());
    }
}

/// What to watch, by the configuration as it is now; `None` where it is broken.
pub fn wanted(disk: &Disk) -> Option<Watched> {
    let names: Vec<&str> = crate::check::names().collect();
    let config = load_config(disk, &names).ok()?.config;
    let mut folders: Vec<_> = config.pipelines.iter().map(|pipeline| pipeline.dir.clone()).collect();
    folders.push(RelPath::new("templates"));
    Some(Watched { folders, files: vec![RelPath::new(CONFIG_FILE)], output: None })
}
