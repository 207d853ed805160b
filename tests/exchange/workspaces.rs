//! `corong init --from`: from every shape of export to the same report.

use std::fs;

use serde_json::Value;

use super::deals::{Truth, deals, truth};
use super::shapes::{Shape, shapes};
use crate::support::{Ran, TODAY, command};

/// A folder with the files of an export in it.
fn place(shape: &Shape) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in &shape.files {
        fs::write(folder.path().join(file.name), &file.bytes).unwrap();
    }
    folder
}

fn run(folder: &tempfile::TempDir, args: &[&str]) -> Ran {
    Ran::of(command().current_dir(folder.path()).args(["--today", TODAY]).args(args).output().unwrap())
}

fn made(folder: &tempfile::TempDir, shape: &Shape) -> Ran {
    let mut args = vec!["init", "crm", "--no-input", "--from"];
    args.extend(shape.files.iter().map(|file| file.name));
    run(folder, &args)
}

/// What the report of a workspace says.
fn told(folder: &tempfile::TempDir) -> (Truth, u64) {
    let ran =
        run(folder, &["-C", "crm", "report", "--format", "json", "--from", "2025-01-01", "--to", TODAY]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let all = report["pipelines"].as_array().unwrap();
    let count = |key: &str| all.iter().map(|one| one[key]["count"].as_u64().unwrap() as usize).sum();
    let cents = |one: &Value| {
        let value: rust_decimal::Decimal = one["won"]["value"].as_str().unwrap().parse().unwrap();
        i64::try_from(value * rust_decimal::Decimal::ONE_HUNDRED).unwrap()
    };
    let cycle = &all[0]["cycle_days"];
    let (n, mean) = (cycle["n"].as_u64().unwrap(), cycle["mean"].as_f64().unwrap());
    let unknown = all.iter().map(|one| one["unknown_path"].as_u64().unwrap()).sum();
    let sum = (mean * n as f64).round() as i64;
    let won_cents = all.iter().map(cents).sum();
    (
        Truth { won: count("won"), lost: count("lost"), open: count("open"), won_cents, cycles: vec![sum] },
        unknown,
    )
}

#[test]
fn every_shape_of_export_gives_the_same_report() {
    let deals = deals();
    let truth = truth(&deals);
    let wanted = Truth { cycles: vec![truth.cycles.iter().sum()], ..truth };
    for shape in shapes(&deals) {
        let folder = place(&shape);
        let ran = made(&folder, &shape);
        assert_eq!(ran.status, 0, "{}: {ran:?}", shape.name);
        let checked = run(&folder, &["-C", "crm", "check", "--format", "concise"]);
        assert_eq!(checked.status, 0, "{}: {checked:?}", shape.name);
        let (told, unknown) = told(&folder);
        assert_eq!(told, wanted, "{}\n{}", shape.name, ran.out);
        assert_eq!(unknown == 0, shape.history, "{}: {unknown}", shape.name);
        let map = fs::read_to_string(folder.path().join("crm/corong.import.yaml")).unwrap();
        assert!(map.contains("lead:"), "{map}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_unless_a_map_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "Record ID,Deal Name,Deal Stage,Amount,Create Date\n1,A,New,10.50,03/04/2026\n2,B,Closed Won,2.25,05/06/2026\n";
    fs::write(folder.path().join("deals.csv"), rows).unwrap();
    let ran = run(&folder, &["init", "crm", "--no-input", "--from", "deals.csv"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("2026-04-03") && ran.err.contains("2026-03-04"), "{}", ran.err);
    assert!(!folder.path().join("crm").exists());
    fs::write(folder.path().join("map.yaml"), "dates:\n  Create Date: \"%d/%m/%Y\"\n").unwrap();
    let ran = run(&folder, &["init", "crm", "--no-input", "--map", "map.yaml", "--from", "deals.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let lead = fs::read_to_string(folder.path().join("crm/pipeline/1-new/a.yaml")).unwrap();
    assert!(lead.contains("at: 2026-04-03"), "{lead}");
    let proven = rows.replace("05/06/2026", "25/06/2026");
    fs::write(folder.path().join("deals.csv"), proven).unwrap();
    assert_eq!(run(&folder, &["init", "other", "--no-input", "--from", "deals.csv"]).status, 0);
}

#[test]
fn rows_that_lack_something_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Deal owner\n\
        1,A,Closed Lost,10,2026-01-02,2026-02-03,Ann Lee\n\
        2,A,New,,,2026-03-04,\n\
        3,B,New,-5,,,Ann Lee\n\
        4,,New,7,2026-01-05,,Ann Lee\n\
        5,C,Closed Won,3,,,Ann Lee\n";
    fs::write(folder.path().join("deals.csv"), rows).unwrap();
    let ran = run(&folder, &["init", "crm", "--no-input", "--format", "json", "--from", "deals.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (report["schema"].as_str(), report["leads"]["new"].as_u64()),
        (Some("corong.import/1"), Some(4))
    );
    let rows = |key: &str| {
        let notes = report[key].as_array().unwrap().iter();
        notes
            .map(|one| (one["row"].as_u64().unwrap(), one["field"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("left_out"), [(6, "row".to_owned())]);
    let stand_ins = rows("stand_ins");
    for one in [(2, "reason"), (3, "start"), (3, "owner"), (4, "start"), (5, "title")] {
        assert!(stand_ins.contains(&(one.0, one.1.to_owned())), "{one:?}: {stand_ins:?}");
    }
    assert!(folder.path().join("crm/pipeline/1-new/a-2.yaml").exists());
    // What is open and has no date was there on the newest day of the export.
    let lead = fs::read_to_string(folder.path().join("crm/pipeline/1-new/b.yaml")).unwrap();
    assert!(lead.contains("{stage: new, at: 2026-01-05}"), "{lead}");
    assert_eq!(run(&folder, &["-C", "crm", "check"]).status, 0);
}
