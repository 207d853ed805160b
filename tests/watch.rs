//! `corong watch`: repeats on change, and only then.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{Bench, PROSPECT, TODAY, command};

/// A watching program, and what it has said so far.
struct Watching {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
}

impl Watching {
    fn start(bench: &Bench, args: &[&str]) -> Self {
        let mut child = command()
            .current_dir(bench.root())
            .args(["--today", TODAY, "watch"])
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let (lines, heard) = (BufReader::new(child.stderr.take().unwrap()).lines(), Arc::clone(&said));
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| heard.lock().unwrap().push(line))
        });
        let watching = Self { child, said };
        watching.until("it watches", || watching.count("watching") == 1);
        watching
    }

    fn count(&self, word: &str) -> usize {
        self.said.lock().unwrap().iter().filter(|line| line.contains(word)).count()
    }

    /// Waits for something that has to happen, for as long as a busy machine may need.
    fn until(&self, what: &str, mut happened: impl FnMut() -> bool) {
        let began = Instant::now();
        while !happened() {
            assert!(began.elapsed() < Duration::from_secs(60), "{what}: {:?}", self.said.lock().unwrap());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn open_count(bench: &Bench) -> Option<u64> {
    let text = fs::read_to_string(bench.place("report.json")).ok()?;
    let report: serde_json::Value = serde_json::from_str(&text).ok()?;
    report["pipelines"][0]["open"]["count"].as_u64()
}

#[test]
fn it_follows_edits_and_checkouts_and_its_own_output_leaves_it_quiet() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/one.yaml", PROSPECT);
    let watching = Watching::start(&bench, &["report", "-o", "report.json"]);
    assert_eq!(open_count(&bench), Some(1));

    // A few thousand files at once, as a checkout brings them, folders made anew.
    for n in 0..3_000 {
        bench.write(&format!("pipeline/1-prospect/many-{n}.yaml"), PROSPECT);
    }
    watching.until("all are counted", || open_count(&bench) == Some(3_001));
    assert!(watching.count("files changed") >= 1);
    fs::rename(bench.place("pipeline"), bench.place("away")).unwrap();
    watching.until("none is counted", || open_count(&bench) == Some(0));
    fs::rename(bench.place("away"), bench.place("pipeline")).unwrap();
    watching.until("all are back", || open_count(&bench) == Some(3_001));
    fs::remove_file(bench.place("pipeline/1-prospect/one.yaml")).unwrap();
    watching.until("one less", || open_count(&bench) == Some(3_000));

    // Reading files and writing the report are no changes.
    let runs = watching.count("changed");
    fs::read(bench.place("pipeline/1-prospect/many-7.yaml")).unwrap();
    bench.write("report.json", "{}");
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(watching.count("changed"), runs, "it woke itself");
}

#[test]
fn a_broken_configuration_is_said_and_the_watching_goes_on() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/one.yaml", PROSPECT);
    let watching = Watching::start(&bench, &["report", "-o", "report.json"]);
    let config = bench.read("corong.yaml");
    bench.write("corong.yaml", "corong: [");
    watching.until("it is said", || watching.count("has to be mended") == 1);
    bench.write("corong.yaml", &config);
    bench.write("pipeline/1-prospect/two.yaml", PROSPECT);
    watching.until("it goes on", || open_count(&bench) == Some(2));
}
