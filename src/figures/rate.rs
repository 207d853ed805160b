//! A share with its interval.

use schemars::JsonSchema;
use serde::Serialize;

use super::is_few;

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A share with its 95 % Wilson score interval (Wilson 1927, without
/// continuity correction).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Rate {
    /// hits / n; `null` where n is 0.
    pub value: Option<f64>,
    /// How many it is taken over.
    pub n: u64,
    /// The lower end of the interval.
    pub low: Option<f64>,
    /// The upper end of the interval.
    pub high: Option<f64>,
    /// Whether n is from 1 to 4: too few to show the value to people.
    pub few: bool,
}

impl Rate {
    /// `hits` of `n`; `hits` is not more than `n`.
    pub fn new(hits: u64, n: u64) -> Self {
        if n == 0 {
            return Self::default();
        }
        let (k, m) = (hits as f64, n as f64);
        let share = k / m;
        let scale = 1.0 + Z * Z / m;
        let centre = (share + Z * Z / (2.0 * m)) / scale;
        let half = Z / scale * (share * (1.0 - share) / m + Z * Z / (4.0 * m * m)).sqrt();
        let low = if hits == 0 { 0.0 } else { centre - half };
        let high = if hits == n { 1.0 } else { centre + half };
        Self { value: Some(share), n, low: Some(low), high: Some(high), few: is_few(n) }
    }

    /// Value, low and high, where there are enough to show them to people.
    pub fn shown(&self) -> Option<(f64, f64, f64)> {
        (!self.few).then_some(())?;
        Some((self.value?, self.low?, self.high?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(rate: Rate, value: f64, low: f64, high: f64) {
        let off = |a: Option<f64>, b: f64| (a.unwrap() - b).abs();
        assert!(off(rate.value, value) < 1e-12, "{rate:?}");
        assert!(off(rate.low, low) < 1e-9 && off(rate.high, high) < 1e-9, "{rate:?}");
    }

    /// The limits are the roots of (p − k/n)² = z² p (1 − p) / n, solved with 40 digits.
    #[test]
    fn wilson() {
        near(Rate::new(1, 4), 0.25, 0.045_587_260_809_700_57, 0.699_358_157_417_598_1);
        near(Rate::new(0, 10), 0.0, 0.0, 0.277_532_799_862_889_2);
        near(Rate::new(10, 10), 1.0, 0.722_467_200_137_110_8, 1.0);
        near(Rate::new(37, 118), 37.0 / 118.0, 0.236_849_905_977_598_7, 0.402_025_067_895_195_8);
    }

    #[test]
    fn nothing_of_nothing_is_unknown() {
        assert_eq!(Rate::new(0, 0), Rate { value: None, n: 0, low: None, high: None, few: false });
    }
}
