//! What `-h` and `corong help` say.

use crate::support::{Bench, CONFIG, Ran, TODAY, command};

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
    assert!(
        wrong.status == 2 && wrong.err.contains("`x` is no value for `--max-files <N>`"),
        "{}",
        wrong.err
    );
}

/// The workspace's language, or the environment's where there is none.
#[test]
fn help_and_wrong_usage_are_said_in_the_language_that_is_spoken() {
    let bench = Bench::new();
    bench.write("corong.yaml", CONFIG.replace("name: Test", "name: Test\nlanguage: id"));
    let english = ["Usage", "Options", "Arguments", "Print help", "[default", "possible", "LEAD", "[env"];
    for command in commands() {
        for help in ["-h", "--help"] {
            let ran = bench.run(&[&command, help]);
            assert!(ran.out.contains("Cara pakai: corong "), "{}", ran.out);
            assert!(ran.out.contains("\nOpsi umum:\n"), "{}", ran.out);
            let left = english.iter().find(|word| ran.out.contains(**word));
            assert_eq!(left, None, "{command}: {}", ran.out);
        }
        let page = bench.run(&["help", &command]).out;
        assert!(page.contains("Cara pakai: corong ") && !page.contains("Options"), "{page}");
    }
    let wrong = bench.run(&["move", "--reson", "x"]);
    let said =
        "gagal: `--reson` tidak dikenal di sini\n  saran: maksudnya `--reason`?\n\nCara pakai: corong move ";
    assert!(wrong.status == 2 && wrong.err.starts_with(said), "{}", wrong.err);
    let elsewhere = tempfile::tempdir().unwrap();
    let run = |language: &str, folder: &[&str]| {
        let mut corong = command();
        corong.current_dir(&elsewhere).env("LC_ALL", language).args(folder).arg("lst");
        Ran::of(corong.output().unwrap()).err
    };
    let there = bench.place("");
    assert!(run("id_ID.UTF-8", &[]).starts_with("gagal: tidak ada perintah `lst`"));
    assert!(run("C", &[]).starts_with("error: there is no command `lst`\n  help: did you mean `l"));
    assert!(run("C", &["-C", there.to_str().unwrap()]).starts_with("gagal: tidak ada"));
}
