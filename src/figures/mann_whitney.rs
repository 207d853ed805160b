//! Whether one sample is above another beyond chance.

/// Two-sided p of Mann and Whitney 1947, normal with ties corrected; 1 where
/// either side is empty or all are equal.
pub fn mann_whitney(a: &[i64], b: &[i64]) -> f64 {
    let (n, m) = (a.len() as f64, b.len() as f64);
    let mut all: Vec<(i64, bool)> =
        a.iter().map(|v| (*v, true)).chain(b.iter().map(|v| (*v, false))).collect();
    all.sort_unstable();
    let (mut ranks, mut ties, mut before) = (0.0, 0.0, 0.0);
    for same in all.chunk_by(|x, y| x.0 == y.0) {
        let count = same.len() as f64;
        let rank = before + f64::midpoint(count, 1.0);
        ranks += rank * same.iter().filter(|(_, mine)| *mine).count() as f64;
        ties += count * count * count - count;
        before += count;
    }
    let total = n + m;
    let variance = n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if n == 0.0 || m == 0.0 || variance.is_nan() || variance <= 0.0 {
        return 1.0;
    }
    let u = ranks - n * (n + 1.0) / 2.0;
    2.0 * upper_tail((u - n * m / 2.0).abs() / variance.sqrt())
}

/// P(Z > z) of the normal distribution, z ≥ 0: Abramowitz and Stegun 1964,
/// 26.2.17, error below 7.5e-8.
fn upper_tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let terms = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy.stats.norm.sf(1.96) = 0.024997895; of equal samples nothing differs.
    #[test]
    fn ranks_are_compared() {
        assert!((upper_tail(1.96) - 0.024_997_895).abs() < 1e-7);
        assert_eq!(mann_whitney(&[], &[1]), 1.0);
        assert_eq!(mann_whitney(&[3, 3], &[3, 3]), 1.0);
        // U = 25, mean 12.5, variance 5·5·11/12: z = 2.6112
        let p = mann_whitney(&[6, 7, 8, 9, 10], &[1, 2, 3, 4, 5]);
        assert!((p - 2.0 * upper_tail(2.611_164_8)).abs() < 1e-6, "{p}");
    }
}
