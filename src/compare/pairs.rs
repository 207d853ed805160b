//! Which lead of one side is which of the other.

use std::collections::{HashMap, HashSet};

use super::half::{Half, Pair, State};
use super::renames::renames;

/// Every id of either side, sorted; renamed leads once.
pub(super) fn pairs<'v, 'w>(start: &Half<'v, 'w>, end: &Half<'v, 'w>) -> Vec<Pair<'v, 'w>> {
    let (before, after) = (start.states(), end.states());
    let mut ids: Vec<&'w str> = before.keys().chain(after.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let state = |of: &HashMap<&'w str, State<'v, 'w>>, id: &str| of.get(id).copied().unwrap_or(State::Absent);
    let mut pairs: Vec<Pair<'v, 'w>> = ids
        .into_iter()
        .map(|id| Pair { id, old_id: None, start: state(&before, id), end: state(&after, id) })
        .collect();
    let renamed = renames(&pairs, start.workspace(), end.workspace());
    let olds: HashSet<&str> = renamed.iter().map(|(old, _)| *old).collect();
    let by_new: HashMap<&str, &'w str> = renamed.iter().map(|(old, new)| (*new, *old)).collect();
    for pair in &mut pairs {
        if let Some(old) = by_new.get(pair.id) {
            pair.old_id = Some(old);
            pair.start = state(&before, old);
        }
    }
    pairs.retain(|pair| !olds.contains(pair.id));
    pairs
}
