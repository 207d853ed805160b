//! `corong schema`: JSON Schemas for editors and other programs.

use std::path::PathBuf;
use std::process::ExitCode;

use super::stderr::spoken;
use super::{Context, Failure, output};
use crate::change::Plan;
use crate::host::{self, Disk, Lock};
use crate::message;
use crate::pipeline::Config;
use crate::read;
use crate::schema::{self, SchemaKind};
use crate::source::{ReadError, RelPath};
use crate::text::Message;
use crate::workspace::load_config;

/// Print the JSON Schema of a lead, the configuration or an output
///
/// Inside a workspace, a lead's schema knows its team, stages, sources, reasons
/// and own fields: an editor that knows JSON Schema completes and flags them.
/// --write keeps them in the workspace's `schemas` folder.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong schema lead                        this workspace's leads
  corong schema --write                     all of them, into schemas/
  corong schema lead --write -n             only show what would change")]
pub struct Args {
    /// What the schema is about; with --write all where none is named
    #[arg(value_enum, value_name = "WHAT", required_unless_present = "write")]
    pub what: Option<SchemaKind>,
    /// Write it to the workspace's `schemas` folder, where it differs
    #[arg(long, conflicts_with = "output")]
    pub write: bool,
    /// Show what --write would change, as a patch, and write nothing
    #[arg(short = 'n', long, requires = "write")]
    pub dry_run: bool,
    /// Ask nothing; there is nothing to ask
    #[arg(long, hide = true)]
    pub no_input: bool,
    /// Print to FILE
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// Status 1 where a link is in the way, 2 where there is no workspace to
/// write to or something cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let kinds = args.what.map_or_else(|| SchemaKind::ALL.to_vec(), |kind| vec![kind]);
    if args.write {
        write(&kinds, args.dry_run, context)?;
        return Ok(ExitCode::SUCCESS);
    }
    for kind in kinds {
        // Outside of a workspace there is no team to know.
        let disk = context.disk().ok().filter(|_| kind.knows_the_team());
        let config = disk.map(|disk| config(&disk)).transpose()?;
        output::to(args.output.as_deref(), &schema::text(kind, config.as_ref(), spoken()), context)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn config(disk: &Disk) -> Result<Config, Failure> {
    let rules: Vec<&str> = crate::check::names().collect();
    Ok(load_config(disk, &rules)?.config)
}

fn write(kinds: &[SchemaKind], dry_run: bool, context: &Context) -> Result<(), Failure> {
    let disk = context.disk()?;
    let lock = if dry_run { None } else { Some(Lock::take(disk.root())?) };
    let team = kinds.iter().any(|kind| kind.knows_the_team());
    let config = if team { Some(config(&disk)?) } else { None };
    let plan = schema::plan(kinds, config.as_ref(), spoken(), |path| there(&disk, path))?;
    let Some(lock) = lock else { return output::result(&plan.diff()) };
    host::carry_out(disk.root(), &plan, &lock)?;
    output::tell(&said(&plan, kinds))
}

/// What a schema's file says; `None` where there is none.
fn there(disk: &Disk, path: &RelPath) -> Result<Option<String>, Failure> {
    match read::text(disk, path) {
        Ok(text) => Ok(Some(text)),
        Err(ReadError::Missing) => Ok(None),
        Err(ReadError::Link) => Err(Failure::refused(message!(
            "`{path}` lies behind a symbolic link, and links are never followed",
            path
        ))),
        Err(error) => Err(Failure::usage(message!("`{path}` cannot be read: {error}", path, error))),
    }
}

fn said(plan: &Plan, kinds: &[SchemaKind]) -> Message {
    let wrote = plan.paths();
    let one = |path: RelPath| {
        if wrote.contains(&&path) {
            message!("wrote {path}\n", path)
        } else {
            message!("{path} is up to date\n", path)
        }
    };
    Message::list(kinds.iter().map(|kind| one(kind.path())), "")
}
