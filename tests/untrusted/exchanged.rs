//! Folders that are exchanged for links, and back, while something is read or
//! written: it is read and written inside.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use corong::change::{Plan, PlanStep};
use corong::host::{Disk, Lock, carry_out, publish};
use corong::source::{Pages, RelPath, Snapshot};

use crate::support::Bench;

/// Does something again and again while a folder is exchanged for a link to
/// `outside`, and back.
fn while_exchanged(folder: &Path, outside: &Path, rounds: usize, mut each: impl FnMut()) {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let aside = folder.with_extension("aside");
            while !done.load(Ordering::Relaxed) {
                // A folder may have been made anew in between.
                if fs::rename(folder, &aside).is_ok() {
                    let _ = symlink(outside, folder);
                    std::thread::yield_now();
                    let _ = fs::remove_file(folder);
                    let _ = fs::remove_dir_all(folder);
                    let _ = fs::rename(&aside, folder);
                }
            }
        });
        (0..rounds).for_each(|_| each());
        done.store(true, Ordering::Relaxed);
    });
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn leads_are_moved_inside() {
    let (bench, outside) = (Bench::new(), tempfile::tempdir().unwrap());
    fs::create_dir_all(bench.place("pipeline/1-prospect")).unwrap();
    fs::create_dir_all(bench.place("pipeline/lost")).unwrap();
    let lock = Lock::take(bench.root()).unwrap();
    let path = RelPath::new;
    let (from, to) = ("pipeline/1-prospect/a.yaml", "pipeline/lost/a.yaml");
    let text = || "title: A\n".to_owned();
    let mut lost = 0;
    while_exchanged(&bench.place("pipeline/lost"), outside.path(), 1_000, || {
        bench.write(from, text());
        let step = PlanStep::Move { from: path(from), to: path(to), old: text(), new: text() };
        let moved = carry_out(bench.root(), &Plan { title: "x".into(), steps: vec![step] }, &lock);
        // Refused or failed: the lead is where it was.
        lost += usize::from(moved.is_err() && !bench.place(from).exists());
        let _ = fs::remove_file(bench.place(to));
    });
    assert_eq!((names(outside.path()), lost), (vec![], 0));
}

#[test]
fn leads_are_read_inside() {
    let (bench, outside) = (Bench::new(), tempfile::tempdir().unwrap());
    bench.write("pipeline/lost/2026/a.yaml", "mine\n");
    fs::create_dir(outside.path().join("2026")).unwrap();
    fs::write(outside.path().join("2026/a.yaml"), "secret\n").unwrap();
    fs::write(outside.path().join("2026/secret.yaml"), "secret\n").unwrap();
    let disk = Disk::new(bench.root());
    let (mut buffer, mut read, mut listed) = (Vec::new(), 0, 0);
    // On a busy machine a whole round may fall into one exchange.
    for _ in 0..50 {
        while_exchanged(&bench.place("pipeline/lost"), outside.path(), 3_000, || {
            if disk.read(&RelPath::new("pipeline/lost/2026/a.yaml"), 100, &mut buffer).is_ok() {
                assert_eq!(buffer, b"mine\n");
                read += 1;
            }
            let entries = disk.list(&RelPath::new("pipeline")).unwrap_or_default();
            assert!(!entries.iter().any(|entry| entry.path.name() == "secret.yaml"));
            listed += entries.len();
        });
        if read > 0 && listed > 0 {
            break;
        }
    }
    assert!(read > 0 && listed > 0);
}

struct Two(BTreeMap<&'static str, String>);

impl Pages for Two {
    fn paths(&self) -> Vec<String> {
        self.0.keys().map(|path| (*path).to_owned()).collect()
    }

    fn page(&self, path: &str) -> Result<Option<Vec<u8>>, corong::text::Message> {
        Ok(self.0.get(path).map(|text| text.clone().into_bytes()))
    }
}

#[test]
fn pages_are_written_inside() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let site = folder.path().join("site");
    let mut number = 0;
    fs::write(outside.path().join("x.html"), "theirs").unwrap();
    while_exchanged(&site.join("leads"), outside.path(), 500, || {
        number += 1;
        let mut pages = Two([("index.html", number.to_string())].into());
        if number % 2 == 0 {
            pages.0.insert("leads/x.html", number.to_string());
            pages.0.insert("leads/y.html", number.to_string());
        }
        let _ = publish(&pages, &site, folder.path(), false, &|| {});
    });
    assert_eq!(names(outside.path()), ["x.html"]);
    assert_eq!(fs::read_to_string(outside.path().join("x.html")).unwrap(), "theirs");
}
