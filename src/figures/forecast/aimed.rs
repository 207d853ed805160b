//! Targets, and which leads count for them.

use std::collections::HashMap;

use super::gather::{days_to, number};
use super::trials::Credit;
use crate::figures::{Measured, View, measured};
use crate::pipeline::{Config, Day, Decimal, minor_units};

/// A target whose period ends by the forecast's last day.
pub struct Aim<'w> {
    /// The leads it is measured on.
    pub measured: Measured<'w>,
    /// What was won of it: in minor units, and deals.
    pub won: (i128, u64),
    /// By lead, what counts for it.
    worth: HashMap<&'w str, i128>,
}

/// An exact amount in minor units.
pub fn minor(value: Decimal, config: &Config) -> i128 {
    let mut value = value;
    value.rescale(minor_units(config.currency));
    value.mantissa()
}

/// The amount of so many minor units.
pub fn amount(minor: i128, config: &Config) -> Decimal {
    Decimal::try_from_i128_with_scale(minor, minor_units(config.currency)).unwrap_or(Decimal::MAX)
}

/// The targets that end from the as-of date on and by `until`, each once, in the
/// configuration's order.
pub fn aims<'w>(views: &[View<'w>], until: Day) -> Vec<Aim<'w>> {
    let mut aims: Vec<Aim<'w>> = Vec::new();
    for view in views {
        for measured in measured(view, views) {
            let (target, known) = (measured.target, |aim: &Aim<'_>| aim.measured.target.number);
            let ahead = view.as_of <= target.period.to && target.period.to <= until;
            if ahead && aims.iter().all(|aim| known(aim) != target.number) {
                aims.push(Aim::of(measured, &view.workspace.config));
            }
        }
    }
    aims.sort_by_key(|aim| aim.measured.target.number);
    aims
}

/// Wins of so many days are what new business is worth.
pub const WORTH_DAYS: u64 = 730;

impl<'w> Aim<'w> {
    fn of(measured: Measured<'w>, config: &Config) -> Self {
        let (value, deals) = measured.so_far();
        let mut worth = HashMap::new();
        for view in measured.counted() {
            let past = view.over(days_to(view.as_of, WORTH_DAYS));
            let won = past.closings().filter(|closing| closing.outcome.won && !closing.superseded);
            let won = won.map(|closing| closing.tracked);
            for tracked in won.chain(view.open().map(|(tracked, _)| tracked)) {
                let value = tracked.value.map_or(0, |value| minor(value, config));
                worth.insert(tracked.lead.id.as_str(), value);
            }
        }
        Self { won: (minor(value, config), deals), worth, measured }
    }

    /// The days ahead after which wins count for it, where that is later than now,
    /// and up to which.
    pub fn days(&self, as_of: Day) -> (Option<i32>, i32) {
        let period = self.measured.target.period;
        let before = number(period.from) - 1 - number(as_of);
        ((before > 0).then_some(before), number(period.to) - number(as_of))
    }

    /// What a lead counts for it.
    pub fn worth(&self, id: &str) -> Option<i128> {
        self.worth.get(id).copied()
    }

    /// Whether so much more reaches it.
    pub fn is_reached(&self, value: i128, deals: u32, config: &Config) -> bool {
        let target = self.measured.target;
        let enough = target.value.is_none_or(|all| all <= amount(self.won.0 + value, config));
        enough && target.deals.is_none_or(|all| u64::from(all) <= self.won.1 + u64::from(deals))
    }
}

/// What a lead counts for each of some targets.
pub fn credits(aims: &[Aim<'_>], id: &str) -> Vec<Credit> {
    aims.iter().enumerate().filter_map(|(at, aim)| Some((at, aim.worth(id)?))).collect()
}
