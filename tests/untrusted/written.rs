//! What is written: where, with which permissions, and by whose word.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use corong::change::{Plan, PlanStep};
use corong::host::{Journal, Lock, carry_out};
use corong::source::RelPath;

use crate::support::{Bench, CONFIG, PROSPECT, Ran, TODAY, command};

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", PROSPECT);
    bench
}

fn mode(bench: &Bench, path: &str) -> u32 {
    fs::symlink_metadata(bench.place(path)).unwrap().permissions().mode() & 0o777
}

fn masked(bench: &Bench, umask: &str, args: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_corong");
    let line = format!("umask {umask}; exec '{program}' --today {TODAY} {args}");
    Ran::of(Command::new("sh").args(["-c", &line]).current_dir(bench.root()).output().unwrap())
}

#[test]
fn new_files_follow_the_umask_and_old_ones_keep_their_mode() {
    for (umask, wanted) in [("077", 0o600), ("022", 0o644), ("002", 0o664), ("027", 0o640)] {
        let bench = bench();
        assert_eq!(masked(&bench, umask, "report -o report.html").status, 0);
        assert_eq!(masked(&bench, umask, "site -o pages -q").status, 0);
        assert_eq!(masked(&bench, umask, "new Other --owner siti --id b").status, 0);
        for path in ["report.html", "pages/index.html", "pipeline/1-prospect/b.yaml"] {
            assert_eq!(mode(&bench, path), wanted, "{path} under {umask}");
        }
        fs::set_permissions(bench.place("report.html"), Permissions::from_mode(0o604)).unwrap();
        assert_eq!(masked(&bench, umask, "report -o report.html").status, 0);
        assert_eq!(mode(&bench, "report.html"), 0o604, "under {umask}");
    }
}

#[test]
fn a_private_lead_stays_private_in_the_journal_and_where_it_goes() {
    for git in [false, true] {
        let bench = bench();
        if git {
            fs::create_dir(bench.place(".git")).unwrap();
        }
        fs::set_permissions(bench.place("pipeline/1-prospect/a.yaml"), Permissions::from_mode(0o600))
            .unwrap();
        assert_eq!(masked(&bench, "022", "log a call Hi --by siti").status, 0);
        assert_eq!(masked(&bench, "022", "lose a --reason price --by siti").status, 0);
        assert_eq!(mode(&bench, "pipeline/lost/a.yaml"), 0o600);
        let journal = if git { ".git/corong/undo" } else { ".corong" };
        let kept = fs::read_dir(bench.place(journal)).unwrap().map(|entry| entry.unwrap().path());
        let kept: Vec<_> = kept.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
        assert_eq!(kept.len(), 2);
        for path in kept {
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{path:?}");
        }
        assert_eq!(bench.run(&["undo"]).status, 0);
        assert_eq!(mode(&bench, "pipeline/1-prospect/a.yaml"), 0o600);
    }
}

#[test]
fn a_result_overwrites_nothing_that_the_workspace_is_made_of() {
    let bench = bench();
    bench.write("templates/report.html.j2", "mine");
    bench.write(".git/config", "[core]\n");
    let outside = tempfile::tempdir().unwrap();
    symlink(outside.path(), bench.place("linked")).unwrap();
    symlink(bench.root(), outside.path().join("back")).unwrap();
    symlink(bench.place("corong.yaml"), bench.place("a-link.html")).unwrap();
    let back = |name: &str| outside.path().join("back").join(name).display().to_string();
    let mut refused = vec![
        "corong.yaml".to_owned(),
        "CORONG.YAML".to_owned(),
        "pipeline/../corong.yaml".to_owned(),
        "pipeline/1-prospect/a.yaml".to_owned(),
        "pipeline/1-prospect/new.yaml".to_owned(),
        "templates/report.html.j2".to_owned(),
        "linked/report.html".to_owned(),
        "a-link.html".to_owned(),
        ".git/config".to_owned(),
        bench.place("corong.yaml").display().to_string(),
    ];
    refused.extend(["corong.yaml", "templates/x.html", "pipeline/1-prospect/a.yaml"].map(back));
    let before = ["corong.yaml", "pipeline/1-prospect/a.yaml", "templates/report.html.j2", ".git/config"]
        .map(|path| (path, bench.read(path)));
    for command in
        ["report --format json", "list --format json", "check --format json", "agenda --format json"]
    {
        for file in &refused {
            let args: Vec<&str> = command.split(' ').chain(["-o", file]).collect();
            let ran = bench.run(&args);
            assert_eq!(ran.status, 1, "{args:?}: {ran:?}");
            assert!(ran.err.contains("is not written"), "{args:?}: {}", ran.err);
        }
    }
    for (path, text) in before {
        assert_eq!(bench.read(path), text, "{path}");
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "nothing but the link back");
    assert!(!bench.place("pipeline/1-prospect/new.yaml").exists());
}

#[test]
fn pipes_devices_and_places_outside_are_written_to() {
    let bench = bench();
    let run = |line: &str| masked(&bench, "022", line);
    let out = run("list --format json -q -o /dev/stdout");
    assert!(out.out.contains("\"id\""), "{out:?}");
    assert_eq!(run("list --format json -o /dev/null").status, 0);
    assert!(!fs::symlink_metadata("/dev/null").unwrap().is_file());
    let piped = format!(
        "mkfifo pipe; cat pipe > got & '{}' --today {TODAY} list --format json -q -o pipe; wait",
        env!("CARGO_BIN_EXE_corong")
    );
    let ran = Command::new("sh").args(["-c", &piped]).current_dir(bench.root()).output().unwrap();
    assert!(ran.status.success() && bench.read("got").contains("\"id\""), "{ran:?}");
    let outside = tempfile::tempdir().unwrap();
    let real = outside.path().join("real");
    fs::create_dir(&real).unwrap();
    symlink(&real, outside.path().join("by")).unwrap();
    let file = outside.path().join("by/list.csv");
    assert_eq!(bench.run(&["list", "-o", file.to_str().unwrap()]).status, 0, "a link of the person's own");
    assert!(real.join("list.csv").exists());
}

#[test]
fn a_journal_that_came_with_the_files_writes_leads_and_the_configuration_alone() {
    let long = "x".repeat(1 << 20);
    for path in [
        "README.md",
        ".github/workflows/deploy.yml",
        "templates/report.html.j2",
        "pipeline/1-prospect/.hidden.yaml",
        "pipeline/1-prospect/note.txt",
        "elsewhere/a.yaml",
        ".gitattributes",
    ] {
        let bench = bench();
        let record = serde_json::json!({"corong": 1, "title": "x", "steps": [
            {"before": {"path": path, "text": "planted"}, "after": null}]});
        bench.write(".corong/00000001.json", record.to_string());
        let ran = bench.run(&["undo"]);
        assert_eq!(ran.status, 1, "{path}: {ran:?}");
        assert!(
            ran.err.contains("neither a lead, a kept forecast nor the configuration"),
            "{path}: {}",
            ran.err
        );
        assert!(!bench.place(path).exists(), "{path}");
    }
    for odd in ["", "{", "[]", "null", "{\"corong\":1,\"title\":1,\"steps\":{}}", long.as_str()] {
        let bench = bench();
        bench.write(".corong/00000001.json", odd);
        bench.write(".corong/18446744073709551615.json", "{\"corong\":1,\"title\":\"x\",\"steps\":[]}");
        assert_eq!(bench.run(&["undo"]).status, 1);
        assert_eq!(bench.run(&["log", "a", "call", "Hi", "--by", "siti"]).status, 0);
        assert_eq!(bench.run(&["undo"]).status, 0);
        assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), PROSPECT);
    }
}

fn is_root() -> bool {
    tempfile::tempdir().unwrap().path().metadata().unwrap().uid() == 0
}

/// Runs as whoever may write only where permissions let them.
fn unprivileged(bench: &Bench, args: &[&str]) -> Ran {
    let mut program = command();
    if is_root() {
        program.uid(65_534).gid(65_534);
        for entry in walkdir::WalkDir::new(bench.root()) {
            chown(entry.unwrap().path(), Some(65_534), Some(65_534)).unwrap();
        }
    }
    Ran::of(program.current_dir(bench.root()).args(["--today", TODAY]).args(args).output().unwrap())
}

fn allow(bench: &Bench, path: &str, mode: u32) {
    fs::set_permissions(bench.place(path), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_cannot_be_moved_away_stays_and_undo_knows_of_nothing() {
    let bench = bench();
    fs::create_dir_all(bench.place("pipeline/lost")).unwrap();
    assert_eq!(unprivileged(&bench, &["log", "a", "call", "Hi", "--by", "siti"]).status, 0);
    let before = bench.read("pipeline/1-prospect/a.yaml");
    allow(&bench, "pipeline/1-prospect", 0o555);
    let lose = ["lose", "a", "--reason", "price", "--by", "siti"];
    let ran = unprivileged(&bench, &lose);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("pipeline/1-prospect/a.yaml"), "{}", ran.err);
    assert!(ran.err.contains("cannot be removed from its folder, so it was not moved"), "{}", ran.err);
    assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), before);
    assert_eq!(fs::read_dir(bench.place("pipeline/lost")).unwrap().count(), 0, "no second copy");
    // Nothing was written there either, and what was before is the last change.
    let log = ["log", "a", "call", "Again", "--by", "siti"];
    assert_eq!(unprivileged(&bench, &log).status, 2);
    allow(&bench, "pipeline/1-prospect", 0o755);
    let undone = unprivileged(&bench, &["undo"]);
    assert!(undone.status == 0 && undone.out.contains("undo: a: call"), "{undone:?}");
    assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), PROSPECT);
}

#[test]
fn what_a_change_deleted_comes_back_as_private_as_it_was() {
    let bench = bench();
    let path = RelPath::new("pipeline/1-prospect/a.yaml");
    allow(&bench, path.as_str(), 0o600);
    let plan = Plan { title: "a: gone".into(), steps: vec![PlanStep::Delete { path, old: PROSPECT.into() }] };
    let lock = Lock::take(bench.root()).unwrap();
    Journal::of(bench.root()).note(&plan, &lock).unwrap();
    carry_out(bench.root(), &plan, &lock).unwrap();
    drop(lock);
    assert_eq!(masked(&bench, "022", "undo").status, 0);
    assert_eq!(mode(&bench, "pipeline/1-prospect/a.yaml"), 0o600);
}

#[test]
fn pages_and_what_is_remembered_follow_the_umask() {
    let bench = bench();
    bench.repository();
    assert_eq!(masked(&bench, "027", "site -q --as-of 2026-11-20").status, 0);
    assert_eq!(masked(&bench, "027", "report -q --trend weeks -o r.json").status, 0);
    allow(&bench, "_site/index.html", 0o604);
    assert_eq!(masked(&bench, "027", "site -q --as-of 2026-11-22").status, 0);
    assert_eq!(mode(&bench, "_site/index.html"), 0o604, "written again");
    for folder in ["_site", ".git/corong"] {
        for entry in walkdir::WalkDir::new(bench.place(folder)).into_iter().map(Result::unwrap) {
            let path = entry.path().strip_prefix(bench.root()).unwrap().to_str().unwrap();
            let wanted = if entry.file_type().is_dir() { 0o750 } else { 0o640 };
            assert!(path == "_site/index.html" || mode(&bench, path) == wanted, "{path}");
        }
    }
}

#[test]
fn a_file_of_another_name_is_replaced_and_the_lead_stays() {
    let bench = bench();
    fs::hard_link(bench.place("pipeline/1-prospect/a.yaml"), bench.place("a.md")).unwrap();
    assert_eq!(bench.run(&["report", "-o", "a.md"]).status, 0);
    assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), PROSPECT);
    assert!(bench.read("a.md").contains("# Test"));
}

/// Every command that writes what `-o` names, into a workspace that is a folder of
/// a repository.
#[test]
fn every_command_refuses_what_a_branch_planted() {
    let bench = Bench::new();
    bench.write("crm/corong.yaml", CONFIG);
    bench.write("crm/pipeline/1-prospect/a.yaml", PROSPECT);
    bench.write("crm/schemas/lead.schema.json", "mine");
    bench.repository();
    let outside = tempfile::tempdir().unwrap();
    symlink(outside.path(), bench.place("public")).unwrap();
    symlink(outside.path().join("x"), bench.place("crm/x.json")).unwrap();
    let files = ["report", "list", "show a", "board", "agenda", "check", "diff HEAD", "schema lead"];
    for command in files {
        for file in ["public/a.json", "crm/x.json", "crm/schemas/lead.schema.json", ".git/a.json"] {
            let file = format!("../{file}");
            let args: Vec<&str> =
                ["-C", "crm"].into_iter().chain(command.split(' ')).chain(["-o", &file]).collect();
            let ran = bench.run(&args);
            assert!(ran.status == 1 && ran.err.contains("is not written"), "{args:?}: {ran:?}");
        }
    }
    for command in ["man", "site"] {
        for folder in ["../public", "../public/deep", "templates", "../.git/pages", "schemas"] {
            let ran = bench.run(&["-C", "crm", command, "-o", folder]);
            assert_eq!(ran.status, 1, "{command} {folder}: {ran:?}");
        }
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    assert_eq!(bench.read("crm/schemas/lead.schema.json"), "mine");
    assert_eq!(bench.git(&["status", "--porcelain"]), "?? crm/x.json\n?? public");
}

#[test]
fn stdout_by_its_name_is_stdout() {
    let bench = bench();
    let lead = PROSPECT.replace("ERP rollout", "\"::error::owned\"");
    bench.write("pipeline/1-prospect/a.yaml", lead);
    bench.write("got.csv", "before\n");
    let ran = masked(&bench, "022", "list --format csv -q -o /dev/stdout >> got.csv");
    assert!(ran.status == 0 && bench.read("got.csv").starts_with("before\n"), "{ran:?}");
    assert!(bench.read("got.csv").contains("::error::owned"));
    let program = env!("CARGO_BIN_EXE_corong");
    for to in ["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/2"] {
        let line =
            format!("'{program}' --today {TODAY} list --columns title --format csv -q -o {to} 2>&1 | cat");
        let mut run = Command::new("sh");
        run.args(["-c", &line]).current_dir(bench.root()).env("GITHUB_ACTIONS", "true");
        let ran = Ran::of(run.output().unwrap());
        assert!(ran.out.contains("error::owned"), "{to}: {ran:?}");
        assert!(!ran.out.lines().any(|line| line.starts_with("::")), "{to}: {}", ran.out);
    }
}

/// A workspace that is a folder of a repository: its `.gitignore` is not git's for
/// the top, where merges are made.
#[test]
fn a_killed_merge_leaves_nothing_that_git_would_add() {
    let bench = Bench::new();
    bench.write("crm/corong.yaml", CONFIG);
    bench.write("crm/.gitignore", fs::read_to_string("templates/init/common/gitignore").unwrap());
    bench.repository();
    bench.write(".git/base", PROSPECT);
    bench.write(".git/theirs", PROSPECT.replace("ERP rollout", "Theirs"));
    let mut caught = 0;
    for _ in 0..40 {
        bench.write(".merge_file_a", PROSPECT.replace("owner: siti", "owner: joko"));
        let mut child = command()
            .current_dir(bench.root())
            .args(["merge-driver", ".git/base", ".merge_file_a", ".git/theirs", "crm/pipeline/a.yaml"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Killed as soon as something is there that was not.
        while child.try_wait().unwrap().is_none() {
            let added = |folder: &str| {
                fs::read_dir(bench.place(folder)).is_ok_and(|all| {
                    all.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with(".corong-"))
                })
            };
            if added("") || added(".git/corong") {
                caught += usize::from(child.kill().is_ok());
                break;
            }
        }
        child.wait().unwrap();
        fs::remove_file(bench.place(".merge_file_a")).unwrap();
        assert_eq!(bench.git(&["status", "--porcelain", "--untracked-files=all"]), "");
        if let Ok(all) = fs::read_dir(bench.place(".git/corong")) {
            all.for_each(|entry| fs::remove_file(entry.unwrap().path()).unwrap());
        }
    }
    println!("{caught} of 40 killed while something was unfinished");
    let ignored = fs::read_to_string("templates/init/common/gitignore").unwrap();
    for pattern in [".corong-*.tmp", ".merge_file_*"] {
        assert!(ignored.lines().any(|line| line == pattern), "{pattern}");
    }
    // What a site is known by is committed where its pages are.
    bench.write("crm/.corong-site", "x");
    assert_eq!(bench.git(&["status", "--porcelain"]), "?? crm/.corong-site");
}

#[test]
fn what_is_in_the_journals_place_and_not_corongs_is_refused() {
    let bench = bench();
    assert_eq!(bench.run(&["log", "a", "call", "Hi", "--by", "siti"]).status, 0);
    let own = bench.read(".corong/00000001.json");
    let refused = |what: &str| {
        let before = bench.read("pipeline/1-prospect/a.yaml");
        let ran = bench.run(&["undo"]);
        assert!(ran.status == 1 && ran.err.contains(what), "{what}: {ran:?}");
        assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), before);
    };
    let next = bench.place(".corong/00000002.json");
    for (text, why) in [
        ("", "damaged"),
        ("[[[[", "damaged"),
        (&"[".repeat(1 << 20), "damaged"),
        (&own.replace("\"corong\":1", "\"corong\":1,\"also\":2"), "damaged"),
        (&own.replace("\"corong\":1", "\"corong\":9"), "of another version"),
        (
            &own.replace("pipeline/1-prospect", "../1-prospect"),
            "damaged, of another version, or writes what is outside the workspace",
        ),
    ] {
        fs::write(&next, text).unwrap();
        refused(&format!("`.corong/00000002.json` is not what corong noted here: it is {why}"));
    }
    fs::File::options().write(true).open(&next).unwrap().set_len(1 << 40).unwrap();
    refused("it is too large");
    fs::remove_file(&next).unwrap();
    symlink("00000001.json", &next).unwrap();
    refused("it is no file");
    fs::remove_file(&next).unwrap();
    Command::new("mkfifo").arg(&next).status().unwrap();
    refused("it is no file");
    fs::remove_file(&next).unwrap();
    if is_root() {
        fs::write(&next, &own).unwrap();
        chown(&next, Some(65_534), None).unwrap();
        refused("another user wrote it");
        fs::remove_file(&next).unwrap();
    }
    assert_eq!(bench.run(&["undo"]).status, 0);
    assert_eq!(bench.read("pipeline/1-prospect/a.yaml"), PROSPECT);
    // The journal's folder is no link, to a journal elsewhere.
    fs::rename(bench.place(".corong"), bench.place("elsewhere")).unwrap();
    symlink("elsewhere", bench.place(".corong")).unwrap();
    assert_eq!(bench.run(&["undo"]).status, 2);
}
