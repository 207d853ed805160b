//! Sums of money that know how many could not be valued.

use super::rounds::Rounds;
use crate::pipeline::Decimal;

/// A sum of values in the workspace's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The sum.
    pub sum: Decimal,
    /// How many values are in it.
    pub valued: u64,
    /// How many had none.
    pub unvalued: u64,
}

impl Total {
    /// Adds a value, or counts that there is none.
    pub fn add(&mut self, value: Option<Decimal>) {
        match value {
            Some(value) => {
                self.sum = self.sum.saturating_add(value);
                self.valued += 1;
            }
            None => self.unvalued += 1,
        }
    }

    /// The sum, with the currency's decimals.
    pub fn value(&self, by: &(impl Rounds + ?Sized)) -> Decimal {
        by.round(self.sum)
    }

    /// Sum / how many values, rounded half to even to the minor unit. `None` of nothing.
    pub fn average(&self, by: &(impl Rounds + ?Sized)) -> Option<Decimal> {
        self.sum.checked_div(self.valued.into()).map(|average| by.round(average))
    }
}
