//! `--rev`: a command at a revision says what it says in a checkout of it.

use std::path::Path;

use serde_json::Value;

use super::{lead, save, three_commits};
use crate::support::{Bench, Ran, command};

/// Runs `corong` in a folder, with a day that counts as today or without.
fn at(folder: &Path, today: Option<&str>, args: &[&str]) -> Ran {
    let mut command = command();
    command.current_dir(folder).args(args);
    if let Some(today) = today {
        command.args(["--today", today]);
    }
    Ran::of(command.output().unwrap())
}

const LOOKS: [&[&str]; 9] = [
    &["check"],
    &["check", "--format", "concise", "pipeline/1-prospect"],
    &["check", "--format", "sarif"],
    &["list", "--all"],
    &["list", "--columns", "id,value,notes", "--format", "csv"],
    &["show", "a"],
    &["agenda"],
    &["board", "--format", "json"],
    &["explain", "open", "--format", "json"],
];

#[test]
fn each_command_says_what_it_says_in_a_checkout() {
    let bench = Bench::new();
    three_commits(&bench, "");
    // The commit of 20:00 UTC is of the next day in Jakarta.
    for (revision, day) in [("HEAD~2", "2026-03-02"), ("main~1", "2026-04-02"), ("HEAD", "2026-05-10")] {
        let tree = tempfile::Builder::new().prefix("check out ").tempdir().unwrap();
        let place = tree.path().join("tree");
        bench.git(&["worktree", "add", "--quiet", "--detach", place.to_str().unwrap(), revision]);
        for look in LOOKS {
            let here = at(bench.root(), None, &[look, &["--rev", revision]].concat());
            let there = at(&place, Some(day), look);
            assert_eq!((here.status, here.out, here.err), (there.status, there.out, there.err), "{look:?}");
        }
        let report = |folder: &Path, today, more: &[&str]| {
            let mut told = at(folder, today, &[&["report", "--format", "json"], more].concat()).json();
            let own = ["basis", "files_of"].map(|key| told.as_object_mut().unwrap().remove(key).unwrap());
            (told, own)
        };
        let (here, own) = report(bench.root(), None, &["--rev", revision]);
        let (there, other) = report(&place, Some(day), &[]);
        assert_eq!(here, there);
        assert_eq!(own, [Value::from("revision"), Value::from(day)]);
        assert_eq!(other, [Value::from("current_fields"), Value::Null]);
        bench.git(&["worktree", "remove", "--force", place.to_str().unwrap()]);
    }
}

#[test]
fn the_day_is_the_commits_unless_another_is_asked_for() {
    let bench = Bench::new();
    three_commits(&bench, "");
    let told = |args: &[&str], today| {
        let report =
            at(bench.root(), today, &[&["report", "--format", "json", "--rev", "HEAD~1"], args].concat());
        let report = report.json();
        ["as_of", "today", "basis"].map(|key| report[key].as_str().unwrap().to_owned())
    };
    assert_eq!(told(&[], None), ["2026-04-02", "2026-04-02", "revision"]);
    assert_eq!(told(&[], Some("2026-11-23")), ["2026-04-02", "2026-11-23", "revision"]);
    assert_eq!(told(&["--as-of", "2026-03-15"], None), ["2026-03-15", "2026-04-02", "current_fields"]);
    assert_eq!(told(&["--as-of", "2026-05-01"], None), ["2026-05-01", "2026-04-02", "revision"]);
    let check = |today| at(bench.root(), today, &["check", "--rev", "HEAD~2", "--format", "concise"]);
    assert_eq!(check(None).status, 0);
    let early = check(Some("2026-01-20"));
    assert!(early.out.contains("[future-date]"), "{early:?}");
}

#[test]
fn below_the_top_in_a_bare_repository_and_in_a_worktree() {
    let bench = Bench::new();
    bench.write("crm é/corong.yaml", bench.read("corong.yaml"));
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    three_commits(&bench, "crm é/");
    let list = |folder: &str, args: &[&str]| {
        at(&bench.place(folder), None, &[&["list", "--format", "csv"], args].concat())
    };
    let wanted = list("crm é", &["--rev", "HEAD~1"]);
    assert_eq!(wanted.out.lines().count(), 3, "{wanted:?}");
    assert_eq!(list("crm é/pipeline/1-prospect", &["--rev", "HEAD~1"]).out, wanted.out);
    assert_eq!(list("", &["--rev", "HEAD~1:crm é"]).out, wanted.out);
    bench.git(&["worktree", "add", "--quiet", "tree", "-b", "side", "HEAD~2"]);
    assert_eq!(list("tree/crm é", &["--rev", "main~1"]).out, wanted.out);
    let mirror = bench.mirror();
    let bare = mirror.path().to_str().unwrap();
    let lost = list(bare, &["--rev", "main~1"]);
    let help = "error: `main~1` has no `corong.yaml` at its top\n  help: it has one in `crm é`: `--rev main~1:crm é`\n";
    assert_eq!((lost.status, lost.err.as_str()), (2, help));
    assert_eq!(list(bare, &["--rev", "main~1:crm é"]).out, wanted.out);
    let path = "crm é/pipeline/2-qualified/a.yaml";
    let shown = at(bench.root(), None, &["show", path, "--rev", "HEAD~1:crm é"]);
    assert_eq!(shown.status, 2, "a path is one of the workspace: {shown:?}");
    let shown = at(&bench.place("crm é/pipeline"), None, &["show", "2-qualified/a.yaml", "--rev", "HEAD~1"]);
    assert_eq!(shown.status, 0, "{shown:?}");
}

#[test]
fn a_bare_repository_with_the_workspace_at_its_top() {
    let bench = Bench::new();
    three_commits(&bench, "");
    let mirror = bench.mirror();
    let there = at(mirror.path(), None, &["show", "pipeline/2-qualified/a.yaml", "--rev", "main"]);
    let here = at(bench.root(), None, &["show", "a", "--rev", "main"]);
    assert_eq!((there.status, there.out), (0, here.out));
}

#[test]
fn what_a_revision_does_not_hold_is_said_clearly() {
    let bench = Bench::new();
    three_commits(&bench, "");
    bench.git(&["rm", "-q", "--cached", "corong.yaml"]);
    bench.git(&["commit", "-q", "-m", "No more"]);
    let says = |args: &[&str], words: &str| {
        let ran = at(bench.root(), None, args);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.err.contains(words), "{ran:?}");
    };
    says(&["list", "--rev", "HEAD"], "`HEAD` has no `corong.yaml` at its top");
    says(&["list", "--rev", "nope"], "there is no commit `nope` in this repository");
    says(&["show", "a", "--rev", "--output=x"], "needs a value");
    says(&["check", "--rev", "HEAD~1", "--fix"], "cannot be mended");
    says(&["check", "--rev", "HEAD~1", "pipeline/9"], "no file or folder `pipeline/9`");
    says(&["list", "--rev", "HEAD~1:../.."], "has no `corong.yaml`");
    let source = format!("file://{}", bench.root().display()).replace(' ', "%20");
    bench.git(&["clone", "--quiet", "--depth=2", &source, "shallow"]);
    let ran = at(&bench.place("shallow"), None, &["list", "--rev", "HEAD~1"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = at(&bench.place("shallow"), None, &["list", "--rev", "HEAD~3"]);
    assert!(ran.err.contains("this clone is shallow"), "{ran:?}");
    let outside = Bench::new();
    says_outside(&outside);
}

fn says_outside(bench: &Bench) {
    let ran = at(bench.root(), None, &["list", "--rev", "HEAD"]);
    assert!(ran.status == 2 && ran.err.contains("git opens no repository here"), "{ran:?}");
}

/// As a server's hook asks: what did a push bring, in a repository without files.
#[test]
fn what_a_revision_brought_by_the_rules_of_another() {
    let bench = Bench::new();
    three_commits(&bench, "");
    let mirror = bench.mirror();
    let args = ["check", "--rev", "main", "--changed-since", "main~1", "--format", "concise"];
    let ran = at(mirror.path(), None, &args);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("[unknown-owner]") && ran.out.lines().count() == 1, "{ran:?}");
    let ran = at(mirror.path(), None, &[&args[..], &["--config-from", "main~2"]].concat());
    assert!(ran.out.contains("[unknown-owner]"), "{ran:?}");
}

/// A server's hook reads a push before its objects are among the others.
#[cfg(unix)]
#[test]
fn a_hook_reads_what_is_being_pushed() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    three_commits(&bench, "");
    let mirror = bench.mirror();
    let hook = mirror.path().join("hooks/pre-receive");
    let corong = env!("CARGO_BIN_EXE_corong");
    let script =
        format!("#!/bin/sh\nwhile read old new ref; do {corong} check --rev $new --format concise; done\n");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, script).unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    bench.write(
        "pipeline/1-prospect/new.yaml",
        lead(50, "2026-12-31", "prospect 2026-02-01").replace("siti", "eve"),
    );
    save(&bench, "2026-05-11T03:00:00Z", "New");
    let args = ["push", "--quiet", mirror.path().to_str().unwrap(), "HEAD:refs/heads/new"];
    let pushed = crate::support::git().current_dir(bench.root()).args(args).output().unwrap();
    let told = String::from_utf8(pushed.stderr).unwrap();
    assert!(
        !pushed.status.success() && told.contains("new.yaml") && told.contains("[unknown-owner]"),
        "{told}"
    );
}

/// The snippet is the revision's, whatever lies there now.
#[test]
fn findings_show_the_revisions_text() {
    let bench = Bench::new();
    three_commits(&bench, "");
    bench.write("pipeline/1-prospect/b.yaml", lead(50, "2026-12-31", "prospect 2026-02-01"));
    save(&bench, "2026-05-11T03:00:00Z", "Mended");
    let ran = at(bench.root(), None, &["check", "--rev", "HEAD~1"]);
    assert!(ran.out.contains("owner: nobody"), "{ran:?}");
}
