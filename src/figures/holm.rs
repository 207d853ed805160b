//! Many tests at once.

/// Holm's step-down correction (Holm 1979): the p values adjusted for how many
/// were tried, in their order. The k-th smallest of m becomes the largest of
/// (m − j + 1) × the j-th smallest for j ≤ k, at most 1. What is at most 5 %
/// then differs beyond chance, with at most one such claim in twenty families
/// being wrong.
pub fn holm(tried: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..tried.len()).collect();
    order.sort_by(|a, b| tried[*a].total_cmp(&tried[*b]));
    let mut adjusted = vec![0.0; tried.len()];
    let mut highest = 0.0_f64;
    for (rank, at) in order.into_iter().enumerate() {
        highest = highest.max((tried.len() - rank) as f64 * tried[at]).min(1.0);
        adjusted[at] = highest;
    }
    adjusted
}

/// What counts as beyond chance.
pub const LEVEL: f64 = 0.05;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        // sorted 0.005 × 4, 0.01 × 3, 0.03 × 2, 0.04 × 1, never falling
        let expected = [0.03, 0.06, 0.06, 0.02];
        assert!(adjusted.iter().zip(expected).all(|(a, e)| (a - e).abs() < 1e-12), "{adjusted:?}");
        assert_eq!(holm(&[0.7, 0.8]), [1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }
}
