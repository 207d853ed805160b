//! `--changed-since` and `--config-from`: what a command takes from revisions.

use super::check::checked;
use super::files::Files;
use super::witness::Witness;
use super::{Context, Failure, output};
use crate::check::{self, BaseRules, Checked, brought, weakened};
use crate::host::{GitError, Revision};
use crate::pipeline::{Config, Day};
use crate::source::{RelPath, Snapshot};
use crate::text::visible;
use crate::workspace::{CONFIG_FILE, load_config};

/// How many lines a list on stderr has at most.
const TOLD: usize = 20;

/// The revision of `--config-from`.
pub struct Rules {
    /// As it was asked for.
    name: String,
    revision: Revision,
}

impl Rules {
    /// The revision whose configuration and templates are to hold, where one is
    /// named.
    ///
    /// # Errors
    /// Where there is no such commit, it has no configuration that holds, or the
    /// workspace is in another folder there: which workspace it is about is no
    /// choice of the files that are judged.
    pub fn of(name: Option<&str>, context: &Context, files: &Files) -> Result<Option<Self>, Failure> {
        let Some(name) = name else { return Ok(None) };
        let shown = visible(name);
        let revision = match files.nearest(name) {
            Err(GitError::NoWorkspace { .. }) => files.at(name),
            found => found,
        };
        let revision = revision.map_err(|error| failure(&error))?;
        let here = match files.in_repository() {
            Some(here) => here,
            None => RelPath::new(files.repository().map_err(|error| failure(&error))?.prefix()),
        };
        if revision.folder() != here {
            let place = |folder: &RelPath| match folder.as_str() {
                "" => "at the repository's top".to_owned(),
                folder => format!("in `{}`", visible(folder)),
            };
            return Err(Failure::usage(format!(
                "`{shown}` has this workspace {}, and the files here have it {}\n  \
                 help: -C names the folder of a workspace that both have",
                place(&revision.folder()),
                place(&here)
            )));
        }
        if let Err(error) = load_config(&revision, &check::names().collect::<Vec<_>>()) {
            output::say(&format!("note: this is about the configuration of `{shown}`"));
            return Err(context.load_failure(error));
        }
        Ok(Some(Self { name: name.to_owned(), revision }))
    }

    /// The rules to judge a branch by.
    ///
    /// # Errors
    /// Where a folder of the revision cannot be listed.
    pub fn base(&self, context: &Context) -> Result<BaseRules<'_>, Failure> {
        BaseRules::of(&self.name, &self.revision).map_err(|error| context.load_failure(error))
    }
}

/// A state of the files with the configuration and the templates of `rules`.
pub fn under<'s>(files: &'s dyn Snapshot, rules: Option<&'s Rules>) -> Box<dyn Snapshot + 's> {
    match rules {
        Some(rules) => Box::new(check::over(files, &rules.revision)),
        None => Box::new(files),
    }
}

/// What is held against the merge base.
pub struct Brought<'b> {
    /// The revision of `--changed-since`.
    pub revision: &'b str,
    /// By whose rules the merge base is judged, where not by its own.
    pub base: Option<&'b BaseRules<'b>>,
    /// Whether what git tells of the moves counts.
    pub git: bool,
}

/// Keeps what the work since the merge base of a revision and `HEAD` brought,
/// uncommitted changes included; with `--rev`, what that revision's work
/// brought. Where the merge base has no configuration that can be read,
/// everything counts as brought.
///
/// # Errors
/// Where there is no such commit.
pub fn keep_brought(
    checked: &mut Checked,
    files: &dyn Snapshot,
    asked: &Brought<'_>,
    context: &Context,
    kept: &Files,
) -> Result<(), Failure> {
    let head = kept.commit().unwrap_or("HEAD");
    let at = || kept.repository()?.merge_base(asked.revision, head).and_then(|base| kept.at(&base));
    let start = at().map_err(|error| failure(&error))?;
    let witness = asked.git.then(at).transpose().map_err(|error| failure(&error))?;
    let witness = witness.map(|tip| Witness::at(tip, context));
    match self::checked(context, &start, asked.base, witness.as_ref()) {
        Ok((before, _)) => {
            let now = std::mem::take(&mut checked.findings);
            checked.findings = brought(now, files, &before.findings, &start);
        }
        Err(_) if !context.quiet => {
            let short = start.commit().get(..12).unwrap_or_default();
            output::say(&format!(
                "note: `{CONFIG_FILE}` cannot be read at {short}, where the work began: all findings are shown"
            ));
        }
        Err(_) => {}
    }
    Ok(())
}

/// The branch's own configuration; says what it asks less of than `base` does.
///
/// # Errors
/// Where it cannot be read: it would hold once the branch is merged.
pub fn own_configuration(base: &BaseRules<'_>, context: &Context, files: &Files) -> Result<Config, Failure> {
    let names: Vec<&str> = check::names().collect();
    let own = load_config(files, &names).map_err(|error| context.load_failure(error))?.config;
    if !context.quiet {
        let name = visible(base.name());
        let head = format!("note: the branch asks less than `{name}`, whose rules still hold in this check:");
        tell(&head, &weakened(base.config(), &own));
    }
    Ok(own)
}

/// A list on stderr, of text from files; nothing where it is empty.
fn tell(head: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    output::say(head);
    lines.iter().take(TOLD).for_each(|line| output::say(&format!("  - {}", visible(line))));
    if lines.len() > TOLD {
        output::say(&format!("  - and {} more", lines.len() - TOLD));
    }
}

/// Says that a clone is cut off, and what git knows nothing of; `first` is the
/// first day that it holds.
pub fn tell_shallow(tip: &Revision, first: Day, context: &Context) {
    if tip.is_shallow() && !context.quiet {
        output::say(&format!(
            "note: this clone is shallow: git tells nothing of the days before {first}\n  \
             help: `git fetch --unshallow` brings the rest; in CI let the checkout fetch everything (`fetch-depth: 0`)"
        ));
    }
}

/// Says why a revision cannot be looked at.
pub fn failure(error: &GitError) -> Failure {
    let lines: Vec<_> = error.to_string().lines().map(|line| visible(line).into_owned()).collect();
    Failure::usage(lines.join("\n"))
}
