//! `corong sync`: what others did comes here, and what was done here goes to them.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::{Context, Failure, output};
use crate::finding::Severity;
use crate::host::{Lock, Repository, Upstream};
use crate::message;
use crate::session::{Files, NewSince, checked, keep_new_findings, of_workspace};
use crate::show::findings::{self, Format};
use crate::source::RelPath;
use crate::text::{Message, visible};

/// Fetch and merge what others did, check it, and push what was done here
///
/// Fetches the branch that the present one follows, merges it with the merge
/// driver for leads, checks the workspace and pushes. It says each step, and
/// stops where a person is needed: uncommitted changes, branches that contradict
/// each other, errors that the others do not have yet. Nothing is ever forced.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong sync
  corong sync -n                            what would be merged and pushed, as last fetched")]
pub struct Args {
    /// Show what would be done, and do nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Never ask, even on a terminal
    #[arg(long)]
    pub no_input: bool,
}

/// How often it is tried again where somebody pushed just before.
const ROUNDS: usize = 3;

/// Runs it.
///
/// # Errors
/// Status 1 where a person is needed, 2 where there is no repository or git does
/// not reach the others.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let (context, files) = &context.looking(&super::context::RevArgs::default())?;
    let repository = files.repository()?;
    let upstream = followed(&repository)?;
    let sync = Sync { context, files, repository, upstream };
    sync.only_committed()?;
    if args.dry_run {
        return sync.show();
    }
    let asks = !args.no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    for _ in 0..ROUNDS {
        if sync.round(asks)? {
            return Ok(ExitCode::SUCCESS);
        }
        say(message!("somebody pushed just now: once more"))?;
    }
    Err(Failure::refused(message!(
        "others push all the time: nothing of yours was pushed\n  help: try again"
    )))
}

/// The branch that the present one follows, where nothing is in the way.
fn followed(repository: &Repository) -> Result<Upstream, Failure> {
    if let Some(what) = repository.unfinished() {
        return Err(Failure::refused(message!(
            "a {what} is not finished\n  help: `git status` says what is left to do; `git {what} --abort` gives it up",
            what
        )));
    }
    let Some(branch) = repository.branch() else {
        return Err(Failure::refused(message!(
            "no branch is checked out\n  help: `git switch main` goes back to the main branch"
        )));
    };
    if let Some(upstream) = repository.upstream(&branch)? {
        return Ok(upstream);
    }
    let shown = visible(&branch).into_owned();
    Err(Failure::refused(match repository.remotes()?.first() {
        Some(remote) => message!(
            "the branch `{branch}` follows none yet, so nobody else has it\n  help: `git push -u {remote} {branch}` gives it to the others, once",
            branch = shown,
            remote = visible(remote)
        ),
        None => message!(
            "there is nobody to share with: this repository knows no other\n  help: `git remote add origin ADDRESS`, then `git push -u origin {branch}`",
            branch = shown
        ),
    }))
}

fn say(message: Message) -> Result<(), Failure> {
    output::result(&format!("{}\n", message.in_language(super::stderr::spoken())))
}

/// A branch and the one it follows.
struct Sync<'s> {
    context: &'s Context,
    files: &'s Files,
    repository: Repository,
    upstream: Upstream,
}

impl Sync<'_> {
    fn their_name(&self) -> String {
        visible(self.upstream.short()).into_owned()
    }

    /// What is not committed is nobody else's yet, and a merge could meet it.
    fn only_committed(&self) -> Result<(), Failure> {
        let changed = self.repository.ask_status(&[])?.answer()?.changed;
        let ours = of_workspace(self.files, changed);
        if ours.is_empty() {
            return Ok(());
        }
        Err(Failure::refused(message!(
            "not committed yet: {files}\n  help: `git add --all` and `git commit -m 'What was done'` first; changes made with --commit are",
            files = named(&ours)
        )))
    }

    /// How many commits are here alone, and how many there.
    fn apart(&self) -> Result<(usize, usize), Failure> {
        let known = self.repository.known(&self.upstream);
        Ok(self.repository.apart("HEAD", known.as_deref())?)
    }

    fn show(&self) -> Result<ExitCode, Failure> {
        let (ours, theirs) = self.apart()?;
        say(message!("would fetch from {remote}", remote = visible(&self.upstream.remote)))?;
        if theirs > 0 {
            let name = self.their_name();
            say(message!(
                "would merge what is new in {name}, as last fetched (commits: {n})",
                name,
                n = theirs
            ))?;
        }
        match ours {
            0 => say(message!("there is nothing to push"))?,
            _ => {
                let name = self.their_name();
                say(message!("would check, and push to {name} (commits: {n})", name, n = ours))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Fetches, merges, checks and pushes; false where the others have more by then.
    fn round(&self, asks: bool) -> Result<bool, Failure> {
        let name = self.their_name();
        self.repository.fetch(&self.upstream, asks)?;
        match self.apart()? {
            (_, 0) => say(message!("nothing new in {name}", name = name.as_str()))?,
            (_, theirs) => {
                self.merge()?;
                say(message!(
                    "merged what is new in {name} (commits: {n})",
                    name = name.as_str(),
                    n = theirs
                ))?;
            }
        }
        let (ours, _) = self.apart()?;
        if ours == 0 {
            say(message!("there is nothing to push"))?;
            return Ok(true);
        }
        self.check()?;
        if !self.repository.push(&self.upstream, asks)? {
            return Ok(false);
        }
        say(message!("pushed to {name} (commits: {n})", name = name.as_str(), n = ours))?;
        Ok(true)
    }

    fn merge(&self) -> Result<(), Failure> {
        // Nobody writes a lead meanwhile.
        let _lock = Lock::take(self.files.root())?;
        self.repository.install_driver()?;
        if self.repository.merge(&self.upstream)? {
            return Ok(());
        }
        Err(Failure::refused(message!(
            "what others did contradicts what was done here, in {files}\n  \
             help: keep what is right between the markers, then `git add --all`, `git commit --no-edit` and `corong sync`; \
             or `git merge --abort` gives the merge up",
            files = named(&self.repository.conflicts()?)
        )))
    }

    /// Says that there are no errors which the others do not have.
    fn check(&self) -> Result<(), Failure> {
        let (mut checked, _) = checked(self.context, self.files, None, None)?;
        if let Some(revision) = self.repository.known(&self.upstream) {
            let asked = NewSince { revision: &revision, base: None, git: false };
            keep_new_findings(&mut checked, self.files, &asked, self.context, self.files)?;
        }
        checked.findings.retain(|finding| finding.severity == Severity::Error);
        if checked.findings.is_empty() {
            return say(message!("checked: no new errors"));
        }
        let look = self.context.look(true);
        output::result(&findings::render(&checked, self.files, Format::Concise, look))?;
        Err(Failure::refused(message!(
            "nothing was pushed, for the others do not have these errors yet\n  help: mend and commit them, then `corong sync`"
        )))
    }
}

/// A few files by their names.
fn named(paths: &[RelPath]) -> String {
    const NAMED: usize = 5;
    let names: Vec<_> =
        paths.iter().take(NAMED).map(|path| format!("`{}`", visible(path.as_str()))).collect();
    let more = paths.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" + {more}") } else { String::new() };
    names.join(", ") + &more
}
