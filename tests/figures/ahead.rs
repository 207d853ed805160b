//! The forecast: laws that hold on any history (skips, returns, restarts, holds, own chances,
//! shared leads, two pipelines), and another program's calculation.

use corong::pipeline::Decimal;
use corong::report::{Forecast, ForecastOfPipeline, ForecastQuestion, forecast};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use super::build;
use super::raw::{self, RawLead};
use crate::support::Bench;

/// As of a day of some histories, so many days ahead; `method` where it is none of the four
/// is the best.
fn told(leads: &[RawLead], base: &raw::Base, as_of: i64, ahead: i64, method: usize) -> Forecast {
    let workspace = build::workspace(leads, base);
    let question = ForecastQuestion {
        until: build::date(as_of + ahead),
        runs: 200,
        method: corong::figures::ForecastMethod::ALL.get(method).copied(),
        ..ForecastQuestion::as_of(build::date(as_of), &workspace.config)
    };
    forecast(&workspace, &question, &[])
}

fn laws(own: &ForecastOfPipeline) -> Result<(), TestCaseError> {
    let figures = &own.figures;
    let sum: f64 = figures.leads.iter().map(|lead| lead.p).sum();
    prop_assert!((sum - figures.open.band.expected.count).abs() < 1e-9, "{sum}");
    for lead in &figures.leads {
        prop_assert!(lead.by_month.iter().chain([&lead.p]).all(|p| (0.0..=1.0).contains(p)), "{lead:?}");
        prop_assert!(lead.by_month.is_sorted() && lead.by_month.last() == Some(&lead.p), "{lead:?}");
    }
    let months: Vec<_> = figures.months.iter().map(|month| month.band).collect();
    prop_assert_eq!(months.last(), Some(&figures.open.band));
    for two in months.windows(2) {
        let (one, next) = (two[0], two[1]);
        prop_assert!(one.expected.count <= next.expected.count && one.expected.value <= next.expected.value);
        for (one, next) in [(one.p10, next.p10), (one.p50, next.p50), (one.p90, next.p90)] {
            prop_assert!(one.zip(next).is_none_or(|(a, b)| a.count <= b.count && a.value <= b.value));
        }
    }
    for band in months.iter().chain([&figures.total, &figures.new_business]) {
        prop_assert_eq!(band.p10.is_some(), figures.open.band.p90.is_some());
        let ends = [band.p10, band.p50, band.p90].map(|end| end.map(|end| (end.count, end.value)));
        prop_assert!(ends.map(|end| end.map(|end| end.0)).is_sorted(), "{band:?}");
        prop_assert!(ends.map(|end| end.map(|end| end.1)).is_sorted(), "{band:?}");
        prop_assert!(band.expected.value >= Decimal::ZERO && band.expected.count >= 0.0);
    }
    for target in &figures.targets {
        prop_assert!(target.by_open <= target.probability, "{target:?}");
    }
    for row in &figures.backtest.calibration {
        prop_assert!((0.0..=1.0).contains(&row.won), "{row:?}");
        prop_assert!(row.from - 1e-9 <= row.expected && row.expected <= row.to + 1e-9, "{row:?}");
    }
    Ok(())
}

fn figures(forecast: &Forecast) -> Vec<Value> {
    forecast.pipelines.iter().map(|own| serde_json::to_value(&own.figures).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chances_add_up_and_months_grow(
        leads in raw::leads(0..80), as_of in 60..raw::DAYS, ahead in 1..200_i64, method in 0..8_usize, office: bool,
    ) {
        let base = if office { raw::dollar() } else { raw::rupiah() };
        for own in &told(&leads, &base, as_of, ahead, method).pipelines {
            laws(own)?;
        }
    }

    /// Entries, closings and leads of later days are not known yet.
    #[test]
    fn what_is_later_changes_nothing(
        leads in raw::leads(0..60), as_of in 60..raw::DAYS, ahead in 1..120_i64, method in 0..8_usize,
    ) {
        let base = raw::rupiah();
        let mut known = leads.clone();
        known.iter_mut().for_each(|lead| lead.history.retain(|entry| entry.day <= as_of));
        known.retain(|lead| !lead.history.is_empty());
        let [all, then] = [&leads, &known].map(|leads| figures(&told(leads, &base, as_of, ahead, method)));
        prop_assert_eq!(all, then);
    }
}

/// A lead's file moves when it is closed, and wherever people group files.
#[test]
fn where_a_file_is_changes_nothing() {
    let bench = Bench::copy_of("examples/nusantara");
    let forecast = || bench.run(&["forecast", "--as-of", "2026-11-20", "--format", "json"]).json();
    let then = forecast();
    let ran = bench.run(&["lose", "cv-citra-plastik", "--reason", "price", "--no-input"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(forecast(), then);
    std::fs::create_dir(bench.place("pipeline/6-won/another")).unwrap();
    for file in std::fs::read_dir(bench.place("pipeline/6-won")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Every other one, so that they come in another order.
        if path.is_file() && name.len() % 2 == 0 {
            std::fs::rename(&path, bench.place(&format!("pipeline/6-won/another/{name}"))).unwrap();
        }
    }
    assert_eq!(forecast(), then);
}

/// The program on the example as another program works it out anew from its files: Brier
/// score, CRPS and bias of every method at every number of days, and each lead's chance.
#[test]
#[ignore = "it needs Python and PyYAML, which tests/all installs"]
fn as_a_python_program_has_it() {
    let tools = std::env::var("CORONG_TEST_TOOLS").expect("run tests/all");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/figures/forecast.py");
    // Without git, so that no dates are tried.
    let bench = Bench::copy_of("examples/nusantara");
    let near = |ours: &Value, theirs: &Value, what: &dyn Fn() -> String| {
        let [ours, theirs] = [ours, theirs].map(|number| number.as_f64().unwrap());
        assert!((ours - theirs).abs() < 1e-9, "{}: {ours} {theirs}", what());
    };
    for (as_of, until) in
        [("2026-11-23", "2026-12-31"), ("2026-06-30", "2026-09-30"), ("2026-03-31", "2026-04-30")]
    {
        let mut python = std::process::Command::new("python3");
        python.env("PYTHONPATH", format!("{tools}/python")).env("PYTHONDONTWRITEBYTECODE", "1");
        let ran = python.arg(script).arg(bench.root()).args([as_of, until]).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let theirs: Value = serde_json::from_slice(&ran.stdout).unwrap();
        for method in ["base", "stage", "history"] {
            let asked = ["--as-of", as_of, "--until", until, "--method", method, "--runs", "100"];
            let ours = bench.run(&[&["forecast", "--format", "json"], &asked[..]].concat()).json();
            let ours = &ours["pipelines"][0];
            for horizon in theirs["horizons"].as_array().unwrap() {
                let horizons = ours["backtest"]["horizons"].as_array().unwrap();
                let own = horizons.iter().find(|own| own["days"] == horizon["days"]).unwrap();
                assert_eq!(own["cuts"], horizon["cuts"]);
                for (id, scores) in horizon["methods"].as_object().unwrap() {
                    let methods = own["methods"].as_array().unwrap();
                    let own = methods.iter().find(|own| own["id"] == **id).unwrap();
                    for (key, score) in scores.as_object().unwrap() {
                        near(&own[key], score, &|| format!("{as_of} {id} {key}"));
                    }
                }
            }
            let leads = ours["leads"].as_array().unwrap();
            let theirs = theirs["leads"][method].as_object().unwrap();
            assert!(theirs.len() > 10, "{as_of}: {}", theirs.len());
            for (id, p) in theirs {
                let own = leads.iter().find(|own| own["id"] == **id).unwrap();
                near(&own["p"], p, &|| format!("{as_of} {method} {id}"));
            }
        }
    }
}
