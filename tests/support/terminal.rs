//! A terminal whose questions are answered, through the one that `script` makes.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{Bench, TODAY};

/// What a terminal shows of a run whose questions are answered so, and the
/// run's status; `None` where this machine has no `script` to make one.
pub fn at_a_terminal(bench: &Bench, run: &str, answers: &str) -> Option<(String, i32)> {
    terminal(bench, "", run, answers)
}

/// The same on a terminal of a size, for what fills the screen; the answers are keys.
pub fn on_a_screen(bench: &Bench, run: &str, keys: &str) -> Option<(String, i32)> {
    terminal(bench, "stty cols 200 rows 30; TERM=xterm ", run, keys)
}

fn terminal(bench: &Bench, before: &str, run: &str, answers: &str) -> Option<(String, i32)> {
    let util_linux = Command::new("script").arg("--version").output().ok()?;
    if !String::from_utf8_lossy(&util_linux.stdout).contains("util-linux") {
        return None;
    }
    let line = format!("{before}'{}' --today {TODAY} {run}", env!("CARGO_BIN_EXE_corong"));
    let mut child = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(bench.root())
        .env_remove("CORONG_TODAY")
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // A terminal that is hung up answers no more, as its end does.
    let _ = child.stdin.take().unwrap().write_all(answers.as_bytes());
    let output = child.wait_with_output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    Some((shown, output.status.code().unwrap_or(-1)))
}
