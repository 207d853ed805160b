//! Slips of a scripted repository, by hand.

use serde_json::{Value, json};

use super::{lead, save};
use crate::support::{Bench, Ran, command};

fn june(bench: &Bench, args: &[&str]) -> Ran {
    let mut command = command();
    Ran::of(command.current_dir(bench.root()).args(["--today", "2026-06-01"]).args(args).output().unwrap())
}

fn slips(bench: &Bench, args: &[&str]) -> Value {
    let ran = june(bench, &[&["report", "--format", "json", "--trend", "months"], args].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.json()["pipelines"][0]["slips"].clone()
}

const A: &str = "pipeline/1-prospect/a.yaml";
const FURTHER: &str = "pipeline/2-qualified/a.yaml";

/// `a` is pushed by 31 days in the first stage and by 10 in the second, `b`
/// by 30 days within a merge of two changes; `c` comes earlier.
fn repository() -> Bench {
    let bench = Bench::new();
    let b = |day: &str| lead(50, day, "prospect 2026-01-02");
    bench.write(A, lead(100, "2026-03-31", "prospect 2026-01-02"));
    bench.write("pipeline/1-prospect/b.yaml", b("2026-04-01"));
    bench.write("pipeline/1-prospect/c.yaml", lead(50, "2026-08-01", "prospect 2026-01-02"));
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    save(&bench, "2026-01-05T03:00:00Z", "Three leads");
    bench.write(A, lead(100, "2026-05-01", "prospect 2026-01-02"));
    bench.write("pipeline/1-prospect/c.yaml", lead(50, "2026-07-01", "prospect 2026-01-02"));
    save(&bench, "2026-02-05T03:00:00Z", "One later, one earlier");
    std::fs::remove_file(bench.place(A)).unwrap();
    bench.write(FURTHER, lead(100, "2026-05-01", "prospect 2026-01-02, qualified 2026-02-10"));
    save(&bench, "2026-02-10T03:00:00Z", "Moved");
    bench.git(&["checkout", "--quiet", "-b", "side"]);
    bench.write("pipeline/1-prospect/b.yaml", b("2026-04-20"));
    save(&bench, "2026-02-20T03:00:00Z", "Later");
    bench.write("pipeline/1-prospect/b.yaml", b("2026-05-01"));
    save(&bench, "2026-02-21T03:00:00Z", "Later again");
    bench.git(&["checkout", "--quiet", "main"]);
    bench.git(&["merge", "--quiet", "--no-ff", "-m", "Merged", "side"]);
    bench.git(&[
        "commit",
        "--quiet",
        "--amend",
        "--no-edit",
        "--reset-author",
        "--date",
        "2026-03-01T03:00:00Z",
    ]);
    bench.write(FURTHER, lead(100, "2026-05-11", "prospect 2026-01-02, qualified 2026-02-10"));
    save(&bench, "2026-12-05T03:00:00Z", "After the day looked at");
    bench
}

#[test]
fn by_hand() {
    let bench = repository();
    // The merge carries the fixed date of the tests, 20 November; so does the view.
    let told = |args: &[&str]| {
        let mut command = command();
        command.current_dir(bench.root()).args(["--today", "2026-12-31", "report", "--format", "json"]);
        let ran = Ran::of(command.args(["--trend", "months"]).args(args).output().unwrap());
        ran.json()["pipelines"][0]["slips"].clone()
    };
    let all = told(&[]);
    assert_eq!(all["since"], "2026-01-05");
    assert_eq!([&all["pushes"], &all["leads"], &all["of"], &all["days"]], [3, 2, 3, 71]);
    assert_eq!(all["median_days"], 30.0);
    let stages = json!([
        {"key": "prospect", "label": "Prospect", "leads": 2, "pushes": 2, "days": 61, "median_days": 30.5},
        {"key": "qualified", "label": "Qualified", "leads": 1, "pushes": 1, "days": 10, "median_days": 10.0},
    ]);
    assert_eq!(all["by_stage"], stages);
    assert_eq!(all["by_owner"][0]["label"], "Siti Rahma");
    let worst = json!({"id": "a", "title": "ERP", "owner": "siti", "stage": "qualified", "pushes": 2, "days": 41,
        "from": "2026-03-31", "to": "2026-05-11", "later": 41});
    assert_eq!(all["worst"][0], worst);
    assert_eq!((&all["typical"], &all["corrected"]), (&json!({"n": 0, "days": null}), &Value::Null));
    let early = slips(&bench, &[]);
    assert_eq!([&early["pushes"], &early["days"]], [1, 31], "later commits are not known on 1 June");
    let march = told(&["--period", "2026-03"]);
    assert_eq!(march["pushes"], 0);
    assert_eq!(told(&["--owner", "joko"])["of"], 0);
}

#[test]
fn each_push_is_explained() {
    let bench = repository();
    let page = june(&bench, &["explain", "slips"]).out;
    let push = "- a  on 2026-02-05, by 31 days, from 2026-03-31 to 2026-05-01; owner siti, in prospect";
    assert!(page.contains("# slips\n") && page.contains(push), "{page}");
    assert!(page.contains("- c  expected on 2026-07-01, not pushed in the period"), "{page}");
}

/// Six were won 10 days after their first date: open leads follow.
#[test]
fn the_corrected_expectation() {
    let bench = Bench::new();
    let open = |id: &str| (format!("pipeline/1-prospect/{id}.yaml"), format!("pipeline/6-won/{id}.yaml"));
    for id in ["p", "q", "r", "s", "t", "u"] {
        bench.write(&open(id).0, lead(10, "2026-03-01", "prospect 2026-01-02"));
    }
    bench.write("pipeline/1-prospect/o.yaml", lead(70, "2026-06-25", "prospect 2026-01-02"));
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    save(&bench, "2026-01-05T03:00:00Z", "Seven leads");
    for id in ["p", "q", "r", "s", "t", "u"] {
        std::fs::remove_file(bench.place(&open(id).0)).unwrap();
        bench.write(&open(id).1, lead(10, "2026-03-11", "prospect 2026-01-02, won 2026-03-11"));
    }
    save(&bench, "2026-03-11T03:00:00Z", "Six won");
    let told = slips(&bench, &[]);
    assert_eq!(told["pushes"], 0, "a date that changes as a lead closes is no push");
    assert_eq!(told["typical"], json!({"n": 6, "days": 10.0}));
    assert_eq!(told["corrected"]["months"][0]["month"], "2026-07");
    for (format, words) in
        [("text", "Wins came typically 10 days after the date first expected"), ("markdown", "As said")]
    {
        let text = june(&bench, &["report", "--trend", "months", "--format", format]).out;
        assert!(text.replace('\u{a0}', " ").contains(words), "{text}");
    }
}
