//! `check --fix` and `--unsafe-fixes`: findings to a plan.
//!
//! Mends are done on a [`Draft`], which is checked again after every pass until
//! nothing more can be mended; then the draft is a plan. All here is pure; what
//! git knows is asked of a [`FileHistory`].

mod draft;
mod files;
mod text;

use std::collections::BTreeSet;

pub use draft::Draft;
pub use files::{Arrival, FileHistory, MendPolicy};

use crate::check::Checked;
use crate::finding::{Finding, Mend};
use crate::message;
use crate::source::RelPath;
use crate::text::Message;

/// What looking at a draft gives: its findings, and by whose rules.
pub type Looked<E> = Result<(Checked, MendPolicy), E>;

/// How often the workspace is checked again at most.
const PASSES: usize = 10;

/// Which mends are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct MendChoice {
    /// Those that are certain and change text only.
    pub safe: bool,
    /// Those that move or delete a file or take a date from git.
    pub files: bool,
}

/// What was mended, and what not.
#[derive(Default)]
pub struct MendOutcome {
    /// What was done, a line each: the file and the mend's title.
    pub done: Vec<Message>,
    /// What was not done, a line each, and why.
    pub refused: Vec<Message>,
    /// What remains.
    pub checked: Checked,
}

/// Mends until nothing more can be mended. `check` gives the findings chosen
/// of a draft; `past` tells what git knows.
///
/// # Errors
/// What `check` says.
pub fn mend<E>(
    draft: &mut Draft<'_>,
    wanted: MendChoice,
    check: &mut dyn FnMut(&Draft<'_>) -> Looked<E>,
    past: &dyn FileHistory,
) -> Result<MendOutcome, E> {
    let mut outcome = MendOutcome::default();
    // Not tried again: a mend that was refused, or did not help.
    let mut tried: BTreeSet<String> = BTreeSet::new();
    for pass in 0.. {
        let (checked, team) = check(draft)?;
        outcome.checked = checked;
        if pass == PASSES {
            break;
        }
        let mut changed = wanted.safe && mend_texts(draft, &mut outcome, &mut tried);
        if !changed && wanted.files {
            changed = mend_files(draft, &team, past, &mut outcome, &mut tried);
        }
        if !changed {
            break;
        }
    }
    Ok(outcome)
}

/// One pass over the texts; whether anything changed.
fn mend_texts(draft: &mut Draft<'_>, outcome: &mut MendOutcome, tried: &mut BTreeSet<String>) -> bool {
    let mut changed = false;
    for findings in outcome.checked.findings.chunk_by(|a, b| a.path == b.path) {
        let safe = |finding: &&Finding| finding.fix.as_ref().is_some_and(crate::finding::Fix::is_safe);
        let safe: Vec<&Finding> =
            findings.iter().filter(safe).filter(|finding| !tried.contains(&key(finding))).collect();
        let Some(first) = safe.first() else { continue };
        let Some(text) = draft.text(&first.path) else { continue };
        let mended = text::mend(&text, &safe);
        for (finding, why) in &mended.dropped {
            tried.insert(key(finding));
            outcome.refused.push(message!(
                "{path}: {message} ({why})",
                path = finding.path,
                message = finding.message,
                why
            ));
        }
        for finding in &mended.done {
            outcome.done.push(message!("{path}: {title}", path = finding.path, title = title(finding)));
        }
        if mended.text != text {
            draft.put(&first.path, Some(mended.text), Some(&first.path));
            changed = true;
        } else {
            tried.extend(mended.done.iter().map(|finding| key(finding)));
        }
    }
    changed
}

/// The first mend of files that can be done; whether there was one. After each
/// the workspace is looked at anew.
fn mend_files(
    draft: &mut Draft<'_>,
    team: &MendPolicy,
    past: &dyn FileHistory,
    outcome: &mut MendOutcome,
    tried: &mut BTreeSet<String>,
) -> bool {
    let mut touched: BTreeSet<RelPath> = BTreeSet::new();
    for finding in &outcome.checked.findings {
        let asks = finding.fix.as_ref().map_or(finding.rule == "duplicate-id", |fix| !fix.is_safe());
        if !asks || tried.contains(&key(finding)) || touches(finding).any(|path| touched.contains(path)) {
            continue;
        }
        match files::mend(draft, finding, team, past) {
            Ok(title) => {
                outcome.done.push(message!("{path}: {title}", path = finding.path, title));
                touched.extend(touches(finding).cloned());
            }
            Err(why) => {
                tried.insert(key(finding));
                outcome.refused.push(message!("{path}: {why}", path = finding.path, why));
            }
        }
    }
    !touched.is_empty()
}

/// The files a finding's mend looks at.
fn touches(finding: &Finding) -> impl Iterator<Item = &RelPath> {
    let other = match finding.fix.as_ref().map(|fix| &fix.mend) {
        Some(Mend::Delete { path, kept }) => vec![path, kept],
        Some(Mend::Move { to } | Mend::Settle { to, .. }) => vec![to],
        _ => Vec::new(),
    };
    std::iter::once(&finding.path).chain(other)
}

fn title(finding: &Finding) -> Message {
    finding.fix.as_ref().map(|fix| fix.title.clone()).unwrap_or_default()
}

fn key(finding: &Finding) -> String {
    format!("{}\n{}\n{}", finding.path, finding.rule, finding.message)
}
