//! The dated history of an import as commits, one a day.

use std::collections::BTreeMap;

use super::convert::{Deal, Step};
use super::lead_text::{lead_path, lead_text, stage};
use crate::message;
use crate::pipeline::{Config, Day, Member};
use crate::source::RelPath;

/// What is committed of a day.
pub struct ReplayedDay<'r> {
    /// The day.
    pub day: Day,
    /// Who moved most of what moved, where the team knows.
    pub author: Option<&'r Member>,
    /// What happened, in one line.
    pub title: String,
    /// The files that are gone.
    pub gone: Vec<RelPath>,
    /// The files with what they say.
    pub files: Vec<(RelPath, String)>,
}

/// Gives each day of some leads' histories, oldest first: the files of the leads that
/// moved that day, as their histories were at its end.
///
/// # Errors
/// What `commit` says.
pub fn each_day<'r, E>(
    leads: &[(&str, &'r Deal)],
    config: &'r Config,
    from: &str,
    mut commit: impl FnMut(ReplayedDay<'r>) -> Result<(), E>,
) -> Result<(), E> {
    let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
    for (at, (_, deal)) in leads.iter().enumerate() {
        for step in &deal.steps {
            let own = days.entry(step.day).or_default();
            if own.last() != Some(&at) {
                own.push(at);
            }
        }
    }
    for (day, moved) in days {
        let (mut gone, mut files, mut by) = (Vec::new(), Vec::new(), Vec::new());
        let mut title = message!("{n} leads moved", n = moved.len());
        for at in &moved {
            let (id, deal) = leads[*at];
            let before = deal.steps.iter().take_while(|step| step.day < day).count();
            let until = deal.steps.iter().take_while(|step| step.day <= day).count();
            let Some(last) = deal.steps.get(..until).and_then(<[Step]>::last) else { continue };
            let path = lead_path(config, last, id);
            if let Some(old) = before.checked_sub(1).map(|at| lead_path(config, &deal.steps[at], id))
                && old != path
            {
                gone.push(old);
            }
            files.push((path.clone(), lead_text(config, deal, &deal.steps[..until], from, &path)));
            by.extend(deal.steps[before..until].iter().filter_map(|step| step.by.as_deref()));
            if let [_] = moved[..] {
                title = message!("{id}: {stage}", id, stage = stage(config, last).label.as_str());
            }
        }
        let author = most(&by).and_then(|id| config.member(id));
        let title = title.in_language(config.language);
        commit(ReplayedDay { day, author, title, gone, files })?;
    }
    Ok(())
}

/// The one that is named most; of several the first.
fn most<'b>(all: &[&'b str]) -> Option<&'b str> {
    let count = |id: &str| all.iter().filter(|own| **own == id).count();
    let mut best: Option<(&str, usize)> = None;
    for id in all {
        let n = count(id);
        if best.is_none_or(|(_, most)| n > most) {
            best = Some((id, n));
        }
    }
    best.map(|(id, _)| id)
}
