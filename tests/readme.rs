//! The README: short, what its `console` blocks show is what the program says, and
//! its commands end at a report of one's own.

use std::fs;
use std::process::Command;

use crate::support::blocks::{is_fresh, played};
use crate::support::{Bench, Ran, TODAY};

#[test]
fn the_readme_shows_what_the_program_says() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (fresh, blocks) = played(&Bench::copy_of("examples/brightline"), &readme);
    assert!(blocks >= 1, "{blocks} blocks were run");
    is_fresh("README.md", &readme, &fresh);
    assert!(readme.lines().count() <= 220, "{} lines", readme.lines().count());
}

/// What is to be typed into a shell, but for what builds and tests corong itself.
fn commands(document: &str) -> String {
    let mut blocks = document.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let own = |line: &&str| !line.starts_with("cargo ") && *line != "tests/all";
    let lines: Vec<&str> = blocks.by_ref().flat_map(str::lines).filter(own).collect();
    lines.join("\n")
}

/// Pasted one after the other into a fresh shell, in a clone.
#[cfg(unix)]
#[test]
fn its_commands_end_at_a_report_of_ones_own() {
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(readme.contains("cargo run --release -- -C examples/brightline report"));
    assert!(readme.contains("```sh\ntests/all\n```"));
    let place = tempfile::Builder::new().prefix("corong readme ").tempdir().unwrap();
    let clone = place.path().join("clone");
    fs::create_dir_all(clone.join("examples")).unwrap();
    fs::copy("examples/deals.csv", clone.join("examples/deals.csv")).unwrap();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_corong")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell
        .args(["-e", "-c", &commands(&readme)])
        .current_dir(&clone)
        .env("PATH", path)
        .env("HOME", place.path());
    for (name, value) in [
        ("CORONG_TODAY", TODAY),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Ann"),
        ("GIT_AUTHOR_EMAIL", "ann@acme.example"),
        ("GIT_COMMITTER_NAME", "Ann"),
        ("GIT_COMMITTER_EMAIL", "ann@acme.example"),
    ] {
        shell.env(name, value);
    }
    for name in ["XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "GITHUB_ACTIONS", "LC_ALL", "LC_MESSAGES", "LANG"] {
        shell.env_remove(name);
    }
    let ran = Ran::of(shell.output().unwrap());
    assert_eq!(ran.status, 0, "{}\n--\n{}", ran.out, ran.err);
    // What the list gives: all its rows, and what was won.
    assert!(ran.err.contains("30 leads out of 30 rows") || ran.out.contains("30 leads out of 30 rows"));
    assert!(ran.out.contains("# our-deals") && ran.out.contains("won in 12 deals"), "{}", ran.out);
    // The report's own lead, its value, and the commit it was made from.
    let report = ran.out.rsplit_once("# My sales").unwrap_or_else(|| panic!("{}", ran.out)).1;
    assert!(report.contains("4,800") && report.contains("From commit "), "{report}");
    assert!(!report.contains("with changes"), "{report}");
}

/// Nobody is sent to a registry for what is not there.
#[test]
fn nothing_is_installed_from_where_it_is_not() {
    let mut texts = vec![("README.md".to_owned(), fs::read_to_string("README.md").unwrap())];
    for file in
        fs::read_dir("templates/handbook").unwrap().chain(fs::read_dir("templates/init/common").unwrap())
    {
        let path = file.unwrap().path();
        texts.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
    }
    for (name, text) in texts {
        for line in text.lines().filter(|line| line.contains("cargo install")) {
            let one_version = line.contains("--git") && line.contains("--tag");
            assert!(line.contains("--path") || one_version, "{name}: {line}");
        }
        for other in ["pip install corong", "uvx corong", "npx corong", "brew install corong"] {
            assert!(!text.contains(other), "{name}: {other}");
        }
    }
}
