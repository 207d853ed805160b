//! Whether two shares differ beyond chance.

/// Weights this close to the observed table's count as equally likely, so that
/// roundings do not part tables that are.
const TIE: f64 = 1.0 + 1e-7;

/// The two-sided p of Fisher's exact test (Fisher 1922) of `hits` and `misses`
/// against `other_hits` and `other_misses`: the probability, with all sums of
/// rows and columns as they are, of the tables that are not likelier than the
/// one observed. 1 where a row or a column is empty.
pub fn fisher(hits: u64, misses: u64, other_hits: u64, other_misses: u64) -> f64 {
    let (row, column) = (hits + misses, hits + other_hits);
    let all = row + other_hits + other_misses;
    let (low, high) = ((row + column).saturating_sub(all), row.min(column));
    // weight(k + 1) / weight(k) of the hypergeometric distribution
    let ratio = |k: u64| {
        let up = (row - k) as f64 * (column - k) as f64;
        up / ((k + 1) as f64 * (all + k + 1 - row - column) as f64)
    };
    // Weights are relative to the observed table's, which is 1.
    let (mut unlikely, mut total) = (1.0, 1.0);
    let mut add = |weight: f64| {
        total += weight;
        if weight <= TIE {
            unlikely += weight;
        }
    };
    let mut weight = 1.0;
    for k in hits..high {
        weight *= ratio(k);
        add(weight);
    }
    weight = 1.0;
    for k in (low..hits).rev() {
        weight /= ratio(k);
        add(weight);
    }
    f64::min(unlikely / total, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(p: f64, expected: f64) {
        assert!((p - expected).abs() < 1e-12, "{p} against {expected}");
    }

    /// The lady tasting tea: 3 of 4 against 1 of 4. Of the 70 ways to choose,
    /// 1, 16, 36, 16 and 1 have so many hits: all but the 36 are as unlikely.
    #[test]
    fn by_hand() {
        near(fisher(3, 1, 1, 3), 34.0 / 70.0);
        near(fisher(4, 0, 0, 4), 2.0 / 70.0);
        near(fisher(2, 2, 2, 2), 1.0);
        // one-sided tails differ: C(5,k) C(10,3-k) of C(15,3) = 455 is 120, 225, 100, 10
        near(fisher(3, 2, 0, 10), 10.0 / 455.0);
        near(fisher(0, 5, 3, 7), 230.0 / 455.0);
    }

    #[test]
    fn nothing_to_compare() {
        for table in [[0, 0, 0, 0], [0, 0, 3, 4], [3, 4, 0, 0], [0, 5, 0, 9], [5, 0, 9, 0]] {
            near(fisher(table[0], table[1], table[2], table[3]), 1.0);
        }
    }

    #[test]
    fn tails_too_thin_for_a_float_are_no_chance() {
        let p = fisher(5000, 0, 0, 5000);
        assert!((0.0..1e-300).contains(&p));
    }
}
