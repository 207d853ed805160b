//! Documents whose `console` blocks are run and compared.

use super::Bench;
use super::transcript::answered;

/// The document with what its `console` blocks say when their commands are run,
/// in order, and how many blocks it has.
pub fn played(bench: &Bench, document: &str) -> (String, usize) {
    let (mut fresh, mut rest, mut blocks) = (String::new(), document, 0);
    while let Some(at) = rest.find("```console\n") {
        let (before, block) = rest.split_at(at + "```console\n".len());
        let (block, after) = block.split_at(block.find("```").unwrap());
        fresh.push_str(before);
        fresh.push_str(&run(bench, block));
        rest = after;
        blocks += 1;
    }
    (fresh + rest, blocks)
}

fn run(bench: &Bench, block: &str) -> String {
    let mut shown = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let ran = answered(bench, command);
        assert_ne!(ran.status, 2, "a page shows no wrong usage: {command}\n{}", ran.err);
        shown.push_str(&format!("$ {command}\n{}{}", ran.out, ran.err));
    }
    shown.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Compares a file with what it should say, or writes it anew.
#[track_caller]
pub fn is_fresh(file: &str, old: &str, fresh: &str) {
    if std::env::var_os("CORONG_REFRESH").is_some() {
        if old != fresh {
            std::fs::write(file, fresh).unwrap();
        }
        return;
    }
    let diff = similar::TextDiff::from_lines(old, fresh);
    assert!(
        old == fresh,
        "{file} is out of date; CORONG_REFRESH=1 cargo test mends it\n{}",
        diff.unified_diff()
    );
}
