//! Figures of past days, kept from one report to the next: a lead that changes
//! today seldom changes what was so a month ago.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use foldhash::quality::FixedState;
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::figures::{Tracked, View};
use crate::pipeline::{Day, Lead, Period};

/// Figures by their day and period, with the fingerprint of the leads they are made from.
#[derive(Debug)]
pub(super) struct Remembered<V>(Mutex<HashMap<(Day, Period), (Fingerprint, V)>>);

impl<V> Default for Remembered<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<V: Clone> Remembered<V> {
    fn get(&self, at: (Day, Period), now: Fingerprint, make: impl FnOnce() -> V) -> V {
        let locked = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = locked().get(&at).filter(|(then, _)| *then == now).map(|(_, value)| value.clone());
        known.unwrap_or_else(|| {
            let value = make();
            locked().insert(at, (now, value.clone()));
            value
        })
    }
}

/// The leads of a report, as past figures see them: by day, oldest first, the
/// fingerprint of all that was so by then.
pub(super) struct PastLeads(Vec<(Day, Fingerprint)>);

/// What figures see of leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fingerprint {
    /// All but their own chances.
    unweighted: u64,
    /// Their own chances.
    chances: u64,
}

impl Fingerprint {
    fn and(self, other: Self) -> Self {
        Self {
            unweighted: self.unweighted.wrapping_add(other.unweighted),
            chances: self.chances.wrapping_add(other.chances),
        }
    }
}

impl PastLeads {
    /// The leads of some pipelines, of every owner.
    pub(super) fn of(views: &[View<'_>]) -> Self {
        let all = views.par_iter().flat_map(|view| view.all().par_iter());
        let seen = |mut days: HashMap<Day, Fingerprint>, tracked: &Tracked<'_>| {
            add(tracked.lead, &mut days);
            days
        };
        let joined = |mut days: HashMap<Day, Fingerprint>, others: HashMap<Day, Fingerprint>| {
            for (day, own) in others {
                let known = days.entry(day).or_default();
                *known = known.and(own);
            }
            days
        };
        let days = all.fold(HashMap::new, seen).reduce(HashMap::new, joined);
        let mut days: Vec<_> = days.into_iter().collect();
        days.sort_unstable_by_key(|(day, _)| *day);
        let mut sum = Fingerprint::default();
        for (_, own) in &mut days {
            sum = sum.and(*own);
            *own = sum;
        }
        Self(days)
    }

    /// Figures that weigh nothing; `make` makes them where they are not known.
    pub(super) fn unweighted<V: Clone>(
        &self,
        known: &Remembered<V>,
        at: (Day, Period),
        make: impl FnOnce() -> V,
    ) -> V {
        known.get(at, Fingerprint { chances: 0, ..self.fingerprint(at.0) }, make)
    }

    /// Figures that weigh too; `make` makes them where they are not known.
    pub(super) fn weighted<V: Clone>(
        &self,
        known: &Remembered<V>,
        at: (Day, Period),
        make: impl FnOnce() -> V,
    ) -> V {
        known.get(at, self.fingerprint(at.0), make)
    }

    /// The fingerprint of all leads as they were by a day.
    fn fingerprint(&self, day: Day) -> Fingerprint {
        let known = self.0.partition_point(|(then, _)| *then <= day);
        known
            .checked_sub(1)
            .and_then(|last| self.0.get(last))
            .map_or_else(Fingerprint::default, |(_, all)| *all)
    }
}

/// Adds what past figures see of a lead: each entry of its history, on its day,
/// together with all that is not dated. Every field is named, so that a new one is
/// decided on here.
fn add(lead: &Lead, days: &mut HashMap<Day, Fingerprint>) {
    let Lead {
        id,
        at,
        value,
        products,
        owner,
        split,
        hold,
        probability,
        history,
        path: _,
        title: _,
        company: _,
        source: _,
        expected_close: _,
        qualification: _,
        next_step: _,
        activities: _,
        unread_activities: _,
        contract: _,
        renews: _,
        extends: _,
        targets: _,
        imported: _,
        contact_companies: _,
        merged: _,
        phones: _,
        spans: _,
    } = lead;
    let mut undated = FixedState::default().build_hasher();
    (id, at.pipeline, value, products, owner, split, hold).hash(&mut undated);
    for (index, entry) in history.iter().enumerate() {
        let mut hasher = undated.clone();
        (index, entry).hash(&mut hasher);
        let unweighted = hasher.finish();
        probability.hash(&mut hasher);
        let known = days.entry(entry.day).or_default();
        *known = known.and(Fingerprint { unweighted, chances: hasher.finish() });
    }
}
