//! `corong init --from`: a whole workspace out of a CRM's export.

use std::collections::HashSet;
use std::convert::Infallible;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use super::progress::Progress;
use super::replaying::{Replayed, replay};
use super::{Context, Failure, exports, output};
use crate::change::{Plan, PlanStep};
use crate::exchange::{ImportRefused, NewWorkspace};
use crate::host::{self, Lock, NewFolder};
use crate::init::InitOptions;
use crate::message;
use crate::source::RelPath;
use crate::workspace::CONFIG_FILE;

/// What is taken of an export.
#[derive(clap::Args, Default)]
pub struct FromArgs {
    /// Make it out of a CRM's export: the file of deals, and one of changes where there is one
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "example")]
    pub from: Vec<PathBuf>,
    /// A map that says how rows become leads, or what of it is known: how dates are written
    #[arg(long, value_name = "MAP", requires = "from")]
    pub map: Option<PathBuf>,
    /// The sheet that holds the deals, where a spreadsheet has several
    #[arg(long, value_name = "NAME", requires = "from")]
    pub sheet: Option<String>,
    /// Commit the dated history with git, a commit a day
    #[arg(long, requires = "from", conflicts_with = "dry_run")]
    pub as_commits: bool,
    /// How the outcome is printed
    #[arg(long, value_enum, value_name = "FORMAT", requires = "from")]
    pub format: Option<exports::ImportFormat>,
}

/// Where it is made, and how.
pub struct Making<'m> {
    /// The folder.
    pub root: &'m Path,
    /// Its name, language and so on.
    pub options: InitOptions,
    /// Whether the currency was given, rather than usual.
    pub currency_given: bool,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// Whether nothing is to be asked.
    pub no_input: bool,
}

/// Makes the workspace.
///
/// # Errors
/// Where a file cannot be read, is no table of deals or can be read in two ways, or
/// the workspace cannot be written.
pub fn run(args: &FromArgs, making: &Making<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let mut tables = exports::tables(&args.from, args.sheet.as_deref(), context)?;
    let mut map = exports::map(args.map.as_deref(), None, context)?;
    let asks = !making.no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let today = context.day(making.options.timezone);
    let mut made = loop {
        let progress = Progress::of_many(!context.quiet, message!("rows read"));
        let options = making.options.clone();
        let made =
            NewWorkspace::of(&mut tables, &map, options, making.currency_given, today, &|| progress.count());
        drop(progress);
        match made {
            Ok(made) => break made,
            Err(ImportRefused::Other(why)) => return Err(Failure::refused(why)),
            Err(ImportRefused::Unclear(unclear)) if asks && exports::settled(&unclear, &mut map) => {}
            Err(ImportRefused::Unclear(unclear)) => return Err(exports::unclear(&unclear)),
        }
    };
    drop(tables);
    if asks || making.dry_run {
        exports::show_columns(&made.guess);
    }
    if making.dry_run {
        exports::tell(&made.report(), args.format)?;
        if args.format.is_none() {
            output::diff(&planned(&made, making.root).diff())?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let kept: HashSet<RelPath> = made
        .files
        .iter()
        .map(|(path, _)| path)
        .filter(|path| host::is_taken(&making.root.join(path.as_str())))
        .cloned()
        .collect();
    made.files.push(made.record());
    write(&made, making.root, context)?;
    if args.as_commits {
        let beside = made.files.iter().filter(|(path, _)| !kept.contains(path)).cloned().collect();
        let leads = made.leads.iter().map(|(id, deal)| (id.as_str(), deal)).collect();
        let from = made.guess.map.from.as_str();
        replay(making.root, Replayed { leads, config: &made.config, from, beside })?;
    }
    exports::tell(&made.report(), args.format)?;
    Ok(ExitCode::SUCCESS)
}

/// The files that would be written.
fn planned(made: &NewWorkspace, root: &Path) -> Plan {
    let create = |path: &RelPath, new: &str| PlanStep::Create { path: path.clone(), new: new.to_owned() };
    let leads = Mutex::new(Vec::new());
    let Ok(()) = made.each_lead(|path, text| {
        leads.lock().unwrap_or_else(PoisonError::into_inner).push(create(path, text));
        Ok::<(), Infallible>(())
    });
    let mut leads = leads.into_inner().unwrap_or_else(PoisonError::into_inner);
    leads.sort_by(|one, other| one.places().1.cmp(&other.places().1));
    let free = |(path, _): &&(RelPath, String)| !host::is_taken(&root.join(path.as_str()));
    let files = made.files.iter().filter(free).map(|(path, new)| create(path, new));
    Plan { title: String::new(), steps: files.chain(leads).collect() }
}

/// Writes everything; in a folder that is there the configuration comes last, so that
/// nobody takes it for a workspace before.
fn write(made: &NewWorkspace, root: &Path, context: &Context) -> Result<(), Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::refused(message!(
            "`{name}` is in the folder already, and nothing is overwritten",
            name = error.to_string()
        )),
        std::io::ErrorKind::Interrupted => {
            Failure::stopped(message!("it was stopped, and nothing was written"))
        }
        _ => Failure::usage(message!("the workspace cannot be written: {error}", error)),
    };
    let top = |path: &RelPath| path.as_str().split('/').next().unwrap_or_default().to_owned();
    let is_beside = |path: &RelPath| root.is_absolute() && host::is_taken(&root.join(top(path)));
    let folder = NewFolder::begin(root).map_err(failed)?;
    let (beside, own): (Vec<_>, Vec<_>) = made.files.iter().partition(|(path, _)| is_beside(path));
    for (path, text) in &own {
        folder.write(path, text).map_err(failed)?;
    }
    let progress = Progress::of_many(!context.quiet, message!("leads written"));
    made.each_lead(|path, text| {
        progress.count();
        folder.write(path, text)
    })
    .map_err(failed)?;
    drop(progress);
    folder.finish(CONFIG_FILE).map_err(failed)?;
    let free = |(path, _): &&&(RelPath, String)| !host::is_taken(&root.join(path.as_str()));
    let create = |(path, new): &&(RelPath, String)| PlanStep::Create { path: path.clone(), new: new.clone() };
    let steps: Vec<PlanStep> = beside.iter().filter(free).map(create).collect();
    if !steps.is_empty() {
        let plan = Plan { title: "init".to_owned(), steps };
        host::carry_out(root, &plan, &Lock::take(root)?)?;
    }
    Ok(())
}
