//! What is written: where, with which permissions, and by whose word.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use corong::change::{Plan, Step};
use corong::host::{Lock, carry_out};
use corong::source::RelPath;

use crate::support::{Bench, PROSPECT, Ran, TODAY};

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
        assert!(ran.err.contains("neither a lead nor the configuration"), "{path}: {}", ran.err);
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

/// Folders are exchanged for a link and back while leads are moved: whatever is
/// written is written inside.
#[test]
fn a_folder_exchanged_for_a_link_leads_nothing_outside() {
    let bench = Bench::new();
    for folder in ["1-prospect", "lost"] {
        fs::create_dir_all(bench.place(&format!("pipeline/{folder}"))).unwrap();
    }
    let outside = tempfile::tempdir().unwrap();
    let lock = Lock::take(bench.root()).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (there, aside) = (bench.place("pipeline/lost"), bench.place("pipeline/aside"));
            while !done.load(Ordering::Relaxed) {
                let _ = fs::rename(&there, &aside);
                let _ = symlink(outside.path(), &there);
                let _ = fs::remove_file(&there);
                let _ = fs::rename(&aside, &there);
            }
        });
        let path = RelPath::new;
        let (from, to) = ("pipeline/1-prospect/a.yaml", "pipeline/lost/a.yaml");
        for _ in 0..1_000 {
            let text = || "title: A\n".to_owned();
            let step = Step::Create { path: path(to), new: text() };
            let _ = carry_out(bench.root(), &Plan { title: "x".into(), steps: vec![step] }, &lock);
            let step = Step::Move { from: path(to), to: path(from), old: text(), new: text() };
            let _ = carry_out(bench.root(), &Plan { title: "x".into(), steps: vec![step] }, &lock);
            let _ = fs::remove_file(bench.place(from));
        }
        done.store(true, Ordering::Relaxed);
    });
    let left: Vec<_> = fs::read_dir(outside.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_a_killed_merge_leaves_is_ignored_by_git() {
    let ignored = fs::read_to_string("templates/init/common/gitignore").unwrap();
    for pattern in [".corong-*", ".merge_file_*"] {
        assert!(ignored.lines().any(|line| line == pattern), "{pattern}");
    }
}
