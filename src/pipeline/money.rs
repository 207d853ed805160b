//! Money: exact decimals, converted by dated rates, rounded half to even.

use rust_decimal::RoundingStrategy;

use super::{Currency, Day, Decimal};

/// What foreign money is worth from a day on.
#[derive(Clone, Copy, Debug)]
pub struct ExchangeRate {
    /// The foreign currency.
    pub currency: Currency,
    /// The first day it holds.
    pub at: Day,
    /// So many units of the workspace's currency for one unit.
    pub rate: Decimal,
}

/// An amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much; never negative in a lead.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

/// How many decimals a currency is written with: none for the rupiah (ISO 4217
/// says two, nobody writes them), ISO 4217's exponent for all others.
pub fn minor_units(currency: Currency) -> u32 {
    match currency {
        Currency::IDR => 0,
        other => u32::from(other.exponent().unwrap_or(2)),
    }
}

/// Rounds half to even to the currency's minor unit, and gives the number just
/// that many decimals.
pub fn round_minor(amount: Decimal, currency: Currency) -> Decimal {
    let units = minor_units(currency);
    if amount.scale() == units {
        return amount;
    }
    let mut rounded = amount.round_dp_with_strategy(units, RoundingStrategy::MidpointNearestEven);
    rounded.rescale(units);
    rounded
}

/// Dated rates into one currency.
#[derive(Clone, Debug)]
pub struct Rates {
    into: Currency,
    /// Sorted by day.
    rates: Vec<ExchangeRate>,
}

impl Rates {
    /// Rates into `into`, in any order; of two of one day the later in order holds.
    pub fn new(into: Currency, mut rates: Vec<ExchangeRate>) -> Self {
        rates.sort_by_key(|rate| rate.at);
        Self { into, rates }
    }

    /// The latest rate of a currency on or before a day; 1 for the own currency.
    pub fn rate(&self, currency: Currency, day: Day) -> Option<Decimal> {
        if currency == self.into {
            return Some(Decimal::ONE);
        }
        let fits = |rate: &&ExchangeRate| rate.currency == currency && rate.at <= day;
        self.rates.iter().rev().find(fits).map(|rate| rate.rate)
    }

    /// Converts, then rounds half to even to the minor unit. `None` without a
    /// rate on or before `day`, or past the range of decimals.
    pub fn convert(&self, money: Money, day: Day) -> Option<Decimal> {
        let amount = match self.rate(money.currency, day)? {
            _ if money.currency == self.into => money.amount,
            rate => money.amount.checked_mul(rate)?,
        };
        Some(round_minor(amount, self.into))
    }

    /// Every rate, sorted by day.
    pub fn each(&self) -> &[ExchangeRate] {
        &self.rates
    }

    /// Whether there is a rate for a currency, on whatever day.
    pub fn knows(&self, currency: Currency) -> bool {
        self.rates.iter().any(|rate| rate.currency == currency)
    }

    /// The currency all is converted into.
    pub fn currency(&self) -> Currency {
        self.into
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a date")
    }

    #[test]
    fn the_latest_rate_on_or_before_the_day_holds() {
        let rate =
            |at: &str, rate: i64| ExchangeRate { currency: Currency::USD, at: day(at), rate: rate.into() };
        let rates = Rates::new(Currency::IDR, vec![rate("2026-06-01", 16500), rate("2026-01-01", 16250)]);
        assert_eq!(rates.rate(Currency::USD, day("2025-12-31")), None);
        assert_eq!(rates.rate(Currency::USD, day("2026-05-31")), Some(16250.into()));
        assert_eq!(rates.rate(Currency::USD, day("2026-06-01")), Some(16500.into()));
        assert_eq!(rates.rate(Currency::IDR, day("1999-01-01")), Some(Decimal::ONE));
        let half = Money { amount: Decimal::new(1, 1), currency: Currency::USD };
        assert_eq!(rates.convert(half, day("2026-01-02")), Some(1625.into()));
    }

    #[test]
    fn halves_go_to_even() {
        assert_eq!(round_minor(Decimal::new(25, 1), Currency::IDR), 2.into());
        assert_eq!(round_minor(Decimal::new(35, 1), Currency::IDR), 4.into());
        assert_eq!(round_minor(Decimal::new(2345, 3), Currency::USD).to_string(), "2.34");
        assert_eq!(round_minor(Decimal::new(2, 0), Currency::USD).to_string(), "2.00");
    }
}
