//! Lists unite by content: what either side added is there, what one removed
//! and the other left alone is gone, what both changed is merged by its fields.

use super::content::Content;
use super::fields::{Both, FieldMerge};
use super::history;
use super::time::{in_order, is_later, sorted};

/// A way in which two items may be one.
type Alike<'a> = &'a dyn Fn(&Content, &Content) -> bool;

/// An item on its way into the merged list.
struct Entry {
    both: Both,
    /// Its number in their list.
    theirs: Option<usize>,
    added: Option<Side>,
}

/// How what they added finds its place.
#[derive(Clone, Copy)]
enum Order {
    /// By time, after ours of the same time.
    OursFirst,
    /// By time, before ours of the same time.
    TheirsFirst,
    /// After what it follows in their list.
    AsTheyStand,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
    /// By both, alike.
    Each,
}

impl Entry {
    fn content(&self) -> Option<&Content> {
        self.both.0.as_ref().or(self.both.1.as_ref())
    }
}

impl FieldMerge<'_> {
    /// Merges two lists at a path.
    pub(super) fn list(&mut self, path: &str, base: &[Content], own: &[Content], other: &[Content]) -> Both {
        let to = [paired(path, base, own), paired(path, base, other)];
        let to = [to[0].as_slice(), to[1].as_slice()];
        let by_time = matches!(path, "history" | "activities") && in_order(own) && in_order(other);
        let order = if by_time { Order::OursFirst } else { Order::AsTheyStand };
        let mut entries = self.united(path, [base, own, other], to, order);
        if path == "history" {
            let removed = to.map(|to| to.iter().any(Option::is_none));
            if by_time && !fits(&entries, base.last(), removed) {
                // Within a day either may have been first.
                entries = self.united(path, [base, own, other], to, Order::TheirsFirst);
            }
            if !fits(&entries, base.last(), removed) {
                keep_apart(&mut entries);
                self.contradicts("history");
            }
        }
        // A side may have given an entry another day.
        let ordered = |items: Vec<Content>| if by_time { sorted(items) } else { items };
        let some = |items: Vec<Content>| (!items.is_empty()).then_some(Content::List(items));
        let (ours, theirs): (Vec<_>, Vec<_>) = entries.into_iter().map(|entry| entry.both).unzip();
        (
            some(ordered(ours.into_iter().flatten().collect())),
            some(ordered(theirs.into_iter().flatten().collect())),
        )
    }

    /// The items of both lists, in the order they are to be in.
    fn united(
        &mut self,
        path: &str,
        [base, own, other]: [&[Content]; 3],
        to: [&[Option<usize>]; 2],
        order: Order,
    ) -> Vec<Entry> {
        let [to_own, to_other] = to;
        let mut twins = twins(path, own, other, to_own, to_other);
        let mut entries: Vec<Entry> = Vec::new();
        for (at, item) in own.iter().enumerate() {
            let entry = if let Some(before) = position(to_own, at) {
                let theirs = to_other[before];
                let they = theirs.map(|at| &other[at]);
                Entry { both: self.merge(path, Some(&base[before]), Some(item), they), theirs, added: None }
            } else {
                let twin = twins.iter().position(|(ours, _)| *ours == at).map(|at| twins.swap_remove(at).1);
                let both = match twin {
                    Some(twin) => self.merge(path, None, Some(item), Some(&other[twin])),
                    None => (Some(item.clone()), Some(item.clone())),
                };
                let added = if twin.is_some() { Side::Each } else { Side::Ours };
                Entry { both, theirs: twin, added: Some(added) }
            };
            entries.push(entry);
        }
        for (at, item) in other.iter().enumerate() {
            if entries.iter().any(|entry| entry.theirs == Some(at)) {
                continue;
            }
            let (both, added) = match position(to_other, at) {
                Some(before) => (self.merge(path, Some(&base[before]), None, Some(item)), None),
                None => ((Some(item.clone()), Some(item.clone())), Some(Side::Theirs)),
            };
            let place = match order {
                Order::OursFirst => by_its_time(&entries, item, at, false),
                Order::TheirsFirst => by_its_time(&entries, item, at, true),
                Order::AsTheyStand => after_its_neighbour(&entries, at),
            };
            entries.insert(place, Entry { both, theirs: Some(at), added });
        }
        entries
    }
}

/// Whether a history is one way; `last` is where both sides came from, and
/// `removed` says whether either took an entry back.
fn fits(entries: &[Entry], last: Option<&Content>, removed: [bool; 2]) -> bool {
    let added_by = |side: Side| {
        let by = move |entry: &&Entry| entry.added.is_some_and(|added| added == side || added == Side::Each);
        entries.iter().filter(by).filter_map(Entry::content).collect::<Vec<_>>()
    };
    let (ours, theirs) = (added_by(Side::Ours), added_by(Side::Theirs));
    let united = entries.iter().filter(|entry| entry.added.is_some()).filter_map(Entry::content);
    let undone = removed[0] && !theirs.is_empty() || removed[1] && !ours.is_empty();
    !undone && history::fit(last, [&ours, &theirs], &united.collect::<Vec<_>>())
}

/// Leaves what one side alone added to that side.
fn keep_apart(entries: &mut [Entry]) {
    for entry in entries {
        match entry.added {
            Some(Side::Ours) => entry.both.1 = None,
            Some(Side::Theirs) => entry.both.0 = None,
            _ => {}
        }
    }
}

fn position(to: &[Option<usize>], at: usize) -> Option<usize> {
    to.iter().position(|other| *other == Some(at))
}

/// After the last entry that is not later, and before what follows item `at` in
/// their list: within a day their order holds.
fn by_its_time(entries: &[Entry], item: &Content, at: usize, theirs_first: bool) -> usize {
    let not_later = |entry: &Entry| {
        let yields = theirs_first && entry.added == Some(Side::Ours);
        entry.content().is_none_or(|other| !is_later(other, item) && (!yields || is_later(item, other)))
    };
    let follows = |entry: &Entry| entry.theirs.is_some_and(|theirs| theirs > at);
    let last = entries.iter().rposition(not_later).map_or(0, |place| place + 1);
    entries.iter().position(follows).map_or(last, |place| place.min(last))
}

/// After the item it follows in their list, and after what we put there.
fn after_its_neighbour(entries: &[Entry], at: usize) -> usize {
    let before = entries.iter().rposition(|entry| entry.theirs.is_some_and(|theirs| theirs < at));
    let from = before.map_or(0, |before| before + 1);
    let ours = |entry: &&Entry| entry.added == Some(Side::Ours);
    if before.is_none() { 0 } else { from + entries[from..].iter().take_while(ours).count() }
}

/// Which item of `side` each item of `base` became: one that says the same,
/// else one that goes by the same name, else one that says nearly the same.
fn paired(path: &str, base: &[Content], side: &[Content]) -> Vec<Option<usize>> {
    let mut to = vec![None; base.len()];
    let mut taken = vec![false; side.len()];
    let equal = |a: &Content, b: &Content| a == b;
    let named = |a: &Content, b: &Content| is_namesake(path, a, b);
    let like = |a: &Content, b: &Content| a.is_like(b);
    let ways: [Alike<'_>; 3] = [&equal, &named, &like];
    for way in ways {
        for (at, item) in base.iter().enumerate() {
            if to[at].is_some() {
                continue;
            }
            let found = (0..side.len()).find(|other| !taken[*other] && way(item, &side[*other]));
            if let Some(found) = found {
                (to[at], taken[found]) = (Some(found), true);
            }
        }
    }
    to
}

/// What both sides added and is one thing: our number of it and theirs. Two
/// activities of one day are two, and so are two entries of one stage, unless
/// they say the same.
fn twins(
    path: &str,
    own: &[Content],
    other: &[Content],
    to_own: &[Option<usize>],
    to_other: &[Option<usize>],
) -> Vec<(usize, usize)> {
    let new = |len: usize, to: &[Option<usize>]| {
        (0..len).filter(|at| position(to, *at).is_none()).collect::<Vec<_>>()
    };
    let mut theirs = new(other.len(), to_other);
    let events = matches!(path, "history" | "activities");
    let mut twins = Vec::new();
    let equal = |a: &Content, b: &Content| a == b;
    let named = |a: &Content, b: &Content| !events && is_namesake(path, a, b);
    let ways: [Alike<'_>; 2] = [&equal, &named];
    for way in ways {
        for at in new(own.len(), to_own) {
            if twins.iter().any(|(ours, _)| *ours == at) {
                continue;
            }
            if let Some(found) = theirs.iter().position(|twin| way(&own[at], &other[*twin])) {
                twins.push((at, theirs.remove(found)));
            }
        }
    }
    twins
}

/// Whether two mappings go by the same name in their list.
fn is_namesake(path: &str, a: &Content, b: &Content) -> bool {
    let keys: &[&str] = match path {
        "history" => &["stage", "at"],
        "activities" => &["at", "kind"],
        _ => &["name"],
    };
    keys.iter().all(|key| a.text(key).is_some() && a.text(key) == b.text(key))
}
