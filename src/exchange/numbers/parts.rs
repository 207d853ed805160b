//! The parts of a number as text: sign, currency, digits, percent, a word such as `k`.

use rust_decimal::Decimal;

use crate::pipeline::{Currency, minor_units, split_currency};

/// No number is longer, in bytes.
const LONGEST: usize = 64;

/// Words that multiply, by tens.
const SCALES: &[(&str, u32)] = &[
    ("k", 3),
    ("rb", 3),
    ("ribu", 3),
    ("thousand", 3),
    ("tsd", 3),
    ("m", 6),
    ("mn", 6),
    ("mm", 6),
    ("mio", 6),
    ("million", 6),
    ("jt", 6),
    ("juta", 6),
    ("b", 9),
    ("bn", 9),
    ("billion", 9),
    ("miliar", 9),
    ("milyar", 9),
    ("mrd", 9),
];

/// Signs of currencies beside those that the workspace's own amounts know.
const SIGNS: &[(&str, &str)] = &[
    ("R$", "BRL"),
    ("C$", "CAD"),
    ("NZ$", "NZD"),
    ("MX$", "MXN"),
    ("zł", "PLN"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₪", "ILS"),
    ("Kč", "CZK"),
    ("฿", "THB"),
    ("₩", "KRW"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₸", "KZT"),
    ("A$", "AUD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
];

/// The sign before a number's decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DecimalSign {
    /// `1,234.56`.
    Point,
    /// `1.234,56`.
    Comma,
}

/// A text that may be a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct NumberParts<'t> {
    digits: &'t str,
    negative: bool,
    tens: u32,
    /// The currency that it names.
    pub(super) currency: Option<Currency>,
    /// Whether it is of a hundred.
    pub(super) percent: bool,
}

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// The text without a minus, and whether it had one; brackets mean one too.
fn without_minus(text: &str) -> (&str, bool) {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (inner.trim_matches(blank), true);
    }
    let minus = ['-', '−', '–'];
    match text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)) {
        Some(rest) => (rest.trim_matches(blank), true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    }
}

/// The text without a currency, and which it names.
fn without_currency(text: &str) -> (&str, Option<Currency>) {
    for (sign, code) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest.trim_matches(blank), Currency::from_code(code));
        }
    }
    match split_currency(text, Currency::USD) {
        Some((rest, Some(currency))) => (rest.trim_matches(blank), Some(currency)),
        _ => (text, None),
    }
}

/// The text without a power of ten, `1.5E+09`, and the tens that it multiplies by.
fn without_exponent(text: &str) -> (&str, u32) {
    let split = text.split_once("E+").or_else(|| text.split_once("e+"));
    let power =
        split.and_then(|(digits, power)| Some((digits, power.parse().ok().filter(|tens| *tens <= 18)?)));
    power.unwrap_or((text, 0))
}

impl<'t> NumberParts<'t> {
    /// The parts of a text; `None` where it is no number in any format.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let text = text.trim_matches(blank);
        if text.len() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // Behind an amount in whole units: `12.500,-`.
        let text = text.strip_suffix(",-").or(text.strip_suffix(".-")).unwrap_or(text);
        let (text, outer) = without_minus(text);
        let bare = text.trim_end_matches('%').trim_end_matches(blank);
        let percent = bare.len() < text.len();
        let (bare, currency) = without_currency(bare);
        // `-$5` and `$-5` are the same.
        let (bare, inner) = if currency.is_some() && !outer { without_minus(bare) } else { (bare, false) };
        let (bare, exponent) = without_exponent(bare);
        let digits = bare.trim_end_matches(char::is_alphabetic);
        let word = bare[digits.len()..].to_lowercase();
        let scale = if word.is_empty() { 0 } else { SCALES.iter().find(|(name, _)| *name == word)?.1 };
        let digits = digits.trim_matches(blank);
        let sign = |c: char| matches!(c, '.' | ',' | '\'' | '’' | '_') || blank(c) || c.is_ascii_digit();
        let parts = Self { digits, negative: outer || inner, tens: scale + exponent, currency, percent };
        digits.chars().all(sign).then_some(parts)
    }

    /// The number with a sign taken for the one before its decimals; `None` where that
    /// is no number.
    pub(super) fn read(&self, sign: DecimalSign) -> Option<Decimal> {
        let (decimal, group) = match sign {
            DecimalSign::Point => ('.', ','),
            DecimalSign::Comma => (',', '.'),
        };
        let (whole, after) = self.digits.split_once(decimal).unwrap_or((self.digits, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(after) || (whole.is_empty() && after.is_empty()) || self.is_grouped_currency(after) {
            return None;
        }
        let plain = ungrouped(whole, group)?;
        let number = Decimal::from_str_exact(&format!("{plain}.{after}0")).ok()?;
        let scaled = number.checked_mul(Decimal::from(10_u64.pow(self.tens)))?;
        Some(if self.negative { -scaled } else { scaled }.normalize())
    }

    /// Nobody writes three decimals of a currency that has none, or of dollars behind a
    /// comma: `Rp150.000` and `$22,700` are thousands.
    fn is_grouped_currency(&self, after: &str) -> bool {
        let three = after.len() == 3 && self.tens == 0 && !self.percent;
        let of_units = self.currency.is_some_and(|currency| minor_units(currency) == 0);
        let dollars = self.currency == Some(Currency::USD) && self.digits.contains(',');
        three && (of_units || (dollars && !self.digits.contains('.')))
    }
}

/// Digits without what is between their groups; `None` where the groups are none.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let found = whole.chars().find(|c| !c.is_ascii_digit());
    let Some(sign) = found else {
        return Some(if whole.is_empty() { "0".to_owned() } else { whole.to_owned() });
    };
    let fits = sign == group || matches!(sign, '\'' | '’' | '_') || blank(sign);
    let mut parts = whole.split(|c| c == sign || (blank(sign) && blank(c)));
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // Groups of two before the last three are how India writes them.
    let (last, middle) = rest.split_last()?;
    let even = middle.iter().all(|part| part.len() == 3) || middle.iter().all(|part| part.len() == 2);
    let grouped = last.len() == 3 && even && digits(first) && rest.iter().all(|part| digits(part));
    let leads = first.len() <= 3 && !first.starts_with('0');
    (fits && grouped && leads).then(|| format!("{first}{}", rest.concat()))
}
