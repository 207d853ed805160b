//! Where it is run, what it is asked, and what it cannot do.

use super::{diff, lead, named};
use crate::support::{Bench, CONFIG};

const A: &str = "pipeline/1-prospect/pt a/pt-a.yaml";

/// One lead on `main`, worth more on `work`.
fn repository(folder: &str) -> Bench {
    let bench = Bench::new();
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    bench.write(&format!("{folder}corong.yaml"), CONFIG);
    bench.write(&format!("{folder}{A}"), lead("A", "100", "prospect 11-02"));
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    bench.write(&format!("{folder}{A}"), lead("A", "150", "prospect 11-02"));
    bench.save("More");
    bench
}

const CHANGED: [&str; 1] = ["pt-a changed prospect prospect"];

#[test]
fn paths_with_blanks_sub_folders_worktrees_and_bare_repositories() {
    for folder in ["", "crm é/"] {
        let bench = repository(folder);
        let here = bench.place(folder);
        let at = |args: &[&str]| {
            let place = here.to_str().unwrap();
            named(&diff(&bench, &[&["-C", place, "--format", "json"], args].concat()).json())
        };
        for args in [&[][..], &["main"], &["main..work"], &["main...work"], &["main.."], &["main..."]] {
            assert_eq!(at(args), CHANGED, "{args:?} in `{folder}`");
        }
        assert!(at(&["work"]).is_empty());
    }
    let bench = repository("");
    bench.git(&["worktree", "add", "--quiet", "tree", "main"]);
    let tree = bench.place("tree");
    let ran = diff(&bench, &["-C", tree.to_str().unwrap(), "main..work", "--format", "json"]);
    assert_eq!(named(&ran.json()), CHANGED);
    let mirror = bench.mirror();
    let ran = diff(&bench, &["-C", mirror.path().to_str().unwrap(), "main..work", "--format", "json"]);
    assert_eq!(named(&ran.json()), CHANGED);
}

#[test]
fn without_a_base_it_is_where_the_branch_began_and_on_main_the_last_commit() {
    let bench = repository("");
    bench.git(&["checkout", "--quiet", "main"]);
    bench.write("pipeline/1-prospect/elsewhere.yaml", lead("Elsewhere", "1", "prospect 11-02"));
    bench.save("Main goes on");
    assert!(named(&diff(&bench, &["--format", "json"]).json()).is_empty());
    bench.write("pipeline/1-prospect/unsaved.yaml", lead("Unsaved", "1", "prospect 11-02"));
    let json = diff(&bench, &["--format", "json"]).json();
    assert_eq!(named(&json), ["unsaved new - prospect"]);
    assert_eq!(json["head"], serde_json::Value::Null);
    assert_eq!(json["base"], bench.git(&["rev-parse", "main"]));
    std::fs::remove_file(bench.place("pipeline/1-prospect/unsaved.yaml")).unwrap();
    bench.git(&["checkout", "--quiet", "work"]);
    assert_eq!(named(&diff(&bench, &["--format", "json"]).json()), CHANGED);
}

#[test]
fn nothing_changed_is_said_in_each_format_and_by_the_status() {
    let bench = repository("");
    let ran = diff(&bench, &["work", "--exit-code"]);
    assert!(ran.out.starts_with("No lead changed.\n"), "{}", ran.out);
    assert_eq!(diff(&bench, &["work", "--format", "markdown"]).out, "");
    let json = diff(&bench, &["work", "--format", "json"]).json();
    assert_eq!(json["pipelines"][0]["leads"], serde_json::json!([]));
    assert_eq!(bench.run(&["diff", "main", "--exit-code"]).status, 1);
    assert_eq!(bench.run(&["diff", "main"]).status, 0);
    let wrote = bench.run(&["diff", "main", "-o", "changes.md"]);
    assert_eq!((wrote.status, wrote.out.as_str()), (0, ""));
    assert!(bench.read("changes.md").starts_with("<!-- corong diff -->"));
}

#[test]
fn what_is_not_there_is_told() {
    let bench = repository("");
    for (range, told) in [
        ("nope", "no commit `nope`"),
        ("main..nope", "no commit `nope`"),
        ("nope...work", "no commit `nope`"),
    ] {
        let ran = bench.run(&["diff", range]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{range}");
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    let source = format!("file://{}", bench.root().display()).replace(' ', "%20");
    bench.git(&["clone", "--quiet", "--depth=1", &source, "shallow"]);
    let shallow = bench.place("shallow");
    let ran = bench.run(&["-C", shallow.to_str().unwrap(), "diff", "HEAD~1"]);
    assert!(ran.status == 2 && ran.err.contains("this clone is shallow"), "{}", ran.err);
    let lone = Bench::new();
    lone.git(&["init", "--quiet", "--initial-branch=trunk"]);
    lone.save("Only");
    let ran = lone.run(&["diff"]);
    assert!(ran.status == 2 && ran.err.contains("no main branch"), "{}", ran.err);
}

#[test]
fn another_configuration_is_read_whole_and_judged_by_its_own_gates() {
    let bench = repository("");
    let stricter = CONFIG.replace("requires: [value, source]", "requires: [value, source, company]");
    bench.write("corong.yaml", stricter);
    let json = diff(&bench, &["work", "--format", "json"]).json();
    assert_eq!(
        (named(&json), &json["configuration_changed"]),
        (CHANGED.map(str::to_owned).to_vec(), &true.into())
    );
    let failed = &json["pipelines"][0]["leads"][0]["gates"]["failed"][0];
    assert_eq!((&failed["stage"], &failed["field"]), (&"qualified".into(), &"company".into()));
    let by_main = diff(&bench, &["work", "--config-from", "main", "--format", "json"]).json();
    assert!(named(&by_main).is_empty());

    let dollars = CONFIG.replace("currency: IDR", "currency: USD").replace(
        "{currency: USD, at: 2026-01-01, rate: 16250}",
        "{currency: IDR, at: 2026-01-01, rate: 0.0001}",
    );
    bench.write("corong.yaml", dollars);
    let json = diff(&bench, &["work", "--format", "json"]).json();
    assert_eq!((&json["currency"], &json["currency_before"]), (&"USD".into(), &"IDR".into()));
    super::adds_up(&json);
}
