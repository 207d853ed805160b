//! The normal distribution, the same on every machine.

/// Φ(x): how likely a standard normal number is at most `x`.
pub fn cumulative(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Φ⁻¹(p), for 0 < p < 1: Wichura 1988, algorithm AS 241 (PPND7), and one step
/// of Newton's, which leaves an error below 1e-12.
pub fn quantile(p: f64) -> f64 {
    let near = approximate(p);
    let density = libm::exp(-near * near / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
    near - (cumulative(near) - p) / density.max(f64::MIN_POSITIVE)
}

fn approximate(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let above = ((59.109_374_720 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9;
        let below = ((67.187_563_600 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0;
        return q * above / below;
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-libm::log(tail)).sqrt();
    let size = if r <= 5.0 {
        let r = r - 1.6;
        let above = ((0.170_238_211_03 * r + 1.306_728_481_6) * r + 2.756_815_390_0) * r + 1.423_437_277_7;
        above / ((0.120_211_329_75 * r + 0.737_001_642_50) * r + 1.0)
    } else {
        let r = r - 5.0;
        let above = ((0.017_337_203_997 * r + 0.428_682_943_37) * r + 3.081_226_386_0) * r + 6.657_905_115_0;
        above / ((0.012_258_202_635 * r + 0.241_978_942_25) * r + 1.0)
    };
    if q < 0.0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against printed tables of the normal distribution.
    #[test]
    fn as_printed() {
        for (x, p) in
            [(0.0, 0.5), (1.0, 0.841_344_746_068_5), (-1.959_963_984_540, 0.025), (3.0, 0.998_650_101_968)]
        {
            assert!((cumulative(x) - p).abs() < 1e-12, "{x}");
            assert!((quantile(p) - x).abs() < 1e-10, "{p}");
        }
        for p in [1e-9, 1e-4, 0.04, 0.3, 0.9, 0.9999] {
            assert!((cumulative(quantile(p)) / p - 1.0).abs() < 1e-9, "{p}");
        }
    }
}
