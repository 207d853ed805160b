//! What money is worth in the workspace's currency.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pipeline::{Config, Day, Decimal, Money};

/// The largest value that is counted: sums of any workspace then stay far
/// within the range of decimals.
const LARGEST: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);

/// Why a lead is counted but not valued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoValue {
    /// It says no value, and its products give none.
    Absent,
    /// There is no rate of its currency on or before the day.
    NoRate,
    /// It is negative, or more than a quintillion.
    OutOfRange,
}

/// An amount in the workspace's currency: converted by the latest rate on or
/// before `day`, then rounded half to even to the minor unit. 0 is a value.
///
/// # Errors
/// Where there is no rate, or the amount is not one a lead can be worth.
pub fn value_on(money: Money, day: Day, config: &Config) -> Result<Decimal, NoValue> {
    config.rates.rate(money.currency, day).ok_or(NoValue::NoRate)?;
    let value = config.rates.convert(money, day).ok_or(NoValue::OutOfRange)?;
    let fits = Decimal::ZERO <= value && value <= LARGEST;
    fits.then_some(value).ok_or(NoValue::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{config, day};
    use crate::pipeline::Currency;

    #[test]
    fn a_quintillion_is_the_most() {
        assert_eq!(LARGEST.to_string(), "1000000000000000000");
        let worth =
            |amount: Decimal, currency| value_on(Money { amount, currency }, day("2026-06-30"), &config());
        assert_eq!(worth(LARGEST, Currency::IDR), Ok(LARGEST));
        assert_eq!(worth(LARGEST + Decimal::ONE, Currency::IDR), Err(NoValue::OutOfRange));
        assert_eq!(worth(Decimal::MAX, Currency::USD), Err(NoValue::OutOfRange));
        assert_eq!(worth(Decimal::NEGATIVE_ONE, Currency::IDR), Err(NoValue::OutOfRange));
        assert_eq!(worth(Decimal::ONE, Currency::EUR), Err(NoValue::NoRate));
        assert_eq!(worth(Decimal::ZERO, Currency::IDR), Ok(Decimal::ZERO));
        assert_eq!(worth(Decimal::TWO, Currency::USD), Ok(32_500.into()));
    }
}
