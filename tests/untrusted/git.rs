//! Branches that plant a repository, hooks, filters and helpers of git's: none
//! of it runs, and none of it is taken for the repository.

use std::fs;
use std::path::{Path, PathBuf};

use crate::site::serve::Serving;
use crate::support::{Bench, CONFIG, PROSPECT, Ran, TODAY, command, git};

const LEAD: &str = "pipeline/1-prospect/pt-a.yaml";

/// Whatever runs leaves a file here, named after what it is.
struct Marks(tempfile::TempDir);

impl Marks {
    fn new() -> Self {
        Self(tempfile::Builder::new().prefix("corong-marks-").tempdir().unwrap())
    }

    /// A command that leaves a mark; it works as an argument of `ext::` too.
    fn by(&self, name: &str) -> String {
        format!("touch {}/{name}", self.0.path().display())
    }

    fn left(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap();
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

/// What a branch plants in its workspace's folder.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Planted {
    /// Nothing, to compare with.
    Nothing,
    /// A repository with a promised object and a helper to fetch it with.
    Promise,
    /// A whole repository: commits, an index, its own `origin/main`.
    Whole,
}

impl Planted {
    fn plant(self, folder: &Path, marks: &Marks) {
        let write = |path: &str, text: &str| {
            let place = folder.join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        };
        match self {
            Self::Nothing => {}
            Self::Promise => {
                write("HEAD", "ref: refs/heads/x\n");
                write("objects/x", "");
                write("refs/x", "");
                write("packed-refs", &format!("{} refs/remotes/origin/main\n", "1".repeat(40)));
                let core = "[core]\n repositoryformatversion=1\n[extensions]\n partialClone=o\n";
                write("config", &format!("{core}{}", helpers(marks)));
            }
            Self::Whole => {
                let lent = Bench::new();
                lent.write("corong.yaml", format!("{CONFIG}rules: {{unknown-owner: off, schema: off}}\n"));
                lent.write(LEAD, PROSPECT);
                lent.repository();
                lent.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
                let own = lent.place(".git");
                for entry in walkdir::WalkDir::new(&own).into_iter().map(Result::unwrap) {
                    let to = folder.join(entry.path().strip_prefix(&own).unwrap());
                    if entry.file_type().is_dir() {
                        fs::create_dir_all(to).unwrap();
                    } else {
                        fs::copy(entry.path(), to).unwrap();
                    }
                }
                let core = "[core]\n repositoryformatversion=0\n bare=false\n worktree=.\n";
                write("config", &format!("{core}{}", helpers(marks)));
                for hook in ["post-index-change", "pre-commit", "post-commit", "reference-transaction"] {
                    write(&format!("hooks/{hook}"), &format!("#!/bin/sh\n{}\n", marks.by(hook)));
                    executable(&folder.join("hooks").join(hook));
                }
                write(".gitattributes", "* filter=planted diff=planted merge=planted\n");
            }
        }
    }
}

/// A configuration in which everything that git can run leaves a mark.
fn helpers(marks: &Marks) -> String {
    let by = |name: &str| format!("\"{}; false\"", marks.by(name));
    let mut text = String::from("[user]\n email=planted@corong.example\n");
    for (section, keys) in [
        ("core", &["fsmonitor", "pager", "editor", "askPass", "sshCommand", "alternateRefsCommand"][..]),
        ("filter \"planted\"", &["clean", "smudge", "process"]),
        ("filter \"a=b.c\"", &["clean", "smudge", "process"]),
        ("diff", &["external"]),
        ("diff \"planted\"", &["command", "textconv"]),
        ("merge \"planted\"", &["driver"]),
        ("gpg", &["program"]),
        ("credential", &["helper"]),
        ("pager", &["log", "status"]),
        ("sequence", &["editor"]),
    ] {
        text.push_str(&format!("[{section}]\n"));
        for key in keys {
            let name = format!("{}-{key}", section.replace(['"', ' ', '='], ""));
            text.push_str(&format!(" {key}={}\n", by(&name)));
        }
    }
    let fetch = marks.by("promise");
    text.push_str(&format!("[remote \"o\"]\n url=ext::{fetch}\n promisor=true\n"));
    text + "[protocol \"ext\"]\n allow=always\n[log]\n showSignature=true\n[status]\n submoduleSummary=true\n"
}

#[cfg(unix)]
fn executable(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A repository with the workspace in a folder of it, a base and a branch that
/// plants; cloned afresh, as CI does.
struct Hostile {
    marks: Marks,
    /// The one it is cloned from.
    origin: Bench,
    /// Where the clones are.
    here: tempfile::TempDir,
    /// The workspace's folder, empty at the top.
    folder: &'static str,
}

impl Hostile {
    fn new(planted: Planted, folder: &'static str) -> Self {
        let (marks, origin) = (Marks::new(), Bench::new());
        let workspace = origin.place(folder);
        fs::create_dir_all(workspace.join("pipeline/1-prospect")).unwrap();
        if !folder.is_empty() {
            fs::rename(origin.place("corong.yaml"), workspace.join("corong.yaml")).unwrap();
        }
        fs::write(workspace.join(LEAD), PROSPECT).unwrap();
        origin.repository();
        origin.git(&["checkout", "--quiet", "-b", "branch"]);
        planted.plant(&workspace, &marks);
        fs::write(workspace.join("pipeline/1-prospect/pt-b.yaml"), PROSPECT.replace("siti\ns", "nobody\ns"))
            .unwrap();
        origin.git(&["add", "--all", "--force"]);
        origin.git(&["commit", "--quiet", "-m", "Branch"]);
        assert!(marks.left().is_empty(), "the test itself ran something");
        Self {
            marks,
            origin,
            here: tempfile::Builder::new().prefix("corong-here-").tempdir().unwrap(),
            folder,
        }
    }

    fn git(&self, args: &[&str]) {
        let output = git().current_dir(self.here.path()).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn source(&self) -> String {
        format!("file://{}", self.origin.root().display()).replace(' ', "%20")
    }

    /// A clone with the branch checked out; the folder of its workspace.
    fn clone(&self) -> PathBuf {
        self.git(&["clone", "--quiet", &self.source(), "clone"]);
        self.here.path().join("clone").join(self.folder)
    }

    fn run(&self, start: &Path, args: &[&str]) -> Ran {
        let mut command = command();
        // A configuration of this machine's could hide what would run.
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        Ran::of(command.current_dir(start).args(["--today", TODAY]).args(args).output().unwrap())
    }

    /// Runs everything that asks git something; nothing may leave a mark.
    fn attack(&self, start: &Path, commands: &[&[&str]]) {
        for args in commands {
            let ran = self.run(start, args);
            assert_eq!(self.marks.left(), [""; 0], "{args:?} ran what was planted: {ran:?}");
            assert!(ran.status < 3, "{args:?}: {ran:?}");
        }
    }
}

/// What asks git about a revision; with `branch` for what is looked at.
const OF_A_REVISION: [&[&str]; 14] = [
    &["check", "--rev", "branch"],
    &["check", "--rev", "branch", "--git"],
    &["check", "--rev", "branch", "--changed-since", "main", "--config-from", "main"],
    &["list", "--rev", "branch"],
    &["show", "pt-a", "--rev", "branch"],
    &["agenda", "--rev", "branch"],
    &["board", "--rev", "branch"],
    &["explain", "slips", "--rev", "branch"],
    &["report", "--rev", "branch"],
    &["report", "--rev", "branch", "--trend", "weeks"],
    &["report", "--rev", "branch", "--config-from", "main"],
    &["diff", "main..branch"],
    &["diff", "main...branch", "--format", "markdown"],
    &["site", "--rev", "branch", "-o", "../site of rev"],
];

/// What asks git about the files as they are.
const OF_THE_FILES: [&[&str]; 22] = [
    &["check", "--changed-since=origin/main", "--config-from=origin/main"],
    &["check", "--changed-since", "origin/main", "--git"],
    &["check", "--git"],
    &["check", "--fix", "--unsafe-fixes"],
    &["diff"],
    &["diff", "origin/main"],
    &["report"],
    &["report", "--format", "html"],
    &["report", "--trend", "months"],
    &["report", "--config-from", "origin/main"],
    &["report", "--rev", "origin/main"],
    &["site", "-o", "../site"],
    &["explain", "slips"],
    &["board"],
    &["new", "PT Baru", "--no-input", "--owner", "siti"],
    &["log", "pt-a", "call", "Talked"],
    &["move", "pt-a", "lost", "--dry-run"],
    &["set", "pt-a", "title=Other"],
    &["undo"],
    &["undo", "--dry-run"],
    &["merge-driver", "--install"],
    &["init", "--no-input", "new"],
];

fn attack_files(hostile: &Hostile, start: &Path) {
    hostile.attack(start, &OF_THE_FILES);
    let of_a_revision = OF_A_REVISION.map(|args| {
        let there = |word: &&'static str| match *word {
            "branch" => "HEAD",
            "main" => "origin/main",
            "main..branch" => "origin/main..HEAD",
            "main...branch" => "origin/main...HEAD",
            word => word,
        };
        args.iter().map(there).collect::<Vec<_>>()
    });
    hostile.attack(start, &of_a_revision.each_ref().map(Vec::as_slice));
    let serving = Serving::at(start, &[]);
    assert!(serving.get("/").status == 200);
    drop(serving);
    assert_eq!(hostile.marks.left(), [""; 0], "serve ran what was planted");
}

fn everywhere(planted: Planted) {
    for folder in ["crm", ""] {
        let hostile = Hostile::new(planted, folder);
        let clone = hostile.clone();
        attack_files(&hostile, &clone);
    }
}

#[test]
fn a_promise_in_a_folder_and_at_the_top_is_not_fetched() {
    everywhere(Planted::Promise);
}

#[test]
fn a_whole_repository_in_a_folder_and_at_the_top_runs_nothing() {
    everywhere(Planted::Whole);
}

#[test]
fn nothing_runs_in_a_linked_working_tree() {
    for planted in [Planted::Promise, Planted::Whole] {
        let hostile = Hostile::new(planted, "crm");
        hostile.clone();
        hostile.git(&["-C", "clone", "worktree", "add", "--quiet", "../tree", "-b", "side", "HEAD"]);
        attack_files(&hostile, &hostile.here.path().join("tree/crm"));
    }
}

#[test]
fn nothing_runs_in_a_submodule() {
    for planted in [Planted::Promise, Planted::Whole] {
        let hostile = Hostile::new(planted, "crm");
        hostile.git(&["init", "--quiet", "outer"]);
        let add = ["-c", "protocol.file.allow=always", "-C", "outer", "submodule", "--quiet", "add"];
        hostile.git(&[&add[..], &["-b", "branch", "--", &hostile.source(), "sales"]].concat());
        let start = hostile.here.path().join("outer/sales/crm");
        assert!(hostile.here.path().join("outer/sales/.git").is_file());
        attack_files(&hostile, &start);
    }
}

#[test]
fn nothing_runs_of_a_bare_mirror() {
    for planted in [Planted::Promise, Planted::Whole] {
        let hostile = Hostile::new(planted, "");
        hostile.git(&["clone", "--quiet", "--mirror", &hostile.source(), "mirror.git"]);
        hostile.attack(&hostile.here.path().join("mirror.git"), &OF_A_REVISION);
        let listed = hostile.run(&hostile.here.path().join("mirror.git"), &["list", "--rev", "branch"]);
        assert!(listed.status == 0 && listed.out.contains("pt-a"), "{listed:?}");
    }
}

/// An archive unpacked, or a container's copy: there is no `.git` at all.
#[test]
fn nothing_runs_outside_a_repository() {
    for planted in [Planted::Promise, Planted::Whole] {
        let hostile = Hostile::new(planted, "crm");
        let start = hostile.clone();
        fs::remove_dir_all(hostile.here.path().join("clone/.git")).unwrap();
        attack_files_outside(&hostile, &start);
        attack_files_outside(&hostile, &start.join("pipeline"));
        // A folder without a configuration is a repository where it is named.
        fs::remove_file(start.join("corong.yaml")).unwrap();
        hostile.attack(&start, &OF_A_REVISION);
    }
}

fn attack_files_outside(hostile: &Hostile, start: &Path) {
    hostile.attack(start, &OF_THE_FILES);
    let edit: &[&str] = &["edit", "pt-a", "--no-input"];
    let mut command = command();
    command.env_remove("VISUAL").env_remove("EDITOR").env("GIT_CONFIG_GLOBAL", "/dev/null");
    // What there is instead of the planted editor waits for nobody.
    command.env("PATH", path_with("vi", "#!/bin/sh\nexit 0\n", hostile.here.path()));
    let ran = Ran::of(command.current_dir(start).args(edit).output().unwrap());
    assert_eq!(hostile.marks.left(), [""; 0], "edit ran what was planted: {ran:?}");
    let asked = hostile.run(start, &["list", "--rev", "origin/main"]);
    assert!(asked.status == 2 && asked.err.contains("git opens no repository here"), "{asked:?}");
}

/// The path with a program of that name first on it.
fn path_with(name: &str, text: &str, folder: &Path) -> std::ffi::OsString {
    let own = folder.join("bin");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join(name), text).unwrap();
    executable(&own.join(name));
    let path = std::env::var_os("PATH").unwrap();
    std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&path))).unwrap()
}

/// A planted repository lends no `origin/main`: what is found is found with it
/// and without it.
#[test]
fn a_planted_repository_lends_no_revision() {
    let args = ["check", "--changed-since=origin/main", "--config-from=origin/main", "--format", "concise"];
    let found = |planted| {
        let hostile = Hostile::new(planted, "crm");
        let start = hostile.clone();
        let ran = hostile.run(&start, &args);
        assert_eq!(ran.status, 1, "{planted:?}: {ran:?}");
        ran.out.lines().filter(|line| line.contains("[unknown-owner]")).map(str::to_owned).collect::<Vec<_>>()
    };
    let wanted = found(Planted::Nothing);
    assert_eq!(wanted.len(), 1, "{wanted:?}");
    assert_eq!(found(Planted::Promise), wanted);
    assert_eq!(found(Planted::Whole), wanted);
}

/// The planted folder is told, at the files' state and at a revision, and where
/// the branch has switched the rule off it is told by the base's rules.
#[test]
fn a_folder_that_looks_like_a_repository_is_told() {
    let hostile = Hostile::new(Planted::Promise, "crm");
    let start = hostile.clone();
    let since = ["--changed-since", "origin/main", "--config-from", "origin/main"];
    for args in [&[][..], &["--rev", "HEAD"], &since] {
        let ran = hostile.run(&start, &[&["check", "--format", "concise"], args].concat());
        let wanted = "HEAD:1:1: error[nested-repository] the folder `.` looks like a repository of git's";
        assert!(ran.status == 1 && ran.out.lines().any(|line| line == wanted), "{args:?}: {ran:?}");
    }
    fs::write(start.join("corong.yaml"), format!("{CONFIG}rules: {{nested-repository: off}}\n")).unwrap();
    let told = |args: &[&str]| hostile.run(&start, args).out.contains("[nested-repository]");
    assert!(!told(&["check", "--format", "concise"]));
    assert!(told(&["check", "--format", "concise", "--config-from", "origin/main"]));
}

/// What git itself knows of is no stranger: a submodule, a linked working tree,
/// what it ignores; nor is the folder of the pages.
#[test]
fn a_repository_inside_is_told_unless_git_knows_it() {
    let bench = Bench::new();
    bench.write(LEAD, PROSPECT);
    bench.repository();
    let source = bench.root().to_str().unwrap();
    let found = || {
        let told = bench.run(&["check", "--format", "json"]);
        told.findings().into_iter().filter(|found| found.contains("nested")).collect::<Vec<_>>()
    };
    bench.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--", source, "module"]);
    bench.git(&["worktree", "add", "--quiet", "tree"]);
    bench.run(&["site", "-o", "pages"]);
    bench.git(&["init", "--quiet", "pages"]);
    assert_eq!(found(), [""; 0]);
    bench.git(&["clone", "--quiet", ".", "pipeline/1-prospect/clone"]);
    bench.git(&["clone", "--quiet", "--bare", ".", "old/bare.git"]);
    bench.git(&["clone", "--quiet", ".", "vendored/deep/clone"]);
    bench.git(&["clone", "--quiet", "--bare", ".", "vendored/bare"]);
    bench.git(&["clone", "--quiet", "--bare", ".", "vendored/brought"]);
    bench.git(&["clone", "--quiet", ".", "recorded"]);
    bench.write(".gitignore", "vendored/\n");
    bench.git(&["add", "--force", "recorded", "vendored/brought"]);
    let wanted = ["old/bare.git/HEAD", "pipeline/1-prospect/clone/.git", "vendored/brought/HEAD"];
    assert_eq!(found(), wanted.map(|path| format!("{path}:1:1 nested-repository")));
}

/// The owner's own configuration may name a file of the tree, which a branch
/// then writes; and what the owner set up for git is not for a look.
#[test]
fn what_the_repository_itself_is_configured_to_run_is_not_run_by_a_look() {
    let hostile = Hostile::new(Planted::Nothing, "crm");
    let start = hostile.clone();
    let top = hostile.here.path().join("clone");
    fs::write(start.join("planted.config"), helpers(&hostile.marks)).unwrap();
    let assigned = "*.yaml filter=planted diff=planted\npt-b.yaml filter=a=b.c\n";
    fs::write(start.join(".gitattributes"), assigned).unwrap();
    hostile.git(&["-C", "clone", "config", "include.path", "../crm/planted.config"]);
    let hooks = top.join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for hook in ["post-index-change", "reference-transaction", "fsmonitor-watchman"] {
        fs::write(hooks.join(hook), format!("#!/bin/sh\n{}\n", hostile.marks.by(hook))).unwrap();
        executable(&hooks.join(hook));
    }
    // Files that git has to look into: their dates are other than in the index.
    for name in ["pt-a", "pt-b"] {
        let file =
            fs::File::options().write(true).open(start.join(format!("pipeline/1-prospect/{name}.yaml")));
        file.unwrap().set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(5)).unwrap();
    }
    attack_files(&hostile, &start);
    // A commit that is not there could be a promised one.
    hostile.attack(&start, &[&["list", "--rev", &"1".repeat(40)]]);
    // The user's own git runs them.
    git().current_dir(&start).args(["status", "--short"]).output().unwrap();
    assert!(!hostile.marks.left().is_empty(), "the test plants nothing that runs");
}

/// Git before 2.31 knows no variables that switch filters off.
#[test]
fn an_old_git_is_not_asked_where_filters_would_run() {
    let bench = Bench::new();
    bench.write(LEAD, PROSPECT);
    bench.repository();
    let said = |version: &str| {
        let shim = format!(
            "#!/bin/sh\n[ \"$*\" = version ] && echo 'git version {version}' && exit\nexec {} \"$@\"\n",
            real_git()
        );
        let here = tempfile::tempdir().unwrap();
        let mut command = command();
        command.env("PATH", path_with("git", &shim, here.path())).current_dir(bench.root());
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let ran = Ran::of(command.args(["--today", TODAY, "report"]).output().unwrap());
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.err
    };
    assert_eq!(said("2.30.9"), "", "there is no filter");
    bench.git(&["config", "filter.own.clean", "cat"]);
    let wanted = "git version 2.30.9 cannot be kept from running the filters that are configured";
    assert!(said("2.30.9").contains(wanted), "{}", said("2.30.9"));
    assert!(said("1.40.0").contains("git version 1.40.0 cannot"));
    for known in ["2.31.0", "2.47.3.windows.1", "3.0.0 (Apple Git-1)"] {
        assert_eq!(said(known), "", "{known}");
    }
}

/// The git program itself, past whatever is first in the path.
fn real_git() -> String {
    let place = git().arg("--exec-path").output().unwrap();
    format!("{}/git", String::from_utf8(place.stdout).unwrap().trim())
}

#[test]
fn every_call_names_the_repository() {
    let hostile = Hostile::new(Planted::Whole, "crm");
    let start = hostile.clone();
    let (log, here) = (hostile.here.path().join("calls"), hostile.here.path());
    let real = real_git();
    let shim = format!("#!/bin/sh\nprintf '%s\\n' \"$*\" >> {}\nexec {real} \"$@\"\n", log.display());
    let path = path_with("git", &shim, here);
    let commits: [&[&str]; 3] = [
        &["log", "pt-a", "call", "Talked", "--commit"],
        &["undo", "--commit"],
        &["merge-driver", "--install"],
    ];
    for args in OF_THE_FILES.iter().chain(&commits) {
        let mut command = command();
        command.env("PATH", &path).env("GIT_AUTHOR_NAME", "S").env("GIT_COMMITTER_NAME", "S");
        command.env("GIT_AUTHOR_EMAIL", "s@x.example").env("GIT_COMMITTER_EMAIL", "s@x.example");
        command.current_dir(&start).args(["--today", TODAY]).args(*args).output().unwrap();
    }
    let calls = fs::read_to_string(log).unwrap();
    let own = format!("--git-dir {}", here.canonicalize().unwrap().join("clone/.git").display());
    let other: Vec<_> =
        calls.lines().filter(|call| !call.contains(&own) && !call.contains("--git-dir=")).collect();
    assert!(other.is_empty(), "{other:?}");
    assert!(calls.lines().filter(|call| call.contains(&own)).count() > 40, "{calls}");
}

/// Git does not open a repository of another owner, unless it is called safe.
/// It says so; naming the repository does not get around it.
#[test]
fn a_repository_of_another_owner_is_not_opened_and_git_says_why() {
    let hostile = Hostile::new(Planted::Nothing, "crm");
    let start = hostile.clone();
    let run = |args: &[&str], safe: &str| {
        let mut command = command();
        command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "safe.directory");
        command.env("GIT_CONFIG_VALUE_0", safe);
        Ran::of(command.current_dir(&start).args(["--today", TODAY]).args(args).output().unwrap())
    };
    let site: &[&str] = &["site", "-o", "../site"];
    let since: &[&str] = &["check", "--changed-since", "origin/main"];
    let json: &[&str] = &["report", "--format", "json"];
    for (args, status) in [
        (json, 0),
        (site, 0),
        (since, 2),
        (&["merge-driver", "--install"], 2),
        (&["diff"], 2),
        (&["list", "--rev", "HEAD"], 2),
        (&["report", "--rev", "HEAD"], 2),
    ] {
        let ran = run(args, "");
        assert_eq!(ran.status, status, "{args:?}: {ran:?}");
        for words in ["dubious ownership", "git config --global --add safe.directory"] {
            assert!(ran.err.contains(words), "{args:?} says: {}", ran.err);
        }
    }
    assert!(run(json, "").json()["stamp"]["commit"].is_null());
    for args in [json, site] {
        let ran = run(args, "*");
        assert!(ran.status == 0 && !ran.err.contains("ownership"), "{ran:?}");
    }
    assert!(run(json, "*").json()["stamp"]["commit"].is_string());
    assert_eq!(run(since, "*").status, 1);
    let installed = fs::read_to_string(start.join("../.git/config")).unwrap();
    assert!(!installed.contains("merge \"corong\""), "it was written all the same");
}
