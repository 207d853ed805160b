//! A figure against the same figure of other days: how it moved, and whether
//! that could be chance.

use std::cmp::Ordering;

use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Serialize;

use crate::figures::{CycleDays, Headline, LEVEL, Rate, fisher, is_few};
use crate::pipeline::Decimal;

/// A figure now and then.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// The two.
    pub figures: NowAndThen,
    /// `up`, `down` or `same`; of rates in whole percent.
    #[schemars(extend("enum" = ["up", "down", "same"]))]
    pub direction: &'static str,
    /// (now − then) / then; `null` from nothing.
    pub share: Option<f64>,
    /// Two-sided p of Fisher's exact test; of rates alone.
    pub p: Option<f64>,
    /// Whether it could be chance: p is above 5 %; of rates alone.
    pub chance: Option<bool>,
}

/// The same figure of the report's days and of others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum NowAndThen {
    /// Money in the report's currency.
    Money {
        /// In the report.
        now: Decimal,
        /// In the other days.
        then: Decimal,
    },
    /// A count.
    Count {
        /// In the report.
        now: u64,
        /// In the other days.
        then: u64,
    },
    /// Days.
    Days {
        /// In the report.
        now: f64,
        /// In the other days.
        then: f64,
    },
    /// A share from 0 to 1.
    Percent {
        /// In the report.
        now: f64,
        /// In the other days.
        then: f64,
    },
}

impl Difference {
    fn new(figures: NowAndThen, order: Ordering, share: Option<f64>) -> Self {
        let direction = match order {
            Ordering::Less => "down",
            Ordering::Equal => "same",
            Ordering::Greater => "up",
        };
        Self { figures, direction, share, p: None, chance: None }
    }

    /// Whether it is of nothing both times.
    pub fn is_nothing(&self) -> bool {
        match self.figures {
            NowAndThen::Money { now, then } => now.is_zero() && then.is_zero(),
            NowAndThen::Count { now, then } => now == 0 && then == 0,
            NowAndThen::Days { .. } | NowAndThen::Percent { .. } => false,
        }
    }

    /// Of money, where both are known.
    pub fn money(now: Option<Decimal>, then: Option<Decimal>) -> Option<Self> {
        let (now, then) = now.zip(then)?;
        let share = (now - then).checked_div(then).and_then(|share| share.to_f64());
        Some(Self::new(NowAndThen::Money { now, then }, now.cmp(&then), share))
    }

    /// Of a count.
    pub fn count(now: u64, then: u64) -> Self {
        let share = (then > 0).then(|| (now as f64 - then as f64) / then as f64);
        Self::new(NowAndThen::Count { now, then }, now.cmp(&then), share)
    }

    /// Of days, where both are known.
    pub fn days(now: Option<f64>, then: Option<f64>) -> Option<Self> {
        let (now, then) = now.zip(then)?;
        let share = (then > 0.0).then(|| (now - then) / then);
        Some(Self::new(NowAndThen::Days { now, then }, now.total_cmp(&then), share))
    }

    /// Of a rate, where both have enough to be shown.
    pub fn rate(now: &Rate, then: &Rate) -> Option<Self> {
        let ((value, ..), (before, ..)) = now.shown().zip(then.shown())?;
        let split = |rate: &Rate, value: f64| {
            let hits = ((value * rate.n as f64).round() as u64).min(rate.n);
            (hits, rate.n - hits)
        };
        let ((hits, misses), (other_hits, other_misses)) = (split(now, value), split(then, before));
        let p = fisher(hits, misses, other_hits, other_misses);
        let order = (value * 100.0).round().total_cmp(&(before * 100.0).round());
        let share = (before > 0.0).then(|| (value - before) / before);
        let figures = NowAndThen::Percent { now: value, then: before };
        Some(Self { p: Some(p), chance: Some(p > LEVEL), ..Self::new(figures, order, share) })
    }
}

/// The headline figures against those of other days; `null` where there is
/// nothing to compare, or too few to tell.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Differences {
    /// The open value.
    pub open_value: Option<Difference>,
    /// The won value.
    pub won_value: Option<Difference>,
    /// The win rate.
    pub win_rate: Option<Difference>,
    /// The conversion.
    pub conversion: Option<Difference>,
    /// The median sales cycle.
    pub cycle_median: Option<Difference>,
    /// The average deal.
    pub average: Option<Difference>,
    /// The velocity.
    pub velocity_per_day: Option<Difference>,
    /// The new leads.
    pub new: Option<Difference>,
}

impl Differences {
    /// Of two headlines.
    pub fn of(now: &Headline, then: &Headline) -> Self {
        let cycle = |cycle: &CycleDays| cycle.shown().map(|(median, _)| median);
        let velocity = |head: &Headline| {
            head.velocity_per_day.filter(|_| !is_few(head.win_rate.n.min(head.cycle_days.n)))
        };
        Self {
            open_value: Difference::money(Some(now.open.value), Some(then.open.value)),
            won_value: Difference::money(Some(now.won.value), Some(then.won.value)),
            win_rate: Difference::rate(&now.win_rate, &then.win_rate),
            conversion: Difference::rate(&now.conversion.rate, &then.conversion.rate),
            cycle_median: Difference::days(cycle(&now.cycle_days), cycle(&then.cycle_days)),
            average: Difference::money(now.won.average, then.won.average),
            velocity_per_day: Difference::money(velocity(now), velocity(then)),
            new: Some(Difference::count(now.new.count, then.new.count)),
        }
    }

    /// Each with the message that names it, in the order of the headlines.
    pub fn named(&self) -> [(&'static str, Option<&Difference>); 8] {
        [
            ("open-value", self.open_value.as_ref()),
            ("won-value", self.won_value.as_ref()),
            ("win-rate", self.win_rate.as_ref()),
            ("conversion", self.conversion.as_ref()),
            ("cycle", self.cycle_median.as_ref()),
            ("average", self.average.as_ref()),
            ("velocity", self.velocity_per_day.as_ref()),
            ("new", self.new.as_ref()),
        ]
    }
}
