//! Amounts rounded to their currency's minor unit.

use super::weight::Chance;
use crate::pipeline::{Config, Decimal, round_minor};

/// What knows the currency sums are in.
pub trait Rounds {
    /// Rounds half to even to the currency's minor unit.
    fn round(&self, amount: Decimal) -> Decimal;
}

impl Rounds for Config {
    fn round(&self, amount: Decimal) -> Decimal {
        round_minor(amount, self.currency)
    }
}

/// Value × chance, not yet rounded; zero where either is unknown.
pub(super) fn exact(value: Option<Decimal>, chance: Option<Chance>) -> Decimal {
    let percent = chance.and_then(|chance| chance.percent);
    let product = value.zip(percent).and_then(|(value, percent)| value.checked_mul(percent));
    product.unwrap_or_default() / Decimal::ONE_HUNDRED
}
