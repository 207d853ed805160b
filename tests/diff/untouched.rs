//! Comparing writes nothing: not the tree, not the index, not a ref.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::lead;
use crate::support::{Bench, command};

fn files(root: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let all = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let own = all.filter(|entry| entry.file_type().is_file());
    let read = |place: &Path| (std::fs::read(place).unwrap(), place.metadata().unwrap().modified().unwrap());
    own.map(|entry| (entry.path().to_owned(), read(entry.path()))).collect()
}

#[test]
fn nothing_is_written() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", lead("A", "1", "prospect 11-02"));
    bench.repository();
    bench.save("Another");
    bench.write("pipeline/1-prospect/b.yaml", lead("B", "1", "prospect 11-02"));
    // An index that git would like to refresh.
    let touched = std::fs::File::options().write(true).open(bench.place("corong.yaml")).unwrap();
    touched.set_modified(std::time::SystemTime::now()).unwrap();
    let before = files(bench.root());
    for args in [&["diff"][..], &["diff", "HEAD~1"], &["diff", "HEAD~1..HEAD", "--format", "json"]] {
        let ran = command().current_dir(bench.root()).args(args).output().unwrap();
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
        assert!(files(bench.root()) == before, "{args:?} wrote");
    }
}
