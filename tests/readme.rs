//! The README shows what the program says: every `console` block is run, in a
//! copy of the example, and compared. `CORONG_REFRESH=1 cargo test` writes them anew.

use std::fs;

use crate::support::Bench;

/// Splits a command line at blanks; single quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('\'').enumerate().flat_map(|(at, part)| {
        if at % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
    });
    quoted.collect()
}

/// What a block says after its commands were run, in order.
fn run(bench: &Bench, block: &str) -> String {
    let mut shown = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let args = words(command);
        assert_eq!(args[0], "corong", "only corong is run: {command}");
        let args: Vec<&str> = args[1..].iter().map(String::as_str).collect();
        let ran = bench.run(&args);
        shown.push_str(&format!("$ {command}\n{}{}", ran.out, ran.err));
    }
    shown.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let readme = fs::read_to_string("README.md").unwrap();
    let bench = Bench::copy_of("examples/nusantara");
    let mut fresh = String::new();
    let mut rest = readme.as_str();
    let mut blocks = 0;
    while let Some(at) = rest.find("```console\n") {
        let (before, block) = rest.split_at(at + "```console\n".len());
        let (block, after) = block.split_at(block.find("```").unwrap());
        fresh.push_str(before);
        fresh.push_str(&run(&bench, block));
        rest = after;
        blocks += 1;
    }
    fresh.push_str(rest);
    assert!(blocks >= 4, "{blocks} blocks were run");
    if std::env::var_os("CORONG_REFRESH").is_some() {
        fs::write("README.md", &fresh).unwrap();
    } else {
        similar_asserts(&readme, &fresh);
    }
}

fn similar_asserts(old: &str, new: &str) {
    let diff = similar::TextDiff::from_lines(old, new);
    assert!(
        old == new,
        "README.md is out of date; CORONG_REFRESH=1 cargo test mends it\n{}",
        diff.unified_diff()
    );
}
