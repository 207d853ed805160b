//! `corong check`: every finding of the workspace.

use std::path::PathBuf;
use std::process::ExitCode;

use super::mending::{self, FixArgs, Mended};
use super::{Context, Failure, output};
use crate::change::mends::Team;
use crate::check::{Checked, Checker};
use crate::show::findings::{self, Format};
use crate::source::{RelPath, Snapshot};
use crate::workspace::Workspace;

/// Check the lead files
///
/// Always reads the whole workspace; PATHs choose the findings that have a
/// place in them. --fix mends what is certain, --unsafe-fixes what moves or
/// deletes files. Exits 1 where an error is found and remains.
#[derive(clap::Args, Default)]
#[command(after_help = "Examples:
  corong check                              all findings, with the lines they are in
  corong check pipeline/4-proposal          only those with a place in that folder
  corong check --format concise | head      one line each, for scripts
  corong check --fix                        mends what is certain, shows what remains
  corong check --fix --unsafe-fixes -n      shows what would be mended, as a diff
  corong check --strict -o findings.json    warnings count too; for another program")]
pub struct Args {
    /// Only findings with a place in these files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to write them
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write to FILE; its extension chooses the format where --format is absent
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Warnings count like errors
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub fixes: FixArgs,
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace or the result cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let format = match (&args.format, &args.output) {
        (Some(format), _) => *format,
        (None, Some(file)) => output::by_extension(file, &[("json", Format::Json), ("txt", Format::Text)])?,
        (None, None) => Format::Text,
    };
    let disk = context.disk()?;
    let within = args.paths.iter().map(|path| context.inside(&disk, path)).collect::<Result<Vec<_>, _>>()?;
    for (path, given) in within.iter().zip(&args.paths) {
        if disk.place(path).symlink_metadata().is_err() {
            return Err(Failure::usage(format!("there is no file or folder `{}`", given.display())));
        }
    }
    if args.fixes.dry_run && !args.fixes.any() {
        return Err(Failure::usage(
            "--dry-run shows what --fix or --unsafe-fixes would do; give one of them",
        ));
    }
    let Mended { checked, diff } = if args.fixes.any() {
        mending::run(&args.fixes, context, &disk, &|snapshot| checked_by(context, snapshot, &within))?
    } else {
        Mended { checked: checked(context, &disk, &within)?, diff: None }
    };
    let look = context.look(args.output.is_none());
    let available = mending::available(&checked);
    let text = diff.unwrap_or_else(|| findings::render(&checked, &disk, format, look));
    output::to(args.output.as_deref(), &text, context)?;
    if let Some(available) =
        available.filter(|_| format == Format::Text && !context.quiet && !args.fixes.dry_run)
    {
        output::say(&available);
    }
    Ok(ExitCode::from(u8::from(checked.fails(args.strict))))
}

/// The findings of a snapshot that have a place within `paths`; all of them
/// where there are none.
///
/// # Errors
/// Where there is no workspace.
pub fn checked(context: &Context, snapshot: &dyn Snapshot, paths: &[RelPath]) -> Result<Checked, Failure> {
    checked_by(context, snapshot, paths).map(|(checked, _)| checked)
}

/// The same, and by whose rules.
fn checked_by(
    context: &Context,
    snapshot: &dyn Snapshot,
    paths: &[RelPath],
) -> Result<(Checked, Team), Failure> {
    let checker = Checker::new();
    let loaded = context.load(snapshot, &|file, found| checker.lead(file, found))?;
    let mut checked = checker.finish(&loaded.workspace, loaded.findings, loaded.files);
    if !paths.is_empty() {
        checked.choose(paths);
    }
    let Workspace { config, today, .. } = loaded.workspace;
    Ok((checked, Team { config, today }))
}
