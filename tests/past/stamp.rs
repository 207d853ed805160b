//! The stamp: what a report was made from, and the same bytes from the same.

use serde_json::{Value, json};

use super::three_commits;
use crate::support::{Bench, Ran, command};

fn stamp(bench: &Bench, args: &[&str]) -> Value {
    let told = bench.run(&[&["report", "--format", "json"], args].concat());
    let stamp = &told.json()["stamp"];
    json!([stamp["commit"], stamp["changed"]])
}

#[test]
fn the_commit_and_whether_files_differ_from_it() {
    let bench = Bench::new();
    assert_eq!(stamp(&bench, &[]), json!([null, false]), "outside git");
    three_commits(&bench, "");
    let head = bench.git(&["rev-parse", "HEAD"]);
    assert_eq!(stamp(&bench, &[]), json!([head, false]));
    // What no figure depends on.
    bench.write("notes.txt", "x");
    bench.write("pipeline/1-prospect/.swap.yaml", "x");
    bench.write("pipeline/1-prospect/list.txt", "x");
    assert_eq!(stamp(&bench, &[]), json!([head, false]));
    bench.write("pipeline/1-prospect/c.yaml", "title: new\n");
    assert_eq!(stamp(&bench, &[]), json!([head, true]));
    assert_eq!(stamp(&bench, &["--rev", "HEAD"]), json!([head, false]), "a revision is as it is");
    bench.write(".gitignore", "c.yaml\n");
    assert_eq!(stamp(&bench, &[]), json!([head, true]), "figures count what git ignores");
    std::fs::remove_file(bench.place("pipeline/1-prospect/c.yaml")).unwrap();
    assert_eq!(stamp(&bench, &[]), json!([head, false]));
    bench.write("corong.yaml", bench.read("corong.yaml") + "# another\n");
    assert_eq!(stamp(&bench, &[]), json!([head, true]));
    let digest = |args: &[&str]| {
        let told = bench.run(&[&["report", "--format", "json"], args].concat()).json();
        told["stamp"]["configuration"].as_str().unwrap().to_owned()
    };
    assert_ne!(digest(&[]), digest(&["--config-from", "HEAD"]));
    assert_eq!(digest(&["--rev", "HEAD"]), digest(&["--config-from", "HEAD"]));
}

#[test]
fn below_the_top_of_the_repository() {
    let bench = Bench::new();
    bench.write("crm é/corong.yaml", bench.read("corong.yaml"));
    three_commits(&bench, "crm é/");
    let changed = || {
        let mut command = command();
        let output = command.current_dir(bench.place("crm é")).args(["report", "--format", "json"]).output();
        Ran::of(output.unwrap()).json()["stamp"]["changed"].clone()
    };
    assert_eq!(changed(), false);
    bench.write("pipeline/1-prospect/x.yaml", "elsewhere");
    assert_eq!(changed(), false);
    bench.write("crm é/pipeline/1-prospect/ñ.yaml", "here");
    assert_eq!(changed(), true);
}

#[test]
fn people_read_it_in_every_format_and_both_languages() {
    let bench = Bench::new();
    three_commits(&bench, "");
    bench.write("pipeline/1-prospect/c.yaml", "title: new\n");
    let head = &bench.git(&["rev-parse", "HEAD"])[..7];
    for format in ["markdown", "html", "text"] {
        let told = |language, more: &[&str]| {
            let args = ["report", "--format", format, "--language", language];
            bench.run(&[&args, more].concat()).out.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let english = told("en", &[]);
        assert!(english.contains(&format!("From commit {head} (with changes), configuration ")), "{english}");
        let indonesian = told("id", &["--rev", "HEAD"]);
        assert!(indonesian.contains(&format!("Dari komit {head}, konfigurasi ")), "{indonesian}");
        assert!(indonesian.contains("Berkas diambil dari komit tanggal 10"), "{indonesian}");
        let earlier = told("en", &["--rev", "HEAD", "--as-of", "2026-04-30"]);
        assert!(earlier.contains("are what the files of 10"), "{earlier}");
    }
    let csv = bench.run(&["report", "--format", "csv", "--table", "report"]).out;
    assert!(csv.lines().next().unwrap().contains("stamp.commit"), "{csv}");
}

/// Two clones at different places, whose files have different times.
#[test]
fn the_same_commit_gives_the_same_bytes() {
    let bench = Bench::new();
    three_commits(&bench, "");
    let other = tempfile::Builder::new().prefix("another place ").tempdir().unwrap();
    let clone = other.path().join("clone é");
    bench.git(&["clone", "--quiet", ".", clone.to_str().unwrap()]);
    let configuration = std::fs::File::options().write(true).open(clone.join("corong.yaml")).unwrap();
    configuration.set_modified(std::time::UNIX_EPOCH).unwrap();
    for format in ["markdown", "html", "json", "csv", "text"] {
        let made = |folder: &std::path::Path, args: &[&str]| {
            let mut command = command();
            command.current_dir(folder).args(["report", "--format", format]).args(args);
            let ran = Ran::of(command.output().unwrap());
            assert_eq!(ran.status, 0, "{ran:?}");
            ran.out
        };
        let bytes = made(bench.root(), &["--rev", "HEAD"]);
        assert!(bytes == made(&clone, &["--rev", "main"]), "{format}");
        let dated = ["--today", "2026-06-01"];
        assert!(made(bench.root(), &dated) == made(&clone, &dated), "{format} of the working tree");
    }
}
