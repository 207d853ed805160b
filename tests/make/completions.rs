//! What shells are offered.

use std::process::Command;

use crate::support::{Bench, CONFIG, PROSPECT, command};

fn bench() -> Bench {
    let bench = Bench::new();
    let config = CONFIG.replace("lost_reasons:", "won_reasons: [fit]\nlost_reasons:");
    let second = "  - id: partners\n    dir: partners\n    stages:\n      - {id: talk, dir: 1-talk, label: Talk}\n      \
                  - {id: won, dir: 6-won, kind: won}\n      - {id: lost, dir: lost, kind: lost}\n";
    bench.write("corong.yaml", format!("{config}{second}"));
    bench.write("pipeline/1-prospect/pt-karya.yaml", PROSPECT);
    bench.write("pipeline/6-won/2026/pt-abadi.yaml", "not: [even YAML");
    bench.write("pipeline/1-prospect/Not An Id.yaml", PROSPECT);
    bench.write("partners/1-talk/pt-mitra.yaml", PROSPECT);
    bench
}

/// What bash is offered for the last of the words.
fn offered(bench: &Bench, words: &[&str]) -> Vec<String> {
    let mut asked = command();
    asked.env("CORONG_COMPLETE", "bash").env("_CLAP_IFS", "\n").current_dir(bench.root());
    asked.env("_CLAP_COMPLETE_INDEX", words.len().to_string()).args(["--", "corong"]).args(words);
    let output = asked.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter(|line| !line.starts_with('-')).map(str::to_owned).collect()
}

#[test]
fn a_shell_is_offered_the_workspaces_own_words() {
    let bench = bench();
    let cases: [(&[&str], &[&str]); 17] = [
        (&["mov"], &["move"]),
        (&["move", ""], &["pt-abadi", "pt-karya", "pt-mitra"]),
        (&["move", "pt-k"], &["pt-karya"]),
        (&["move", "pipeline/1-prospect/pt"], &["pipeline/1-prospect/pt-karya.yaml"]),
        (&["move", "pt-karya", ""], &["prospect", "qualified", "proposal", "won", "lost"]),
        (&["move", "pt-mitra", ""], &["talk", "won", "lost"]),
        (&["move", "pt-karya", "--pipeline", "partners", ""], &["talk", "won", "lost"]),
        (&["move", "--pipeline=sales", "pt-mitra", "p"], &["prospect", "proposal"]),
        (&["lose", "pt-karya", "--reason", ""], &["price", "competitor", "no-budget"]),
        (&["win", "pt-karya", "--reason", ""], &["fit"]),
        (&["new", "x", "--owner", ""], &["siti"]),
        (&["new", "x", "--source", "w"], &["website"]),
        (&["new", "x", "--pipeline", ""], &["sales", "partners"]),
        (&["log", "pt-karya", "m"], &["meeting"]),
        (&["set", "pt-karya", "qualification.n"], &["qualification.need="]),
        (&["explain", "stale"], &["stale-lead"]),
        (&["report", "--period", "FY"], &[]),
    ];
    for (words, wanted) in cases {
        assert_eq!(offered(&bench, words), wanted, "{words:?}");
    }
}

#[test]
fn the_folder_of_the_line_counts_and_errors_are_silent() {
    let bench = bench();
    let elsewhere = Bench::new();
    let root = bench.root().to_str().unwrap();
    assert_eq!(offered(&elsewhere, &["-C", root, "move", "pt-k"]), ["pt-karya"]);
    elsewhere.write("corong.yaml", "corong: [");
    assert_eq!(offered(&elsewhere, &["move", ""]), [""; 0]);
    let unknown =
        command().env("CORONG_COMPLETE", "nosuchshell").args(["--", "corong", ""]).output().unwrap();
    assert!(unknown.stderr.is_empty() && unknown.stdout.is_empty(), "{unknown:?}");
}

#[test]
fn bash_itself_completes() {
    let bench = bench();
    let line = r#"
        source <("$CORONG" completions bash) || exit 3
        COMP_WORDS=(corong move pt-k) COMP_CWORD=2 COMP_TYPE=9
        _clap_complete_corong corong pt-k move
        printf '%s\n' "${COMPREPLY[@]}"
        complete -p corong"#;
    let bash = Command::new("bash")
        .args(["--norc", "-c", line])
        .env("CORONG", env!("CARGO_BIN_EXE_corong"))
        .current_dir(bench.root())
        .output();
    let Ok(bash) = bash else {
        println!("left out: this machine has no bash");
        return;
    };
    let told = String::from_utf8(bash.stdout).unwrap();
    assert!(told.starts_with("pt-karya\n"), "{told}{}", String::from_utf8_lossy(&bash.stderr));
    assert!(told.contains("-F _clap_complete_corong corong"), "{told}");
}

#[test]
fn every_shell_has_a_script() {
    let bench = Bench::new();
    for (shell, mark) in [
        ("bash", "complete -o nospace"),
        ("zsh", "#compdef corong"),
        ("fish", "complete --keep-order"),
        ("powershell", "Register-ArgumentCompleter"),
        ("pwsh", "Register-ArgumentCompleter"),
    ] {
        let ran = bench.run(&["completions", shell]);
        assert!(ran.status == 0 && ran.out.contains(mark) && ran.out.contains("CORONG_COMPLETE"), "{ran:?}");
    }
}
