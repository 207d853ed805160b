//! Figures of past days, kept from one report to the next: a lead that changes
//! today seldom changes what was so a month ago.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::figures::View;
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

/// The leads of a report, as past figures see them.
pub(super) struct PastLeads<'v>(Vec<Fingerprinted<'v>>);

struct Fingerprinted<'v> {
    lead: &'v Lead,
    /// The day of its last entry; from then on it is `whole`.
    last: Day,
    whole: Fingerprint,
}

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

impl<'v> PastLeads<'v> {
    /// The leads of some pipelines, of every owner.
    pub(super) fn of(views: &'v [View<'_>]) -> Self {
        let all = views.par_iter().flat_map(|view| view.all().par_iter());
        let leads = all.map(|tracked| {
            let lead = tracked.lead;
            let last = lead.history.last().map_or(Day::MIN, |entry| entry.day);
            Fingerprinted { lead, last, whole: fingerprint(lead, lead.history.len()) }
        });
        Self(leads.collect())
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
        let of = |own: &Fingerprinted<'_>| {
            if own.last <= day {
                return own.whole;
            }
            match own.lead.history.partition_point(|entry| entry.day <= day) {
                0 => Fingerprint::default(),
                known => fingerprint(own.lead, known),
            }
        };
        self.0.par_iter().map(of).reduce(Fingerprint::default, Fingerprint::and)
    }
}

/// The fingerprint of what past figures see of a lead whose history has so many
/// entries by then. Every field is named, so that a new one is decided on here.
fn fingerprint(lead: &Lead, known: usize) -> Fingerprint {
    let Lead {
        id,
        at,
        value,
        products,
        owner,
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
        phones: _,
        spans: _,
    } = lead;
    let mut hasher = DefaultHasher::new();
    (id, at.pipeline, value, products, owner).hash(&mut hasher);
    history.iter().take(known).for_each(|entry| entry.hash(&mut hasher));
    let unweighted = hasher.finish();
    probability.hash(&mut hasher);
    Fingerprint { unweighted, chances: hasher.finish() }
}
