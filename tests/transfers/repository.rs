//! A lead that went to another pipeline, as git's past, a comparison and the mends see it.

use serde_json::Value;

use super::{bench, found, lead};
use crate::support::{Bench, Ran};

const BEGUN: &str = "stage: prospect, at: 2026-10-01";
const WENT: &str = "stage: draft, at: 2026-11-02, pipeline: contracts";

fn commit(bench: &Bench, day: &str) {
    bench.git(&["add", "--all"]);
    bench.git_at(&format!("{day}T03:00:00Z"), &["commit", "--quiet", "--allow-empty", "-m", "work"]);
}

/// Committed on 1 October in `sales`, where it is worth 100; moved on 2 November.
fn moved() -> Bench {
    let bench = bench();
    bench.write("pipeline/1-prospect/karya.yaml", lead(&[BEGUN]));
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    commit(&bench, "2026-10-01");
    let args = ["move", "karya", "draft", "--pipeline", "contracts", "--at", "2026-11-02", "--by", "siti"];
    let ran = bench.run(&[&args[..], &["--set", "value=120"]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    commit(&bench, "2026-11-02");
    bench
}

fn json(ran: Ran) -> Value {
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.json()
}

#[test]
fn a_comparison_books_it_out_of_one_and_into_the_other() {
    let bench = moved();
    let diff = json(bench.run(&["diff", "HEAD~1..HEAD", "--format", "json"]));
    crate::diff::adds_up(&diff);
    let line = |at: usize, name: &str| diff["pipelines"][at]["waterfall"][name].as_str().unwrap().to_owned();
    assert_eq!(
        ["start", "increased", "removed", "transferred_out", "end"].map(|name| line(0, name)),
        ["100", "20", "120", "120", "0"]
    );
    assert_eq!(
        ["start", "new", "transferred_in", "end"].map(|name| line(1, name)),
        ["0", "120", "120", "120"]
    );
    let text = bench.run(&["diff", "HEAD~1..HEAD"]).out;
    for told in [
        "1 to another pipeline",
        "To another pipeline",
        "From another pipeline",
        "Pipeline: sales → contracts",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("Removed") && !text.contains("New "), "{text}");
    let said = bench.run(&["diff", "HEAD~1..HEAD", "--format", "markdown"]).out;
    assert!(said.contains("↪️"), "{said}");
}

#[test]
fn a_past_state_has_it_where_it_was() {
    let bench = moved();
    let report = |args: &[&str]| json(bench.run(&[&["report", "--format", "json"], args].concat()));
    let open = |report: &Value| [0, 1].map(|at| report["pipelines"][at]["open"]["count"].as_u64().unwrap());
    assert_eq!(open(&report(&["--rev", "HEAD~1"])), [1, 0]);
    assert_eq!(open(&report(&["--as-of", "2026-11-01"])), [1, 0]);
    assert_eq!(open(&report(&["--rev", "HEAD"])), [0, 1]);
    let report = report(&["--trend", "months"]);
    let trend = |at: usize| -> Vec<String> {
        let points = report["pipelines"][at]["trend"].as_array().unwrap();
        points
            .iter()
            .map(|point| format!("{} {}", point["date"].as_str().unwrap(), point["open"]["count"]))
            .collect()
    };
    let (sales, contracts) = (trend(0), trend(1));
    assert!(sales.contains(&"2026-10-31 1".to_owned()) && sales.last().unwrap().ends_with(" 0"), "{sales:?}");
    assert!(contracts.last().unwrap().ends_with(" 1"), "{contracts:?}");
}

#[test]
fn git_and_the_history_agree() {
    let bench = moved();
    let checked = bench.run(&["check", "--git", "--format", "json"]);
    assert_eq!(found(&checked), [""; 0]);
    // a stage entered there on another day than the file came to its folder
    let path = "contracts/1-draft/karya.yaml";
    bench.write(
        "contracts/8-signed/karya.yaml",
        format!("{}  - {{stage: signed, at: 2026-11-05, by: siti}}\n", bench.read(path))
            .replace("value: 120", "value: 120\ncontacts: [{name: A}]"),
    );
    std::fs::remove_file(bench.place(path)).unwrap();
    commit(&bench, "2026-11-20");
    let all = found(&bench.run(&["check", "--git", "--format", "json"]));
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].starts_with("git-disagrees: `signed` is dated 2026-11-05"), "{all:?}");
}

#[test]
fn a_file_that_did_not_follow_is_moved_and_an_entry_that_is_missing_added() {
    // the entry was written, and the file stayed
    let bench = bench();
    bench.write("pipeline/1-prospect/karya.yaml", lead(&[BEGUN]));
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    commit(&bench, "2026-10-01");
    bench.write("pipeline/1-prospect/karya.yaml", lead(&[BEGUN, WENT]));
    commit(&bench, "2026-11-02");
    let ran = bench.run(&["check", "--unsafe-fixes"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(bench.read("contracts/1-draft/karya.yaml"), lead(&[BEGUN, WENT]));
    commit(&bench, "2026-11-02");
    // the file was moved back by hand, and nothing says so
    std::fs::remove_file(bench.place("contracts/1-draft/karya.yaml")).unwrap();
    bench.write("pipeline/1-prospect/karya.yaml", lead(&[BEGUN, WENT]));
    commit(&bench, "2026-11-10");
    let ran = bench.run(&["check", "--unsafe-fixes"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let text = bench.read("pipeline/1-prospect/karya.yaml");
    assert!(text.contains("  - {stage: prospect, pipeline: sales, at: 2026-11-10"), "{text}");
    let report = json(bench.run(&["report", "--format", "json"]));
    assert_eq!(report["pipelines"][0]["new"]["transferred_in"], 1);
}

#[test]
fn a_commit_holds_both_places() {
    let bench = bench();
    bench.write("pipeline/1-prospect/karya.yaml", lead(&[BEGUN]));
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    commit(&bench, "2026-10-01");
    let ran = bench.run(&["move", "karya", "draft", "--pipeline", "contracts", "--commit"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(bench.git(&["log", "-1", "--format=%s"]), "karya: sales/prospect → contracts/draft");
    let touched = bench.git(&["show", "--no-renames", "--name-status", "--format="]);
    assert_eq!(touched, "A\tcontracts/1-draft/karya.yaml\nD\tpipeline/1-prospect/karya.yaml");
    assert_eq!(bench.git(&["status", "--porcelain"]), "");
}

/// Two branches: one took it further here, one elsewhere; git leaves both files.
#[test]
fn two_files_after_a_merge_are_found() {
    let bench = moved();
    bench.write("pipeline/2-qualified/karya.yaml", lead(&[BEGUN, "stage: qualified, at: 2026-11-03"]));
    let all = found(&bench.run(&["check", "--format", "json"]));
    let twice: Vec<_> = all.iter().filter(|one| one.starts_with("duplicate-id")).collect();
    assert_eq!(twice.len(), 1, "{all:?}");
    assert!(
        twice[0]
            .contains("their histories part: here `qualified` on 2026-11-03, there `draft` on 2026-11-02"),
        "{twice:?}"
    );
    // where the other only lagged behind, it is the one that goes
    std::fs::remove_file(bench.place("pipeline/2-qualified/karya.yaml")).unwrap();
    bench.write("pipeline/1-prospect/karya.yaml", lead(&[BEGUN]));
    let all = found(&bench.run(&["check", "--format", "json"]));
    assert!(all.iter().any(|one| one.contains("remove `pipeline/1-prospect/karya.yaml`")), "{all:?}");
    let report = json(bench.run(&["report", "--format", "json"]));
    assert_eq!(report["total"]["open"]["count"], 1);
}
