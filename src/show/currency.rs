//! How people write a currency: its sign and its decimals.

use crate::pipeline::{Currency, minor_units};

/// Currencies that people write with a sign; all others with their ISO code.
const SYMBOLS: [(&str, &str); 15] = [
    ("AUD", "A$"),
    ("CNY", "CN¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("IDR", "Rp"),
    ("INR", "₹"),
    ("JPY", "¥"),
    ("KRW", "₩"),
    ("MYR", "RM"),
    ("PHP", "₱"),
    ("SGD", "S$"),
    ("THB", "฿"),
    ("USD", "US$"),
    ("VND", "₫"),
];

/// A currency’s sign, or its code and a space that does not break.
pub fn symbol_of(currency: &str) -> String {
    let symbol = SYMBOLS.iter().find(|(code, _)| *code == currency);
    symbol.map_or_else(|| format!("{currency}\u{a0}"), |(_, symbol)| (*symbol).to_owned())
}

/// The decimals that people write in a currency.
pub fn minor_of(currency: &str) -> u32 {
    Currency::from_code(currency).map_or(2, minor_units)
}
