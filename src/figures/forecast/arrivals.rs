//! What is not in the pipeline yet.

use super::normal;
use super::spread::given;
use crate::figures::{CurveStep, Incidence};

/// How often leads come in, and how likely each is won by an age.
#[derive(Clone, Debug)]
pub struct Arrivals {
    /// How many came in the days that were watched.
    pub came: u64,
    /// A day.
    pub rate: f64,
    /// From the start.
    pub curve: Incidence,
}

impl Arrivals {
    /// How many of those that come in the next `days` are won within them: Σ over
    /// the days of rate × F_won(days left). With a shock `z`, each F is that given it.
    pub fn won_within(&self, days: i32, common: f64, z: f64) -> f64 {
        let last = self.curve.steps.last().map_or(0.0, |step| step.won);
        let likely = |left: i32| {
            let p = self.curve.at(left.into()).map_or(last, |step: CurveStep| step.won);
            let shocked = common > 0.0 && p > 0.0 && p < 1.0;
            if shocked { given(normal::quantile(p), common, z) } else { p }
        };
        self.rate * (0..days).map(likely).sum::<f64>()
    }

    /// How many are won, where `mean` are expected: negative binomial, since the
    /// rate is known from so many arrivals only (the posterior predictive of a
    /// Poisson rate; Gelman and others, Bayesian Data Analysis, section 2.6).
    pub fn wins(&self, mean: f64) -> Newly {
        Newly::of(mean, self.came as f64 + 1.0)
    }
}

/// A number of wins to draw.
#[derive(Clone, Debug)]
pub enum Newly {
    /// How likely at most 0, 1, 2 …
    Table(Vec<f64>),
    /// Many: mean and standard deviation.
    Normal(f64, f64),
}

/// From so many on they are taken for normal.
const MANY: f64 = 400.0;

impl Newly {
    fn of(mean: f64, size: f64) -> Self {
        let variance = mean + mean * mean / size;
        if mean > MANY {
            return Self::Normal(mean, variance.sqrt());
        }
        let mut own = libm::exp(size * libm::log(size / (size + mean)));
        let (mut sum, mut table) = (own, vec![own]);
        let most = (mean + 12.0 * variance.sqrt() + 20.0) as usize;
        for k in 0..most {
            own *= (size + k as f64) / (k as f64 + 1.0) * mean / (size + mean);
            sum += own;
            table.push(sum);
        }
        Self::Table(table)
    }

    /// The number at a share of all that may be.
    pub fn at(&self, share: f64) -> usize {
        match self {
            Self::Table(table) => table.partition_point(|sum| *sum < share),
            Self::Normal(mean, deviation) => {
                let drawn = mean + deviation * normal::quantile(share.clamp(1e-12, 1.0 - 1e-12));
                drawn.round().max(0.0) as usize
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Followed;

    /// Two a day; half are won on the third day: of those of today none is won in
    /// three days but those with three left.
    #[test]
    fn by_hand() {
        let followed = [(3, Some(true)), (9, Some(false))].map(|(days, won)| Followed { days, won });
        let arrivals = Arrivals { came: 730, rate: 2.0, curve: Incidence::of(followed.to_vec()) };
        let won = [3, 4, 6].map(|days| arrivals.won_within(days, 0.0, 0.0));
        assert_eq!(won, [0.0, 1.0, 3.0]);
    }

    /// With size 1 it is geometric.
    #[test]
    fn a_rate_known_from_few_is_wide() {
        let geometric = Newly::of(1.0, 1.0);
        assert_eq!([0.49, 0.51, 0.76, 0.88].map(|share| geometric.at(share)), [0, 1, 2, 3]);
        assert_eq!(Newly::of(0.0, 5.0).at(0.99), 0);
        let many = Newly::of(1000.0, 1e9);
        assert!(many.at(0.1).abs_diff(959) <= 1 && many.at(0.5) == 1000);
    }
}
