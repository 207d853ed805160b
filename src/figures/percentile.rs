//! Percentiles.

/// The `share`-th quantile (0 to 1) of sorted values by linear interpolation:
/// type 7 of Hyndman and Fan 1996. `None` of nothing.
pub fn percentile(sorted: &[i64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = place.floor();
    let low = *sorted.get(below as usize)? as f64;
    let high = *sorted.get(place.ceil() as usize)? as f64;
    Some(low + (place - below) * (high - low))
}

/// The mean; `None` of nothing.
pub(super) fn mean(values: &[i64]) -> Option<f64> {
    let sum: i64 = values.iter().sum();
    (!values.is_empty()).then(|| sum as f64 / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_seven() {
        let days = [1, 2, 4, 8];
        assert_eq!(percentile(&days, 0.0), Some(1.0));
        assert_eq!(percentile(&days, 0.5), Some(3.0));
        assert_eq!(percentile(&days, 0.75), Some(5.0));
        assert_eq!(percentile(&days, 1.0), Some(8.0));
        assert!((percentile(&days, 0.9).unwrap() - 6.8).abs() < 1e-12);
        assert_eq!(percentile(&[7], 0.9), Some(7.0));
        assert_eq!(percentile(&[], 0.5), None);
        assert_eq!((mean(&days), mean(&[])), (Some(3.75), None));
    }
}
