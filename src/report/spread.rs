//! What charts show of how long winning takes, beyond the figures' few numbers.

use schemars::JsonSchema;
use serde::Serialize;

use crate::figures::{Followed, View, followed};

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;
/// The widths a column of days may have.
const WIDTHS: [i64; 12] = [1, 2, 5, 7, 10, 14, 20, 30, 60, 90, 180, 365];
/// At most so many columns.
const MOST: i64 = 12;

/// Some days and how many attempts won in the period took them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CycleBin {
    /// The fewest days, included.
    pub from: i64,
    /// The most days, included.
    pub to: i64,
    /// Attempts won.
    pub count: u64,
}

/// The sales cycles in columns of one width, from day 0; none where none was won.
pub fn cycle_bins(view: &View<'_>) -> Vec<CycleBin> {
    let won = view.closings().filter(|closing| closing.outcome.won);
    let days: Vec<i64> = won.filter_map(|closing| closing.days()).collect();
    let Some(longest) = days.iter().max() else { return Vec::new() };
    let fits = |width: &i64| longest / width < MOST;
    let width = WIDTHS.into_iter().find(fits).unwrap_or(longest / MOST + 1);
    let bin = |at: i64| CycleBin { from: at * width, to: (at + 1) * width - 1, count: 0 };
    let mut bins: Vec<CycleBin> = (0..=longest / width).map(bin).collect();
    for days in days {
        if let Some(bin) = usize::try_from(days / width).ok().and_then(|at| bins.get_mut(at)) {
            bin.count += 1;
        }
    }
    bins
}

/// Where the curves of time to win stand from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CurvePoint {
    /// Days since the attempt's start.
    pub days: i64,
    /// The probability of having been won by then.
    pub won: f64,
    /// The lower end of its pointwise 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The probability of having been lost by then.
    pub lost: f64,
    /// How many were followed for at least so long.
    pub at_risk: u64,
}

/// The Aalen–Johansen curves of [`crate::figures::time_to_win`], every step of
/// them, up to the longest follow-up.
pub fn win_curve(view: &View<'_>) -> Vec<CurvePoint> {
    curve(followed(view).map(|(_, followed)| followed).collect())
}

/// What a day with events adds to the variance of a later day.
#[derive(Clone, Copy)]
struct Event {
    /// F_won on that day.
    won: f64,
    /// Σ events / (at risk × (at risk − events)) of the day.
    hazard: f64,
    /// S before × wins / at risk².
    cross: f64,
    /// S before² × (at risk − wins) / at risk × wins / at risk².
    own: f64,
}

/// Pointwise variance by Dinse and Larson 1986 (also Marubini and Valsecchi
/// 1995, eq. 10.12), interval on the scale of log(−log F).
fn curve(mut attempts: Vec<Followed>) -> Vec<CurvePoint> {
    attempts.sort_unstable_by_key(|attempt| attempt.days);
    let (mut surviving, mut won, mut lost, mut at_risk) = (1.0, 0.0, 0.0, attempts.len() as f64);
    let mut points: Vec<CurvePoint> = Vec::new();
    // The sums over all days so far of hazard × (1, F, F²), own and cross × (1, F):
    // the squares of F(t) − F(day) come from them without a second pass.
    let mut sums = [0.0_f64; 6];
    for day in attempts.chunk_by(|a, b| a.days == b.days) {
        let count = |cause| day.iter().filter(|attempt| attempt.won == Some(cause)).count() as f64;
        let (wins, losses) = (count(true), count(false));
        let days = day[0].days;
        if wins + losses > 0.0 {
            won += surviving * wins / at_risk;
            lost += surviving * losses / at_risk;
            let left = at_risk - wins - losses;
            let event = Event {
                won,
                hazard: if left > 0.0 { (wins + losses) / (at_risk * left) } else { 0.0 },
                cross: surviving * wins / (at_risk * at_risk),
                own: surviving * surviving * (at_risk - wins) / at_risk * wins / (at_risk * at_risk),
            };
            add(&mut sums, event);
            surviving *= left / at_risk;
            let (low, high) = interval(won, variance(&sums, won));
            points.push(CurvePoint { days, won, low, high, lost, at_risk: at_risk as u64 });
        }
        at_risk -= day.len() as f64;
    }
    // The curves go on to the longest follow-up.
    if let (Some(last), Some(longest)) = (points.last().copied(), attempts.last())
        && last.days < longest.days
    {
        let at_risk = attempts.iter().filter(|attempt| attempt.days == longest.days).count() as u64;
        points.push(CurvePoint { days: longest.days, at_risk, ..last });
    }
    points
}

fn add(sums: &mut [f64; 6], event: Event) {
    let Event { won, hazard, cross, own } = event;
    for (sum, part) in
        sums.iter_mut().zip([hazard, hazard * won, hazard * won * won, own, cross, cross * won])
    {
        *sum += part;
    }
}

/// Σ (F(t) − Fᵢ)² hazardᵢ + Σ ownᵢ − 2 Σ (F(t) − Fᵢ) crossᵢ.
fn variance(sums: &[f64; 6], won: f64) -> f64 {
    let [hazard, first, second, own, cross, crossed] = sums;
    let spread = hazard * won * won - 2.0 * first * won + second;
    (spread + own - 2.0 * (won * cross - crossed)).max(0.0)
}

fn interval(share: f64, variance: f64) -> (f64, f64) {
    if share <= 0.0 || share >= 1.0 {
        return (share, share);
    }
    let log = share.ln();
    let spread = (Z * variance.sqrt() / (share * log)).abs();
    (share.powf(spread.exp()), share.powf((-spread).exp()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn columns_of_one_width_from_day_zero() {
        let workspace = workspace(&[
            ("a", "prospect 2026-01-01, won 2026-01-04"),
            ("b", "prospect 2026-01-01, won 2026-01-26"),
            ("c", "prospect 2026-01-01, won 2026-01-27"),
            ("created-won", "won 2026-01-27"),
            ("lost", "prospect 2026-01-01, lost 2026-04-27"),
        ]);
        let bins: Vec<_> = cycle_bins(&workspace.view()).iter().map(|b| (b.from, b.to, b.count)).collect();
        assert_eq!(bins, [(0, 4, 1), (5, 9, 0), (10, 14, 0), (15, 19, 0), (20, 24, 0), (25, 29, 2)]);
        assert!(cycle_bins(&workspace_of_none().view()).is_empty());
    }

    fn workspace_of_none() -> crate::figures::testing::TestWorkspace {
        workspace(&[])
    }

    fn of(rows: &[(i64, i8)]) -> Vec<CurvePoint> {
        let followed = |(days, end): &(i64, i8)| Followed {
            days: *days,
            won: [None, Some(true), Some(false)][usize::try_from(*end).unwrap()],
        };
        curve(rows.iter().map(followed).collect())
    }

    /// Without losses and censoring the variance is binomial, F (1 − F) / n.
    #[test]
    fn the_plain_case_is_binomial() {
        let points = of(&[(1, 1), (2, 1), (3, 1), (9, 0)]);
        let last = points[2];
        assert!((last.won - 0.75).abs() < 1e-12);
        let (low, high) = interval(0.75, 0.75 * 0.25 / 4.0);
        assert!((last.low - low).abs() < 1e-12 && (last.high - high).abs() < 1e-12, "{last:?}");
        assert_eq!(points[3], CurvePoint { days: 9, at_risk: 1, ..last });
    }

    /// Nor do losses change that where nothing is censored before.
    #[test]
    fn losses_leave_it_binomial() {
        let points = of(&[(1, 1), (2, 2), (3, 1), (4, 2), (9, 0)]);
        let (low, high) = interval(0.4, 0.4 * 0.6 / 5.0);
        let last = points[3];
        assert!((last.won - 0.4).abs() < 1e-12 && (last.lost - 0.4).abs() < 1e-12);
        assert!((last.low - low).abs() < 1e-12 && (last.high - high).abs() < 1e-12, "{last:?} {low} {high}");
    }
}
