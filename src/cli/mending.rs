//! `corong check --fix` and `--unsafe-fixes`: what can be mended is.

use super::{Context, Failure, output};
use crate::change::mends::{Draft, Looked, MendChoice, MendOutcome, mend};
use crate::check::Checked;
use crate::host::{Disk, Lock};
use crate::message;
use crate::session::{GitPast, carry_out};
use crate::source::Snapshot;
use crate::text::Message;

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
    let lock = if args.dry_run { None } else { Some(Lock::take(disk.root())?) };
    let past = GitPast { root: disk.root(), allow_dirty: args.allow_dirty };
    let wanted = MendChoice { safe: args.fix, files: args.unsafe_fixes };
    let mut draft = Draft::new(disk);
    let outcome = mend(&mut draft, wanted, &mut |draft| checked(draft), &past)?;
    let count = outcome.done.len();
    let title = counted(count, message!("1 finding mended"), message!("{count} findings mended", count));
    let plan = draft.plan(title.in_language(output::spoken()));
    let diff = match &lock {
        Some(lock) => {
            carry_out(disk.root(), &plan, lock, context)?;
            None
        }
        None => Some(plan.diff()),
    };
    say(&outcome, draft.changed(), args, context);
    let checked = if args.dry_run { checked(disk)?.0 } else { outcome.checked };
    Ok(Mended { checked, diff })
}

/// Tells what was mended and what was refused.
fn say(outcome: &MendOutcome, files: usize, args: &FixArgs, context: &Context) {
    if !context.quiet {
        if context.verbose {
            outcome.done.iter().for_each(|line| output::say(line.clone()));
        }
        let n = outcome.done.len();
        let findings = counted(n, message!("1 finding"), message!("{n} findings", n));
        let files = counted(files, message!("1 file"), message!("{files} files", files));
        output::say(match (n, args.dry_run) {
            (0, _) => message!("nothing was mended"),
            (_, true) => message!("would mend {findings} in {files}", findings, files),
            (_, false) => message!("mended {findings} in {files}", findings, files),
        });
    }
    outcome.refused.iter().for_each(|line| output::say(message!("refused: {message}", message = line)));
}

/// One of two, by how many there are.
fn counted(n: usize, one: Message, many: Message) -> Message {
    if n == 1 { one } else { many }
}

/// Names the mends that are still to be had; nothing where there is none.
pub fn available(checked: &Checked) -> Option<Message> {
    let fixes = || checked.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let safe = fixes().filter(|fix| fix.is_safe()).count();
    let files = fixes().count() - safe;
    let told: Vec<Message> = [(safe, "--fix"), (files, "--unsafe-fixes")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, option)| message!("{count} can be mended with {option}", count, option))
        .collect();
    (!told.is_empty()).then(|| Message::list(told, ", "))
}
