//! The table of a backtest.

use super::backtest::{CutRow, HORIZONS, Tried};
use super::chances::ForecastMethod;
use super::choice::Runs;
use super::misses::GivenThen;
use super::result::{Backtest, BacktestHorizon, CalibrationRow, MethodScore};
use crate::figures::Rate;

/// The table of what was tried; coverage and calibration are of the method taken.
pub fn scored(rows: &[CutRow], runs: &Runs, taken: ForecastMethod) -> Backtest {
    let horizons = HORIZONS.iter().map(|days| horizon(rows, runs, taken, *days));
    let given = HORIZONS.iter().filter_map(|days| runs.run(taken, *days)).flat_map(|run| &run.given);
    Backtest { horizons: horizons.collect(), calibration: calibration(given) }
}

fn horizon(rows: &[CutRow], runs: &Runs, taken: ForecastMethod, days: i32) -> BacktestHorizon {
    let base = runs.run(ForecastMethod::Base, days).map_or(&[][..], |run| &run.given);
    let sum = |get: fn(&GivenThen) -> f64| base.iter().map(get).sum::<f64>() as u64;
    let score = |tried: &Tried| match tried {
        Tried::Method(method) => {
            let given = runs.run(*method, days).map_or(&[][..], |run| &run.given);
            score(
                *tried,
                given.iter().map(|given| [given.n, given.expected, given.won, given.squares, given.crps]),
            )
        }
        _ => {
            let mine = rows.iter().filter(|row| row.days == days).filter_map(|row| row.of(*tried));
            let figures = mine.map(|crowd| {
                let won = crowd.won();
                [crowd.n(), crowd.expected(), won, crowd.squares(), crowd.wins(0.0).crps(won)]
            });
            score(*tried, figures)
        }
    };
    let covered =
        runs.run(taken, days).into_iter().flat_map(|run| &run.given).filter_map(|given| given.covered);
    let (hits, n) = covered.fold((0, 0), |(hits, n), held| (hits + u64::from(held), n + 1));
    BacktestHorizon {
        days: days.unsigned_abs().into(),
        cuts: base.len() as u64,
        n: sum(|given| given.n),
        won: sum(|given| given.won),
        methods: Tried::ALL.iter().map(score).collect(),
        coverage: Rate::new(hits, n),
    }
}

/// Of leads, expected, won, squares and CRPS of each cut-off.
fn score(tried: Tried, cuts: impl Iterator<Item = [f64; 5]>) -> MethodScore {
    let add = |sum: [f64; 5], one: [f64; 5]| std::array::from_fn(|at| sum[at] + one[at]);
    let [n, expected, won, squares, crps] = cuts.fold([0.0; 5], add);
    MethodScore {
        id: tried.word(),
        brier: (n > 0.0).then_some(squares / n),
        crps: (won > 0.0).then_some(crps / won),
        bias: (won > 0.0).then_some(expected / won - 1.0),
        n: n as u64,
    }
}

fn calibration<'g>(given: impl Iterator<Item = &'g GivenThen>) -> Vec<CalibrationRow> {
    let mut tenths = [[0.0; 3]; 10];
    for alike in given.flat_map(|given| &given.crowd.0) {
        let row = &mut tenths[((alike.p * 10.0) as usize).min(9)];
        *row = [row[0] + alike.n, row[1] + alike.n * alike.p, row[2] + alike.won];
    }
    let row = |(at, [n, expected, won]): (usize, [f64; 3])| CalibrationRow {
        from: at as f64 / 10.0,
        to: (at + 1) as f64 / 10.0,
        n: n as u64,
        expected: expected / n,
        won: won / n,
    };
    tenths.into_iter().enumerate().filter(|(_, row)| row[0] > 0.0).map(row).collect()
}
