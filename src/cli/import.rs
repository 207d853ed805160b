//! `corong import`: a CRM's export into the workspace that is there.

use std::path::PathBuf;
use std::process::ExitCode;

use super::changing::{WriteArgs, begin};
use super::exports::{self, ImportFormat};
use super::progress::Progress;
use super::replaying::{Replayed, replay};
use super::{Context, Failure, ask, output};
use crate::change::{Plan, PlanStep};
use crate::exchange::guess::Guess;
use crate::exchange::table::Table;
use crate::exchange::{Import, ImportRefused, ImportTarget, import, known, map_text};
use crate::host;
use crate::message;
use crate::pipeline::ImportMap;
use crate::read::{self, read_import_map};
use crate::session::WorkspaceChange;
use crate::source::{ReadError, RelPath};
use crate::workspace::{CONFIG_FILE, MAP_FILE};

/// Bring a CRM's export in: new deals, and what the CRM changed of those that are here
///
/// What was changed here stays; what both changed is reported, one line each. The map
/// `corong.import.yaml` says how rows become leads; where there is none it is guessed.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong import deals.csv                   by the map that is here, or a guessed one
  corong import deals.csv history.csv       with a file of changes
  corong import deals.csv -n                only show what would come")]
pub struct Args {
    /// The files of the export: deals, and changes where there is a file of them
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The map that says how rows become leads; `corong.import.yaml` where absent
    #[arg(long, value_name = "MAP")]
    pub map: Option<PathBuf>,
    /// The sheet that holds the deals, where a spreadsheet has several
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// How the outcome is printed
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<ImportFormat>,
    /// Commit the dated history of new leads with git, a commit a day, then the rest
    #[arg(long, conflicts_with_all = ["dry_run", "commit"])]
    pub as_commits: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// The largest record of what was imported that is read, in bytes.
const LARGEST_RECORD: u64 = 1 << 28;

/// The map that is used.
struct Mapped {
    map: ImportMap,
    /// The text of the workspace's own.
    own: Option<String>,
    guessed: bool,
}

/// Runs it.
///
/// # Errors
/// Where a file cannot be read, is no table of deals or can be read in two ways, or
/// something cannot be written. Status 1 where lines of a new map have to be looked at.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let tables = exports::tables(&args.files, args.sheet.as_deref(), context)?;
    let change = begin(context, &args.write)?;
    let mapped = mapped(args, &change, context)?;
    let guess = guessed(&tables, &mapped, args, &change)?;
    let asks = args.write.asks();
    if mapped.guessed && (asks || args.write.dry_run) {
        exports::show_columns(&guess);
    }
    let unsure = mapped.guessed && !guess.review.is_empty();
    if unsure && !asks && !args.write.dry_run {
        return only_map(&guess, change);
    }
    if mapped.guessed && asks && !ask::yes(message!("Bring these deals in?")) {
        return Err(Failure::refused(message!("nothing was brought in")));
    }
    let mut done = worked_out(&tables, &guess, &mapped, &change, context)?;
    refuse_unseen(&mapped, &done, args)?;
    if args.write.dry_run {
        exports::tell(&done.report, args.format)?;
        if args.format.is_none() {
            output::diff(&Plan { title: String::new(), steps: done.steps }.diff())?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let leads = done.report.leads;
    let title = message!(
        "{from}: {new} new leads, {changed} changed",
        from = done.report.from.as_str(),
        new = leads.new,
        changed = leads.changed
    );
    let title = title.in_language(change.loaded.workspace.config.language);
    let (plan, root) =
        (Plan { title, steps: std::mem::take(&mut done.steps) }, change.disk.root().to_owned());
    change.carry(&plan)?;
    exports::tell(&done.report, args.format)?;
    if args.as_commits && !done.new.is_empty() {
        let leads = done.new.iter().map(|(id, deal)| (id.as_str(), deal)).collect();
        let (config, from) = (&done.config, done.report.from.as_str());
        replay(&root, Replayed { leads, config, from, beside: Vec::new() })?;
    }
    if (args.write.commit || args.as_commits) && !plan.steps.is_empty() {
        host::commit(&root, &plan.paths(), &plan.title).map_err(|why| {
            Failure::refused(message!("the change was made, but git did not commit it: {why}", why))
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The map that is named, or the workspace's own.
fn mapped(args: &Args, change: &WorkspaceChange, context: &Context) -> Result<Mapped, Failure> {
    let config = &change.loaded.workspace.config;
    if args.map.is_some() {
        let map = exports::map(args.map.as_deref(), Some(config), context)?;
        let guessed = map.lead.is_empty();
        return Ok(Mapped { map, own: None, guessed });
    }
    let path = RelPath::new(MAP_FILE);
    match read::text(&change.disk, &path) {
        Err(ReadError::Missing) => Ok(Mapped { map: ImportMap::default(), own: None, guessed: true }),
        Err(error) => Err(Failure::usage(message!("`{path}` cannot be read: {error}", path, error))),
        Ok(text) => {
            let map = read_import_map(&path, &text, Some(config))
                .map_err(|found| exports::wrong_map(&found, &path, &text, context))?;
            Ok(Mapped { map, own: Some(text), guessed: false })
        }
    }
}

/// What is known of the export; what can be read in two ways is asked for.
fn guessed(
    tables: &[Table],
    mapped: &Mapped,
    args: &Args,
    change: &WorkspaceChange,
) -> Result<Guess, Failure> {
    let config = &change.loaded.workspace.config;
    let mut map = mapped.map.clone();
    loop {
        match known(tables, &map, mapped.guessed, config) {
            Ok(guess) => return Ok(guess),
            Err(ImportRefused::Other(why)) => return Err(Failure::refused(why)),
            Err(ImportRefused::Unclear(unclear))
                if args.write.asks() && exports::settled(&unclear, &mut map) => {}
            Err(ImportRefused::Unclear(unclear)) => return Err(exports::unclear(&unclear)),
        }
    }
}

/// Writes the guessed map alone: its doubtful lines have to be looked at first.
fn only_map(guess: &Guess, change: WorkspaceChange) -> Result<ExitCode, Failure> {
    let language = change.loaded.workspace.config.language;
    let new = map_text(&guess.map_of_known(), &guess.review, language);
    let step = PlanStep::Create { path: RelPath::new(MAP_FILE), new };
    change.carry(&Plan { title: MAP_FILE.to_owned(), steps: vec![step] })?;
    output::tell(&message!("wrote {path}\n", path = MAP_FILE))?;
    for (line, why) in &guess.review {
        output::say(message!(
            "look at `{line}` in {map}: {why}",
            line = line.as_str(),
            map = MAP_FILE,
            why = why.clone()
        ));
    }
    Err(Failure::refused(message!(
        "nothing was brought in yet: the map is a guess, and {n} of its lines are marked `review`\n  \
         help: correct them, or take the marks away where they are right, and run it again",
        n = guess.review.len()
    )))
}

/// Refuses a first import by a map whose marks are still there.
fn refuse_unseen(mapped: &Mapped, done: &Import, args: &Args) -> Result<(), Failure> {
    if mapped.map.review.is_empty() || done.again || mapped.guessed || args.write.dry_run {
        return Ok(());
    }
    let lines: Vec<String> = mapped.map.review.iter().map(ToString::to_string).collect();
    Err(Failure::refused(message!(
        "nothing was brought in yet: lines of {map} are marked `review`: {lines}\n  \
         help: correct them, or take the marks away where they are right",
        map = MAP_FILE,
        lines = lines.join(", ")
    )))
}

fn worked_out(
    tables: &[Table],
    guess: &Guess,
    mapped: &Mapped,
    change: &WorkspaceChange,
    context: &Context,
) -> Result<Import, Failure> {
    let text = |path: &RelPath| match read::text_up_to(&change.disk, path, LARGEST_RECORD) {
        Ok(text) => Ok(Some(text)),
        Err(ReadError::Missing) => Ok(None),
        Err(error) => Err(message!("`{path}` cannot be read: {error}", path, error)),
    };
    let configuration = text(&RelPath::new(CONFIG_FILE)).map_err(Failure::usage)?.unwrap_or_default();
    let workspace = &change.loaded.workspace;
    let target = ImportTarget { workspace, configuration: &configuration, text: &text };
    let own = mapped.own.as_deref().map(|text| (text, &mapped.map));
    let progress = Progress::of_many(!context.quiet, message!("rows read"));
    let done = import(tables, guess, own, &target, workspace.today, &|| progress.count());
    done.map_err(|refused| match refused {
        ImportRefused::Other(why) => Failure::refused(why),
        ImportRefused::Unclear(unclear) => exports::unclear(&unclear),
    })
}
