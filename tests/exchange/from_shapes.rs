//! One list of deals, in whatever shape it was exported: the same report.

use std::fs;

use serde_json::Value;

use super::deals::{Truth, deals, truth};
use super::shapes::{Shape, shapes};
use crate::support::{Ran, TODAY, command};

/// A workspace made out of an export; gone when dropped.
struct Imported {
    folder: tempfile::TempDir,
}

impl Imported {
    fn of(shape: &Shape) -> (Self, Ran) {
        let folder = tempfile::Builder::new().prefix("corong import ").tempdir().unwrap();
        for file in &shape.files {
            fs::write(folder.path().join(file.name), &file.bytes).unwrap();
        }
        let imported = Self { folder };
        let mut args = vec!["init", "crm", "--from"];
        args.extend(shape.files.iter().map(|file| file.name));
        args.push("--no-input");
        let ran = imported.run(&args);
        (imported, ran)
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = command().current_dir(self.folder.path()).args(["--today", TODAY]).args(args).output();
        Ran::of(output.unwrap())
    }
}

/// What a report says of it, as the truth is written.
fn reported(report: &Value) -> (usize, usize, usize, String, Value) {
    let pipeline = &report["pipelines"][0];
    let count = |key: &str| pipeline[key]["count"].as_u64().unwrap_or_default() as usize;
    let value = pipeline["won"]["value"].as_str().unwrap_or_default().to_owned();
    (count("won"), count("lost"), count("open"), value, pipeline["cycle_days"].clone())
}

fn wrong(shape: &Shape, truth: &Truth) -> Option<String> {
    let (imported, ran) = Imported::of(shape);
    if ran.status != 0 {
        return Some(format!("init: {} {}", ran.out, ran.err));
    }
    let check = imported.run(&["-C", "crm", "check", "--format", "concise"]);
    if check.status != 0 {
        return Some(format!("check: {}", check.out.lines().take(5).collect::<Vec<_>>().join("\n")));
    }
    let report = imported.run(&["-C", "crm", "report", "--format", "json"]).json();
    let (won, lost, open, value, cycle) = reported(&report);
    let cents = value.parse::<f64>().ok().map(|value| (value * 100.0).round() as i64);
    let mean = truth.cycles.iter().sum::<i64>() as f64 / truth.cycles.len() as f64;
    let same = (won, lost, open) == (truth.won, truth.lost, truth.open)
        && cents == Some(truth.won_cents)
        && report["currency"] == "USD"
        && cycle["n"].as_u64() == Some(truth.cycles.len() as u64)
        && cycle["mean"].as_f64().is_some_and(|days| (days - mean).abs() < 0.06);
    let told = || {
        format!(
            "{won} won, {lost} lost, {open} open, {value} {}, {cycle}, and not {mean}",
            report["currency"]
        )
    };
    (!same).then(told)
}

#[test]
fn every_shape_gives_the_same_report() {
    let deals = deals();
    let truth = truth(&deals);
    let wrong: Vec<String> = shapes(&deals)
        .iter()
        .filter_map(|shape| wrong(shape, &truth).map(|why| format!("{}: {why}", shape.name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
