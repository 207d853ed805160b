//! `corong undo`: the last change is taken back.

use std::io::ErrorKind;
use std::process::ExitCode;

use super::changing::{WriteArgs, refusal};
use super::{Context, Failure, output};
use crate::change::{Plan, PlanStep, take_back};
use crate::check;
use crate::host::{self, Disk, Journal, JournalEntry, Lock, Repository};
use crate::message;
use crate::pipeline::Config;
use crate::report::frozen_on;
use crate::session::content;
use crate::source::RelPath;
use crate::text::{Message, visible};
use crate::workspace::{CONFIG_FILE, load_config};

/// Of how many files git is asked whether the change was committed.
const ASKED: usize = 20;

/// Take back the last change that corong made
///
/// Again, the one before it, up to 20. What was moved, created or deleted is
/// where it was, byte for byte. Refused where a file has changed since; then
/// nothing is written, and the files are named.
///
/// What was committed is taken back in the files; `--commit` commits that too.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong undo
  corong undo --dry-run            shows what would be taken back
  corong undo --commit             takes back a change made with --commit, and commits that")]
pub struct Args {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// Runs it.
///
/// # Errors
/// Status 1 where there is nothing to take back or files have changed since, 2
/// where something cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let disk = context.disk()?;
    let lock = match args.write.dry_run {
        true => None,
        false => Some(Lock::take(disk.root())?),
    };
    let journal = Journal::of(disk.root());
    let Some(kept) = journal.last(0).map_err(|error| unreadable(&error))? else {
        return Err(Failure::refused(message!("there is no change of corong's to take back")));
    };
    let plan = plan_of(&kept, &disk)?;
    if plan.steps.is_empty() {
        if let Some(lock) = &lock {
            journal.forget(kept.number, lock).map_err(|error| unreadable(&error))?;
        }
        let before = journal.last(usize::from(lock.is_none())).ok().flatten();
        return Err(nothing_left(&kept.plan, before.as_ref().map(|before| &before.plan)));
    }
    let Some(lock) = lock else {
        output::diff(&plan.diff())?;
        return Ok(ExitCode::SUCCESS);
    };
    let committed = is_committed(&disk, &plan, args.write.commit);
    // What was deleted is nobody's more than it was.
    host::carry_out_within(disk.root(), &plan, &lock, kept.mode)?;
    // Where this fails, nothing is left of the change when it is asked for again.
    let _ = journal.forget(kept.number, &lock);
    drop(lock);
    output::tell(&summary(&plan))?;
    commit(&disk, &plan, committed, &args.write, context)
}

/// The plan that takes a change back; without steps where nothing is left of it.
///
/// # Errors
/// Where files have changed since, or the change was none of corong's.
pub fn plan_of(kept: &JournalEntry, disk: &Disk) -> Result<Plan, Failure> {
    let plan = take_back(&kept.plan, &|path| content(disk, path)).map_err(|refused| refusal(&refused))?;
    if !plan.steps.is_empty() {
        only_own_files(&plan, disk)?;
    }
    Ok(plan)
}

/// That the journal cannot be read.
pub fn unreadable(error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::InvalidData => Failure::refused(message!("{error}", error)),
        _ => Failure::usage(message!("what was changed cannot be read: {error}", error)),
    }
}

/// Refuses a change of anything but leads, kept forecasts and the configuration: a journal outside
/// git may have come with the files.
fn only_own_files(plan: &Plan, disk: &Disk) -> Result<(), Failure> {
    let rules: Vec<&str> = check::names().collect();
    let own = |config: &Config, path: &RelPath| {
        let lead =
            || path.name().ends_with(".yaml") && !path.as_str().split('/').any(|part| part.starts_with('.'));
        path.as_str() == CONFIG_FILE
            || frozen_on(path).is_some()
            || (lead() && config.pipelines.iter().any(|pipeline| path.below(&pipeline.dir).is_some()))
    };
    let config = load_config(disk, &rules)?.config;
    match plan.paths().into_iter().find(|path| !own(&config, path)) {
        None => Ok(()),
        Some(path) => Err(Failure::refused(message!(
            "`{path}` would be written, which is neither a lead, a kept forecast nor the configuration\n  \
             help: this was not noted by corong, or the pipelines have other folders since; nothing was written",
            path = visible(path.as_str())
        ))),
    }
}

fn nothing_left(plan: &Plan, before: Option<&Plan>) -> Failure {
    let next = before.map(|before| {
        message!("\n  help: `corong undo` again takes back `{title}`", title = visible(&before.title))
    });
    let told = message!(
        "nothing is left of `{title}`: it was taken back already, or never done",
        title = visible(&plan.title)
    );
    Failure::refused(told.and(next.unwrap_or_default()))
}

/// Whether what the plan changes is in the last commit as it is; `None` where
/// there is no git to say.
fn is_committed(disk: &Disk, plan: &Plan, all: bool) -> Option<bool> {
    let root = disk.root();
    let paths = plan.paths();
    let repository = Repository::of(root).ok().filter(|_| all || paths.len() <= ASKED)?;
    let clean = |path: &&RelPath| repository.is_uncommitted(path).is_ok_and(|uncommitted| !uncommitted);
    Some(paths.iter().all(clean))
}

/// Commits what was taken back, or says that the commit remains.
fn commit(
    disk: &Disk,
    plan: &Plan,
    committed: Option<bool>,
    write: &WriteArgs,
    context: &Context,
) -> Result<ExitCode, Failure> {
    match (write.commit, committed) {
        (true, Some(true)) => {
            host::commit(disk.root(), &plan.paths(), &plan.title).map_err(|why| {
                Failure::refused(message!(
                    "the change was taken back, but git did not commit that: {why}",
                    why
                ))
            })?;
        }
        (true, _) => {
            output::say(message!("note: there was nothing to commit, for the change was not committed"))
        }
        (false, Some(true)) if !context.quiet => {
            output::say(message!(
                "note: the commit of it remains; commit this too, as `corong undo --commit` does"
            ));
        }
        _ => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// The title, and where each file is now.
fn summary(plan: &Plan) -> Message {
    let place = |step: &PlanStep| match step.places() {
        (_, Some(place)) => message!("{place}\n", place),
        (Some(gone), None) => message!("removed {gone}\n", gone),
        (None, None) => Message::default(),
    };
    let places = Message::list(plan.steps.iter().map(place), "");
    message!("{title}\n{places}", title = plan.title, places)
}
