//! `corong init`: what it writes has no fault on any day, and takes nothing
//! from anybody.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests may")]

use std::fs;
use std::path::Path;

use corong::check::{Checked, Reading};
use corong::init::{InitOptions, files};
use corong::pipeline::{Day, Language};
use corong::source::MemorySnapshot;
use corong::workspace::Workspace;

use crate::support::{Ran, TODAY, command};

/// An ordinary day, a leap day, a new year, the days around summer time.
const DAYS: &[&str] = &["2026-11-23", "2028-02-29", "2027-01-01", "2027-03-28", "2026-12-31", "2029-03-01"];

fn options(language: Language, example: bool) -> InitOptions {
    InitOptions {
        language,
        name: "Toko \"Maju\": {100 %}".to_owned(),
        currency: language.locale().currency,
        timezone: language.locale().timezone,
        member: InitOptions::first_member(
            language,
            Some("Ayu O'Neil, MBA".into()),
            Some("ayu@x.example".into()),
        ),
        example,
    }
}

fn checked(options: &InitOptions, today: &str) -> (Workspace, Checked) {
    let today: Day = today.parse().unwrap();
    let all = files(options, today).into_iter();
    let snapshot = all.fold(MemorySnapshot::default(), |s, (path, text)| s.with(path.as_str(), text));
    let read = Reading::of(&snapshot, &|_| today).unwrap_or_else(|error| panic!("{error:?}"));
    let checked = read.checked();
    (read.loaded.workspace, checked)
}

#[test]
fn a_new_configuration_has_no_fault_on_any_day() {
    for language in Language::ALL {
        for today in DAYS {
            let (workspace, checked) = checked(&options(language, false), today);
            assert_eq!(checked.findings, [], "{language:?} {today}");
            assert_eq!(workspace.leads.len(), 0);
            let config = &workspace.config;
            assert_eq!(config.name, "Toko \"Maju\": {100 %}");
            assert_eq!(
                (config.team[0].id.as_str(), config.team[0].name.as_str()),
                ("ayu", "Ayu O'Neil, MBA")
            );
            assert_eq!(config.team[0].email.as_deref(), Some("ayu@x.example"));
            assert_eq!((config.language, config.pipelines[0].stages.len()), (language, 7));
        }
    }
}

#[test]
fn every_folder_is_a_stages_and_the_other_way_round() {
    for language in Language::ALL {
        let options = options(language, false);
        let (workspace, _) = checked(&options, TODAY);
        let written = files(&options, TODAY.parse().unwrap());
        let kept = written.iter().filter_map(|(path, _)| path.as_str().strip_suffix("/.gitkeep"));
        let stages = workspace.config.pipelines[0].stages.iter().map(|s| format!("pipeline/{}", s.dir));
        assert_eq!(kept.collect::<Vec<_>>(), stages.collect::<Vec<_>>());
    }
}

#[test]
fn the_example_has_one_warning_on_any_day() {
    for language in Language::ALL {
        for today in DAYS {
            let (workspace, checked) = checked(&options(language, true), today);
            let found: Vec<_> = checked.findings.iter().map(|f| (f.rule, f.path.to_string())).collect();
            assert_eq!((checked.errors(), checked.warnings()), (0, 1), "{language:?} {today}: {found:?}");
            assert_eq!(found[0].0, "stale-lead");
            assert_eq!((workspace.leads.len(), workspace.left_out.len()), (15, 0));
            let used = |stage| workspace.leads.iter().any(|lead| usize::from(lead.at.stage) == stage);
            assert!((0..7).all(used), "a stage without a lead: {language:?}");
        }
    }
}

#[test]
fn nothing_is_left_to_fill_in() {
    for language in Language::ALL {
        for (path, text) in files(&options(language, true), TODAY.parse().unwrap()) {
            let left = [
                "@source",
                "@version",
                "@released",
                "@unreleased",
                "@plain",
                "@example@",
                "@name",
                "@me@",
                "@+",
                "@-",
                "@0@",
            ];
            assert!(!left.iter().any(|mark| text.contains(mark)), "{path}");
            assert!(text.ends_with('\n') && !text.contains(" \n") && !text.contains('\t'), "{path}");
        }
    }
}

/// Read by another YAML reader than ours: what GitHub will see.
fn workflow(path: &str) -> (String, serde_yaml::Value) {
    let all = files(&options(Language::En, false), TODAY.parse().unwrap());
    let text = all.into_iter().find(|(known, _)| known.as_str() == path).unwrap().1;
    let read = serde_yaml::from_str(&text).unwrap();
    (text, read)
}

#[test]
fn the_pages_are_published_by_one_who_may_do_nothing_else() {
    let (text, publish) = workflow(".github/workflows/corong-site.yml");
    let (on, jobs) = (&publish["on"], &publish["jobs"]);
    assert!(on["push"]["branches"].is_sequence() && on["schedule"][0]["cron"].is_string());
    assert!(on["pull_request"].is_null() && on["pull_request_target"].is_null());
    let all: Vec<_> = publish["permissions"].as_mapping().unwrap().iter().collect();
    assert_eq!(all, [(&"contents".into(), &"read".into())]);
    assert!(jobs["build"]["permissions"].is_null(), "what runs the tool can publish nothing");
    let condition = jobs["build"]["if"].as_str().unwrap();
    let (asked, branch) = condition.split_once(" && ").unwrap();
    assert_eq!(asked, "vars.CORONG_SITE == 'pages'", "nothing is published unasked");
    let main = publish["on"]["push"]["branches"].as_sequence().unwrap();
    let main: Vec<String> = main.iter().map(|name| format!("{:?}", name.as_str().unwrap())).collect();
    assert_eq!(branch, format!("contains(fromJSON('[{}]'), github.ref_name)", main.join(", ")));
    let may: Vec<_> = jobs["publish"]["permissions"].as_mapping().unwrap().keys().collect();
    assert_eq!(may, ["pages", "id-token"]);
    assert_eq!(jobs["publish"]["needs"], "build");
    // Every step is another's action in a version, or a command; nothing in a
    // command is filled in.
    for job in ["build", "publish"] {
        for step in jobs[job]["steps"].as_sequence().unwrap() {
            match step["uses"].as_str() {
                Some(uses) => assert!(uses.starts_with("actions/") && uses.contains("@v"), "{uses}"),
                None => assert!(!step["run"].as_str().unwrap().contains("${{"), "{step:?}"),
            }
        }
    }
    // What stands there for GitLab is YAML too once the marks are gone.
    let gitlab = text.split("#\n# pages:").nth(1).unwrap();
    let gitlab: String = format!("# pages:{gitlab}")
        .lines()
        .map(|line| format!("{}\n", line.get(2..).unwrap_or("")))
        .collect();
    let gitlab: serde_yaml::Value = serde_yaml::from_str(&gitlab).unwrap();
    assert_eq!(gitlab["pages"]["artifacts"]["paths"][0], "public");
}

/// Runs a workflow's step that installs corong, with a `cargo` that only says how it
/// is called and a `curl` that gives this installer, or finds none.
fn install(path: &str, source: &str, installer: Option<&str>) -> Ran {
    let (_, read) = workflow(path);
    let folder = tempfile::tempdir().unwrap();
    let program = |name: &str, text: String| {
        let place = folder.path().join(name);
        fs::write(&place, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&place, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    };
    program("cargo", "echo \"$@\"".to_owned());
    program(
        "curl",
        installer.map_or("exit 22".to_owned(), |text| format!("echo \"$@\"; echo '{text}' > install.sh")),
    );
    let jobs = read["jobs"].as_mapping().unwrap().values();
    let steps: Vec<_> = jobs.flat_map(|job| job["steps"].as_sequence().unwrap()).collect();
    let step = steps.iter().find(|step| step["name"] == "Install corong").unwrap();
    let mut bash = std::process::Command::new("bash");
    bash.args(["-eo", "pipefail", "-c", step["run"].as_str().unwrap()]).current_dir(folder.path());
    let known = std::env::var("PATH").unwrap();
    bash.env("PATH", format!("{}:{known}", folder.path().display())).env("CORONG_SOURCE", source);
    bash.env("RUNNER_TEMP", "/temp").env("GITHUB_PATH", "/dev/stdout");
    Ran::of(bash.env("CORONG_VERSION", read["env"]["CORONG_VERSION"].as_str().unwrap()).output().unwrap())
}

#[test]
fn a_workflow_takes_one_version_from_one_place_or_says_that_it_knows_none() {
    for path in [".github/workflows/corong.yml", ".github/workflows/corong-site.yml"] {
        let (_, read) = workflow(path);
        assert_eq!(read["env"]["CORONG_SOURCE"], env!("CARGO_PKG_REPOSITORY"), "{path}");
        let none = install(path, "", None);
        assert_eq!(none.status, 1, "{none:?}");
        assert!(none.out.starts_with("::error::CORONG_SOURCE in this workflow is empty"), "{none:?}");
        let one = install(path, "https://git.example/corong", None);
        let tag = concat!("v", env!("CARGO_PKG_VERSION"));
        let called = format!("install --locked --git https://git.example/corong --tag {tag} corong\n");
        assert_eq!((one.status, one.out), (0, called));
        let released = install(path, "https://git.example/corong", Some("echo installed \"$@\""));
        let asked = format!(
            "--proto-redir =https -fsSL -o install.sh https://git.example/corong/releases/download/{tag}/corong-install.sh"
        );
        assert_eq!(
            (released.status, released.out),
            (0, format!("{asked}\ninstalled --to /temp/corong\n/temp/corong\n"))
        );
        let wrong = install(path, "https://git.example/corong", Some("exit 1"));
        assert_eq!(wrong.status, 1, "a checksum that is wrong ends it: {wrong:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["init", "--no-input"]);
    let asked = done.err.contains("as CORONG_SOURCE in .github/workflows/corong.yml");
    assert_eq!(asked, env!("CARGO_PKG_REPOSITORY").is_empty(), "{done:?}");
}

#[test]
fn programs_that_propose_changes_are_shown_the_way_in_twenty_lines() {
    for language in Language::ALL {
        let all = files(&options(language, false), TODAY.parse().unwrap());
        let (_, text) = all.iter().find(|(path, _)| path.as_str() == "AGENTS.md").unwrap();
        assert!(text.lines().count() <= 20, "{language:?}");
        for command in ["list", "show", "report", "check", "move", "explain", "diff"] {
            assert!(text.contains(&format!("`corong {command}")), "{language:?}: {command}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("AGENTS.md"), "ours\n").unwrap();
    let done = run(folder.path(), &["init", "--no-input"]);
    assert!(done.out.contains("kept AGENTS.md\n"), "{}", done.out);
    assert_eq!(fs::read_to_string(folder.path().join("AGENTS.md")).unwrap(), "ours\n");
}

#[test]
fn a_lead_to_begin_with_is_one() {
    for language in Language::ALL {
        let today: Day = TODAY.parse().unwrap();
        let options = options(language, false);
        let config = files(&options, today).swap_remove(0).1;
        let lines: Vec<_> = config.lines().rev().take_while(|line| line.starts_with("#   ")).collect();
        let lead: String = lines.iter().rev().map(|line| format!("{}\n", &line[4..])).collect();
        assert!(lead.starts_with("title: "), "{lead}");
        let snapshot = MemorySnapshot::default().with("corong.yaml", config.clone());
        let snapshot = snapshot.with("pipeline/1-prospect/first.yaml", lead);
        assert_eq!(corong::check::run(&snapshot, &|_| today).unwrap().findings, []);
    }
}

fn run(folder: &Path, args: &[&str]) -> Ran {
    let no_git = folder.join("no-git-settings");
    let mut command = command();
    command.env("GIT_CONFIG_GLOBAL", no_git).env("GIT_CONFIG_NOSYSTEM", "1");
    Ran::of(command.current_dir(folder).args(["--today", TODAY]).args(args).output().unwrap())
}

fn listed(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    walk.map(|entry| entry.unwrap().path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_example_is_checked_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["en", "id"] {
        let done = run(folder.path(), &["init", language, "--example", "--language", language]);
        assert_eq!(done.status, 0, "{done:?}");
        assert!(done.out.starts_with("wrote ") && done.out.contains("wrote corong.yaml\n"), "{}", done.out);
        assert!(done.err.contains(&format!("corong -C {language} check")), "{}", done.err);
        let check = run(folder.path(), &["-C", language, "check", "--format", "json"]).json();
        assert_eq!(
            (&check["leads"], &check["errors"], &check["warnings"]),
            (&15.into(), &0.into(), &1.into())
        );
        let report = run(folder.path(), &["-C", language, "report", "--format", "json"]).json();
        let sales = &report["pipelines"][0];
        // Four won; three lost and one reopened that was lost before.
        assert_eq!((&sales["won"]["count"], &sales["win_rate"]["n"]), (&4.into(), &8.into()));
        assert_eq!((&sales["open"]["count"], &sales["new"]["count"]), (&8.into(), &15.into()));
        assert_eq!((&sales["open"]["unvalued"], &sales["new"]["reopened"]), (&1.into(), &1.into()));
        assert_eq!(sales["rotting"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn a_workspace_is_refused_and_other_files_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join(".gitignore"), "mine\n").unwrap();
    let done = run(root, &["init", "--no-input", "--name", "Karya"]);
    assert_eq!(done.status, 0, "{done:?}");
    assert!(done.out.contains("kept .gitignore\n") && !done.out.contains("wrote .gitignore"), "{}", done.out);
    assert_eq!(fs::read_to_string(root.join(".gitignore")).unwrap(), "mine\n");
    assert!(done.err.contains("note: add to .gitignore:\n_site/\n.corong-*.tmp\n"), "{}", done.err);
    let before = listed(root);
    let again = run(root, &["init", "--language", "id"]);
    assert_eq!((again.status, again.out.as_str()), (1, ""));
    assert!(again.err.starts_with("refused: `.` is a workspace already"), "{}", again.err);
    assert_eq!(listed(root), before);
    assert!(fs::read_to_string(root.join("corong.yaml")).unwrap().contains("\nname: Karya\n"));
}

/// What `init` says is to be typed next is right where it was typed.
#[cfg(unix)]
#[test]
fn what_is_to_be_typed_next_is_right_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("new demo")).unwrap();
    fs::write(root.join("new demo/.pre-commit-config.yaml"), "repos: []\n").unwrap();
    let done = run(root, &["init", "new demo", "--no-input"]);
    let hook = "note: add to .pre-commit-config.yaml, below `repos:`:\n  - repo: local\n    hooks:\n";
    assert!(done.err.contains(hook), "{}", done.err);
    let typed = |start: &str| {
        let line = done.err.lines().map(str::trim).find(|line| line.starts_with(start)).unwrap();
        let line = line.split("  ").next().unwrap();
        let mut shell = std::process::Command::new("sh");
        shell.env("GIT_AUTHOR_NAME", "A").env("GIT_AUTHOR_EMAIL", "a@b.example");
        shell.env("GIT_COMMITTER_NAME", "A").env("GIT_COMMITTER_EMAIL", "a@b.example");
        let output = shell.current_dir(root).args(["-c", line]).output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
    };
    typed("git -C 'new demo' init");
    typed("git -C 'new demo' add");
    assert!(root.join("new demo/.git").is_dir() && !root.join(".git").exists());
    assert_eq!(run(&root.join("new demo"), &["diff", "HEAD"]).status, 0);
}

#[test]
fn a_dry_run_is_a_patch_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["init", "deep/er", "-n", "--currency", "eur"]);
    assert_eq!(done.status, 0, "{done:?}");
    assert!(done.out.starts_with("--- /dev/null\n+++ b/corong.yaml\n@@ -0,0 +1,"), "{}", done.out);
    assert!(done.out.contains("+name: er\n") && done.out.contains("+currency: EUR"), "{}", done.out);
    assert!(done.out.contains("+++ b/pipeline/lost/.gitkeep\n"));
    assert_eq!(listed(folder.path()), [] as [&str; 0]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("pipeline")).unwrap();
    let done = run(folder.path(), &["init"]);
    assert_eq!(done.status, 1, "{done:?}");
    assert!(done.err.contains("a symbolic link is in the way"), "{}", done.err);
    assert_eq!(listed(elsewhere.path()), [] as [&str; 0]);
    assert!(!folder.path().join("corong.yaml").exists());
}

#[test]
fn wrong_usage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for args in [["--currency", "XYZ"], ["--name", " "], ["--name", "a\nb"], ["--language", "fr"]] {
        let done = run(folder.path(), &[&["init"], &args[..]].concat());
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{done:?}");
    }
    assert_eq!(listed(folder.path()), [] as [&str; 0]);
}
