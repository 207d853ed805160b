//! How people write a currency: its sign and its decimals.

use crate::pipeline::{Currency, currency_sign, minor_units};

/// A currency’s sign, or its code and a space that does not break.
pub fn symbol_of(currency: &str) -> String {
    currency_sign(currency).map_or_else(|| format!("{currency}\u{a0}"), str::to_owned)
}

/// The decimals that people write in a currency.
pub fn minor_of(currency: &str) -> u32 {
    Currency::from_code(currency).map_or(2, minor_units)
}
