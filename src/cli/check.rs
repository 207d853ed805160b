//! `corong check`: every finding of the workspace.

use std::path::PathBuf;
use std::process::ExitCode;

use super::context::RevArgs;
use super::mending::{self, FixArgs, Mended};
use super::{Context, Failure, output, places};
use crate::check::{Reading, in_files};
use crate::message;
use crate::session::{
    Files, GitHistory, KeptSession, NewSince, Rules, checked, keep_new_findings, own_configuration, team,
    under,
};
use crate::show::findings::Format;
use crate::source::{Changes, Snapshot};

/// Check the lead files
///
/// Always reads the whole workspace; PATHs choose the findings that have a
/// place in them, --changed-since those that the work since the merge base
/// brought, also in files it did not touch. --fix mends what is certain,
/// --unsafe-fixes what moves or deletes files. Exits 1 where an error remains.
#[derive(clap::Args, Default)]
#[command(after_help = "Examples:
  corong check                              all findings, with the lines they are in
  corong check pipeline/4-proposal          only those with a place in that folder
  corong check --format concise | head      one line each, for scripts
  corong check --fix                        mends what is certain, shows what remains
  corong check --fix --unsafe-fixes -n      shows what would be mended, as a diff
  corong check --strict -o findings.json    warnings count too; for another program
  corong check --git                        what git saw of the moves and when, too
  corong check --rev HEAD~1                 what the commit before held, judged by its date
  corong check --changed-since main         only what this branch brought
  corong check --changed-since origin/main --config-from origin/main
                                            a branch of somebody you do not know")]
pub struct Args {
    /// Only findings with a place in these files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only what the work since the merge base of REV and HEAD brought,
    /// uncommitted changes included
    #[arg(long, value_name = "REV")]
    pub changed_since: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rev: RevArgs,
    /// Judge the files here by the configuration and the ignores of REV: what a
    /// branch changes of them never makes it pass. Says what it asks less of
    #[arg(long, value_name = "REV")]
    pub config_from: Option<String>,
    /// Hold the histories against git's too: moves that git dates otherwise, and
    /// stages it saw that no history names
    #[arg(long)]
    pub git: bool,
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

/// The formats that a file's extension chooses.
const EXTENSIONS: &[(&str, Format)] =
    &[("json", Format::Json), ("txt", Format::Text), ("sarif", Format::Sarif), ("xml", Format::Junit)];

/// Runs it.
///
/// # Errors
/// Where there is no workspace or the result cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let (context, files) = &context.looking(&args.rev)?;
    of(args, context, files, None)
}

/// Runs it anew, after a change.
///
/// # Errors
/// As [`run`].
pub fn again(
    args: &Args,
    context: &Context,
    kept: &mut KeptSession,
    changes: &Changes,
) -> Result<(), Failure> {
    let current = kept.look(context, args.rev.rev.as_deref(), changes)?;
    of(args, &context.of(current.session), &current.files, Some(current.reading)).map(drop)
}

/// Checks some files, which may have been read already.
fn of(args: &Args, context: &Context, files: &Files, read: Option<&Reading>) -> Result<ExitCode, Failure> {
    let format = output::format(args.format, args.output.as_deref(), EXTENSIONS)?.unwrap_or(Format::Text);
    if args.rev.rev.is_some() && args.fixes.any() {
        return Err(Failure::usage(message!(
            "what a revision holds cannot be mended any more\n  help: leave out --rev, or the fixes"
        )));
    }
    let inside = |path: &PathBuf| context.inside(files.root(), path);
    let within = args.paths.iter().map(inside).collect::<Result<Vec<_>, _>>()?;
    for (path, given) in within.iter().zip(&args.paths) {
        if !files.has(path) {
            return Err(Failure::usage(message!(
                "there is no file or folder `{given}`",
                given = given.display()
            )));
        }
    }
    if args.fixes.dry_run && !args.fixes.any() {
        return Err(Failure::usage(message!(
            "--dry-run shows what --fix or --unsafe-fixes would do; give one of them"
        )));
    }
    let rules = Rules::of(args.config_from.as_deref(), context, files)?;
    let history = if args.git { Some(GitHistory::of(files, context)?) } else { None };
    let base = rules.as_ref().map(|rules| rules.base()).transpose()?;
    let base = base.as_ref();
    let own = base.map(|base| own_configuration(base, context, files)).transpose()?;
    let chosen = |snapshot: &dyn Snapshot| {
        let (mut checked, team) = match read.filter(|_| base.is_none() && !args.git && !args.fixes.any()) {
            Some(read) => (read.checked_by(None, in_files(snapshot), None), team(&read.loaded.workspace)),
            None => checked(context, snapshot, base, history.as_ref())?,
        };
        if let Some(revision) = &args.changed_since {
            let asked = NewSince { revision, base, git: args.git };
            keep_new_findings(&mut checked, snapshot, &asked, context, files)?;
        }
        if let (Some(base), Some(own)) = (base, &own) {
            checked.add(base.unseen(snapshot, own, &checked.findings)?);
        }
        if !within.is_empty() {
            checked.choose(&within);
        }
        Ok((checked, team))
    };
    let Mended { checked, diff } = match files.disk().filter(|_| args.fixes.any()) {
        Some(disk) => mending::run(&args.fixes, context, disk, &chosen)?,
        None => Mended { checked: chosen(files)?.0, diff: None },
    };
    context.note_left_out(files.disk());
    let look = context.look(args.output.is_none());
    let available = files.disk().and_then(|_| mending::available(&checked));
    let under = under(files, rules.as_ref());
    match (diff, &args.output) {
        (Some(diff), None) => output::diff(&diff)?,
        (diff, file) => {
            let text = diff
                .unwrap_or_else(|| places::render(&checked, &*under, format, look, files.in_repository()));
            match (file, format) {
                (None, Format::Github) => output::commands(&text)?,
                (file, _) => output::to(file.as_deref(), &text, context)?,
            }
        }
    }
    if let Some(available) =
        available.filter(|_| format == Format::Text && !context.quiet && !args.fixes.dry_run)
    {
        output::say(available);
    }
    Ok(ExitCode::from(u8::from(checked.fails(args.strict))))
}
