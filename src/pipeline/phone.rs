//! A telephone number, as far as it tells contacts apart.

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
    const LEAST: usize = 5;

    /// Of a number as people write it; `None` where it has too few digits.
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
        assert_ne!(Phone::of("0012345"), Phone::of("12345"));
        assert_eq!(Phone::of("ext. 12"), None);
    }
}
