//! `check --changed-since`: what the work since the merge base brought.

use crate::support::{Bench, CONFIG, PROSPECT};

const A: &str = "pipeline/1-prospect/pt-a.yaml";
const B: &str = "pipeline/1-prospect/pt-b.yaml";

/// A repository with an old mistake in `pt-a`, on the branch `work`.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write(A, PROSPECT.replace("owner: siti", "owner: nobody"));
    bench.write(B, PROSPECT);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    bench
}

/// `path rule` of what `check --changed-since main` reports.
fn brought(bench: &Bench) -> Vec<String> {
    let ran = bench.run(&["check", "--changed-since", "main", "--format", "json"]);
    assert_eq!(ran.err, "", "{ran:?}");
    let json = ran.json();
    let one =
        |f: &serde_json::Value| format!("{} {}", f["path"].as_str().unwrap(), f["rule"].as_str().unwrap());
    let found: Vec<_> = json["findings"].as_array().unwrap().iter().map(one).collect();
    let errors = json["errors"].as_u64().unwrap();
    assert_eq!(ran.status, i32::from(errors > 0), "{ran:?}");
    found
}

#[test]
fn old_mistakes_stay_silent_and_new_ones_are_told() {
    let bench = bench();
    assert_eq!(bench.run(&["check", "--format", "concise"]).status, 1);
    assert!(brought(&bench).is_empty());
    bench.write("pipeline/1-prospect/pt-new.yaml", PROSPECT.replace("owner: siti", "owner: stranger"));
    assert_eq!(brought(&bench), ["pipeline/1-prospect/pt-new.yaml unknown-owner"], "not even added yet");
    bench.save("A lead");
    assert_eq!(brought(&bench), ["pipeline/1-prospect/pt-new.yaml unknown-owner"]);
    // Other lines of the old one's file are touched.
    let text = bench.read(A);
    bench.write(A, format!("# A word\n\n{text}tags: [big]\nsorce: event\n"));
    assert_eq!(
        brought(&bench),
        [format!("{A} schema"), "pipeline/1-prospect/pt-new.yaml unknown-owner".into()]
    );
}

#[test]
fn work_on_the_other_side_is_not_this_branchs() {
    let bench = bench();
    bench.git(&["checkout", "--quiet", "main"]);
    bench.write("pipeline/1-prospect/pt-x.yaml", "title: X\n");
    bench.write(A, PROSPECT);
    bench.save("Main goes on");
    bench.git(&["checkout", "--quiet", "work"]);
    assert!(brought(&bench).is_empty(), "the merge base counts, not main as it is");
}

#[test]
fn a_changed_configuration_makes_old_files_wrong() {
    let bench = bench();
    bench.write("corong.yaml", CONFIG.replace("[referral, website, event]", "[website, event]"));
    assert_eq!(brought(&bench), [format!("{A} unknown-source"), format!("{B} unknown-source")]);
}

#[test]
fn a_warning_that_becomes_an_error_is_brought() {
    let bench = Bench::new();
    bench.write(A, PROSPECT.replace("2026-11-28", "2026-11-20"));
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    assert!(brought(&bench).is_empty());
    bench.write("corong.yaml", format!("{CONFIG}rules: {{overdue-next-step: error}}\n"));
    assert_eq!(brought(&bench), [format!("{A} overdue-next-step")]);
}

#[test]
fn a_second_lead_for_a_company_is_told_where_the_first_lies() {
    let bench = bench();
    let with = |name: &str| PROSPECT.replace("owner:", &format!("company: {{name: {name}}}\nowner:"));
    bench.write(B, with("PT Karya"));
    bench.save("A company");
    bench.git(&["branch", "--force", "main"]);
    bench.write("pipeline/1-prospect/pt-z.yaml", with("PT Karya"));
    assert_eq!(brought(&bench), [format!("{B} duplicate-company")], "a file that was not touched");
    bench.write("pipeline/1-prospect/pt-y.yaml", with("PT Karya"));
    bench.save("Three of them");
    bench.git(&["branch", "--force", "main"]);
    assert!(brought(&bench).is_empty());
    std::fs::remove_file(bench.place(B)).unwrap();
    assert!(brought(&bench).is_empty(), "one less is no harm");
}

#[test]
fn a_moved_lead_takes_its_old_findings_along() {
    let bench = Bench::new();
    let lead = "title: ERP\nowner: nobody\nvalue: 5\nsource: nowhere\nqualification: {budget: met}\nhistory:\n  - {stage: prospect, at: 2026-11-10, by: siti}\n";
    bench.write(A, lead);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    let before = bench.run(&["check", "--format", "concise"]).out;
    assert!(before.contains("missing-next-step") && before.contains("unknown-source"), "{before}");
    let ran = bench.run(&["move", "pt-a", "qualified", "--by", "siti"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(brought(&bench).is_empty());
    // Left in both folders, the copy's findings are new.
    bench.write(A, lead);
    let told = brought(&bench);
    assert!(told.iter().any(|line| line.ends_with("duplicate-id")), "{told:?}");
    assert!(told.contains(&"pipeline/2-qualified/pt-a.yaml unknown-owner".to_owned()), "{told:?}");
    assert!(!told.contains(&format!("{A} unknown-owner")), "{told:?}");
}

#[test]
fn a_beginning_without_configuration_hides_nothing() {
    let bench = bench();
    bench.git(&["checkout", "--quiet", "main"]);
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    bench.save("No configuration");
    bench.git(&["checkout", "--quiet", "-B", "work"]);
    bench.write("corong.yaml", CONFIG);
    let ran = bench.run(&["check", "--changed-since", "main", "--format", "concise"]);
    assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
    assert!(ran.err.contains("all findings are shown"), "{ran:?}");
}

#[test]
fn paths_choose_among_what_was_brought() {
    let bench = bench();
    for name in ["x", "y"] {
        let path = format!("pipeline/1-prospect/pt-{name}.yaml");
        bench.write(&path, PROSPECT.replace("owner: siti", "owner: stranger"));
    }
    let ran = bench.run(&["check", "--changed-since=main", "--format=json", "pipeline/1-prospect/pt-y.yaml"]);
    assert_eq!(ran.findings(), ["pipeline/1-prospect/pt-y.yaml:2:8 unknown-owner"]);
}

#[test]
fn an_unknown_revision_is_wrong_usage() {
    let bench = bench();
    for name in ["nope", "--output=x", "-h", "\u{1b}[31m"] {
        for option in ["--changed-since", "--config-from"] {
            let ran = bench.run(&["check", &format!("{option}={name}")]);
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
            assert!(ran.err.contains("there is no commit") && !ran.err.contains('\u{1b}'), "{ran:?}");
        }
    }
    assert!(!bench.place("x").exists());
}

#[test]
fn a_workspace_in_a_folder_of_the_repository() {
    let bench = Bench::new();
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    bench.write("crm/corong.yaml", CONFIG);
    bench.write(&format!("crm/{A}"), PROSPECT.replace("owner: siti", "owner: nobody"));
    bench.repository();
    bench.write(&format!("crm/{B}"), PROSPECT.replace("owner: siti", "owner: stranger"));
    let args = ["-C", "crm", "check", "--changed-since=main", "--config-from=main", "--format"];
    let told = |format: &str| bench.run(&[&args[..], &[format]].concat()).out;
    assert_eq!(told("concise").lines().count(), 1);
    assert!(told("concise").starts_with(B), "people see the workspace's paths");
    assert!(told("github").starts_with(&format!("::error file=crm/{B},line=2")), "{}", told("github"));
    assert!(told("gitlab").contains(&format!("\"path\": \"crm/{B}\"")), "{}", told("gitlab"));
    assert!(told("sarif").contains(&format!("\"crm/{B}\"")), "{}", told("sarif"));
}
