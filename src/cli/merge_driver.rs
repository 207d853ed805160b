//! `corong merge-driver`: what git runs to merge a lead, and telling it to.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Context, Failure, output};
use crate::change::merge::{Marks, MergeVersions, Merged, merge};
use crate::change::{Plan, PlanStep};
use crate::host::{self, GitError, Lock, Repository};
use crate::init::merge_attributes;
use crate::message;
use crate::read::text;
use crate::source::{ReadError, RelPath};
use crate::text::{Message, visible};
use crate::workspace::load_config;

/// Merge two branches' versions of a lead; git runs this
///
/// `corong merge-driver --install` tells git to: it adds a line for each
/// pipeline to .gitattributes, which is committed, and writes merge.corong.name
/// and merge.corong.driver into this clone's configuration, which is not: every
/// clone needs it once. Without it git merges leads by their lines.
///
/// The lead is merged by what it says: activities and history of both branches
/// by time, lists as sets, fields each by itself. A field that the two
/// contradict each other in stays between conflict markers, and it alone.
#[derive(clap::Args)]
#[command(
    hide = true,
    after_help = "Examples:
  corong merge-driver --install             once in every clone
  corong merge-driver %O %A %B %P %L %S %X %Y
                                            what git runs; the result goes into %A

Exit status: 0 merged, 1 a contradiction is left between markers, 2 --install
failed, 129 nothing was merged and git stops."
)]
pub struct Args {
    /// Let git merge leads this way, in this clone
    #[arg(long, conflicts_with = "base")]
    pub install: bool,
    /// Where the two versions parted, %O; empty where there is no such file
    #[arg(required_unless_present = "install", requires = "theirs")]
    pub base: Option<PathBuf>,
    /// Our version, %A; the result is written there
    pub ours: Option<PathBuf>,
    /// Their version, %B
    pub theirs: Option<PathBuf>,
    /// Where the lead lies, %P
    #[arg(allow_hyphen_values = true)]
    pub path: Option<String>,
    /// The length of a conflict marker, %L
    pub size: Option<String>,
    /// What the three versions are called, %S %X %Y
    #[arg(num_args = 0..=3, allow_hyphen_values = true)]
    pub labels: Vec<String>,
}

/// What tells git that the merge failed, rather than left a conflict.
const FAILED: u8 = 129;

/// Runs it.
///
/// # Errors
/// Status 2 where the driver cannot be installed.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    if args.install {
        return install(context);
    }
    let (Some(base), Some(ours), Some(theirs)) = (&args.base, &args.ours, &args.theirs) else {
        return Err(Failure::usage(message!("three files are needed: %O %A %B")));
    };
    let place = |path: &Path| context.start.join(path);
    let shown = args.path.as_ref().map_or_else(|| message!("the lead"), Message::verbatim);
    let read = |path: &Path| host::bytes(&place(path));
    let sides = read(base).and_then(|base| Ok([base, read(ours)?, read(theirs)?]));
    let sides = match sides {
        Ok(sides) => sides,
        Err(error) => return Ok(failed(message!("{shown} was not merged: {error}", shown, error))),
    };
    let Some(merged) = merged(&sides, args) else {
        output::say(message!(
            "{shown} cannot be merged by its lines: our version is kept; \
             `git checkout --theirs` takes the other",
            shown
        ));
        return Ok(ExitCode::from(1));
    };
    if merged.0 != sides[1]
        && let Err(error) = host::write_merged(&place(ours), &merged.0)
    {
        return Ok(failed(message!("{shown} was not merged: {error}", shown, error)));
    }
    if let Some(told) = merged.1 {
        output::say(message!("{shown}: {told}", shown, told));
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

fn failed(why: Message) -> ExitCode {
    output::say(message!("error: {message}", message = why));
    ExitCode::from(FAILED)
}

/// The merged bytes, and what is left to decide; `None` where git cannot merge
/// the lines of what is no text.
fn merged(sides: &[Vec<u8>; 3], args: &Args) -> Option<(Vec<u8>, Option<Message>)> {
    let marks = marks(args);
    // A git that does not know a label leaves its sign there.
    let parted = args.labels.first().filter(|label| !label.is_empty() && !label.starts_with('%'));
    let labels = [marks.ours.as_str(), parted.map_or("base", String::as_str), marks.theirs.as_str()];
    let lines = |sides: [&[u8]; 3]| host::merge_lines(sides, marks.size, labels).ok();
    let texts: Vec<&str> = sides.iter().filter_map(|side| std::str::from_utf8(side).ok()).collect();
    let [base, ours, theirs] = texts.as_slice() else {
        let (bytes, clean) = lines([&sides[0], &sides[1], &sides[2]])?;
        return Some((bytes, (!clean).then(|| message!("its lines are in conflict"))));
    };
    let by_lines = |sides: &MergeVersions<'_>| {
        let base = sides.base.unwrap_or_default();
        let (bytes, clean) = lines([base.as_bytes(), sides.ours.as_bytes(), sides.theirs.as_bytes()])?;
        Some(Merged { text: String::from_utf8(bytes).ok()?, clean, fields: Vec::new() })
    };
    let base = (!base.is_empty()).then_some(*base);
    let merged = merge(&MergeVersions { base, ours, theirs }, &marks, &by_lines);
    let told = match merged.fields.as_slice() {
        _ if merged.clean => None,
        [] => Some(message!(
            "its lines are in conflict; keep what is right of the two sides and remove the markers"
        )),
        fields => Some(message!(
            "the branches contradict each other in {fields}; take one side of each and remove the markers",
            fields = fields.join(", ")
        )),
    };
    Some((merged.text.into_bytes(), told))
}

fn marks(args: &Args) -> Marks {
    let usual = Marks::default();
    let label = |at: usize, usual: String| {
        let given = args.labels.get(at).filter(|label| !label.is_empty() && !label.starts_with('%'));
        given.map_or(usual, |label| visible(label).into_owned())
    };
    let size =
        args.size.as_deref().and_then(|size| size.parse().ok()).filter(|size| (1..=200).contains(size));
    Marks { size: size.unwrap_or(usual.size), ours: label(1, usual.ours), theirs: label(2, usual.theirs) }
}

/// Tells git, in the workspace's `.gitattributes` and in this clone.
fn install(context: &Context) -> Result<ExitCode, Failure> {
    let disk = context.disk()?;
    let repository = Repository::of(disk.root()).map_err(|error| match error {
        GitError::NoRepository(_) => {
            Failure::usage(message!("there is no repository here\n  help: `git init` makes one"))
        }
        error => error.into(),
    })?;
    let rules: Vec<&str> = crate::check::names().collect();
    let config = load_config(&disk, &rules)?.config;
    let folders: Vec<RelPath> = config.pipelines.iter().map(|pipeline| pipeline.dir.clone()).collect();
    let lock = Lock::take(disk.root())?;
    let path = RelPath::new(".gitattributes");
    let old = match text(&disk, &path) {
        Ok(old) => Some(old),
        Err(ReadError::Missing) => None,
        Err(error) => return Err(Failure::usage(message!("`{path}` cannot be read: {error}", path, error))),
    };
    let new = merge_attributes(old.as_deref(), &folders);
    let mut told = Vec::new();
    if let Some(new) = new {
        let step = match old {
            Some(old) => PlanStep::Edit { path, old, new },
            None => PlanStep::Create { path, new },
        };
        let plan = Plan { title: "merge-driver".to_owned(), steps: vec![step] };
        host::carry_out(disk.root(), &plan, &lock)?;
        told.push(message!("wrote .gitattributes: commit it\n"));
    } else {
        told.push(message!(".gitattributes is up to date\n"));
    }
    let new = repository.install_driver()?;
    told.push(if new {
        message!("wrote merge.corong.name and merge.corong.driver into this clone's configuration\n")
    } else {
        message!("this clone's configuration is up to date\n")
    });
    output::tell(&Message::list(told, ""))?;
    Ok(ExitCode::SUCCESS)
}
