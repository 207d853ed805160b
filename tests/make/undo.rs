//! Changes at random, all taken back: the files are what they were, byte for
//! byte. And changes that were cut short.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use corong::change::{Plan, PlanStep};
use corong::host::{Journal, Lock, carry_out};
use corong::source::RelPath;

use crate::support::{Bench, PROSPECT};

type Tree = BTreeMap<String, Vec<u8>>;

/// Every file below a folder, git's own and the journal left out.
fn tree(root: &Path) -> Tree {
    let files = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let inside = files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
    let ours = inside.filter(|path| !name(path).starts_with(".git/") && !name(path).starts_with(".corong"));
    ours.map(|path| (name(&path), fs::read(path).unwrap())).collect()
}

/// A small generator of numbers, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn of<'a>(&mut self, all: &'a [String]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &all[(self.0 >> 33) as usize % all.len()]
    }

    fn command(&mut self, ids: &[String]) -> Vec<String> {
        let lead = self.of(ids).to_owned();
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let pick = texts(&["new", "move", "lose", "log", "set", "rename", "renew", "win"]);
        let number = self.of(&(0..1000).map(|n| n.to_string()).collect::<Vec<_>>()).to_owned();
        match self.of(&pick) {
            "new" => texts(&["new", &format!("Lead {number}"), "--owner", "siti", "--source", "event"]),
            "move" => texts(&["move", &lead, "prospect"]),
            "lose" => texts(&["lose", &lead, "--reason", "price"]),
            "log" => texts(&["log", &lead, "call", &format!("Talked # {number}")]),
            "set" => texts(&["set", &lead, &format!("value={number}"), "tags=a,b"]),
            "rename" => texts(&["rename", &lead, &format!("lead-{number}")]),
            "renew" => texts(&["renew", &lead, "--owner", "siti"]),
            _ => texts(&[
                "win",
                &lead,
                "--set",
                "value=5",
                "--set",
                "qualification.budget=met",
                "--set",
                "contacts:=[{name: A}]",
            ]),
        }
    }
}

fn bench() -> Bench {
    let bench = Bench::new();
    let odd = PROSPECT.replace('\n', "\r\n").replace("ERP rollout", "\"ERP rollout\" # phase 1");
    bench.write("pipeline/1-prospect/pt-a.yaml", format!("\u{feff}{}", odd.trim_end()));
    bench.write("pipeline/1-prospect/2026/pt-b.yaml", PROSPECT);
    bench.write("pipeline/1-prospect/pt-c.yaml", PROSPECT.replace("owner", "# whose\nowner"));
    bench
}

#[test]
fn everything_is_taken_back_to_the_byte() {
    let mut made = 0;
    for seed in 0..8 {
        let (bench, mut dice) = (bench(), Dice(seed * 7919 + 1));
        if seed % 2 == 1 {
            bench.repository();
        }
        let mut states = vec![tree(bench.root())];
        for _ in 0..18 {
            let stem = |path: &String| path.rsplit('/').next()?.strip_suffix(".yaml").map(str::to_owned);
            let leads = states[states.len() - 1].keys().filter(|path| path.starts_with("pipeline/"));
            let ids: Vec<String> = leads.filter_map(stem).collect();
            let words = dice.command(&ids);
            let ran = bench.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
            assert!(ran.status == 0 || ran.err.starts_with("refused"), "{words:?} {ran:?}");
            let now = tree(bench.root());
            if states.last() != Some(&now) {
                states.push(now);
            }
        }
        made += states.len() - 1;
        while let Some(state) = states.pop() {
            assert_eq!(tree(bench.root()), state, "seed {seed}");
            let ran = bench.run(&["undo"]);
            assert_eq!(ran.status, i32::from(states.is_empty()), "{ran:?}");
        }
        assert!(bench.run(&["undo"]).err.contains("no change"), "seed {seed}");
    }
    assert!(made > 50, "{made}");
}

#[test]
fn only_the_last_twenty_are_kept() {
    let bench = bench();
    for n in 0..23 {
        assert_eq!(bench.run(&["log", "pt-c", "call", &format!("No {n}")]).status, 0);
    }
    let undone = (0..25).take_while(|_| bench.run(&["undo"]).status == 0).count();
    assert_eq!(undone, 20);
    assert!(bench.read("pipeline/1-prospect/pt-c.yaml").contains("No 2"));
}

/// What a crash leaves: the change noted, and none, some or half of it done.
#[test]
fn what_was_cut_short_is_taken_back() {
    let bench = bench();
    let root = bench.root();
    let before = tree(root);
    let old = bench.read("pipeline/1-prospect/pt-c.yaml");
    let path = RelPath::new("pipeline/1-prospect/pt-c.yaml");
    let made = PlanStep::Create { path: RelPath::new("pipeline/1-prospect/new.yaml"), new: "x: 1\n".into() };
    let moved = PlanStep::Move {
        from: path,
        to: RelPath::new("pipeline/lost/pt-c.yaml"),
        old: old.clone(),
        new: old,
    };
    let plan = Plan { title: "pt-c: cut short".into(), steps: vec![made.clone(), moved] };
    let lock = Lock::take(root).unwrap();
    Journal::of(root).note(&plan, &lock).unwrap();
    carry_out(root, &Plan { title: String::new(), steps: vec![made] }, &lock).unwrap();
    bench.write("pipeline/lost/pt-c.yaml", bench.read("pipeline/1-prospect/pt-c.yaml"));
    drop(lock);
    let ran = bench.run(&["undo"]);
    assert_eq!((ran.status, tree(root)), (0, before.clone()), "{ran:?}");

    let lock = Lock::take(root).unwrap();
    Journal::of(root).note(&plan, &lock).unwrap();
    drop(lock);
    let ran = bench.run(&["undo"]);
    assert!(ran.status == 1 && ran.err.contains("nothing is left of"), "{ran:?}");
    assert_eq!(tree(root), before);
}

#[test]
fn the_journal_is_no_part_of_the_repository() {
    let bench = bench();
    bench.run(&["log", "pt-c", "call", "Before there was git"]);
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    let untracked = bench.git(&["status", "--short", "--untracked-files=all"]);
    assert!(!untracked.contains(".corong"), "{untracked}");
    bench.save("All");
    bench.run(&["log", "pt-c", "call", "Now there is"]);
    assert_eq!(bench.git(&["status", "--short"]), "M pipeline/1-prospect/pt-c.yaml");
}
