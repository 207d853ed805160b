//! Which method is taken, and what its past teaches.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::backtest::{CutRow, HORIZONS, Tried};
use super::chances::ForecastMethod;
use super::misses::{Adjustment, CUTS, GivenThen, WINS, learn};
use super::spread::Crowd;

/// Why a method is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyMethod {
    /// It was the best at earlier cut-offs.
    Backtest,
    /// It was asked for.
    Asked,
    /// There are fewer than 3 cut-offs with 5 wins between them.
    LittleHistory,
}

/// What a method gave at the cut-offs of one number of days.
#[derive(Clone, Debug)]
pub struct MethodRun {
    /// The method.
    pub method: ForecastMethod,
    /// For how many days ahead.
    pub days: i32,
    /// By cut-off.
    pub given: Vec<GivenThen>,
    /// What they teach.
    pub adjustment: Adjustment,
}

/// How every method fared.
#[derive(Clone, Debug, Default)]
pub struct Runs(Vec<MethodRun>);

impl Runs {
    /// Of what was tried.
    pub fn of(rows: &[CutRow]) -> Self {
        let pairs: Vec<(ForecastMethod, i32)> =
            ForecastMethod::ALL.iter().flat_map(|method| HORIZONS.map(|days| (*method, days))).collect();
        let run = |(method, days): (ForecastMethod, i32)| {
            let mine = rows.iter().filter(|row| row.days == days);
            let said = mine.filter_map(|row| Some((row.cut, row.of(Tried::Method(method))?.clone())));
            let said: Vec<(i32, Crowd)> = said.collect();
            let (given, adjustment) = learn(&said, days);
            MethodRun { method, days, given, adjustment }
        };
        Self(pairs.into_par_iter().map(run).collect())
    }

    /// That of a method and a number of days.
    pub fn run(&self, method: ForecastMethod, days: i32) -> Option<&MethodRun> {
        self.0.iter().find(|run| run.method == method && run.days == days)
    }

    /// The run whose days are nearest to so many, of those that have cut-offs enough.
    pub fn nearest(&self, method: ForecastMethod, days: i32) -> Option<&MethodRun> {
        let mine = self.0.iter().filter(|run| run.method == method && is_enough(&run.given));
        mine.min_by(|a, b| {
            let far = |run: &MethodRun| libm::log(f64::from(run.days) / f64::from(days.max(1))).abs();
            far(a).total_cmp(&far(b))
        })
    }

    /// Whether there is history enough for a choice and a band.
    pub fn is_enough(&self) -> bool {
        self.run(ForecastMethod::Base, HORIZONS[0]).is_some_and(|run| is_enough(&run.given))
    }

    /// How many cut-offs the choice rests on.
    pub fn cuts(&self) -> usize {
        self.run(ForecastMethod::Base, HORIZONS[0]).map_or(0, |run| run.given.len())
    }

    /// The method with the least score, of those that were better than the base beyond
    /// what cut-offs differ by; the base where none was.
    pub fn best(&self) -> ForecastMethod {
        let better = ForecastMethod::ALL.into_iter().filter(|method| self.is_better(*method));
        let scored = better.map(|method| (method, self.score(method).unwrap_or(f64::INFINITY)));
        scored.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(ForecastMethod::Base, |best| best.0)
    }

    /// Whether a method's squared differences are less than the base's by half a standard
    /// error of the cut-offs' sum, at the fewest days, where cut-offs share no days: a
    /// milder form of the one-standard-error rule (Breiman et al., Classification and
    /// Regression Trees, 1984, section 3.4.3).
    fn is_better(&self, method: ForecastMethod) -> bool {
        let run = |method| self.run(method, HORIZONS[0]).map(|run| run.given.as_slice()).unwrap_or_default();
        let (own, base) = (run(method), run(ForecastMethod::Base));
        if own.len() != base.len() || own.len() < 2 {
            return false;
        }
        let gains: Vec<f64> = base.iter().zip(own).map(|(base, own)| base.squares - own.squares).collect();
        let n = gains.len() as f64;
        let mean = gains.iter().sum::<f64>() / n;
        let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / (n - 1.0);
        n * mean > 0.5 * (n * variance).sqrt()
    }

    /// CRPS and Brier of a method, each as a part of the base's, over all numbers of days.
    fn score(&self, method: ForecastMethod) -> Option<f64> {
        let mut scores = Vec::new();
        for days in HORIZONS {
            let (own, base) = (self.run(method, days)?, self.run(ForecastMethod::Base, days)?);
            if own.given.is_empty() || own.given.len() != base.given.len() {
                continue;
            }
            let part = |get: fn(&GivenThen) -> f64| {
                let sum = |run: &MethodRun| run.given.iter().map(get).sum::<f64>();
                (sum(own) + 1e-9) / (sum(base) + 1e-9)
            };
            scores.push(part(|given| given.crps) * part(|given| given.squares));
        }
        let mean = scores.iter().map(|score| libm::log(*score)).sum::<f64>() / scores.len() as f64;
        (!scores.is_empty()).then_some(mean)
    }
}

/// Whether there are 3 cut-offs with 5 wins between them.
fn is_enough(given: &[GivenThen]) -> bool {
    given.len() >= CUTS && given.iter().map(|given| given.won).sum::<f64>() >= WINS
}
