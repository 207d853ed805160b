//! Base and head of a branch: whose rules hold, and what the branch's work changed
//! in the findings.

use super::error::SessionError;
use super::files::Files;
use super::git_history::GitHistory;
use super::opening::Session;
use crate::change::mends::MendPolicy;
use crate::check::{self, BaseRules, Checked, in_files, new_findings, relaxed_rules};
use crate::finding::Finding;
use crate::host::{GitError, Revision};
use crate::message;
use crate::pipeline::Config;
use crate::source::{RelPath, Snapshot};
use crate::text::{Message, visible};
use crate::workspace::{CONFIG_FILE, Workspace, load_config};

/// How many lines a note has at most.
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
    pub fn of(name: Option<&str>, session: &Session, files: &Files) -> Result<Option<Self>, SessionError> {
        let Some(name) = name else { return Ok(None) };
        let shown = visible(name);
        let revision = match files.nearest(name) {
            Err(GitError::NoWorkspace { .. }) => files.at(name),
            found => found,
        };
        let revision = revision?;
        let here = match files.in_repository() {
            Some(here) => here,
            None => RelPath::new(files.repository()?.prefix()),
        };
        if revision.folder() != here {
            let place = |folder: &RelPath| match folder.as_str() {
                "" => message!("at the repository's top"),
                folder => message!("in `{folder}`", folder = visible(folder)),
            };
            return Err(SessionError::Misfit(message!(
                "`{shown}` has this workspace {place}, and the files here have it {own_place}\n  \
                 help: -C names the folder of a workspace that both have",
                shown,
                place = place(&revision.folder()),
                own_place = place(&here)
            )));
        }
        if let Err(error) = load_config(&revision, &check::names().collect::<Vec<_>>()) {
            session.warn(message!("note: this is about the configuration of `{shown}`", shown));
            return Err(SessionError::Load(error));
        }
        Ok(Some(Self { name: name.to_owned(), revision }))
    }

    /// The rules to judge a branch by.
    ///
    /// # Errors
    /// Where a folder of the revision cannot be listed.
    pub fn base(&self) -> Result<BaseRules<'_>, SessionError> {
        Ok(BaseRules::of(&self.name, &self.revision)?)
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
pub struct NewSince<'b> {
    /// The revision of `--changed-since`.
    pub revision: &'b str,
    /// By whose rules the merge base is judged, where not by its own.
    pub base: Option<&'b BaseRules<'b>>,
    /// Whether what git tells of the moves counts.
    pub git: bool,
}

/// Keeps the findings that are new since the merge base of a revision and `HEAD`,
/// uncommitted changes included; with `--rev`, of that revision instead of `HEAD`.
/// Where the merge base has no configuration that can be read,
/// everything is new.
///
/// # Errors
/// Where there is no such commit.
pub fn keep_new_findings(
    checked: &mut Checked,
    files: &dyn Snapshot,
    asked: &NewSince<'_>,
    session: &Session,
    kept: &Files,
) -> Result<(), SessionError> {
    let head = kept.commit().unwrap_or("HEAD");
    let at = || kept.repository()?.merge_base(asked.revision, head).and_then(|base| kept.at(&base));
    let start = at()?;
    let history = asked.git.then(at).transpose()?.map(|tip| GitHistory::at(tip, session));
    match self::checked(session, &start, asked.base, history.as_ref()) {
        Ok((before, _)) => {
            let now = std::mem::take(&mut checked.findings);
            checked.findings = new_findings(now, files, &before.findings, &start);
        }
        Err(_) => {
            let short = start.commit().get(..12).unwrap_or_default();
            session.note(message!("note: `{config_file}` cannot be read at {short}, where the work began: all findings are shown", config_file = CONFIG_FILE, short));
        }
    }
    Ok(())
}

/// The branch's own configuration; says what it asks less of than `base` does.
///
/// # Errors
/// Where it cannot be read: it would hold once the branch is merged.
pub fn own_configuration(
    base: &BaseRules<'_>,
    session: &Session,
    files: &Files,
) -> Result<Config, SessionError> {
    let names: Vec<&str> = check::names().collect();
    let own = load_config(files, &names)?.config;
    let name = visible(base.name());
    let head =
        message!("note: the branch asks less than `{name}`, whose rules still hold in this check:", name);
    note(session, head, &relaxed_rules(base.config(), &own));
    Ok(own)
}

/// Notes the leads that count for the files' own configuration and that the rules of
/// `base` do not see: no figure made by those rules counts them.
///
/// # Errors
/// Where a folder cannot be listed.
pub fn note_unseen(
    base: &BaseRules<'_>,
    session: &Session,
    files: &dyn Snapshot,
) -> Result<(), SessionError> {
    let names: Vec<&str> = check::names().collect();
    // Where it cannot be read, nothing says what else would be a lead.
    let Ok(own) = load_config(files, &names) else { return Ok(()) };
    let unseen = base.unseen(files, &own.config, &[])?;
    let line = |lead: &Finding| message!("{path}: {message}", path = lead.path, message = lead.message);
    let lines: Vec<Message> = unseen.iter().map(line).collect();
    let name = visible(base.name());
    note(
        session,
        message!("note: by the configuration of `{name}` these leads are in no figure:", name),
        &lines,
    );
    Ok(())
}

/// Notes a list of text from files; nothing where it is empty.
fn note(session: &Session, head: Message, lines: &[Message]) {
    if lines.is_empty() {
        return;
    }
    let shown = lines.iter().take(TOLD).map(|line| message!("\n  - {line}", line));
    let more = (lines.len() > TOLD).then(|| message!("\n  - and {n} more", n = lines.len() - TOLD));
    session.note(Message::list([head].into_iter().chain(shown).chain(more), ""));
}

/// The findings of a snapshot by the rules of a base, else by its own, with what
/// git's history says; and by whose rules.
///
/// # Errors
/// Where there is no workspace, or git fails.
pub fn checked(
    session: &Session,
    snapshot: &dyn Snapshot,
    base: Option<&BaseRules<'_>>,
    history: Option<&GitHistory<'_>>,
) -> Result<(Checked, MendPolicy), SessionError> {
    let over = base.map(|base| base.over(snapshot));
    let snapshot = over.as_ref().map_or(snapshot, |over| over);
    let (read, files) = rayon::join(|| session.read(snapshot), || in_files(snapshot));
    let read = read?;
    let git = history.map(|history| history.findings(&read.loaded.workspace, snapshot)).transpose()?;
    let checked = read.checked_by(base, files, git);
    let policy = team(&read.loaded.workspace);
    // Given back beside what follows.
    rayon::spawn(move || drop(read));
    Ok((checked, policy))
}

/// What mends have to know of a workspace.
pub fn team(workspace: &Workspace) -> MendPolicy {
    MendPolicy { config: workspace.config.clone(), today: workspace.today }
}
