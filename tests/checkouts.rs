//! Git as people have it: sparse checkouts, other line ends, folders behind links,
//! and edits that are not committed yet.

use crate::site::serve::Serving;
use crate::support::terminal::on_a_screen;
use crate::support::{Bench, CONFIG, PROSPECT, Ran, TODAY, command};

/// Three leads in two stages, committed.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", PROSPECT);
    bench.write("pipeline/lost/b.yaml", LOST);
    bench.write("pipeline/lost/c.yaml", LOST);
    bench.repository();
    bench.git(&["config", "user.name", "Siti"]);
    bench.git(&["config", "user.email", "siti@nusantara.example"]);
    bench
}

const LOST: &str = "\
title: CRM
owner: siti
history:
  - {stage: prospect, at: 2026-11-10, by: siti}
  - {stage: lost, at: 2026-11-20, by: siti, reason: price}
";

/// What is said of it.
const LEFT_OUT: &str =
    "leaves out files of the workspace, as a sparse one does: pipeline/lost/b.yaml, pipeline/lost/c.yaml\n";

/// The same with the lost leads left out.
fn sparse() -> Bench {
    let bench = bench();
    bench.git(&["sparse-checkout", "set", "pipeline/1-prospect"]);
    assert!(!bench.place("pipeline/lost").exists());
    bench
}

fn stamp(ran: &Ran) -> (bool, bool) {
    let stamp = &ran.json()["stamp"];
    (stamp["commit"].is_string(), stamp["changed"] == true)
}

#[test]
fn a_sparse_checkout_is_no_whole_pipeline() {
    let bench = sparse();
    let ran = bench.run(&["report", "--format", "json"]);
    assert_eq!(stamp(&ran), (true, false), "{ran:?}");
    assert_eq!(ran.json()["stamp"]["partial"], true);
    let text = bench.run(&["report", "--format", "text"]).out;
    assert!(text.contains("\nFrom a part of commit ") && !text.contains("with changes"), "{text}");
    let left: Vec<String> =
        ran.json()["left_out"].as_array().unwrap().iter().map(|file| file["path"].to_string()).collect();
    assert_eq!(left, ["\"pipeline/lost/b.yaml\"", "\"pipeline/lost/c.yaml\""]);
    for args in [&["report"][..], &["list"], &["check"], &["board"], &["agenda"], &["site", "-o", "../out"]] {
        let said = bench.run(args).err;
        assert!(said.contains(LEFT_OUT) && said.contains("`--rev HEAD`"), "{args:?}: {said}");
    }
    let serving = Serving::start(&bench, &[]);
    // The first answer comes after what is said at the start.
    assert_eq!(serving.get("/").status, 200);
    let said = serving.said();
    assert!(said.contains(LEFT_OUT) && said.contains("`--rev HEAD`"), "{said}");
    let whole = bench.run(&["report", "--format", "json", "--rev", "HEAD"]);
    assert_eq!(stamp(&whole), (true, false));
    assert_eq!((whole.err.as_str(), whole.json()["left_out"].as_array().unwrap().len()), ("", 0));
}

#[test]
fn nothing_that_a_checkout_leaves_out_was_removed_or_is_free() {
    let bench = sparse();
    assert!(bench.run(&["diff", "HEAD"]).out.starts_with("No lead changed.\n"));
    bench.write("pipeline/1-prospect/a.yaml", PROSPECT.replace("referral", "website"));
    let diff = bench.run(&["diff", "HEAD", "--format", "markdown"]).out;
    assert!(!diff.to_lowercase().contains("removed") && !diff.contains("unreadable"), "{diff}");
    assert_eq!(bench.run(&["check"]).status, 0);
    let git = bench.run(&["check", "--git"]);
    assert_eq!(git.status, 0, "{git:?}");
    let since = bench.run(&["check", "--changed-since", "HEAD", "--format", "json"]);
    assert_eq!(since.findings(), [""; 0]);
    let new = bench.run(&["new", "CRM", "--id", "b", "--owner", "siti"]);
    assert!(new.status == 1 && new.err.contains("pipeline/lost/b.yaml"), "{new:?}");
    let show = bench.run(&["show", "b"]);
    assert!(show.status == 2 && show.err.contains("this checkout leaves it out"), "{show:?}");
    let rename = bench.run(&["rename", "a", "d"]);
    assert!(rename.status == 0 && rename.err.contains("what they say of it does not follow"), "{rename:?}");
}

/// The line below the board says it; on stderr it would be behind the screen.
#[test]
fn a_board_that_fills_the_screen_says_what_is_left_out() {
    let shown = on_a_screen(&sparse(), "board", "q");
    let Some((shown, status)) = shown else { return };
    assert_eq!(status, 0, "{shown}");
    assert!(shown.contains("\u{1b}[?1049h"), "it does not fill the screen: {shown}");
    assert!(shown.contains(LEFT_OUT.trim_end()), "{shown}");
}

/// Without a sparse checkout, by a bit of the index alone; in a working tree beside
/// the first one; and where the configuration itself is left out.
#[test]
fn what_the_index_says_counts_and_no_setting() {
    let bench = bench();
    bench.git(&["worktree", "add", "--quiet", "beside"]);
    bench.git(&["update-index", "--skip-worktree", "pipeline/lost/b.yaml"]);
    std::fs::remove_file(bench.place("pipeline/lost/b.yaml")).unwrap();
    assert!(
        bench
            .run(&["list"])
            .err
            .contains("leaves out a file of the workspace, as a sparse one does: pipeline/lost/b.yaml\n")
    );
    assert_eq!(bench.run(&["-C", "beside", "list"]).err, "");
    bench.git(&["-C", "beside", "sparse-checkout", "set", "--no-cone", "/pipeline/1-prospect/"]);
    let none = bench.run(&["-C", "beside", "list"]);
    assert!(
        none.status == 2
            && none.err.contains("this checkout leaves out `")
            && none.err.contains("--rev HEAD"),
        "{none:?}"
    );
    assert_eq!(bench.run(&["-C", "beside", "list", "--rev", "HEAD"]).status, 0);
}

/// Git calls such a file unchanged whatever it says.
#[test]
fn an_edit_that_git_does_not_look_at_is_a_change_all_the_same() {
    for bit in ["--skip-worktree", "--assume-unchanged"] {
        let bench = bench();
        bench.git(&["update-index", bit, "pipeline/1-prospect/a.yaml"]);
        assert_eq!(stamp(&bench.run(&["report", "--format", "json"])), (true, false), "{bit}");
        bench.write("pipeline/1-prospect/a.yaml", PROSPECT.replace("ERP", "HRM"));
        assert_eq!(bench.git(&["status", "--short"]), "");
        assert_eq!(stamp(&bench.run(&["report", "--format", "json"])), (true, true), "{bit}");
    }
}

#[test]
fn line_ends_of_a_checkout_are_no_change() {
    let bench = bench();
    let stamp = |bench: &Bench| bench.run(&["report", "--format", "json"]).json()["stamp"].clone();
    let before = stamp(&bench);
    bench.git(&["config", "core.autocrlf", "true"]);
    for path in ["corong.yaml", "pipeline/1-prospect/a.yaml", "pipeline/lost/b.yaml", "pipeline/lost/c.yaml"]
    {
        std::fs::remove_file(bench.place(path)).unwrap();
    }
    bench.git(&["checkout", "--quiet", "--", "."]);
    assert!(bench.read("corong.yaml").contains("\r\n"));
    assert_eq!(stamp(&bench), before);
    assert_eq!(bench.run(&["report", "--format", "json", "--rev", "HEAD"]).json()["stamp"], before);
    let diff = bench.run(&["diff", "HEAD", "--format", "json"]);
    assert_eq!(diff.json()["configuration_changed"], false, "{diff:?}");
    let since = bench.run(&["check", "--changed-since", "HEAD", "--format", "json"]);
    assert_eq!(since.findings(), [""; 0]);
}

/// The attributes that `init` writes hold whatever git is set to.
#[test]
fn a_new_workspace_has_the_same_bytes_in_every_checkout() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = command();
        let ran = command.current_dir(folder.path()).args(["--today", TODAY]).args(args).output().unwrap();
        assert_eq!(Ran::of(ran).status, 0, "{args:?}");
    };
    run(&["init", "new", "--no-input", "--example"]);
    let git = |args: &[&str]| {
        let mut git = crate::support::git();
        assert!(git.current_dir(folder.path()).args(args).status().unwrap().success(), "{args:?}");
    };
    git(&["-C", "new", "init", "--quiet"]);
    git(&["-C", "new", "add", "--all"]);
    git(&["-C", "new", "commit", "--quiet", "-m", "One"]);
    git(&["-c", "core.autocrlf=true", "clone", "--quiet", "new", "clone"]);
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    for path in ["corong.yaml", "pipeline/1-prospect/ferndale-library.yaml", "schemas/lead.schema.json"] {
        assert_eq!(read(&format!("clone/{path}")), read(&format!("new/{path}")), "{path}");
    }
}

/// The shell's own folder may have a link in its name.
#[cfg(unix)]
#[test]
fn an_absolute_path_below_a_linked_folder_is_inside() {
    use std::os::unix::fs::symlink;
    let bench = bench();
    let away = tempfile::tempdir().unwrap();
    let link = away.path().join("link");
    symlink(bench.root(), &link).unwrap();
    let linked = link.join("pipeline/1-prospect/a.yaml");
    let own = bench.root().canonicalize().unwrap().join("pipeline/1-prospect/a.yaml");
    for folder in [bench.root(), &link] {
        for path in [&linked, &own] {
            let mut command = command();
            command.current_dir(away.path()).arg("-C").arg(folder).args(["--today", TODAY, "show"]).arg(path);
            let ran = Ran::of(command.output().unwrap());
            assert!(ran.status == 0 && ran.out.starts_with("ERP rollout\n"), "{folder:?} {path:?}: {ran:?}");
        }
    }
    // Below the workspace a link is never followed, and elsewhere is outside.
    symlink(bench.place("pipeline/lost"), bench.place("pipeline/1-prospect/to")).unwrap();
    let to = link.join("pipeline/1-prospect/to/b.yaml");
    assert!(bench.run(&["show", to.to_str().unwrap()]).err.contains("is no lead of this workspace"));
    let outside = away.path().join("x.yaml");
    assert!(bench.run(&["show", outside.to_str().unwrap()]).err.contains("lies outside the workspace"));
}

/// Only what corong does is committed.
#[test]
fn a_commit_takes_along_nothing_that_somebody_else_edited() {
    let bench = bench();
    let edited = PROSPECT.replace("ERP rollout", "ERP rollout of ours");
    let refused = |bench: &Bench, args: &[&str]| {
        let ran = bench.run(args);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err.contains("--commit would take along what else is not committed of `pipeline/"),
            "{ran:?}"
        );
        assert_eq!(bench.git(&["log", "--format=%s"]), "The beginning");
    };
    bench.write("pipeline/1-prospect/a.yaml", &edited);
    refused(&bench, &["log", "a", "call", "Talked", "--commit"]);
    refused(&bench, &["lose", "a", "--reason", "price", "--commit"]);
    bench.git(&["add", "--all"]);
    refused(&bench, &["next", "a", "Send", "--due", "friday", "--commit"]);
    assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), edited, "nothing was changed");
    // A lead that was never committed, and one that somebody removed.
    assert_eq!(bench.run(&["new", "Third", "--source", "website", "--owner", "siti"]).status, 0);
    refused(&bench, &["log", "third", "call", "Talked", "--commit"]);
    std::fs::remove_file(bench.place("pipeline/lost/b.yaml")).unwrap();
    bench.git(&["reset", "--quiet"]);
    // Other files' edits stay where they are.
    bench.write("pipeline/1-prospect/a.yaml", PROSPECT);
    bench.write("corong.yaml", CONFIG.replace("Test", "Ours"));
    let ran = bench.run(&["log", "a", "call", "Talked", "--commit"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(bench.git(&["show", "--format=", "--name-only"]), "pipeline/1-prospect/a.yaml");
    assert!(bench.git(&["status", "--short"]).contains("M corong.yaml"));
    // Outside git nothing is half done.
    std::fs::remove_dir_all(bench.place(".git")).unwrap();
    let before = bench.read("pipeline/1-prospect/a.yaml");
    let ran = bench.run(&["log", "a", "call", "Again", "--commit"]);
    assert!(ran.status == 1 && ran.err.contains("so nothing was changed"), "{ran:?}");
    assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), before);
}
