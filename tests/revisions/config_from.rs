//! `--config-from`: the rules of one revision over the leads that lie here.

use crate::support::{Bench, CONFIG, PROSPECT};

const A: &str = "pipeline/1-prospect/pt-a.yaml";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write(A, PROSPECT);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    bench
}

#[test]
fn a_branch_cannot_switch_off_the_rules_it_is_judged_by() {
    let bench = bench();
    let weak = CONFIG
        .replace("        requires: [value, source]\n", "")
        .replace("          - must: qualification.budget == \"met\"\n            say: The budget has to be confirmed before a lead counts as qualified\n", "")
        .replace("        gates:\n", "");
    bench.write("corong.yaml", format!("{weak}rules: {{unknown-owner: off, stale-lead: error}}\n"));
    bench.write(A, PROSPECT.replace("owner: siti", "owner: stranger"));
    assert_eq!(bench.run(&["check"]).status, 0, "its own rules let it pass");
    let ran = bench.run(&["check", "--config-from", "main", "--format", "concise"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("error[unknown-owner]"), "{ran:?}");
    let told: Vec<_> = ran.err.lines().collect();
    assert_eq!(
        told,
        [
            "note: the branch asks less than `main`, whose rules still hold in this check:",
            "  - the rule `unknown-owner` goes from error to off",
            "  - the stage `qualified` no longer requires `value`",
            "  - the stage `qualified` no longer requires `source`",
            "  - the stage `qualified` no longer has the gate `qualification.budget == \"met\"`",
        ]
    );
    assert_eq!(bench.run(&["-q", "check", "--config-from", "main"]).err, "");
}

#[test]
fn a_configuration_the_branch_broke_does_not_pass() {
    let bench = bench();
    bench.write("corong.yaml", "corong: 1\nnam: x\n");
    let ran = bench.run(&["check", "--config-from", "main"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("the configuration has to be mended first"), "{ran:?}");
}

#[test]
fn both_options_together_judge_both_sides_alike() {
    let bench = bench();
    bench.write("pipeline/1-prospect/pt-old.yaml", PROSPECT.replace("source: referral", "source: fair"));
    bench.save("An old mistake");
    bench.git(&["branch", "--force", "main"]);
    bench.write("corong.yaml", CONFIG.replace("website, event", "website, event, fair"));
    bench.write(A, PROSPECT.replace("source: referral", "source: radio"));
    let args = ["check", "--config-from", "main", "--changed-since", "main", "--format", "json"];
    assert_eq!(bench.run(&args).findings(), [format!("{A}:3:9 unknown-source")]);
}

/// What is mended is what the revision's rules find, with the revision's own lists.
#[test]
fn mends_follow_the_rules_of_the_revision() {
    let bench = bench();
    bench.write("corong.yaml", CONFIG.replace("referral, website", "referal, website"));
    bench.write(
        A,
        PROSPECT.replace("source: referral", "source: referal").replace("owner: siti", "ownr: siti"),
    );
    let config = bench.read("corong.yaml");
    let shown = bench.run(&["check", "--fix", "--config-from", "main", "--dry-run"]);
    assert!(shown.out.contains("+source: referral\n") && shown.out.contains("+owner: siti\n"), "{shown:?}");
    let ran = bench.run(&["check", "--fix", "--config-from", "main"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(bench.read(A), PROSPECT);
    assert_eq!(bench.read("corong.yaml"), config, "the branch's configuration is its own");
    // By the branch's own rules the other word is right.
    assert!(bench.run(&["check", "--format", "concise"]).out.contains("unknown-source"));
}

#[test]
fn reports_take_templates_and_names_from_the_revision() {
    let bench = bench();
    bench.write("templates/report.md.j2", "main's\n");
    bench.save("A template");
    bench.git(&["branch", "--force", "main"]);
    bench.write("templates/report.md.j2", "the branch's\n");
    bench.write("templates/parts.md.j2", "{{ broken");
    assert_eq!(bench.run(&["report", "--trust-templates"]).out, "the branch's\n");
    let ran = bench.run(&["report", "--config-from", "main"]);
    assert!(ran.out.starts_with("main's"), "{ran:?}");
}

/// Figures made by the revision's rules leave out what those do not see, and say so.
#[test]
fn leads_that_the_revision_does_not_see_are_named_beside_figures() {
    let bench = bench();
    bench.write("corong.yaml", CONFIG.replace("dir: 1-prospect", "dir: new-prospect"));
    bench.git(&["mv", "pipeline/1-prospect", "pipeline/new-prospect"]);
    bench.save("Moved out of sight");
    for args in [&["report", "--config-from", "main"][..], &["diff", "main", "--config-from", "main"]] {
        let ran = bench.run(args);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(ran.err.contains("by the configuration of `main` these leads are in no figure"), "{ran:?}");
        assert!(ran.err.contains("  - pipeline/new-prospect/pt-a.yaml: "), "{ran:?}");
    }
    assert_eq!(bench.run(&["report"]).err, "");
}

#[test]
fn a_revision_without_a_configuration_cannot_judge() {
    let bench = Bench::new();
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    bench.repository();
    bench.write("corong.yaml", CONFIG);
    let ran = bench.run(&["check", "--config-from", "main"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("the configuration of `main`"), "{ran:?}");
}
