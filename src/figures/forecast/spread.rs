//! How many of some leads are won: a distribution, and how well it was right.

use super::normal;

/// Leads with one chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// Their chance.
    pub p: f64,
    /// Φ⁻¹ of it.
    pub at: f64,
    /// How many.
    pub n: f64,
    /// How many of them were won.
    pub won: f64,
}

/// The leads open at a cut-off, by their chances.
#[derive(Clone, Debug, Default)]
pub struct Crowd(pub Vec<Alike>);

/// More groups than this are joined with the nearest.
const GROUPS: usize = 64;

impl Crowd {
    /// Of chances and whether won.
    pub fn of(leads: &mut [(f64, bool)]) -> Self {
        leads.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut groups: Vec<(f64, f64, f64)> = Vec::new();
        for same in leads.chunk_by(|a, b| a.0 == b.0) {
            let won = same.iter().filter(|(_, won)| *won).count() as f64;
            groups.push((same[0].0 * same.len() as f64, same.len() as f64, won));
        }
        let each = groups.len().div_ceil(GROUPS).max(1);
        let joined = groups.chunks(each).map(|some| {
            let (sum, n, won) =
                some.iter().fold((0.0, 0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2));
            Alike::new(sum / n, n, won)
        });
        Self(joined.collect())
    }

    /// The sum of the chances.
    pub fn expected(&self) -> f64 {
        self.0.iter().map(|alike| alike.n * alike.p).sum()
    }

    /// How many were won.
    pub fn won(&self) -> f64 {
        self.0.iter().map(|alike| alike.won).sum()
    }

    /// How many there are.
    pub fn n(&self) -> f64 {
        self.0.iter().map(|alike| alike.n).sum()
    }

    /// The sum of the squared differences from what happened (Brier 1950).
    pub fn squares(&self) -> f64 {
        let of =
            |alike: &Alike| alike.won * (1.0 - alike.p).powi(2) + (alike.n - alike.won) * alike.p * alike.p;
        self.0.iter().map(of).sum()
    }

    /// The same with every chance moved by so much on the scale of Φ⁻¹.
    pub fn shifted(&self, shift: f64) -> Self {
        Self(self.0.iter().map(|alike| Alike::new(shifted(alike.p, shift), alike.n, alike.won)).collect())
    }

    /// How many are won, where all share a part `common` of what moves them.
    pub fn wins(&self, common: f64) -> WinsSpread {
        WinsSpread::of(self, common)
    }
}

impl Alike {
    fn new(p: f64, n: f64, won: f64) -> Self {
        Self { p, at: normal::quantile(p.clamp(1e-12, 1.0 - 1e-12)), n, won }
    }
}

/// A chance moved by so much on the scale of Φ⁻¹; 0 and 1 stay.
pub fn shifted(p: f64, shift: f64) -> f64 {
    if p <= 0.0 || p >= 1.0 || shift == 0.0 { p } else { normal::cumulative(normal::quantile(p) + shift) }
}

/// The chance given a common shock `z`, standard normal, that is the part `common`
/// of what moves each lead: Φ((Φ⁻¹(p) + √common z) / √(1 − common)), whose mean
/// over z is p (Vasicek 2002, the one-factor model).
pub fn given(at: f64, common: f64, z: f64) -> f64 {
    normal::cumulative((at + common.sqrt() * z) / (1.0 - common).sqrt())
}

/// The middles of `n` equally likely parts of the normal distribution.
pub fn shocks(n: usize) -> Vec<f64> {
    (0..n).map(|at| normal::quantile((at as f64 + 0.5) / n as f64)).collect()
}

/// How likely each number of wins is.
#[derive(Clone, Debug)]
pub struct WinsSpread {
    first: usize,
    likely: Vec<f64>,
}

/// How many values of the shock are looked at.
const SHOCKS: usize = 15;

/// Of so many leads the distribution is exact, of more it is near.
const EXACT: f64 = 64.0;

impl WinsSpread {
    fn of(crowd: &Crowd, common: f64) -> Self {
        let levels = if common > 0.0 { shocks(SHOCKS) } else { vec![0.0] };
        if crowd.n() <= EXACT {
            return Self::exactly(crowd, common, &levels);
        }
        let parts: Vec<Binomial> = levels.iter().map(|z| Binomial::given(crowd, common, *z)).collect();
        let first = parts.iter().map(|part| part.low()).fold(f64::INFINITY, f64::min) as usize;
        let last = parts.iter().map(|part| part.high()).fold(0.0, f64::max) as usize;
        let mut likely = vec![0.0; last - first + 1];
        for part in &parts {
            part.add_to(first, &mut likely, 1.0 / parts.len() as f64);
        }
        let sum: f64 = likely.iter().sum();
        likely.iter_mut().for_each(|own| *own /= sum);
        Self { first, likely }
    }

    /// Each lead after the other: the distribution of a sum of unequal trials.
    fn exactly(crowd: &Crowd, common: f64, levels: &[f64]) -> Self {
        let mut likely = vec![0.0; crowd.n() as usize + 1];
        for z in levels {
            let mut own = vec![0.0; likely.len()];
            own[0] = 1.0 / levels.len() as f64;
            let mut before = 0;
            for alike in &crowd.0 {
                let p = if common > 0.0 { given(alike.at, common, *z) } else { alike.p };
                for _ in 0..alike.n as usize {
                    before += 1;
                    for k in (1..=before).rev() {
                        own[k] = own[k] * (1.0 - p) + own[k - 1] * p;
                    }
                    own[0] *= 1.0 - p;
                }
            }
            likely.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        Self { first: 0, likely }
    }

    /// How likely so many are, never quite 0.
    pub fn likelihood(&self, wins: f64) -> f64 {
        let at = (wins as usize).checked_sub(self.first).and_then(|at| self.likely.get(at));
        at.copied().unwrap_or_default().max(1e-9)
    }

    /// The continuous ranked probability score: Σ over k of (F(k) − 1 where won ≤ k)²
    /// (Matheson and Winkler 1976; Gneiting and Raftery 2007), in wins.
    pub fn crps(&self, won: f64) -> f64 {
        let won = won as usize;
        let below = self.first.saturating_sub(won) as f64;
        let (mut sum, mut score) = (0.0, below);
        for (at, likely) in self.likely.iter().enumerate() {
            sum += likely;
            let missed: f64 = sum - f64::from(u8::from(self.first + at >= won));
            score += missed * missed;
        }
        score + won.saturating_sub(self.first + self.likely.len()) as f64
    }

    /// The least number that at least the share `p` of the distribution does not exceed.
    pub fn quantile(&self, p: f64) -> usize {
        let mut sum = 0.0;
        let reached = |likely: &f64| {
            sum += likely;
            sum >= p - 1e-12
        };
        self.first + self.likely.iter().position(reached).unwrap_or(self.likely.len() - 1)
    }
}

/// A binomial distribution with the mean and the variance of a sum of unequal
/// trials (Ehm 1991); normal where the variance is large.
struct Binomial {
    mean: f64,
    variance: f64,
    most: f64,
}

impl Binomial {
    fn given(crowd: &Crowd, common: f64, z: f64) -> Self {
        let (mut mean, mut variance) = (0.0, 0.0);
        for alike in &crowd.0 {
            let p = if common > 0.0 { given(alike.at, common, z) } else { alike.p };
            mean += alike.n * p;
            variance += alike.n * p * (1.0 - p);
        }
        Self { mean, variance, most: crowd.n() }
    }

    fn low(&self) -> f64 {
        (self.mean - 8.0 * self.variance.sqrt() - 1.0).max(0.0).floor()
    }

    fn high(&self) -> f64 {
        (self.mean + 8.0 * self.variance.sqrt() + 8.0).min(self.most).ceil()
    }

    fn add_to(&self, first: usize, likely: &mut [f64], weight: f64) {
        let Self { mean, variance, most } = *self;
        if mean <= 0.0 {
            likely[0] += weight;
            return;
        }
        if variance > 100.0 {
            let from = (self.low() as usize).max(first);
            let to = (self.high() as usize).min(first + likely.len() - 1);
            // The density from one number to the next: its ratio falls by the same factor.
            let (away, two) = (from as f64 - mean, 2.0 * variance);
            let mut own = weight * libm::exp(-away * away / two) / (std::f64::consts::PI * two).sqrt();
            let (mut ratio, factor) = (libm::exp(-(2.0 * away + 1.0) / two), libm::exp(-1.0 / variance));
            for likely in &mut likely[from - first..=to - first] {
                *likely += own;
                own *= ratio;
                ratio *= factor;
            }
            return;
        }
        // Its probability of a success, and as many trials as give the mean.
        let p = (1.0 - variance / mean).max(mean / most).max(1e-12);
        let trials = (mean / p - 1e-9).ceil().max(1.0);
        let p = (mean / trials).clamp(1e-12, 1.0 - 1e-12);
        let mut own = libm::exp(trials * libm::log1p(-p));
        for k in 0..first + likely.len() {
            if k >= first {
                likely[k - first] += weight * own;
            }
            let left = trials - k as f64;
            if left <= 0.0 {
                break;
            }
            own *= left / (k as f64 + 1.0) * p / (1.0 - p);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRPS: [(f64, f64); 3] = [(0.0, 1.407493), (2.0, 0.243852), (5.0, 2.313221)];
    const SQUARES: f64 = 1.5775;
    const SHOCKED: [f64; 8] = [0.04762, 0.10991, 0.15243, 0.16416, 0.15074, 0.12345, 0.09238, 0.06406];
    const SHOCKED_CRPS: f64 = 2.01817;

    /// Against a convolution in Python: eight unequal trials, whose exact distribution is
    /// known.
    #[test]
    fn unequal_chances() {
        let won = [false, false, true, true, false, false, true, false];
        let chances = [0.1, 0.2, 0.3, 0.5, 0.05, 0.25, 0.25, 0.4];
        let mut leads: Vec<(f64, bool)> = chances.into_iter().zip(won).collect();
        let crowd = Crowd::of(&mut leads);
        assert!((crowd.expected() - 2.05).abs() < 1e-12);
        assert!((crowd.squares() - SQUARES).abs() < 1e-12, "{}", crowd.squares());
        assert_eq!((crowd.n(), crowd.won()), (8.0, 3.0));
        for (won, score) in CRPS {
            let own = crowd.wins(0.0).crps(won);
            assert!((own - score).abs() < 1e-6, "{won}: {own}");
        }
    }

    /// Against an integral in Python over 4,000 values of the shock.
    #[test]
    fn a_common_shock() {
        let mut leads = vec![(0.2, false); 20];
        let wins = Crowd::of(&mut leads).wins(0.1);
        for (k, likely) in SHOCKED.into_iter().enumerate() {
            let own = wins.likelihood(k as f64);
            assert!((own - likely).abs() < 5e-3, "{k}: {own}");
        }
        let mean: f64 = (0..=20).map(|k| k as f64 * wins.likelihood(k as f64)).sum();
        assert!((mean - 4.0).abs() < 0.03, "a shock leaves the mean: {mean}");
        assert!((wins.crps(7.0) - SHOCKED_CRPS).abs() < 0.03, "{}", wins.crps(7.0));
    }

    /// What is certain is scored by how far off it is.
    #[test]
    fn certain_and_never() {
        let mut leads = vec![(1.0, true), (1.0, true), (0.0, false)];
        let wins = Crowd::of(&mut leads).wins(0.0);
        assert!((wins.crps(2.0), wins.quantile(0.1), wins.quantile(0.9)).0 < 1e-6);
        assert_eq!((wins.quantile(0.1), wins.quantile(0.9)), (2, 2));
        assert!((wins.crps(4.0) - 2.0).abs() < 1e-6 && (wins.crps(0.0) - 2.0).abs() < 1e-6);
        assert_eq!((shifted(0.0, 0.3), shifted(1.0, -0.3), shifted(0.2, 0.0)), (0.0, 1.0, 0.2));
        assert!(shifted(0.2, 0.1) > 0.2);
    }

    /// Many are normal, few are not, and where one begins the other goes on.
    #[test]
    fn quantiles_of_many() {
        let wins = |n: usize| Crowd::of(&mut vec![(0.5, false); n]).wins(0.0);
        let (low, high) = (wins(10_000).quantile(0.1), wins(10_000).quantile(0.9));
        assert!(low.abs_diff(4936) <= 1 && high.abs_diff(5064) <= 1, "{low} {high}");
        let (before, after) = (wins(399).quantile(0.9), wins(401).quantile(0.9));
        assert!(after.abs_diff(before) <= 2, "{before} {after}");
    }
}
