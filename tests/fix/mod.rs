//! `check --fix` and `--unsafe-fixes`: what is mended, what is refused, and
//! that nothing else changes.

mod files;
mod texts;

use std::process::Command;

use crate::support::Bench;

/// Runs git in a workspace, on a day.
fn git(bench: &Bench, day: &str, args: &[&str]) {
    let at = format!("{day}T20:00:00+00:00");
    let output = Command::new("git")
        .current_dir(bench.root())
        .args(["-c", "user.name=Siti", "-c", "user.email=siti@x.example", "-c", "commit.gpgsign=false"])
        .args(args)
        .env("GIT_AUTHOR_DATE", &at)
        .env("GIT_COMMITTER_DATE", &at)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&said));
}

/// Commits all there is, on a day.
fn commit(bench: &Bench, day: &str) {
    git(bench, day, &["add", "--all"]);
    git(bench, day, &["commit", "--quiet", "-m", "x"]);
}

/// A workspace in a repository of git's, with an address for siti.
fn repository() -> Bench {
    let bench = Bench::new();
    let config =
        bench.read("corong.yaml").replace("{name: Siti Rahma}", "{name: Siti Rahma, email: Siti@x.example}");
    bench.write("corong.yaml", config);
    git(&bench, "2026-10-01", &["init", "--quiet", "--initial-branch=main"]);
    commit(&bench, "2026-10-01");
    bench
}

/// Every file below the pipeline and what it says.
fn files(bench: &Bench) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![bench.place("pipeline")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(bench.root()).unwrap().to_str().unwrap().replace('\\', "/");
                all.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}
