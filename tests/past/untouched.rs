//! Looking at the past writes nothing but its cache.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::three_commits;
use crate::support::{Bench, command};

/// Every file below a folder but the cache, with its bytes and when it was written.
fn files(root: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let all = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let own = all.filter(|entry| entry.file_type().is_file());
    let own = own.filter(|entry| !entry.path().components().any(|part| part.as_os_str() == "corong"));
    let read = |place: &Path| (std::fs::read(place).unwrap(), place.metadata().unwrap().modified().unwrap());
    own.map(|entry| (entry.path().to_owned(), read(entry.path()))).collect()
}

#[test]
fn neither_the_tree_nor_the_index_nor_a_ref() {
    let bench = Bench::new();
    three_commits(&bench, "");
    bench.write("pipeline/1-prospect/new.yaml", "title: not committed\n");
    // An index that git would like to refresh.
    let touched = std::fs::File::options().write(true).open(bench.place("corong.yaml")).unwrap();
    touched.set_modified(std::time::SystemTime::now()).unwrap();
    let before = files(bench.root());
    let looks: [&[&str]; 12] = [
        &["check", "--git"],
        &["check", "--rev", "HEAD~1"],
        &["check", "--rev", "HEAD", "--changed-since", "HEAD~1"],
        &["report", "--rev", "HEAD~1"],
        &["report", "--format", "html"],
        &["report", "--trend", "weeks"],
        &["explain", "slips", "--rev", "HEAD"],
        &["list", "--rev", "main"],
        &["show", "a", "--rev", "HEAD"],
        &["agenda", "--rev", "HEAD"],
        &["board", "--rev", "HEAD~2"],
        &["explain", "won", "--rev", "HEAD~2"],
    ];
    for look in looks {
        let ran = command().current_dir(bench.root()).args(look).output().unwrap();
        assert!(ran.status.code() < Some(2), "{look:?}: {}", String::from_utf8_lossy(&ran.stderr));
        assert!(files(bench.root()) == before, "{look:?} wrote");
    }
}
