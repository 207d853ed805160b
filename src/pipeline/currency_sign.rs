//! The signs that people write currencies with.

use super::Currency;

/// Currencies that people write with a sign; all others with their ISO code.
const SIGNS: [(&str, &str); 15] = [
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

/// The sign of a currency, by its code.
pub fn currency_sign(code: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign)
}

/// Takes the currency off an amount that somebody typed: a sign or an ISO 4217
/// code before or behind it. `None` where one is named that is none, or that is
/// several: `$` is the workspace's `own` dollar, else nobody knows whose.
pub fn split_currency(text: &str, own: Currency) -> Option<(&str, Option<Currency>)> {
    for (code, sign) in SIGNS {
        let same = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(sign));
        let behind = text.len().saturating_sub(sign.len());
        let before = if same(text.get(..sign.len())) { text.get(sign.len()..) } else { None };
        let rest = before.filter(|rest| !rest.starts_with(char::is_alphabetic)).or_else(|| {
            let rest = text.get(..behind).filter(|_| same(text.get(behind..)))?;
            (!rest.ends_with(char::is_alphabetic)).then_some(rest)
        });
        if let Some(rest) = rest {
            let rest = if code == "IDR" { rest.trim_start_matches('.') } else { rest };
            return Some((rest.trim(), Currency::from_code(code)));
        }
    }
    if let Some(rest) = text.strip_prefix('$').or_else(|| text.strip_suffix('$')) {
        let dollar = matches!(own.code(), "USD" | "AUD" | "CAD" | "HKD" | "NZD" | "SGD" | "TWD" | "MXN");
        return dollar.then_some((rest.trim(), Some(own)));
    }
    let coded = |word: &str| (word.len() == 3).then(|| Currency::from_code(&word.to_uppercase())).flatten();
    let front = text.len() - text.trim_start_matches(char::is_alphabetic).len();
    let back = text.trim_end_matches(char::is_alphabetic).len();
    if front > 0 {
        return Some((text[front..].trim(), Some(coded(&text[..front])?)));
    }
    let behind = coded(&text[back..]);
    Some(if behind.is_some() { (text[..back].trim(), behind) } else { (text, None) })
}
