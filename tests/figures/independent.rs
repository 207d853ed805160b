//! Against independent programs: what SciPy and scikit-survival say of random
//! tables and histories, frozen by `fixtures/make.py` with the versions used.

use corong::figures::{Followed, Incidence, fisher};
use corong::report::Rate;
use serde_json::Value;

fn rows(text: &str) -> Vec<Value> {
    let fixture: Value = serde_json::from_str(text).unwrap();
    assert!(fixture["made_by"]["scipy"].is_string());
    fixture["rows"].as_array().unwrap().clone()
}

fn near(ours: f64, theirs: &Value, row: &Value) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() < 1e-9, "{ours} against {theirs} in {row}");
}

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|number| number.as_i64().unwrap()).collect()
}

#[test]
fn fisher_as_scipy_has_it() {
    let rows = rows(include_str!("fixtures/fisher.json"));
    assert!(rows.len() > 200);
    for row in rows {
        let table: Vec<u64> = numbers(&row["table"]).into_iter().map(|count| count as u64).collect();
        near(fisher(table[0], table[1], table[2], table[3]), &row["p"], &row);
    }
}

#[test]
fn wilson_as_scipy_has_it() {
    let rows = rows(include_str!("fixtures/wilson.json"));
    assert!(rows.len() > 100);
    for row in rows {
        let rate = Rate::new(row["hits"].as_u64().unwrap(), row["n"].as_u64().unwrap());
        near(rate.low.unwrap(), &row["low"], &row);
        near(rate.high.unwrap(), &row["high"], &row);
    }
}

/// With ties, events and censorings on one day, and events on day 0.
#[test]
fn aalen_and_johansen_as_scikit_survival_has_them() {
    let rows = rows(include_str!("fixtures/incidence.json"));
    assert!(rows.len() > 20);
    for row in rows {
        let ends = row["ends"].as_str().unwrap().chars();
        let followed = numbers(&row["days"]).into_iter().zip(ends).map(|(days, end)| Followed {
            days,
            won: match end {
                'w' => Some(true),
                'l' => Some(false),
                _ => None,
            },
        });
        let curves = Incidence::of(followed.collect());
        for (at, day) in numbers(&row["at"]).into_iter().enumerate() {
            let step = curves.at(day).unwrap();
            near(step.won, &row["won"][at], &row["days"]);
            near(step.lost, &row["lost"][at], &row["days"]);
        }
    }
}
