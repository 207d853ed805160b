//! Estimates of a few leads, judged by hand.

use super::*;
use crate::figures::testing::{TestWorkspace, day, workspace};
use crate::figures::{Band, ChosenMethod, FROZEN_SCHEMA, FrozenLead, FrozenPipeline, MonthAhead, OpenAhead};
use crate::figures::{TargetAhead, WhyMethod};
use crate::pipeline::Decimal;

/// `id day stage chance expected`, of siti's; `-` where nothing was said.
fn told(rows: &[&str]) -> Vec<Expectation> {
    let one = |row: &&str| {
        let words: Vec<&str> = row.split(' ').collect();
        let said = |at: usize| Some(words[at]).filter(|word| *word != "-");
        Expectation {
            id: words[0].into(),
            day: day(words[1]),
            owner: "siti".into(),
            people: vec!["siti".into()],
            stage: words[2].parse().unwrap(),
            probability: said(3).map(|percent| percent.parse().unwrap()),
            expected: said(4).map(day),
            held: None,
        }
    };
    rows.iter().map(one).collect()
}

fn closed() -> TestWorkspace {
    workspace(&[
        ("a", "prospect 2026-01-01, won 2026-03-31"),
        ("b", "prospect 2026-01-01, lost 2026-04-30 price"),
        ("c", "prospect 2026-05-01, won 2026-05-20"),
        ("d", "prospect 2026-01-01, lost 2026-04-01 spam"),
        ("e", "prospect 2026-01-01"),
    ])
}

fn by_commits(told: &[Expectation]) -> Option<PastEstimates> {
    past_estimates(&closed().view(), &[], (EstimateSource::Commits, told))
}

/// Of `a` what held on 1 March counts, of `b` what was said first after 31 March, of `c`
/// the first that was said; `d` never was a lead and `e` is open.
#[test]
fn what_was_said_a_month_before_counts() {
    let told = told(&[
        "a 2026-01-05 0 20 2026-02-01",
        "a 2026-02-20 0 60 2026-03-21", // 10 days early
        "a 2026-03-20 0 90 2026-03-31",
        "b 2026-01-05 0 - 2026-05-30",
        "b 2026-04-10 0 40 -",
        "b 2026-04-20 0 10 -",
        "c 2026-05-10 0 80 2026-05-24", // 4 days late
        "c 2026-05-15 0 95 2026-05-20",
        "c 2026-05-20 3 100 2026-05-20", // of the closing itself
        "d 2026-01-05 0 99 2026-03-01",
        "e 2026-01-05 0 50 2026-03-01",
    ]);
    let scored = by_commits(&told).unwrap();
    let team = scored.team.unwrap();
    let chances = team.chances.unwrap();
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
    assert_eq!((chances.n, scored.people.len()), (3, 1));
    near(chances.said, 0.6);
    near(chances.won, 2.0 / 3.0);
    // 0.4², 0.4² and 0.2².
    near(chances.brier, 0.36 / 3.0);
    // Each given 2/3: twice (1/3)² and once (2/3)².
    near(chances.alike, (1.0 + 1.0 + 4.0) / 27.0);
    let dates = team.dates.unwrap();
    assert_eq!((dates.n, dates.late, dates.off), (2, 3.0, 7.0));
    assert_eq!(scored.people[0].label.as_deref(), Some("Siti Rahma"));
    // The only one there is: shrunk towards oneself.
    near(scored.people[0].chances.unwrap().shrunk, chances.brier);
}

#[test]
fn few_are_shrunk_towards_everybody() {
    let mut told = told(&["a 2026-01-05 0 0 -", "b 2026-01-05 0 0 -", "c 2026-05-02 0 100 -"]);
    (told[1].owner, told[2].owner) = ("joko".into(), "joko".into());
    let scored = by_commits(&told).unwrap();
    let of =
        |id: &str| scored.people.iter().find(|own| own.key.as_deref() == Some(id)).unwrap().chances.unwrap();
    // Siti was wrong on her only lead: 1; everybody's is 1/3, as of ten more.
    assert_eq!((of("siti").brier, of("joko").brier), (1.0, 0.0));
    assert!((of("siti").shrunk - (1.0 + 10.0 / 3.0) / 11.0).abs() < 1e-12);
    assert!((of("joko").shrunk - (10.0 / 3.0) / 12.0).abs() < 1e-12);
    assert_eq!(scored.people[0].key.as_deref(), Some("joko"), "who said more comes first");
    let siti =
        past_estimates(&closed().view().of(Some("siti")), &[], (EstimateSource::Commits, &told)).unwrap();
    assert_eq!((siti.people.len(), siti.team.unwrap().chances.unwrap().n), (1, 1));
}

/// What is said on the day of the closing or later, or not at all, is no estimate.
#[test]
fn nothing_to_judge() {
    assert_eq!(by_commits(&[]), None);
    assert_eq!(by_commits(&told(&["a 2026-03-31 0 100 2026-03-31", "b 2026-05-01 4 0 -"])), None);
    assert_eq!(by_commits(&told(&["a 2026-01-02 0 - -"])), None);
}

fn count(count: u64) -> Option<WinsBelow> {
    Some(WinsBelow { count, value: Decimal::ZERO })
}

fn frozen(as_of: &str, months: &[&str], leads: &[(&str, &[f64])]) -> FrozenForecast {
    let band = |at: usize| {
        let expected = leads.iter().map(|(_, chances)| chances[at]).sum();
        let expected = MeanWins { count: expected, value: Decimal::ZERO };
        Band { expected, p10: count(1), p50: count(1), p90: count(2) }
    };
    let month = |(at, until): (usize, &&str)| MonthAhead {
        month: until[..7].to_owned(),
        until: day(until),
        band: band(at),
    };
    let lead = |(id, chances): &(&str, &[f64])| FrozenLead {
        id: (*id).to_owned(),
        owner: "siti".to_owned(),
        stage: "prospect".to_owned(),
        value: None,
        p: *chances.last().unwrap(),
        months: chances.to_vec(),
        by: "base".to_owned(),
        probability: Some(50.into()),
        expected_close: Some(day("2026-03-21")),
    };
    let last = band(months.len() - 1);
    let method = ChosenMethod { id: ForecastMethod::Base, why: WhyMethod::Backtest, cuts: 3 };
    let pipeline = FrozenPipeline {
        id: "sales".to_owned(),
        method,
        open: OpenAhead { n: leads.len() as u64, unvalued: 0, band: last },
        months: months.iter().enumerate().map(month).collect(),
        new_business: Band::default(),
        total: last,
        targets: Vec::<TargetAhead>::new(),
        leads: leads.iter().map(lead).collect(),
    };
    FrozenForecast {
        schema: FROZEN_SCHEMA.to_owned(),
        as_of: day(as_of),
        made: day(as_of),
        until: day(months[months.len() - 1]),
        currency: "IDR".to_owned(),
        runs: 1000,
        seed: 1,
        commit: None,
        changed: false,
        configuration: String::new(),
        version: String::new(),
        pipelines: vec![pipeline],
    }
}

/// Frozen on the last of January until the middle of the year: by the end of June it is
/// judged by the end of May, when `a` and not `b` was won, and `x` is gone.
#[test]
fn a_frozen_forecast_is_judged_by_the_last_month_that_is_over() {
    let months = ["2026-03-30", "2026-05-31", "2026-07-15"];
    let leads: [(&str, &[f64]); 4] =
        [("a", &[0.3, 0.8, 0.9]), ("b", &[0.2, 0.5, 0.6]), ("e", &[0.0, 0.1, 0.2]), ("x", &[0.1, 0.2, 0.3])];
    let mut workspace = closed();
    workspace.value("a", 700);
    let view = workspace.view();
    let kept =
        [frozen("2026-01-31", &months, &leads), frozen("2026-06-30", &["2026-07-31"], &[("e", &[0.5])])];
    let scored = past_estimates(&view, &kept, (EstimateSource::Forecasts, &[])).unwrap();
    assert_eq!(scored.forecasts.len(), 1, "the other one is of today");
    let own = scored.forecasts[0];
    assert_eq!((own.until, own.over, own.n, own.gone), (day("2026-05-31"), false, 4, 1));
    assert_eq!((own.won.count, own.won.value, own.held), (1, 700.into(), Some(true)));
    let near = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-12, "{a:?} {b}");
    near(own.brier, (0.04 + 0.25 + 0.01 + 0.04) / 4.0);
    // The mean chance is 0.4.
    near(own.alike, (0.36 + 3.0 * 0.16) / 4.0);
    let together = scored.together.unwrap();
    assert_eq!((together.forecasts, together.won, together.held.n), (1, 1, 1));
    // What the leads' owners said then counts for them as a commit would.
    let team = scored.team.unwrap();
    assert_eq!((team.chances.unwrap().n, team.dates.unwrap().late), (2, 10.0));
    // A part of the leads has no forecast of its own.
    let siti = view.of(Some("siti"));
    let siti = past_estimates(&siti, &kept, (EstimateSource::Forecasts, &[])).unwrap();
    assert!(siti.forecasts.is_empty() && siti.team.is_some());
}

/// One that was made after the day it would be judged by knew what came.
#[test]
fn what_was_made_with_hindsight_is_not_judged() {
    let workspace = closed();
    let view = workspace.view();
    let made = |as_of, months: &[&str], made| FrozenForecast {
        made: day(made),
        ..frozen(as_of, months, &[("a", &vec![0.5; months.len()])])
    };
    let scored = |kept: &[FrozenForecast]| past_estimates(&view, kept, (EstimateSource::Forecasts, &[]));
    let kept = [
        made("2026-01-31", &["2026-03-31"], "2026-04-01"),
        made("2026-02-28", &["2026-03-31"], "2026-03-31"),
        made("2026-03-01", &["2026-03-31"], "2026-03-01"),
        // Its last month is not over yet.
        made("2026-04-30", &["2026-05-31", "2026-07-31"], "2026-06-15"),
    ];
    let all = scored(&kept).unwrap();
    let days: Vec<Day> = all.forecasts.iter().map(|own| own.date).collect();
    assert_eq!(days, [day("2026-02-28"), day("2026-03-01")]);
    let together = all.together.unwrap();
    assert_eq!((all.hindsight, together.forecasts, together.later), (2, 2, 1));
    let only = scored(&kept[..1]).unwrap();
    assert_eq!((only.hindsight, only.together), (1, None));
}

/// Outside git the files are all there is.
#[test]
fn files_say_what_was_said_last() {
    let mut workspace = closed();
    workspace.lead("a").probability = Some(70.into());
    workspace.lead("c").expected_close = Some(day("2026-05-10"));
    let view = workspace.view();
    let said = as_files_say(&view);
    let scored = past_estimates(&view, &[], (EstimateSource::Files, &said)).unwrap();
    let team = scored.team.unwrap();
    assert_eq!((team.chances.unwrap().n, team.dates.unwrap().late), (1, 10.0));
}
