//! The figures of the views in the real engines are the report's.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::figures::build::date;
use crate::figures::{files, raw};
use crate::support::{Bench, Ran, TODAY, command};

/// What is asked of a workspace: the day it is, and for each report its arguments and
/// what the views' variables are set to.
type Asked<'a> = &'a [(&'a [&'a str], Value)];

/// Workspaces beside each other, exported and reported on.
struct Lake {
    folder: tempfile::TempDir,
    cases: Vec<Value>,
}

impl Lake {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), cases: Vec::new() }
    }

    fn place(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(root: &Path, today: &str, args: &[&str]) -> String {
        let output = command().current_dir(root).args(["--today", today]).args(args).output().unwrap();
        let ran = Ran::of(output);
        assert_eq!(ran.status, 0, "{args:?} {}", ran.err);
        ran.out
    }

    /// Exports workspaces into one folder and adds what the engines are asked of it.
    fn add(&mut self, name: &str, today: &str, workspaces: &[(&str, &Path)], asked: Asked<'_>) {
        self.add_chosen(name, today, workspaces, asked, &[]);
    }

    /// The same of the leads that some arguments choose.
    fn add_chosen(
        &mut self,
        name: &str,
        today: &str,
        workspaces: &[(&str, &Path)],
        asked: Asked<'_>,
        chosen: &[&str],
    ) {
        let tables = self.place(name);
        for (part, root) in workspaces {
            Self::run(
                root,
                today,
                &[&["export", &tables, "--append", "--name", part, "-q"], chosen].concat(),
            );
        }
        let mut reports = Vec::new();
        for (at, (args, set)) in asked.iter().enumerate() {
            let mut written = serde_json::Map::new();
            for (part, root) in workspaces {
                let file = self.place(&format!("{name}-{part}-{at}.json"));
                let report =
                    Self::run(root, today, &[&["report", "--format", "json"], *args, chosen].concat());
                std::fs::write(&file, report).unwrap();
                written.insert((*part).to_owned(), json!(file));
            }
            let learnt = set.get("as_of").is_none();
            reports.push(json!({"set": set, "workspaces": written, "learnt": learnt}));
        }
        self.cases.push(json!({"tables": tables, "reports": reports}));
    }

    /// Compares all of them in an engine; needs what `tests/all` installs.
    fn compare(&self, engine: &str) {
        let cases = self.place("cases.json");
        std::fs::write(&cases, json!(self.cases).to_string()).unwrap();
        let script = format!("{}/tests/export/engines/compare.py", env!("CARGO_MANIFEST_DIR"));
        println!("{}", python(&script, &[engine, &cases]));
    }
}

/// Runs a script with the packages that `tests/all` installs.
pub fn python(script: &str, args: &[&str]) -> String {
    let tools = std::env::var("CORONG_TEST_TOOLS").expect("run tests/all");
    let mut python = Command::new("python3");
    python.arg(script).args(args).env("PYTHONPATH", format!("{tools}/engines"));
    let ran = python.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    said
}

/// The examples, two thousand wild histories and eight thousand eight hundred leads.
fn histories() -> Lake {
    let mut lake = Lake::new();
    for example in ["nusantara", "brightline"] {
        let root = Path::new("examples").join(example);
        let half = json!({"period_from": "2026-01-01", "period_to": "2026-06-30"});
        let before = json!({"as_of": "2026-03-17", "period_from": "2025-09-03"});
        let asked: Asked<'_> = &[
            (&[], json!({})),
            (&["--from", "2026-01-01", "--to", "2026-06-30"], half),
            (&["--as-of", "2026-03-17", "--from", "2025-09-03"], before),
        ];
        lake.add(example, TODAY, &[(example, &root)], asked);
    }
    let [nusantara, brightline] = ["nusantara", "brightline"].map(|name| Path::new("examples").join(name));
    let all: Asked<'_> = &[(&[], json!({}))];
    let events = ["--where", "source == 'event' or value > 100000000"];
    lake.add_chosen("events", TODAY, &[("nusantara", &nusantara)], all, &events);
    let renewals = ["--pipeline", "renewals"];
    lake.add_chosen("renewals", TODAY, &[("brightline", &brightline)], all, &renewals);
    let today = date(raw::DAYS).to_string();
    let [middle, from, to] = [433, 286, 620].map(|day| date(day).to_string());
    let asked: Asked<'_> = &[
        (&[], json!({})),
        (&["--from", &from, "--to", &to], json!({"period_from": from, "period_to": to})),
        (&["--as-of", &middle], json!({"as_of": middle})),
    ];
    for (name, count) in [("wild", 2000), ("many", 8_800)] {
        let bench = Bench::new();
        files::write(&bench, name, &files::leads(count));
        let asked = if count > 2000 { &asked[..2] } else { asked };
        lake.add(name, &today, &[(name, bench.root())], asked);
    }
    lake
}

#[test]
#[ignore = "needs DuckDB; tests/all runs it"]
fn every_figure_in_duckdb_is_the_reports() {
    histories().compare("duckdb");
}

#[test]
#[ignore = "needs Spark; tests/all runs it"]
fn every_figure_in_spark_is_the_reports() {
    histories().compare("spark");
}

/// Two hundred workspaces in one folder: one query over all is the sum of their reports.
#[test]
#[ignore = "needs DuckDB; tests/all runs it"]
fn two_hundred_workspaces_are_one_lake() {
    let leads = files::leads(3_000);
    let benches: Vec<(String, Bench)> = (0..200)
        .map(|at| {
            let bench = Bench::new();
            files::write(&bench, &format!("Team {at}"), &leads[at * 15..(at + 1) * 15]);
            (format!("team-{at}"), bench)
        })
        .collect();
    let workspaces: Vec<(&str, &Path)> =
        benches.iter().map(|(name, bench)| (name.as_str(), bench.root())).collect();
    let mut lake = Lake::new();
    lake.add("all", &date(raw::DAYS).to_string(), &workspaces, &[(&[], json!({}))]);
    lake.compare("duckdb");
}
