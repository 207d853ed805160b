//! The program as a process of its own whose time and memory are watched.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::Ran;

/// A machine that others use as well: a second of work may take so many by the clock.
const SLOWER: u32 = 20;

/// How a watched run ended, and what it took.
#[derive(Debug)]
pub struct Watched {
    pub ran: Ran,
    /// Of processors, all its threads together; by the clock where the system does not tell.
    pub time: Duration,
    /// The most memory it had, in megabytes; 0 where the system does not tell.
    pub memory: u64,
    /// Whether it ended by itself, without a panic.
    pub well: bool,
}

/// Runs a command; it is killed past so many seconds of work, or megabytes.
pub fn watch(command: &mut Command, seconds: u64, megabytes: u64) -> Watched {
    let folder = tempfile::tempdir().unwrap();
    let (out, err) = (folder.path().join("out"), folder.path().join("err"));
    command.stdin(Stdio::null());
    command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
    let begun = Instant::now();
    let mut child = command.spawn().unwrap();
    let limit = Duration::from_secs(seconds);
    let (mut memory, mut time, mut killed) = (0, None, false);
    let status = loop {
        memory = memory.max(most_memory(child.id()));
        time = work(child.id()).max(time);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if !killed && (begun.elapsed() >= limit * SLOWER || time >= Some(limit) || memory > megabytes) {
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
    Watched { ran, time: time.unwrap_or_else(|| begun.elapsed()), memory, well }
}

/// What a process has worked, to a hundredth of a second.
fn work(process: u32) -> Option<Duration> {
    let told = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold anything, the 12th and 13th are user's and system's.
    let fields: Vec<&str> = told.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

fn most_memory(process: u32) -> u64 {
    let told = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let most = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    most.and_then(|most| most.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
