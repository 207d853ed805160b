//! The program as a process of its own whose time and memory are watched.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::Ran;

/// How a watched run ended, and what it took.
#[derive(Debug)]
pub struct Watched {
    pub ran: Ran,
    pub time: Duration,
    /// The most memory it had, in megabytes; 0 where the system does not tell.
    pub memory: u64,
    /// Whether it ended by itself, without a panic.
    pub well: bool,
}

/// Runs a command; it is killed past so many seconds or megabytes.
pub fn watch(command: &mut Command, seconds: u64, megabytes: u64) -> Watched {
    let folder = tempfile::tempdir().unwrap();
    let (out, err) = (folder.path().join("out"), folder.path().join("err"));
    command.stdin(Stdio::null());
    command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
    let begun = Instant::now();
    let mut child = command.spawn().unwrap();
    let (mut memory, mut killed) = (0, false);
    let status = loop {
        memory = memory.max(most_memory(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if !killed && (begun.elapsed().as_secs() >= seconds || memory > megabytes) {
            child.kill().unwrap();
            killed = true;
        }
        sleep(Duration::from_millis(2));
    };
    let text = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    let ran = Ran { status: status.code().unwrap_or(-1), out: text(&out), err: text(&err) };
    let fell = ["panicked", "has overflowed its stack", "memory allocation"];
    // 129 is the merge driver's for what cannot be merged.
    let well =
        !killed && [0, 1, 2, 129].contains(&ran.status) && !fell.iter().any(|fell| ran.err.contains(fell));
    Watched { ran, time: begun.elapsed(), memory, well }
}

fn most_memory(process: u32) -> u64 {
    let told = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let most = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    most.and_then(|most| most.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
