//! A workspace in a temporary folder, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub mod blocks;
pub mod terminal;
pub mod transcript;
pub mod watched;

/// The day all tests are told it is.
pub const TODAY: &str = "2026-11-23";

/// A small configuration: three open stages, won, lost.
pub const CONFIG: &str = "\
corong: 1
name: Test
currency: IDR
timezone: Asia/Jakarta
rates:
  - {currency: USD, at: 2026-01-01, rate: 16250}
team:
  siti: {name: Siti Rahma}
  joko: {name: Joko, until: 2026-03-31}
sources: [referral, website, event]
activity_kinds: [call, email, meeting]
lost_reasons: [price, competitor, no-budget]
qualification:
  - {id: need, label: Need, weight: 60}
  - {id: budget, label: Budget, weight: 40}
pipelines:
  - id: sales
    dir: pipeline
    stages:
      - {id: prospect, dir: 1-prospect, label: Prospect, probability: 10, max_days: 14}
      - id: qualified
        dir: 2-qualified
        label: Qualified
        probability: 30
        max_days: 21
        requires: [value, source]
        gates:
          - must: qualification.budget == \"met\"
            say: The budget has to be confirmed before a lead counts as qualified
      - {id: proposal, dir: 3-proposal, label: Proposal, probability: 60, max_days: 30, requires: [contacts]}
      - {id: won, dir: 6-won, label: Won, kind: won}
      - {id: lost, dir: lost, label: Lost, kind: lost}
";

/// A lead without fault in the first stage.
pub const PROSPECT: &str = "\
title: ERP rollout
owner: siti
source: referral
next_step: {do: Call, due: 2026-11-28}
history:
  - {stage: prospect, at: 2026-11-10, by: siti}
";

/// A workspace in a temporary folder; gone when dropped.
pub struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    /// With [`CONFIG`] and no lead.
    pub fn new() -> Self {
        let bench = Self { folder: tempfile::Builder::new().prefix("corong test ").tempdir().unwrap() };
        bench.write("corong.yaml", CONFIG);
        bench
    }

    /// A copy of a folder of this repository.
    pub fn copy_of(folder: &str) -> Self {
        let bench = Self { folder: tempfile::Builder::new().prefix("corong test ").tempdir().unwrap() };
        copy(Path::new(folder), bench.root());
        bench
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn place(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let place = self.place(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.place(path)).unwrap()
    }

    /// Runs `corong` here on [`TODAY`].
    pub fn run(&self, args: &[&str]) -> Ran {
        let output = command().current_dir(self.root()).args(["--today", TODAY]).args(args).output().unwrap();
        Ran::of(output)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The program, with nothing of the environment that could change its results.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corong"));
    command.env_remove("CORONG_TODAY").env_remove("NO_COLOR").env_remove("GITHUB_ACTIONS").env("TZ", "UTC");
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
    command
}

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The result as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// `path:line:col rule` of each finding of a JSON result.
    pub fn findings(&self) -> Vec<String> {
        let one = |f: &serde_json::Value| {
            let text = |key: &str| f[key].as_str().unwrap_or_default().to_owned();
            format!("{}:{}:{} {}", text("path"), f["line"], f["column"], text("rule"))
        };
        self.json()["findings"].as_array().unwrap().iter().map(one).collect()
    }
}

/// Git in a bench, with fixed authors and dates and nothing of this machine's
/// configuration.
impl Bench {
    /// A repository of what lies here, committed on `main`.
    pub fn repository(&self) {
        self.git(&["init", "--quiet", "--initial-branch=main"]);
        self.save("The beginning");
    }

    /// Commits everything that lies here.
    pub fn save(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    /// A bare clone of the repository, in a folder outside it.
    pub fn mirror(&self) -> tempfile::TempDir {
        let mirror = tempfile::Builder::new().prefix("corong mirror ").tempdir().unwrap();
        self.git(&["clone", "--quiet", "--bare", ".", mirror.path().to_str().unwrap()]);
        mirror
    }

    /// Runs git and gives what it prints.
    pub fn git(&self, args: &[&str]) -> String {
        self.told(&mut git(), args)
    }

    /// The same at a moment, for author and committer.
    pub fn git_at(&self, at: &str, args: &[&str]) -> String {
        self.told(git().env("GIT_AUTHOR_DATE", at).env("GIT_COMMITTER_DATE", at), args)
    }

    fn told(&self, git: &mut Command, args: &[&str]) -> String {
        let output = git.current_dir(self.root()).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

/// The git program as tests run it.
pub fn git() -> Command {
    let mut command = Command::new("git");
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Siti"),
        ("GIT_AUTHOR_EMAIL", "siti@nusantara.example"),
        ("GIT_AUTHOR_DATE", "2026-11-20T09:00:00+07:00"),
        ("GIT_COMMITTER_NAME", "Siti"),
        ("GIT_COMMITTER_EMAIL", "siti@nusantara.example"),
        ("GIT_COMMITTER_DATE", "2026-11-20T09:00:00+07:00"),
    ] {
        command.env(name, value);
    }
    command
}
