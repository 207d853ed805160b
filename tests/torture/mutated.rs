//! Files changed at random against check, report, site, move and the merge
//! driver: no panic, no run over 10 s, none over 1 GB.
//!
//! `cargo test` takes a hundred. `tests/mutations [N] [SEED]` takes many
//! (60,000 where not said), with a release build. What failed is kept in
//! `target/mutations/`: a seed and a round give it again. Put the file
//! into `tests/torture/corpus/`, then mend what it shows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::mutator::{Random, mutate};
use crate::support::watched::{Watched, watch};
use crate::support::{Bench, TODAY};

const SECONDS: u64 = 10;
const MEGABYTES: u64 = 1_000;
/// Leads of a round.
const LEADS: usize = 100;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// All files of a folder whose name ends so, by path.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().is_some_and(|name| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What was run, and the worst of it.
#[derive(Default)]
struct Tally {
    files: usize,
    runs: usize,
    time: Duration,
    slowest: String,
    memory: u64,
    largest: String,
    failed: Vec<String>,
}

struct Torture {
    seed: u64,
    random: Random,
    tally: Tally,
    leads: Vec<Vec<u8>>,
    others: Vec<Vec<u8>>,
}

impl Torture {
    fn new(seed: u64) -> Self {
        let example = |name: &str| files(&format!("examples/{name}"), ".yaml");
        let mut seeds = [example("brightline"), example("nusantara")].concat();
        seeds.retain(|path| !path.ends_with("corong.yaml"));
        seeds.extend(files("tests/torture/corpus", ".yaml"));
        let read = |paths: &[PathBuf]| paths.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>();
        let others = [seeds.clone(), files("examples", "corong.yaml"), files("templates", ".j2")].concat();
        let (leads, others) = (read(&seeds), read(&others));
        Self { seed, random: Random(seed), tally: Tally::default(), leads, others }
    }

    fn run(&mut self, bench: &Bench, args: &[&str]) -> Watched {
        let program =
            std::env::var("CORONG_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_corong").to_owned());
        let mut command = Command::new(program);
        command.current_dir(bench.root()).args(["--today", TODAY]).args(args).env("TZ", "UTC");
        let done = watch(&mut command, SECONDS, MEGABYTES);
        let tally = &mut self.tally;
        tally.runs += 1;
        if done.time > tally.time {
            (tally.time, tally.slowest) = (done.time, args.join(" "));
        }
        if done.memory > tally.memory {
            (tally.memory, tally.largest) = (done.memory, args.join(" "));
        }
        if !done.well {
            let kept = keep(bench, &format!("{}-{}", self.seed, tally.runs));
            let err = done.ran.err.get(..600).unwrap_or(&done.ran.err);
            let failed = format!(
                "{args:?} in {}: status {}, {:?}, {} MB: {err}",
                kept.display(),
                done.ran.status,
                done.time,
                done.memory
            );
            eprintln!("{failed}");
            tally.failed.push(failed);
        }
        done
    }

    fn mutant(&mut self, seed: &[u8]) -> Vec<u8> {
        self.tally.files += 1;
        mutate(&mut self.random, seed, &self.others)
    }

    /// Reads a workspace in every way.
    fn looked_at(&mut self, bench: &Bench) {
        for args in [
            &["check", "--format", "json"][..],
            &["check", "--fix", "-n"],
            &["report", "--format", "html"],
            &["report", "--format", "text"],
            &["site", "-q"],
            &["agenda"],
            &["list", "--sort", "value", "--where", "score > 1 or value > 3"],
        ] {
            self.run(bench, args);
        }
    }

    /// A workspace of changed leads; each is moved, or merged with another.
    fn leads(&mut self) {
        let example = *self.random.one(&["examples/brightline", "examples/nusantara"]);
        let bench = Bench::copy_of(example);
        let folders = files(example, ".yaml");
        let folders: Vec<&Path> = folders
            .iter()
            .filter(|path| !path.ends_with("corong.yaml"))
            .map(|path| path.parent().unwrap().strip_prefix(example).unwrap())
            .collect();
        let mut leads = Vec::new();
        for at in 0..LEADS {
            let seed = self.random.below(self.leads.len());
            let lead = self.mutant(&self.leads[seed].clone());
            let path = format!("{}/mutant-{at}.yaml", self.random.one(&folders).display());
            bench.write(&path, &lead);
            leads.push((path, seed, lead));
        }
        self.looked_at(&bench);
        // Of a short run each fifth alone: debug builds are slow.
        let every = if number("CORONG_MUTATIONS").is_some() { 1 } else { 5 };
        for (at, (path, seed, lead)) in leads.iter().enumerate().step_by(every) {
            if at % 2 == 0 {
                let stage = *self.random.one(&["qualified", "proposal", "won", "lost", "due", "prospect"]);
                self.run(&bench, &["move", path, stage, "--no-input", "--by", "siti", "--set", "value=5"]);
            } else {
                let other = self.mutant(lead);
                self.tally.files -= 1;
                bench.write("base", &self.leads[*seed]);
                bench.write("ours", lead);
                bench.write("theirs", &other);
                self.run(&bench, &["merge-driver", "base", "ours", "theirs", path, "7", "a", "b", "c"]);
            }
        }
    }

    /// A changed configuration, read and moved under.
    fn configuration(&mut self) {
        let example = *self.random.one(&["examples/brightline", "examples/nusantara"]);
        let bench = Bench::copy_of(example);
        let seed = fs::read(format!("{example}/corong.yaml")).unwrap();
        let lead = files(example, ".yaml").into_iter().find(|path| path.components().count() > 4).unwrap();
        let lead = lead.strip_prefix(example).unwrap().to_str().unwrap().to_owned();
        for _ in 0..10 {
            let config = self.mutant(&seed);
            bench.write("corong.yaml", &config);
            self.run(&bench, &["check", "--format", "concise"]);
            self.run(&bench, &["report", "--format", "html"]);
            self.run(&bench, &["move", &lead, "won", "--no-input", "-n"]);
        }
        self.run(&bench, &["site", "-q"]);
    }

    /// Changed templates of a team's own.
    fn templates(&mut self) {
        let bench = Bench::copy_of("examples/brightline");
        for path in files("templates", ".j2") {
            let name = path.to_str().unwrap().to_owned();
            if self.random.below(4) > 0 {
                continue;
            }
            let template = self.mutant(&fs::read(&path).unwrap());
            bench.write(&name, &template);
            let format = if name.contains(".md.") { "markdown" } else { "html" };
            if name.contains("site/") {
                self.run(&bench, &["site", "-q"]);
            } else {
                self.run(&bench, &["report", "--format", format]);
            }
            fs::remove_file(bench.place(&name)).unwrap();
        }
    }
}

/// Keeps what failed where the build is.
fn keep(bench: &Bench, name: &str) -> PathBuf {
    let to = Path::new("target/mutations").join(name);
    let _ = fs::remove_dir_all(&to);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    let copied = Command::new("cp").arg("-r").arg(bench.root()).arg(&to).status();
    assert!(copied.is_ok());
    to
}

#[test]
fn files_changed_at_random_break_nothing() {
    let most = number("CORONG_MUTATIONS").unwrap_or(115) as usize;
    let seed = number("CORONG_SEED").unwrap_or(1);
    let mut torture = Torture::new(seed);
    for round in 0.. {
        match round % 5 {
            0 | 3 => torture.leads(),
            1 | 4 => torture.configuration(),
            _ => torture.templates(),
        }
        if round % 100 == 99 {
            eprintln!("{} files, {} failed", torture.tally.files, torture.tally.failed.len());
        }
        if torture.tally.files >= most {
            break;
        }
    }
    let Tally { files, runs, time, slowest, memory, largest, failed } = torture.tally;
    println!(
        "{files} files, {runs} runs; the slowest {time:?} ({slowest}), the largest {memory} MB ({largest}); seed {seed}"
    );
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}
