//! A telephone number, as far as it tells contacts apart.

use super::Folded;

/// The last digits of a telephone number: what stays the same however its
/// country and area are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    last: u32,
    digits: u8,
}

impl Phone {
    /// How many digits tell a number.
    pub const LAST: usize = 8;
    /// With fewer it is none.
    pub const LEAST: usize = 6;

    /// All numbers of a field: several with a mark or a word between, without
    /// their extensions.
    pub fn all(text: &str) -> Vec<Self> {
        let folded = Folded::of(text, true).text;
        let parts =
            folded.split(|c: char| c.is_alphabetic() || matches!(c, '/' | ',' | ';' | '&' | '|' | '+'));
        parts.filter_map(Self::of).collect()
    }

    /// Of a number in ASCII digits; `None` where it has too few.
    pub fn of(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        Self::of_digits(&digits)
    }

    /// Of its digits.
    pub fn of_digits(digits: &[u8]) -> Option<Self> {
        let last = &digits[digits.len().saturating_sub(Self::LAST)..];
        let digits = u8::try_from(last.len()).ok().filter(|count| usize::from(*count) >= Self::LEAST)?;
        let number = last.iter().fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0')));
        Some(Self { last: number, digits })
    }
}

#[cfg(test)]
mod tests {
    use super::Phone;

    #[test]
    fn country_and_area_do_not_count() {
        assert_eq!(Phone::of("+62 812 3456 7890"), Phone::of("0812-3456-7890"));
        assert_ne!(Phone::of("0812-3456-7890"), Phone::of("0812-3456-7891"));
        assert_ne!(Phone::of("0123456"), Phone::of("123456"));
        assert_eq!(Phone::of("ext. 12"), None);
    }

    #[test]
    fn a_field_may_hold_several() {
        let all = Phone::all;
        let own = |text| Phone::of(text).unwrap();
        assert_eq!(all("(555) 123-4567 / (555) 987-6543"), [own("5551234567"), own("5559876543")]);
        assert_eq!(all("+1 555 222 3333 ext. 22"), [own("15552223333")]);
        assert_eq!(all("+62 21 7777 1234 +62 21 7777 1235"), [own("77771234"), own("77771235")]);
    }
}
