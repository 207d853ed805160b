//! What `-h` and `corong help` say.

use crate::support::{Bench, Ran, TODAY, command};

/// Every command there is, as `corong -h` lists them.
fn commands() -> Vec<String> {
    let help = Bench::new().run(&["-h"]).out;
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn global_options_are_a_group_of_their_own_at_the_end() {
    let commands = commands();
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands.iter().filter(|command| *command != "help") {
        let help = Bench::new().run(&[command, "-h"]).out;
        let (own, global) = help.split_once("\nGlobal options:\n").unwrap_or_else(|| panic!("{help}"));
        for option in ["-C <DIR>", "--color", "--today", "--quiet", "--verbose"] {
            assert!(!own.contains(option), "{command}: {option}\n{help}");
            assert!(global.contains(option), "{command}: {option}\n{help}");
        }
        assert!(!global.contains("\nOptions:"), "{help}");
    }
}

#[test]
fn a_variable_that_is_set_is_no_part_of_the_usage() {
    let run = |args: &[&str]| Ran::of(command().env("CORONG_TODAY", TODAY).args(args).output().unwrap());
    let ran = run(&["log"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("Usage: corong log <LEAD> [KIND] [SUMMARY]\n"), "{}", ran.err);
    assert!(!ran.err.contains("--today"), "{}", ran.err);
    // It is in the help, and a wrong one is refused.
    assert!(run(&["log", "-h"]).out.contains("[env: CORONG_TODAY]"));
    let wrong = Ran::of(command().env("CORONG_MAX_FILES", "x").arg("list").output().unwrap());
    assert!(wrong.status == 2 && wrong.err.contains("'x' for '--max-files <N>'"), "{}", wrong.err);
}
