//! What a lead is worth in the workspace's currency, day by day: it changes where a
//! rate does.

use std::collections::BTreeSet;

use super::attempts::LeadAttempts;
use super::rows::LeadRows;
use crate::figures::value_on;
use crate::pipeline::{Day, Decimal, part};

/// From a day on: the value and the annual value.
type Worth = (Day, Option<Decimal>, Decimal);

impl LeadAttempts<'_> {
    /// What it is worth on a day.
    pub fn value_on(&self, day: Day) -> Option<Decimal> {
        value_on(self.lead.worth()?, day, self.config).ok()
    }

    /// What twelve months of its recurring lines are worth on a day.
    pub fn annual_on(&self, day: Day) -> Decimal {
        self.lead.annual(day, &self.config.rates)
    }

    /// The rows of what it is worth, and of who shares it.
    pub fn worths(&self, rows: &mut LeadRows) {
        let worths = self.changes();
        for (at, (from, value, annual)) in worths.iter().enumerate() {
            let to = worths.get(at + 1).and_then(|(next, ..)| next.pred_opt());
            let id = || self.lead.id.clone().into();
            if value.is_some() || !annual.is_zero() {
                rows.lead_values.push([id(), (*from).into(), to.into(), (*value).into(), (*annual).into()]);
            }
            for (who, percent) in &self.lead.split {
                let share = value.and_then(|value| part(value, &self.lead.split, who, self.config.currency));
                rows.lead_shares.push([
                    id(),
                    who.clone().into(),
                    (*percent).into(),
                    (*from).into(),
                    to.into(),
                    share.into(),
                ]);
            }
        }
    }

    /// What it is worth from its first day on, and from each day on which that changes.
    fn changes(&self) -> Vec<Worth> {
        let first = self.lead.created();
        let own = self.config.currency;
        let mut currencies: Vec<_> = self.lead.products.iter().map(|line| line.currency).collect();
        currencies.extend(self.lead.value.map(|value| value.currency));
        let foreign = |currency| currency != own && currencies.contains(&currency);
        let rates = self.config.rates.each().iter().filter(|rate| foreign(rate.currency));
        let days = rates.map(|rate| rate.at).filter(|day| first < *day && *day <= self.as_of);
        let mut worths: Vec<Worth> = Vec::new();
        for day in std::iter::once(first).chain(days).collect::<BTreeSet<Day>>() {
            let worth = (self.value_on(day), self.annual_on(day));
            if worths.last().is_none_or(|(_, value, annual)| (*value, *annual) != worth) {
                worths.push((day, worth.0, worth.1));
            }
        }
        worths
    }
}
