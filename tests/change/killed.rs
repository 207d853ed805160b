//! Programs killed at any instant: a lead is whole in at least one stage, and
//! what was left twice can be settled.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::random_edits::Dice;
use crate::support::{Bench, PROSPECT, TODAY, command};

/// Runs a command and kills it after some time, or lets it end; whether it was killed.
fn killed(bench: &Bench, args: &[&str], after: Duration) -> bool {
    let mut program = command();
    program.current_dir(bench.root()).args(["--today", TODAY]).args(args);
    let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    let early = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    early
}

/// How long a command takes when nobody disturbs it.
fn takes(bench: &Bench, args: &[&str]) -> Duration {
    let began = Instant::now();
    assert_eq!(bench.run(args).status, 0);
    began.elapsed()
}

fn tries(usual: usize) -> usize {
    std::env::var("CORONG_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// The copies of the lead, in whatever stage.
fn copies(bench: &Bench) -> Vec<(String, String)> {
    let stages = ["1-prospect", "2-qualified", "3-proposal", "6-won", "lost"];
    let paths = stages.map(|stage| format!("pipeline/{stage}/pt-a.yaml"));
    let found =
        paths.into_iter().filter_map(|path| Some((fs::read_to_string(bench.place(&path)).ok()?, path)));
    found.map(|(text, path)| (path, text)).collect()
}

/// Every move of `corong move`, killed at a random instant of its time; the
/// lead goes up and down. `CORONG_KILLS=2000` for the whole measure.
#[test]
fn a_killed_move_leaves_a_whole_lead_and_what_is_left_twice_is_settled() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    let set = ["--set", "value=1", "--set", "qualification.budget=met", "--set", "contacts:=[{name: A}]"];
    let first = [&["move", "pt-a", "qualified"][..], &set[..]].concat();
    let whole = takes(&bench, &first).max(Duration::from_millis(4));
    let (mut dice, mut begun, mut early, mut twice) = (Dice::new(11), 0, 0, 0);
    let tries = tries(100);
    while early < tries {
        begun += 1;
        assert!(begun < 40 * tries, "{early} of {begun} were killed in time");
        let here = copies(&bench);
        let to = if here[0].0.contains("2-qualified") { "proposal" } else { "qualified" };
        // Every second one late, when it writes.
        let from = if begun % 2 == 0 { 0 } else { 500 };
        let after = whole.mul_f64((from + dice.up_to(1_100 - from)) as f64 / 1_000.0);
        early += usize::from(killed(&bench, &["move", "pt-a", to], after));
        let left = copies(&bench);
        let old = &here[0].1;
        assert!(!left.is_empty(), "the lead is gone");
        let added =
            |text: &str| text.strip_prefix(old.as_str()).is_some_and(|more| more.lines().count() <= 1);
        assert!(left.iter().all(|(_, text)| added(text) && text.ends_with("}\n")), "{left:?}");
        if left.len() == 2 {
            twice += 1;
            assert_eq!(bench.run(&["check"]).status, 1);
            let settled = bench.run(&["check", "--unsafe-fixes", "--allow-dirty"]);
            assert_eq!(settled.status, 0, "{settled:?}");
            assert_eq!(copies(&bench).len(), 1);
        }
        if copies(&bench)[0].1.len() > 20_000 {
            // Begins anew, so that the last kill is like the first.
            fs::remove_file(bench.place(&copies(&bench)[0].0)).unwrap();
            bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
            takes(&bench, &first);
        }
    }
    println!("{early} of {begun} moves killed before their end, {twice} left two copies, all settled");
    let after = bench.run(&["move", "pt-a", "lost", "--reason", "price"]);
    assert_eq!(after.status, 0, "{after:?}");
    // What a kill left unfinished is swept where the next change is written.
    let names = |folder: &str| fs::read_dir(bench.place(folder)).unwrap().count();
    assert_eq!(names("pipeline/lost"), 1);
    assert_eq!(bench.run(&["check"]).status, 0);
}

#[test]
fn a_killed_log_leaves_the_old_file_or_the_new_one() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    let args = ["log", "pt-a", "call", "They said yes"];
    let whole = takes(&bench, &args).max(Duration::from_millis(4));
    let mut dice = Dice::new(12);
    for _ in 0..tries(40) {
        let old = bench.read("pipeline/1-prospect/pt-a.yaml");
        killed(&bench, &args, whole.mul_f64(dice.up_to(1_500) as f64 / 1_000.0));
        let new = bench.read("pipeline/1-prospect/pt-a.yaml");
        let line = "  - {at: 2026-11-23, kind: call, by: siti, summary: They said yes}\n";
        let added =
            new.len() == old.len() + line.len() && new.matches(line).count() == old.matches(line).count() + 1;
        assert!(new == old || added, "{new}");
        if new.len() > 20_000 {
            // Begins anew with a first activity: it brings the list's key along, what comes after does not.
            bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
            takes(&bench, &args);
        }
    }
    assert_eq!(bench.run(&["check"]).status, 0);
}
