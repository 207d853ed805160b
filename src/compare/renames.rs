//! A lead under another id.

use std::collections::{HashMap, HashSet};

use super::half::Pair;
use crate::pipeline::{Day, Entered, Lead};
use crate::workspace::Workspace;

/// Old and new ids of leads that were given another id. It is one only where
/// the old id's file is gone and the new id's was not there, the titles are the
/// same, the new history begins with all of the old one (stages, dates and who
/// moved it), and no other lead would fit either of the two.
pub(super) fn renames<'w>(
    pairs: &[Pair<'_, 'w>],
    start: &Workspace,
    end: &Workspace,
) -> Vec<(&'w str, &'w str)> {
    let lead = |state: super::half::State<'_, 'w>| state.here().map(|tracked| tracked.lead);
    let gone: Vec<(&'w str, &'w Lead)> = pairs
        .iter()
        .filter(|pair| matches!(pair.end, super::half::State::Absent))
        .filter_map(|pair| Some((pair.id, lead(pair.start)?)))
        .collect();
    let come: Vec<(&'w str, &'w Lead)> = pairs
        .iter()
        .filter(|pair| matches!(pair.start, super::half::State::Absent))
        .filter_map(|pair| Some((pair.id, lead(pair.end)?)))
        .collect();
    if gone.is_empty() || come.is_empty() {
        return Vec::new();
    }
    let (before, after) = (files(start), files(end));
    let mut by_key: HashMap<(&str, Day), Vec<(&'w str, &'w Lead)>> = HashMap::new();
    for (id, lead) in come.into_iter().filter(|(id, _)| !before.contains(id)) {
        by_key.entry((&lead.title, lead.created())).or_default().push((id, lead));
    }
    let mut found: Vec<(&'w str, &'w str)> = Vec::new();
    for (id, lead) in gone.into_iter().filter(|(id, _)| !after.contains(id)) {
        let near = by_key.get(&(lead.title.as_str(), lead.created())).into_iter().flatten();
        let fits = near.filter(|(_, new)| continues(&new.history, &lead.history));
        found.extend(fits.map(|(new, _)| (id, *new)));
    }
    let times = |at: fn(&(&'w str, &'w str)) -> &'w str| {
        let mut times: HashMap<&str, usize> = HashMap::new();
        found.iter().for_each(|pair| *times.entry(at(pair)).or_default() += 1);
        times
    };
    let (olds, news) = (times(|pair| pair.0), times(|pair| pair.1));
    found.iter().filter(|(old, new)| olds[old] == 1 && news[new] == 1).copied().collect()
}

/// The ids of all files, readable or not.
fn files(workspace: &Workspace) -> HashSet<&str> {
    let leads = workspace.leads.iter().map(|lead| lead.id.as_str());
    leads.chain(workspace.left_out.iter().map(|left| left.path.stem())).collect()
}

fn continues(longer: &[Entered], shorter: &[Entered]) -> bool {
    let same = |(a, b): (&Entered, &Entered)| {
        (a.pipeline, a.stage, a.day, a.instant, &a.by) == (b.pipeline, b.stage, b.day, b.instant, &b.by)
    };
    longer.len() >= shorter.len() && longer.iter().zip(shorter).all(same)
}
