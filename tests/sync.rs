//! `corong sync`: fetched, merged, checked and pushed; and where it stops.

use std::path::Path;

use crate::support::{Bench, PROSPECT, Ran, TODAY, command, git};

/// Two clones of one repository.
struct Two {
    origin: tempfile::TempDir,
    folder: tempfile::TempDir,
}

impl Two {
    fn new() -> Self {
        let bench = Bench::new();
        for name in ["a", "b"] {
            bench.write(&format!("pipeline/1-prospect/{name}.yaml"), PROSPECT);
        }
        bench.write(".gitattributes", "pipeline/**/*.yaml merge=corong\n");
        bench.repository();
        let two = Self { origin: bench.mirror(), folder: tempfile::tempdir().unwrap() };
        for name in ["siti", "joko"] {
            two.git("", &["clone", "--quiet", two.origin.path().to_str().unwrap(), name]);
            two.git(name, &["config", "user.name", name]);
            two.git(name, &["config", "user.email", "x@nusantara.example"]);
            two.git(name, &["config", "core.autocrlf", "false"]);
        }
        two
    }

    fn git(&self, at: &str, args: &[&str]) -> String {
        let output = git().current_dir(self.folder.path().join(at)).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn run(&self, at: &str, args: &[&str]) -> Ran {
        let program = Path::new(env!("CARGO_BIN_EXE_corong")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap();
        let all = std::iter::once(program.to_owned()).chain(std::env::split_paths(&path));
        let mut command = command();
        command.env("PATH", std::env::join_paths(all).unwrap()).env("GIT_CONFIG_GLOBAL", "/dev/null");
        let run =
            command.current_dir(self.folder.path().join(at)).args(["--today", TODAY]).args(args).output();
        Ran::of(run.unwrap())
    }

    #[track_caller]
    fn sync(&self, at: &str, status: i32, wanted: &str) -> Ran {
        let ran = self.run(at, &["sync"]);
        assert_eq!((ran.status, ran.out.as_str()), (status, wanted), "{ran:?}");
        ran
    }

    fn did(&self, at: &str, args: &[&str]) {
        let ran = self.run(at, &[args, &["--commit"]].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
    }
}

const NOTHING: &str = "nothing new in origin/main\nthere is nothing to push\n";
const PUSHED: &str = "checked: no new errors\npushed to origin/main (commits: 1)\n";

#[test]
fn both_sides_have_both_afterwards() {
    let two = Two::new();
    two.sync("siti", 0, NOTHING);
    // The same lead on both sides: the driver merges it by what it says.
    two.did("siti", &["log", "a", "call", "Talked", "--by", "siti"]);
    two.did("joko", &["log", "a", "email", "Wrote", "--by", "siti"]);
    let planned = two.run("siti", &["sync", "-n"]);
    let would = "would fetch from origin\nwould check, and push to origin/main (commits: 1)\n";
    assert_eq!((planned.status, planned.out.as_str()), (0, would));
    two.sync("siti", 0, &format!("nothing new in origin/main\n{PUSHED}"));
    let merged = "merged what is new in origin/main (commits: 1)\nchecked: no new errors\npushed to origin/main (commits: 2)\n";
    two.sync("joko", 0, merged);
    two.sync("siti", 0, "merged what is new in origin/main (commits: 2)\nthere is nothing to push\n");
    let lead = |at: &str| {
        std::fs::read_to_string(two.folder.path().join(at).join("pipeline/1-prospect/a.yaml")).unwrap()
    };
    assert!(lead("siti").contains("Talked") && lead("siti").contains("Wrote"));
    assert_eq!(lead("siti"), lead("joko"));
    two.sync("joko", 0, NOTHING);
}

#[test]
fn it_stops_where_a_person_is_needed() {
    let two = Two::new();
    // Not committed.
    assert_eq!(two.run("siti", &["set", "a", "title=Ours"]).status, 0);
    let ran = two.sync("siti", 1, "");
    assert!(ran.err.contains("not committed yet: `pipeline/1-prospect/a.yaml`"), "{ran:?}");
    two.git("siti", &["commit", "--quiet", "--all", "-m", "Ours"]);
    two.sync("siti", 0, &format!("nothing new in origin/main\n{PUSHED}"));
    // Branches that contradict each other.
    two.did("joko", &["set", "a", "title=Theirs"]);
    let ran = two.sync("joko", 1, "");
    assert!(ran.err.contains("contradicts what was done here, in `pipeline/1-prospect/a.yaml`"), "{ran:?}");
    let ran = two.sync("joko", 1, "");
    assert!(ran.err.contains("a merge is not finished"), "{ran:?}");
    two.git("joko", &["checkout", "--quiet", "--ours", "--", "."]);
    two.git("joko", &["commit", "--quiet", "--all", "--no-edit"]);
    let pushed = "nothing new in origin/main\nchecked: no new errors\npushed to origin/main (commits: 2)\n";
    two.sync("joko", 0, pushed);
    // Errors that the others do not have.
    let broken = PROSPECT.replace("owner: siti", "owner: nobody");
    std::fs::write(two.folder.path().join("joko/pipeline/1-prospect/b.yaml"), broken).unwrap();
    two.git("joko", &["commit", "--quiet", "--all", "-m", "Broken"]);
    let ran = two.run("joko", &["sync"]);
    assert!(ran.status == 1 && ran.out.contains("b.yaml:2:8: error[unknown-owner]"), "{ran:?}");
    assert!(ran.err.contains("nothing was pushed"), "{ran:?}");
    // Errors that they have are no reason.
    two.git("joko", &["push", "--quiet"]);
    two.did("joko", &["log", "a", "call", "Talked", "--by", "siti"]);
    two.sync("joko", 0, &format!("nothing new in origin/main\n{PUSHED}"));
}

#[test]
fn it_says_what_is_missing() {
    let bench = Bench::new();
    let refused = |wanted: &str| {
        let ran = bench.run(&["sync"]);
        assert!(ran.status > 0 && ran.err.contains(wanted) && ran.out.is_empty(), "{wanted}: {ran:?}");
    };
    refused("there is no `.git`");
    bench.repository();
    refused("`git remote add origin ADDRESS`, then `git push -u origin main`");
    let origin = bench.mirror();
    bench.git(&["remote", "add", "origin", origin.path().to_str().unwrap()]);
    refused("`git push -u origin main` gives it to the others");
    bench.git(&["push", "--quiet", "-u", "origin", "main"]);
    assert_eq!(bench.run(&["sync"]).out, NOTHING);
    bench.git(&["remote", "set-url", "origin", "gone.git"]);
    refused("git refused: fatal: 'gone.git' does not appear to be a git repository");
    bench.git(&["checkout", "--quiet", "--detach"]);
    refused("no branch is checked out");
}
