//! Odd files of our own making, each named after what is odd about it, and
//! what is found in them; `CORONG_REFRESH=1` writes that down anew.

use std::fs;

use crate::support::Bench;

#[test]
fn odd_files_give_these_findings() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/torture");
    let bench = Bench::new();
    for entry in fs::read_dir(format!("{folder}/corpus")).unwrap() {
        let place = entry.unwrap().path();
        if place.extension().is_some_and(|ending| ending == "yaml") {
            let name = place.file_name().unwrap().to_str().unwrap();
            bench.write(&format!("pipeline/1-prospect/{name}"), fs::read(&place).unwrap());
        }
    }
    let ran = bench.run(&["check", "--format", "concise"]);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let expected = format!("{folder}/corpus.txt");
    if std::env::var_os("CORONG_REFRESH").is_some() {
        fs::write(&expected, &ran.out).unwrap();
    }
    assert_eq!(ran.out, fs::read_to_string(expected).unwrap());
}
