//! What something is worth, as people type it.

use crate::pipeline::{Currency, Decimal};
use crate::read::decimal;
use crate::yaml::NewValue;

/// Signs that mean one currency and no other.
const SIGNS: &[(&str, Currency)] =
    &[("Rp", Currency::IDR), ("€", Currency::EUR), ("£", Currency::GBP), ("RM", Currency::MYR)];

/// `250000000`, `5.000.000`, `1,234.50`, `USD 5000`, `5000 USD` or `Rp 5.000.000`
/// as the value of a lead: a bare number in the workspace's own currency, else
/// amount and currency.
///
/// # Errors
/// Where it is none, or could be two: `5.000` is five to one and five thousand
/// to another.
pub fn money(text: &str, own: Currency) -> Result<NewValue, String> {
    let text = text.trim();
    let (number, currency) = split(text, own)?;
    let amount = NewValue::Plain(plain(number, text)?);
    if currency == own {
        return Ok(amount);
    }
    let code = NewValue::text(currency.code());
    Ok(NewValue::Map(vec![("amount".to_owned(), amount), ("currency".to_owned(), code)]))
}

/// The number and its currency.
fn split(text: &str, own: Currency) -> Result<(&str, Currency), String> {
    for (sign, currency) in SIGNS {
        let rest = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
        if let Some(rest) = rest.filter(|rest| !rest.contains(char::is_alphabetic)) {
            return Ok((rest.trim_start_matches('.').trim(), *currency));
        }
    }
    let is_sign = |c: char| !(c.is_ascii_digit() || c.is_whitespace() || ".,+-_".contains(c));
    let front = text.len() - text.trim_start_matches(is_sign).len();
    let back = if front > 0 { text.len() } else { text.trim_end_matches(is_sign).len() };
    let (word, number) = if front > 0 { text.split_at(front) } else { (&text[back..], &text[..back]) };
    let currency = match word {
        "" => own,
        word => Currency::from_code(&word.to_uppercase()).ok_or_else(|| {
            format!("`{text}` is no amount: write a number, or one with an ISO 4217 code such as `USD 5000`")
        })?,
    };
    Ok((number.trim(), currency))
}

/// The number in plain digits, with `.` before its decimals.
fn plain(number: &str, text: &str) -> Result<String, String> {
    let none = || format!("`{text}` is no amount: write plain digits such as 250000000");
    let number = number.strip_prefix('+').unwrap_or(number);
    if number.starts_with('-') {
        return Err(format!("`{text}` is less than nothing, and a value is 0 or more"));
    }
    let signs: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let bare = match signs.as_slice() {
        [] => number.to_owned(),
        [sign @ ('.' | ',')] => one_sign(number, *sign).ok_or_else(|| ambiguous(number, text))?,
        [first, .., last] if first != last => {
            let (whole, cents) = number.rsplit_once(*last).ok_or_else(none)?;
            format!("{}.{cents}", groups(whole, *first).ok_or_else(none)?)
        }
        [sign, ..] => groups(number, *sign).ok_or_else(none)?,
    };
    let written = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.ends_with(|c: char| c.is_ascii_digit())
        && bare.bytes().filter(|b| *b == b'.').count() <= 1;
    // A number that begins with 0 is an octal one to some readers of YAML.
    let zeros = bare.bytes().take_while(|b| *b == b'0').count();
    let led = zeros > 0 && bare.as_bytes().get(zeros).is_some_and(u8::is_ascii_digit);
    let bare = if led { bare[zeros..].to_owned() } else { bare };
    let fits = decimal(&bare).is_some_and(|amount| amount >= Decimal::ZERO);
    (written && fits).then_some(bare).ok_or_else(none)
}

/// A number with one `.` or `,`: decimals, unless exactly three digits follow.
fn one_sign(number: &str, sign: char) -> Option<String> {
    let (whole, after) = number.split_once(sign)?;
    let ambiguous = after.len() == 3 && whole != "0" && !whole.is_empty() && whole.len() <= 3;
    (!ambiguous).then(|| format!("{whole}.{after}"))
}

/// Groups of three digits put together.
fn groups(number: &str, sign: char) -> Option<String> {
    let mut parts = number.split(sign);
    let first = parts.next().filter(|part| (1..=3).contains(&part.len()))?;
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &&str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    let grouped = matches!(sign, '.' | ',' | ' ' | '\'' | '_' | '\u{a0}' | '\u{202f}');
    let whole = first.bytes().all(|b| b.is_ascii_digit());
    (grouped && whole && rest.iter().all(digits)).then(|| format!("{first}{}", rest.concat()))
}

fn ambiguous(number: &str, text: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let decimals = number.replace(',', ".");
    let short = decimals.trim_end_matches('0').trim_end_matches('.');
    let same = short.len() == decimals.len();
    let short = if same { format!("{short}0") } else { short.to_owned() };
    format!("`{text}` could be {digits} or {decimals}: write {digits}, or {short}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Result<String, String> {
        money(text, Currency::IDR).map(|value| match value {
            NewValue::Map(entries) => entries
                .into_iter()
                .map(|(_, value)| match value {
                    NewValue::Plain(text) | NewValue::Text(text) => text,
                    other => format!("{other:?}"),
                })
                .collect::<Vec<_>>()
                .join(" "),
            NewValue::Plain(text) => text,
            other => format!("{other:?}"),
        })
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
            ("1234.567", "1234.567"),
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
            ("€ 1.234,50", "1234.50 EUR"),
        ] {
            assert_eq!(read_as(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_or_could_be_two() {
        assert_eq!(read_as("5.000").unwrap_err(), "`5.000` could be 5000 or 5.000: write 5000, or 5");
        assert!(read_as("5,125").unwrap_err().ends_with("write 5125, or 5.1250"));
        for bad in [
            "",
            "-5",
            "5,000",
            "much",
            "$5",
            "5jt",
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
        ] {
            assert!(read_as(bad).is_err(), "{bad}: {:?}", read_as(bad));
        }
        assert!(read_as(&"9".repeat(40)).is_err());
    }
}
