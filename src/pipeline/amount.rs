//! Amounts as people type them: `12,500.00` and `$12,500` in English,
//! `Rp250.000.000` and `250jt` in Indonesian; refused where two readings are
//! possible.

use super::currency_sign::split_currency;
use super::{Currency, Decimal, Language, minor_units};
use crate::text::Message;
use crate::{message, said_by_message};

/// An amount that somebody typed, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedAmount {
    /// It in plain digits, with `.` before its decimals: as it is to be written.
    pub number: String,
    /// The currency that was named.
    pub currency: Option<Currency>,
}

/// Why a text is no amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAmount {
    /// It is none.
    NoNumber(String),
    /// It is less than nothing.
    Negative(String),
    /// It can be read as two.
    Ambiguous(Ambiguous),
    /// It names a currency where another one is meant.
    OtherCurrency(String, Currency),
}

/// A number with exactly three digits behind its only sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    /// It as it was written.
    pub text: String,
    /// The sign taken for one between thousands.
    pub thousands: String,
    /// The sign taken for the decimal one, in plain digits.
    pub decimals: String,
    /// The latter written so that nothing else can be meant.
    pub plainly: String,
}

impl Ambiguous {
    /// It in words, with what to write.
    pub fn message(&self) -> Message {
        let Self { text, thousands, decimals, plainly } = self;
        message!(
            "`{text}` could be {thousands} or {decimals}: write {thousands}, or {plainly}",
            text,
            thousands,
            decimals,
            plainly
        )
    }
}

impl NotAmount {
    /// It in words, with what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::NoNumber(text) => message!(
                "`{text}` is no amount: write plain digits such as 250000000, or with a currency `USD 5000`",
                text
            ),
            Self::Negative(text) => {
                message!("`{text}` is less than nothing, and an amount is 0 or more", text)
            }
            Self::Ambiguous(ambiguous) => ambiguous.message(),
            Self::OtherCurrency(text, own) => message!(
                "`{text}` names another currency, and this is in {currency}",
                text,
                currency = own.code()
            ),
        }
    }
}

said_by_message!(Ambiguous, NotAmount);

/// Reads an amount that somebody typed; without a currency named it is in `own`.
///
/// # Errors
/// Where it is none, or could be two: `5.000` is five to one and five thousand
/// to another.
pub fn typed_amount(text: &str, own: Currency, language: Language) -> Result<TypedAmount, NotAmount> {
    let spaced = text.replace(['\u{a0}', '\u{202f}'], " ").replace('\u{2212}', "-");
    let none = || NotAmount::NoNumber(text.trim().to_owned());
    let (number, currency) = split_currency(spaced.trim(), own).ok_or_else(none)?;
    let number = number.strip_prefix('+').unwrap_or(number).trim();
    if number.starts_with('-') {
        return Err(NotAmount::Negative(text.trim().to_owned()));
    }
    let (digits, scale) = scaled(number, language).ok_or_else(none)?;
    // Nobody types rupiah with decimals; with their sign, in a language that
    // groups by dots, the dot is between thousands.
    let grouped = currency.is_some_and(|named| minor_units(named) == 0);
    let how = Reading { text: text.trim(), currency: currency.unwrap_or(own), language, grouped, scale };
    let plain = how.plain(digits)?.ok_or_else(none)?;
    Ok(TypedAmount { number: plain, currency })
}

/// Reads an amount whose currency is given and cannot be another.
///
/// # Errors
/// As [`typed_amount`], and where another currency is named.
pub fn typed_number(text: &str, own: Currency, language: Language) -> Result<String, NotAmount> {
    let amount = typed_amount(text, own, language)?;
    match amount.currency {
        Some(named) if named != own => Err(NotAmount::OtherCurrency(text.trim().to_owned(), own)),
        _ => Ok(amount.number),
    }
}

/// Whether an amount is in words that one language alone has, and that name no
/// currency: `1jt` is rupiah to whoever says it.
pub fn is_in_own_words(text: &str, language: Language) -> bool {
    let word = text.trim().trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let has = |of: Language| of.locale().scales.iter().any(|(known, _)| *known == word);
    has(language) && !Language::ALL.into_iter().any(|other| other != language && has(other))
}

/// The two readings of a number that is written with exactly three decimals in
/// what has not three: `units` is how many it has.
pub fn ambiguous(number: &str, units: u32) -> Option<Ambiguous> {
    let (whole, after) = number.strip_prefix('+').unwrap_or(number).split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsure = digits(whole) && after.len() == 3 && digits(after) && units != 3;
    // Nobody writes a thousand with a 0 before it.
    (unsure && whole.bytes().any(|byte| byte != b'0')).then(|| two_readings(number, whole, after))
}

fn two_readings(text: &str, whole: &str, after: &str) -> Ambiguous {
    let decimals = format!("{whole}.{after}");
    let short = after.trim_end_matches('0');
    let plainly = match short {
        "" => whole.to_owned(),
        _ if short.len() == after.len() => format!("{decimals}0"),
        _ => format!("{whole}.{short}"),
    };
    Ambiguous { text: text.to_owned(), thousands: format!("{whole}{after}"), decimals, plainly }
}

/// The digits of a number and the tens its word multiplies by. `M` is a million
/// in English; in Indonesian it is either and means nothing.
fn scaled(number: &str, language: Language) -> Option<(&str, u32)> {
    let digits = number.trim_end_matches(char::is_alphabetic);
    let word = number[digits.len()..].to_lowercase();
    if word.is_empty() {
        return Some((digits.trim_end(), 0));
    }
    let means = |of: Language| of.locale().scales.iter().find(|(known, _)| *known == word);
    let elsewhere = || Language::ALL.into_iter().filter(|_| word.len() > 1).find_map(means);
    let (_, tens) = means(language).or_else(elsewhere)?;
    Some((digits.trim_end(), *tens))
}

/// How a number's signs are read.
struct Reading<'t> {
    text: &'t str,
    currency: Currency,
    language: Language,
    /// Whether a dot before three digits can only be between thousands.
    grouped: bool,
    /// The tens the number is multiplied by.
    scale: u32,
}

impl Reading<'_> {
    /// A number in plain digits, with `.` before its decimals; `None` where it
    /// is none.
    fn plain(&self, number: &str) -> Result<Option<String>, NotAmount> {
        let signs: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
        let bare = match signs.as_slice() {
            [] => Some(number.to_owned()),
            [sign @ ('.' | ',')] => Some(self.one_sign(number, *sign)?),
            [first, .., last] if first != last => number
                .rsplit_once(*last)
                .filter(|_| matches!(last, '.' | ','))
                .and_then(|(whole, cents)| Some(format!("{}.{cents}", groups(whole, *first)?))),
            [sign, ..] => groups(number, *sign),
        };
        Ok(bare.and_then(|bare| self.written(&bare)))
    }

    /// A number with one `.` or `,`: decimals, unless exactly three digits follow.
    fn one_sign(&self, number: &str, sign: char) -> Result<String, NotAmount> {
        let (whole, after) = number.split_once(sign).unwrap_or((number, ""));
        let decimals = format!("{whole}.{after}");
        let thousands = after.len() == 3 && whole.bytes().any(|byte| byte != b'0');
        // A dot is also the sign that files have before decimals.
        let certain = sign != '.' || self.grouped;
        let of_language = sign == self.language.locale().between_thousands && certain && whole.len() <= 3;
        if !thousands {
            Ok(decimals)
        } else if of_language {
            Ok(format!("{whole}{after}"))
        } else if minor_units(self.currency) == 3 && self.scale == 0 {
            Ok(decimals)
        } else {
            let shown = Ambiguous { text: self.text.to_owned(), ..two_readings(number, whole, after) };
            Err(NotAmount::Ambiguous(shown))
        }
    }

    /// As it is to be written: not as others read octal numbers, and not with
    /// exactly three decimals.
    fn written(&self, bare: &str) -> Option<String> {
        let ends =
            bare.starts_with(|c: char| c.is_ascii_digit()) && bare.ends_with(|c: char| c.is_ascii_digit());
        let digits = bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let decimal = Decimal::from_str_exact(bare).ok().filter(|_| ends && digits)?;
        let number = match self.scale {
            0 => {
                let zeros = bare.bytes().take_while(|byte| *byte == b'0').count();
                let led = zeros > 0 && bare.as_bytes().get(zeros).is_some_and(u8::is_ascii_digit);
                if led { bare[zeros..].to_owned() } else { bare.to_owned() }
            }
            tens => decimal.checked_mul(Decimal::from(10_u64.pow(tens)))?.normalize().to_string(),
        };
        Some(ambiguous(&number, minor_units(self.currency)).map_or(number, |unsure| unsure.plainly))
    }
}

/// Groups of three digits put together.
fn groups(number: &str, sign: char) -> Option<String> {
    let mut parts = number.split(sign);
    let first = parts.next().filter(|part| (1..=3).contains(&part.len()))?;
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = matches!(sign, '.' | ',' | ' ' | '\'' | '_');
    let threes = rest.iter().all(|part| part.len() == 3 && digits(part));
    (grouped && digits(first) && threes).then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str, own: Currency, language: Language) -> Result<String, String> {
        let amount = typed_amount(text, own, language).map_err(|why| why.to_string())?;
        let currency = amount.currency.filter(|named| *named != own);
        Ok(amount.number + &currency.map(|named| format!(" {}", named.code())).unwrap_or_default())
    }

    #[test]
    fn what_people_type() {
        for (text, wanted) in [
            ("250000000", "250000000"),
            ("0", "0"),
            ("007", "7"),
            ("0.5", "0.5"),
            ("0.125", "0.125"),
            ("5.50", "5.50"),
            ("5,5", "5.5"),
            ("5.000.000", "5000000"),
            ("5,000,000", "5000000"),
            ("1.234,50", "1234.50"),
            ("1,234,567.5", "1234567.5"),
            ("5 000 000", "5000000"),
            ("USD 5000", "5000 USD"),
            ("5000 usd", "5000 USD"),
            ("USD5000", "5000 USD"),
            ("5000 IDR", "5000"),
            ("Rp 5.000.000", "5000000"),
            ("Rp. 750000", "750000"),
            ("Rp\u{a0}238\u{a0}juta", "238000000"),
            ("€ 1.234,50", "1234.50 EUR"),
            ("US$12.3K", "12300 USD"),
            ("250jt", "250000000"),
            ("1,5 miliar", "1500000000"),
            ("1.5 jt", "1500000"),
            ("2 million", "2000000"),
            ("1.234,567", "1234.5670"),
        ] {
            for language in Language::ALL {
                assert_eq!(read_as(text, Currency::IDR, language).as_deref(), Ok(wanted), "{text}");
            }
        }
    }

    #[test]
    fn the_language_says_which_sign_is_between_thousands() {
        let en = |text: &str| read_as(text, Currency::USD, Language::En);
        let id = |text: &str| read_as(text, Currency::IDR, Language::Id);
        assert_eq!(en("$12,500").as_deref(), Ok("12500"));
        assert_eq!(en("12,500").as_deref(), Ok("12500"));
        assert_eq!(en("12,500.00").as_deref(), Ok("12500.00"));
        assert_eq!(en("1.2M").as_deref(), Ok("1200000"));
        assert_eq!(id("Rp150.000").as_deref(), Ok("150000"));
        for (read, text) in [
            (en("12.500"), "12.500"),
            (en("Rp12.500"), "Rp12.500"),
            (id("150.000"), "150.000"),
            (id("12,500"), "12,500"),
            (id("1.250jt"), "1.250jt"),
            (id("USD 5.000"), "USD 5.000"),
            (id("1234.567"), "1234.567"),
        ] {
            assert!(read.as_ref().is_err_and(|why| why.contains("could be")), "{text}: {read:?}");
        }
        assert!(id("2M").is_err() && id("$5").is_err());
        assert_eq!(read_as("5.125", Currency::KWD, Language::En).as_deref(), Ok("5.125"));
        assert_eq!(read_as("KWD 5.125", Currency::USD, Language::En).as_deref(), Ok("5.125 KWD"));
    }

    #[test]
    fn two_readings_are_named() {
        let told = |text: &str| read_as(text, Currency::IDR, Language::Id).unwrap_err();
        assert_eq!(told("5.000"), "`5.000` could be 5000 or 5.000: write 5000, or 5");
        assert_eq!(told("5,125"), "`5,125` could be 5125 or 5.125: write 5125, or 5.1250");
        let written = |text: &str| ambiguous(text, 0).map(|unsure| unsure.to_string());
        assert_eq!(written("5.000"), Some(told("5.000")));
        assert_eq!(ambiguous("5.000", minor_units(Currency::BHD)), None);
        for certain in ["5", "5.00", "5.0000", "0.125", ".125", "-5.000", "5.000.000", "5.00a"] {
            assert_eq!(written(certain), None, "{certain}");
        }
    }

    #[test]
    fn what_is_no_amount() {
        for bad in [
            "",
            "-5",
            "much",
            "1.2.3",
            "12.34.567",
            "5.",
            ".5",
            "1,234.567.8",
            "1e6",
            "0x10",
            "5--5",
            "USD",
            "USD EUR 5",
            "5 USD 5",
            "1.2345.678",
            "٥",
            "5 apples",
            "jt",
        ] {
            assert!(read_as(bad, Currency::IDR, Language::En).is_err(), "{bad}");
        }
        assert!(read_as(&"9".repeat(40), Currency::IDR, Language::En).is_err());
        assert!(typed_number("USD 5", Currency::IDR, Language::En).is_err());
    }
}
