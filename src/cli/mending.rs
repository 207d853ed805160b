//! `corong check --fix` and `--unsafe-fixes`: what can be mended is.

use std::path::Path;

use super::{Context, Failure, noted, output};
use crate::change::mends::{Arrival, Draft, Looked, Outcome, Past, Wanted, mend};
use crate::check::Checked;
use crate::host::{Disk, GitError, Lock, Log, LogFiles, Objects, Repository, Walk};
use crate::read;
use crate::source::{RelPath, Snapshot};
use crate::text::visible;

/// What may be mended, and how.
#[derive(clap::Args, Default)]
pub struct FixArgs {
    /// Mend what is certain and changes text only
    #[arg(long)]
    pub fix: bool,
    /// Mend what moves or deletes a file or takes a date from git
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Let --unsafe-fixes change files that git could not give back
    #[arg(long, requires = "unsafe_fixes")]
    pub allow_dirty: bool,
    /// Show what would be mended, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Never ask; checking never does
    #[arg(long)]
    pub no_input: bool,
}

impl FixArgs {
    /// Whether anything is to be mended.
    pub fn any(&self) -> bool {
        self.fix || self.unsafe_fixes
    }
}

/// What mending came to.
pub struct Mended {
    /// What remains; with `--dry-run` what is there.
    pub checked: Checked,
    /// What would be written, where nothing was.
    pub diff: Option<String>,
}

/// Gives the chosen findings of a snapshot, and by whose rules.
pub type CheckedBy<'c> = &'c dyn Fn(&dyn Snapshot) -> Looked<Failure>;

/// Mends the files of a workspace. `checked` gives the chosen findings of a
/// snapshot.
///
/// # Errors
/// Where there is no workspace, or it cannot be written.
pub fn run(
    args: &FixArgs,
    context: &Context,
    disk: &Disk,
    checked: CheckedBy<'_>,
) -> Result<Mended, Failure> {
    let lock = if args.dry_run {
        None
    } else {
        Some(Lock::take(disk.root()).map_err(|e| Failure::usage(e.to_string()))?)
    };
    let past = Git { root: disk.root(), allow_dirty: args.allow_dirty };
    let wanted = Wanted { safe: args.fix, files: args.unsafe_fixes };
    let mut draft = Draft::new(disk);
    let outcome = mend(&mut draft, wanted, &mut |draft| checked(draft), &past)?;
    let count = outcome.done.len();
    let plan = draft.plan(format!("{count} {} mended", if count == 1 { "finding" } else { "findings" }));
    let diff = match &lock {
        Some(lock) => {
            noted::carry_out(disk.root(), &plan, lock)?;
            None
        }
        None => Some(plan.diff()),
    };
    say(&outcome, draft.changed(), args, context);
    let checked = if args.dry_run { checked(disk)?.0 } else { outcome.checked };
    Ok(Mended { checked, diff })
}

/// Tells what was mended and what was refused.
fn say(outcome: &Outcome, files: usize, args: &FixArgs, context: &Context) {
    if !context.quiet {
        if context.verbose {
            outcome.done.iter().for_each(|line| output::say(&visible(line)));
        }
        let would = if args.dry_run { "would mend" } else { "mended" };
        let findings = if outcome.done.len() == 1 { "finding" } else { "findings" };
        let in_files = if files == 1 { "file" } else { "files" };
        output::say(&match outcome.done.len() {
            0 => "nothing was mended".to_owned(),
            count => format!("{would} {count} {findings} in {files} {in_files}"),
        });
    }
    outcome.refused.iter().for_each(|line| output::say(&format!("refused: {}", visible(line))));
}

/// Names the mends that are still to be had; nothing where there is none.
pub fn available(checked: &Checked) -> Option<String> {
    let fixes = || checked.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let safe = fixes().filter(|fix| fix.is_safe()).count();
    let files = fixes().count() - safe;
    let told: Vec<String> = [(safe, "--fix"), (files, "--unsafe-fixes")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, option)| format!("{count} can be mended with {option}"))
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// What git knows of the workspace.
struct Git<'r> {
    root: &'r Path,
    allow_dirty: bool,
}

impl Git<'_> {
    /// The repository; where there is none, that it is there for something.
    fn repository(&self, to: &str) -> Result<Repository, String> {
        Repository::of(self.root).map_err(|error| match error {
            GitError::NoRepository(_) => format!("there is no git repository here that {to}"),
            error => error.to_string(),
        })
    }
}

impl Past for Git<'_> {
    fn is_kept(&self, path: &RelPath) -> Result<(), String> {
        if self.allow_dirty {
            return Ok(());
        }
        let repository = self.repository("could give it back; --allow-dirty mends all the same")?;
        if repository.is_uncommitted(path).map_err(GitError::why)? {
            return Err(format!(
                "`{path}` has uncommitted changes: commit them first, or mend all the same with --allow-dirty"
            ));
        }
        Ok(())
    }

    fn arrival(&self, path: &RelPath) -> Result<Arrival, String> {
        let repository = self.repository("knows when it came to this folder")?;
        let unknown = || {
            "no commit brought it to this folder, so git does not know when it came: commit the move first, or undo it and use `corong move`".to_owned()
        };
        // By names alone, along the line of first parents: renames are not guessed.
        let folder = RelPath::new(repository.prefix());
        let (own, of) = (folder.join(path.as_str()), LogFiles::Named(&folder, path.name()));
        let log = repository.log(&Log { tip: "HEAD", walk: Walk::Line, kinds: "AD", of });
        let mut log = log.map_err(GitError::why)?.into_iter();
        let logged = log.find_map(|logged| {
            let came = logged.changes.iter().find(|change| change.path == own)?.after.clone()?;
            Some((logged, came))
        });
        let (logged, came) = logged.ok_or_else(unknown)?;
        let objects = repository.objects();
        let text = |object: &str| {
            read::text(&objects, &Objects::path(object, path.name())).map_err(|error| error.to_string())
        };
        let gone: Vec<&String> = logged.changes.iter().filter_map(|change| change.before.as_ref()).collect();
        // Of several it is not known which one moved.
        let before = if let [one] = gone[..] { Some(text(one)?) } else { None };
        let commit = logged.commit;
        Ok(Arrival { at: commit.authored, email: commit.email, text: text(&came)?, before })
    }
}
