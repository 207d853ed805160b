//! Which leads are of one customer, and which lead refers to which.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Tracked, View};
use crate::pipeline::Lead;
use crate::workspace::MergedIds;

/// A lead that renews another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Renewal {
    /// Its id.
    pub id: String,
    /// Whether it is `open`, `won` or `lost` at the as-of date.
    #[schemars(extend("enum" = ["open", "won", "lost"]))]
    pub state: &'static str,
}

/// The customers of a workspace, over all its pipelines.
#[derive(Debug)]
pub struct Customers<'v, 'w> {
    /// Index of the customer by lead, a list for each pipeline.
    of: Vec<(&'w str, Vec<usize>)>,
    /// How often each was won, what only extends aside, and whether a lead of theirs is open.
    pub(super) known: Vec<(u64, bool)>,
    /// The leads that others renew or extend, by their ids.
    named: HashMap<&'w str, Named<'v, 'w>>,
    merged: MergedIds<'w>,
}

/// A lead that others refer to, as far as it is counted, and those others.
#[derive(Debug, Default)]
struct Named<'v, 'w> {
    own: Option<(usize, &'v Tracked<'w>)>,
    renewing: Vec<&'v Tracked<'w>>,
    extending: Vec<&'v Tracked<'w>>,
}

impl<'v, 'w> Customers<'v, 'w> {
    /// Finds them among all leads, whoever owns them.
    pub fn of(views: &'v [View<'w>]) -> Self {
        let leads: Vec<&'v Tracked<'w>> = views.iter().flat_map(View::all).collect();
        let mut joined = Joined((0..leads.len()).collect());
        let (mut first, mut twice) = (HashMap::with_capacity(leads.len()), HashMap::new());
        for (at, tracked) in leads.iter().enumerate() {
            // A lead that went to another pipeline is there once for each.
            if tracked.lead.history.iter().any(|entry| entry.pipeline != tracked.lead.at.pipeline) {
                joined.join(at, *twice.entry(tracked.lead.id.as_str()).or_insert(at));
            }
            let key = tracked.lead.company.as_ref().map(|company| company.key.as_str());
            if let Some(key) = key.filter(|key| !key.is_empty()) {
                joined.join(at, *first.entry(key).or_insert(at));
            }
        }
        let merged = views.first().map(|view| MergedIds::of(&view.workspace.leads)).unwrap_or_default();
        let mut named: HashMap<&'w str, Named<'v, 'w>> = HashMap::new();
        for own in leads.iter().filter(|own| own.is_carried_here()) {
            let lead: &'w Lead = own.lead;
            for other in &lead.renews {
                add(&mut named.entry(merged.now(&other.id)).or_default().renewing, own);
            }
            for other in &lead.extends {
                add(&mut named.entry(merged.now(&other.id)).or_default().extending, own);
            }
        }
        let all = if named.is_empty() { &[] } else { leads.as_slice() };
        for (at, own) in all.iter().enumerate().filter(|(_, own)| own.is_carried_here()) {
            if let Some(name) = named.get_mut(own.lead.id.as_str()) {
                name.own = Some((at, own));
            }
        }
        for (at, own) in all.iter().enumerate() {
            for other in own.lead.renews.iter().chain(&own.lead.extends) {
                let place = named.get(merged.now(&other.id)).and_then(|named| named.own);
                place.into_iter().for_each(|(place, _)| joined.join(at, place));
            }
        }
        let mut known = vec![(0, false); leads.len()];
        let mut customer = |(at, tracked): (usize, &&Tracked<'_>)| {
            let customer = joined.first(at);
            let wins = tracked.attempts.iter().filter(|own| own.is_won() && !tracked.lead.only_extends());
            known[customer].0 += wins.count() as u64;
            known[customer].1 |= tracked.open_stage().is_some();
            customer
        };
        let mut all = leads.iter().enumerate();
        let of = views.iter().map(|view| {
            let own = all.by_ref().take(view.all().len()).map(&mut customer);
            (view.pipeline.id.as_str(), own.collect())
        });
        let of = of.collect();
        Self { of, known, named, merged }
    }

    /// The customers of the leads of a pipeline, in the order of [`View::all`].
    pub(super) fn of_pipeline(&self, view: &View<'_>) -> &[usize] {
        self.of.iter().find(|(id, _)| *id == view.pipeline.id).map_or(&[], |(_, of)| of)
    }

    /// The lead that an id means, where another refers to it.
    pub(super) fn named(&self, id: &str) -> Option<&'v Tracked<'w>> {
        Some(self.named.get(self.merged.now(id))?.own?.1)
    }

    /// The leads that renew the lead of an id.
    pub(super) fn renewing(&self, id: &str) -> &[&'v Tracked<'w>] {
        self.named.get(id).map_or(&[], |named| &named.renewing)
    }

    /// The leads that extend it.
    pub(super) fn extending(&self, id: &str) -> &[&'v Tracked<'w>] {
        self.named.get(id).map_or(&[], |named| &named.extending)
    }

    pub(super) fn renewal(&self, id: &str) -> Option<Renewal> {
        let latest = self.renewing(id).iter().max_by_key(|own| (own.lead.created(), &own.lead.id))?;
        let state = match latest.outcome() {
            None => "open",
            Some(outcome) if outcome.won => "won",
            Some(_) => "lost",
        };
        Some(Renewal { id: latest.lead.id.to_string(), state })
    }
}

/// Adds a lead to those that refer to another, once, whatever it calls that one.
fn add<'v, 'w>(leads: &mut Vec<&'v Tracked<'w>>, own: &'v Tracked<'w>) {
    if leads.last().is_none_or(|last| last.lead.id != own.lead.id) {
        leads.push(own);
    }
}

/// Sets of indices that grow together.
struct Joined(Vec<usize>);

impl Joined {
    /// The index of its set.
    fn first(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }
}
