//! `--config-from`: what a branch does to get out of the rules it is judged by.

use crate::support::{Bench, CONFIG, PROSPECT, Ran};

const A: &str = "pipeline/1-prospect/pt-a.yaml";
const B: &str = "pipeline/1-prospect/pt-b.yaml";

/// What no rule lets pass.
fn bad() -> String {
    PROSPECT.replace("owner: siti", "owner: nobody")
}

/// A repository with two leads, on the branch `work`.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write(A, PROSPECT);
    bench.write(B, PROSPECT);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    bench
}

/// Both ways to judge a branch by its base find the same.
fn judged(bench: &Bench, at: &[&str]) -> Ran {
    let args = [at, &["check", "--config-from=main", "--format=concise"]].concat();
    let since = bench.run(&[&args[..], &["--changed-since=main"]].concat());
    let ran = bench.run(&args);
    assert_eq!(ran.out, since.out);
    assert_eq!(ran.status, since.status);
    ran
}

/// The paths of the findings of `unseen-lead`.
fn unseen(bench: &Bench) -> Vec<String> {
    let ran = judged(bench, &[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let lines = ran.out.lines().filter(|line| line.contains("error[unseen-lead]"));
    lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn a_pipeline_that_only_the_branch_knows() {
    let bench = bench();
    let own = "  - id: vip\n    dir: vip\n    stages:\n      - {id: prospect, dir: 1-prospect}\n      \
        - {id: won, dir: won, kind: won}\n      - {id: lost, dir: lost, kind: lost}\n";
    bench.write("corong.yaml", format!("{CONFIG}{own}rules: {{unknown-owner: off, unseen-lead: off}}\n"));
    assert_eq!(judged(&bench, &[]).status, 0, "a configuration alone is no lead");
    bench.write("vip/1-prospect/pt-c.yaml", bad());
    bench.write("vip/1-prospect/pt-d.yaml", format!("# corong: ignore[unseen-lead]\n{PROSPECT}"));
    assert_eq!(bench.run(&["check"]).status, 0, "its own rules let it pass");
    assert_eq!(unseen(&bench), ["vip/1-prospect/pt-c.yaml", "vip/1-prospect/pt-d.yaml"]);
    let ran = judged(&bench, &[]);
    assert!(
        ran.out
            .contains("the branch's configuration makes this a lead, and the rules of `main` do not see it"),
        "{ran:?}"
    );
    // What main turned off is off.
    bench.git(&["stash", "--quiet", "--include-untracked"]);
    bench.git(&["checkout", "--quiet", "main"]);
    bench.write("corong.yaml", format!("{CONFIG}rules: {{unseen-lead: off}}\n"));
    bench.save("Off");
    bench.git(&["checkout", "--quiet", "work"]);
    bench.git(&["stash", "pop", "--quiet"]);
    assert_eq!(judged(&bench, &[]).status, 0);
}

#[test]
fn the_folder_of_a_pipeline_moved_with_its_configuration() {
    let bench = bench();
    bench.git(&["mv", "pipeline", "deals"]);
    bench.write("corong.yaml", CONFIG.replace("dir: pipeline", "dir: deals"));
    bench.write("deals/1-prospect/pt-a.yaml", bad());
    assert_eq!(unseen(&bench), ["deals/1-prospect/pt-a.yaml", "deals/1-prospect/pt-b.yaml"]);
    // And without: neither sees the leads, and they are still there.
    bench.write("corong.yaml", CONFIG);
    assert_eq!(unseen(&bench), ["deals/1-prospect/pt-a.yaml", "deals/1-prospect/pt-b.yaml"]);
    assert!(
        judged(&bench, &[]).out.contains(&format!("the lead {A} of `main` is here, where no rules see it"))
    );
}

#[test]
fn a_lead_moved_out_of_sight_is_told_and_one_that_was_deleted_is_not() {
    for to in [
        "elsewhere/pt-a.yaml",
        "pipeline/1-prospect/.pt-a.yaml",
        "pipeline/1-prospect/pt-a.yaml.bak",
        "pipeline/1-prospect/pt-a.txt",
        "archive/2026-karya.yaml",
        "templates/pt-a.yaml",
        ".hidden/PT-A.yaml",
    ] {
        let bench = bench();
        bench.git(&["rm", "--quiet", "--cached", A]);
        bench.write(to, std::fs::read(bench.place(A)).unwrap());
        std::fs::remove_file(bench.place(A)).unwrap();
        assert_eq!(unseen(&bench), [to]);
        std::fs::remove_file(bench.place(to)).unwrap();
        bench.write("notes/pt-a.md", "# Why they are no lead any more\n");
        bench.write("notes/terms.yaml", "title: Terms of payment\n");
        let ran = judged(&bench, &[]);
        assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{ran:?}");
    }
}

#[test]
fn stages_renamed_and_exchanged() {
    let bench = bench();
    bench.git(&["mv", "pipeline/1-prospect", "pipeline/1-first"]);
    bench.write("corong.yaml", CONFIG.replace("dir: 1-prospect", "dir: 1-first"));
    let ran = judged(&bench, &[]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("error[unknown-stage-folder]"), "{ran:?}");
    assert!(!ran.out.contains("unseen-lead"), "one finding a folder is enough: {ran:?}");

    bench.git(&["reset", "--quiet", "--hard"]);
    let exchanged = CONFIG
        .replace("dir: 1-prospect", "dir: x")
        .replace("dir: 2-qualified", "dir: 1-prospect")
        .replace("dir: x", "dir: 2-qualified");
    bench.write("corong.yaml", exchanged);
    assert_eq!(unseen(&bench), [A, B]);
    assert!(judged(&bench, &[]).out.contains(
        "puts this lead in `qualified` of `sales`, and the rules of `main` see it in `prospect` of `sales`"
    ));
    // Another name of the same stage is none of it.
    bench.write("corong.yaml", CONFIG.replace("id: prospect,", "id: first, formerly: [prospect],"));
    assert_eq!(judged(&bench, &[]).status, 0);
}

/// One finding a folder, and an old one: a lead that comes to the folder is new.
#[test]
fn a_folder_of_no_stage_that_was_there_before_hides_nothing_new() {
    let bench = Bench::new();
    bench.write(A, PROSPECT);
    bench.write("pipeline/attic/a-lead.yaml", PROSPECT);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    let args = ["check", "--config-from=main", "--changed-since=main", "--format=concise"];
    assert_eq!(bench.run(&args).status, 0);
    bench.git(&["mv", A, "pipeline/attic/pt-a.yaml"]);
    let ran = bench.run(&args);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.starts_with("pipeline/attic/pt-a.yaml:1:1: error[unseen-lead]"), "{ran:?}");
}

#[test]
fn ignores_of_the_branch_silence_nothing_and_those_of_the_base_do() {
    let bench = Bench::new();
    let behind = PROSPECT.replace("owner: siti", "owner: old  # corong: ignore[unknown-owner]");
    let head = format!("# corong: ignore[unknown-source]\n{}", PROSPECT.replace("referral", "fair"));
    bench.write(A, &behind);
    bench.write(B, &head);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    let told = |path: &str, text: &str| {
        bench.write(path, text);
        let ran = judged(&bench, &[]);
        bench.git(&["reset", "--quiet", "--hard"]);
        bench.git(&["clean", "--quiet", "-fd"]);
        ran.out.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let silent: [String; 0] = [];
    // The base's ignores hold: in lines that moved, in a lead that moved, for the whole file.
    assert_eq!(told(A, &format!("# a word\n{behind}tags: [big]\n")), silent);
    assert_eq!(told(B, &head.replace("fair", "radio")), silent);
    bench.git(&["rm", "--quiet", A]);
    assert_eq!(told("pipeline/1-prospect/2026/pt-a.yaml", &behind), silent);
    // New ones do not, wherever they are.
    let c = "pipeline/1-prospect/pt-c.yaml";
    for text in [
        behind.clone(),
        format!("# corong: ignore[unknown-owner]\n{}", bad()),
        bad().replace("owner:", "# corong: ignore[unknown-owner]\nowner:"),
        format!("# corong: ignore[unknown-owner, needless-ignore, unseen-lead]\n---\n{}", bad()),
    ] {
        let found = told(c, &text);
        assert!(found.iter().any(|line| line.ends_with("error[unknown-owner]")), "{text}: {found:?}");
    }
    // An old one is no cover for another value, another rule, or a second line.
    assert_eq!(told(A, &behind.replace("old", "older")), [format!("{A}:2:8: error[unknown-owner]")]);
    let both =
        head.replace("[unknown-source]", "[unknown-source, unknown-owner]").replace("siti\n", "nobody\n");
    assert_eq!(told(B, &both), [format!("{B}:3:8: error[unknown-owner]")]);
    let moved = format!(
        "# corong: ignore[unknown-owner]\n{}",
        behind.replace("  # corong: ignore[unknown-owner]", "")
    );
    assert_eq!(told(A, &moved), [format!("{A}:3:8: error[unknown-owner]")]);
}

#[test]
fn an_ignore_that_does_not_count_is_said() {
    let bench = bench();
    bench.write(A, PROSPECT.replace("owner: siti", "owner: nobody  # corong: ignore[unknown-owner]"));
    let ran = bench.run(&["check", "--config-from=main"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("is new, and silences"), "{ran:?}");
    assert!(!ran.out.contains("needless-ignore"), "{ran:?}");
}

#[test]
fn an_old_mistake_is_old_under_a_new_ignore_too() {
    let bench = Bench::new();
    bench.write(A, bad());
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    bench.write(A, bad().replace("owner:", "# corong: ignore[unknown-owner]\nowner:"));
    let args = ["check", "--config-from=main", "--format=concise"];
    assert_eq!(bench.run(&args).status, 1);
    assert_eq!(bench.run(&[&args[..], &["--changed-since=main"]].concat()).status, 0);
}

/// Which workspace is judged is not for the branch to say.
#[test]
fn another_workspace_in_the_place_of_the_one_that_is_judged() {
    let bench = Bench::new();
    bench.write("crm/corong.yaml", CONFIG);
    bench.write(&format!("crm/{A}"), PROSPECT);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    assert_eq!(judged(&bench, &["-C", "crm"]).status, 0);
    bench.write(&format!("crm/{A}"), bad());
    std::fs::remove_file(bench.place("crm/corong.yaml")).unwrap();
    let ran = judged(&bench, &["-C", "crm"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("`main` has this workspace in `crm`"), "{ran:?}");
    // Seen as of a commit, too.
    bench.save("Gone");
    bench.git(&["checkout", "--quiet", "main"]);
    let ran = bench.run(&["-C", "crm", "check", "--rev=work", "--config-from=main"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let ran = bench.run(&["-C", "crm", "check", "--rev=work:crm", "--config-from=main"]);
    assert_eq!(ran.status, 2, "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_link_to_another_workspace() {
    let bench = Bench::new();
    bench.write("crm/corong.yaml", CONFIG);
    bench.write(&format!("crm/{A}"), PROSPECT);
    bench.write("demo/corong.yaml", CONFIG);
    bench.write(&format!("demo/{A}"), PROSPECT);
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    bench.git(&["mv", "crm", "other"]);
    bench.write(&format!("other/{A}"), bad());
    std::os::unix::fs::symlink("demo", bench.place("crm")).unwrap();
    let ran = judged(&bench, &["-C", "crm"]);
    assert_eq!(ran.status, 2, "{ran:?}");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_listed_does_not_pass() {
    for place in ["pipeline", "deals"] {
        let bench = bench();
        bench.git(&["mv", "pipeline", "elsewhere"]);
        std::os::unix::fs::symlink("elsewhere", bench.place(place)).unwrap();
        bench.write("corong.yaml", CONFIG.replace("dir: pipeline", &format!("dir: {place}")));
        assert_eq!(judged(&bench, &[]).status, 2, "{place}");
        std::fs::remove_file(bench.place(place)).unwrap();
        bench.write(place, "a file");
        assert_eq!(judged(&bench, &[]).status, 2, "{place}");
    }
}
