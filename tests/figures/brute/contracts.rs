//! How much of recurring contracts goes on after their end.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Brute, Way, few, half_even, lines};
use crate::figures::raw::{self, RawLead};

impl Brute<'_> {
    /// Gross and net, of the contracts that ended.
    pub(super) fn retained(&self, all: &[&RawLead]) -> [Value; 2] {
        let (mut n, mut ended, mut gross, mut net) = (0, 0, 0, 0);
        for (lead, _) in self.existing() {
            let worth = self.year(lead);
            let end = raw::contract_end(lead).filter(|end| self.inside(*end) && *end <= self.as_of);
            if end.is_none() || worth == 0 {
                continue;
            }
            let part = |named: fn(&RawLead) -> Vec<usize>, runs: &dyn Fn(&RawLead) -> bool| -> i128 {
                let naming =
                    all.iter().filter(|other| named(other).contains(&raw::number(lead)) && runs(other));
                naming.map(|other| self.due(all, other, &named(other), raw::number(lead))).sum()
            };
            let continued = part(raw::renews, &|_| true);
            let runs = |other: &RawLead| raw::contract_end(other).is_none_or(|end| end > self.to);
            let added = part(raw::extends, &runs);
            n += 1;
            ended += self.share(lead, worth);
            gross += self.share(lead, continued.min(worth));
            net += self.share(lead, continued + added);
        }
        [gross, net].map(|kept| {
            let value = (n > 0).then(|| kept as f64 / ended as f64).filter(|_| ended != 0);
            json!({"value": value, "n": n, "ended": self.money(ended), "kept": self.money(kept), "few": few(n)})
        })
    }

    /// Twelve months of a lead's lines that recur, where it is won.
    fn year(&self, lead: &RawLead) -> i128 {
        let won = Way::of(&lead.history, self.as_of).pop().is_some_and(|way| way.won());
        if won { lines::year(&lead.lines, self.base.decimals) } else { 0 }
    }

    /// What of a lead's worth is due to one of those it names.
    fn due(&self, all: &[&RawLead], other: &RawLead, named: &[usize], number: usize) -> i128 {
        let mut seen = BTreeSet::new();
        let named: Vec<usize> = named.iter().copied().filter(|number| seen.insert(*number)).collect();
        let worth = |number: &usize| -> i128 {
            let lead = all.iter().find(|lead| raw::number(lead) == *number);
            lead.map_or(0, |lead| self.year(lead))
        };
        let at = named.iter().position(|own| *own == number).unwrap();
        let sum = |named: &[usize]| named.iter().map(worth).sum::<i128>();
        let (before, until, whole) = (sum(&named[..at]), sum(&named[..=at]), sum(&named));
        half_even(self.year(other) * until, whole) - half_even(self.year(other) * before, whole)
    }
}
