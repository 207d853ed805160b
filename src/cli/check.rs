//! `corong check`: every finding of the workspace.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Context, Failure, output};
use crate::check::{Checked, Checker};
use crate::show::findings::{self, Format};
use crate::source::{RelPath, Snapshot};

/// Check the lead files
///
/// Always reads the whole workspace; PATHs choose the findings that have a
/// place in them. Exits 1 where an error is found.
#[derive(clap::Args, Default)]
#[command(after_help = "Examples:
  corong check                              all findings, with the lines they are in
  corong check pipeline/4-proposal          only those with a place in that folder
  corong check --format concise | head      one line each, for scripts
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
}

/// The formats that a file's extension chooses.
const EXTENSIONS: &[(&str, Format)] =
    &[("json", Format::Json), ("txt", Format::Text), ("sarif", Format::Sarif), ("xml", Format::Junit)];

/// Runs it.
///
/// # Errors
/// Where there is no workspace or the result cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let format = match (&args.format, &args.output) {
        (Some(format), _) => *format,
        (None, Some(file)) => output::by_extension(file, EXTENSIONS)?,
        (None, None) => Format::Text,
    };
    let disk = context.disk()?;
    let within = args.paths.iter().map(|path| context.inside(&disk, path)).collect::<Result<Vec<_>, _>>()?;
    for (path, given) in within.iter().zip(&args.paths) {
        if disk.place(path).symlink_metadata().is_err() {
            return Err(Failure::usage(format!("there is no file or folder `{}`", given.display())));
        }
    }
    let checked = checked(context, &disk, &within)?;
    let look = context.look(args.output.is_none());
    let text = findings::render(&checked, &disk, format, look);
    output::to(args.output.as_deref(), &text, context)?;
    Ok(ExitCode::from(u8::from(checked.fails(args.strict))))
}

/// The findings of a snapshot that have a place within `paths`; all of them
/// where there are none.
///
/// # Errors
/// Where there is no workspace.
pub fn checked(context: &Context, snapshot: &dyn Snapshot, paths: &[RelPath]) -> Result<Checked, Failure> {
    let checker = Checker::new();
    let loaded = context.load(snapshot, &|file, found| checker.lead(file, found))?;
    let mut checked = checker.finish(&loaded.workspace, loaded.findings, loaded.files);
    if !paths.is_empty() {
        checked.choose(paths);
    }
    Ok(checked)
}
