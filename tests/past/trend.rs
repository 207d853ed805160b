//! The trend of a scripted repository, by hand; and the cache that speeds it up.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{lead, save, three_commits};
use crate::support::{Bench, Ran, command};

/// Runs `corong` on 1 June 2026.
fn june(bench: &Bench, args: &[&str]) -> Ran {
    let mut command = command();
    Ran::of(command.current_dir(bench.root()).args(["--today", "2026-06-01"]).args(args).output().unwrap())
}

fn trend(bench: &Bench, args: &[&str]) -> Vec<Value> {
    let ran = june(bench, &[&["report", "--format", "json"], args].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.json()["pipelines"][0]["trend"].as_array().unwrap().clone()
}

/// `date source count value weighted | prospect, qualified and proposal by count`.
fn rows(trend: &[Value]) -> Vec<String> {
    let row = |point: &Value| {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let open = &point["open"];
        let stages: Vec<String> =
            point["stages"].as_array().unwrap().iter().map(|stage| stage["count"].to_string()).collect();
        format!(
            "{} {} {} {} {} | {}",
            text(&point["date"]),
            text(&point["source"]),
            open["count"],
            text(&open["value"]),
            text(&open["weighted"]),
            stages.join(" ")
        )
    };
    trend.iter().map(row).collect()
}

fn cache(bench: &Bench) -> Vec<PathBuf> {
    let folder = bench.place(".git/corong");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// `a` is worth 100, 300 from 2 April; `b` 50, and in the working tree 80.
const MONTHS: [&str; 6] = [
    "2026-01-31 history 1 300 30 | 1 0 0",
    "2026-02-28 history 2 380 38 | 2 0 0",
    "2026-03-31 git 2 150 15 | 2 0 0",
    "2026-04-30 git 2 350 95 | 1 1 0",
    "2026-05-31 git 2 350 95 | 1 1 0",
    "2026-06-01 files 2 380 98 | 1 1 0",
];

fn repository() -> Bench {
    let bench = Bench::new();
    three_commits(&bench, "");
    bench.write("pipeline/1-prospect/b.yaml", lead(80, "2026-05-31", "prospect 2026-02-01"));
    bench
}

const ASK: [&str; 4] = ["--trend", "months", "--from", "2026-01-15"];

#[test]
fn by_hand() {
    let bench = repository();
    let told = trend(&bench, &ASK);
    assert_eq!(rows(&told), MONTHS);
    assert_eq!(told[2]["commit"], bench.git(&["rev-parse", "HEAD~2"]));
    assert_eq!(told[0]["commit"], Value::Null);
    assert_eq!(
        told[3]["stages"][1],
        json!({"id": "qualified", "label": "Qualified", "count": 1, "value": "300"})
    );
    let weeks = trend(&bench, &["--trend", "weeks", "--from", "2026-05-01"]);
    let days: Vec<&str> = weeks.iter().map(|point| point["date"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-05-04", "2026-05-11", "2026-05-18", "2026-05-25", "2026-06-01"]);
    let nobody = trend(&bench, &[&ASK[..], &["--owner", "joko"]].concat());
    assert!(rows(&nobody).iter().all(|row| row.contains(" 0 0 0 |")), "{nobody:?}");
    let revision = trend(&bench, &[&ASK[..], &["--rev", "HEAD~1"]].concat());
    assert_eq!(
        rows(&revision),
        [
            "2026-01-31 history 1 300 30 | 1 0 0",
            "2026-02-28 history 2 350 35 | 2 0 0",
            "2026-03-31 git 2 150 15 | 2 0 0",
            "2026-04-02 files 2 350 95 | 1 1 0",
        ]
    );
}

/// A point of git's is what a report of that commit as of that day says.
#[test]
fn each_point_is_the_report_of_its_commit() {
    let bench = repository();
    for point in trend(&bench, &ASK).iter().filter(|point| point["source"] == "git") {
        let (commit, date) = (point["commit"].as_str().unwrap(), point["date"].as_str().unwrap());
        let report = june(&bench, &["report", "--format", "json", "--rev", commit, "--as-of", date]).json();
        let open = &report["pipelines"][0]["open"];
        for key in ["count", "value", "weighted"] {
            assert_eq!(open[key], point["open"][key], "{date} {key}");
        }
    }
}

#[test]
fn outside_git_the_histories_tell() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", lead(100, "2026-06-30", "prospect 2026-03-05"));
    let told = rows(&trend(&bench, &["--trend", "months", "--from", "2026-02-15"]));
    let expected = ["02-28 history 0 0 0", "03-31 history 1 100 10", "04-30 history 1 100 10"];
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(&format!("2026-{expected} |")), "{told}");
    }
    assert!(told[4].starts_with("2026-06-01 files 1 100 10"));
    let slips = june(&bench, &["report", "--trend", "months", "--format", "json"]).json();
    assert_eq!(slips["pipelines"][0]["slips"]["since"], Value::Null);
}

#[test]
fn stages_renamed_and_removed_since() {
    let bench = repository();
    let config = bench.read("corong.yaml");
    let renamed = config
        .replace("id: qualified\n", "id: met\n        formerly: [qualified]\n")
        .replace("dir: 2-qualified", "dir: 2-met");
    bench.write("corong.yaml", renamed);
    std::fs::rename(bench.place("pipeline/2-qualified"), bench.place("pipeline/2-met")).unwrap();
    let told = trend(&bench, &ASK);
    assert_eq!(rows(&told), MONTHS);
    assert_eq!(told[3]["stages"][1]["id"], "met");
}

#[test]
fn the_cache_is_used_and_may_be_broken_or_gone() {
    let bench = repository();
    assert!(cache(&bench).is_empty());
    assert_eq!(rows(&trend(&bench, &ASK)), MONTHS);
    let files = cache(&bench);
    assert_eq!(files.len(), 2, "{files:?}");
    let written: Vec<_> = files.iter().map(|file| file.metadata().unwrap().modified().unwrap()).collect();
    assert_eq!(rows(&trend(&bench, &ASK)), MONTHS);
    let again: Vec<_> = files.iter().map(|file| file.metadata().unwrap().modified().unwrap()).collect();
    assert_eq!(written, again, "nothing was learnt, nothing is written");
    for broken in ["", "x", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "{\"known\":{}}"] {
        for file in &files {
            std::fs::write(file, broken.repeat(20)).unwrap();
        }
        assert_eq!(rows(&trend(&bench, &ASK)), MONTHS, "{broken:?}");
    }
    // A byte in the middle.
    let mut bytes = std::fs::read(&files[0]).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] = bytes[middle].wrapping_add(1);
    std::fs::write(&files[0], bytes).unwrap();
    assert_eq!(rows(&trend(&bench, &ASK)), MONTHS);
    // Objects that are known need not be read: without them it still answers.
    std::fs::remove_dir_all(bench.place(".git/corong")).unwrap();
    std::fs::write(bench.place(".git/corong"), "in the way").unwrap();
    assert_eq!(rows(&trend(&bench, &ASK)), MONTHS);
    let told = june(&bench, &["-v", "report", "--trend", "months"]);
    assert!(told.status == 0 && told.err.contains("is not kept"), "{told:?}");
}

#[test]
fn it_is_right_after_the_history_was_rewritten() {
    let bench = repository();
    trend(&bench, &ASK);
    // The second commit is dropped: `a` never moved, and nothing was committed in April.
    bench.git(&["stash", "--quiet"]);
    bench.git(&["reset", "--quiet", "--hard", "HEAD~2"]);
    save(&bench, "2026-05-20T03:00:00Z", "Another way");
    let told = rows(&trend(&bench, &ASK));
    let expected = ["2026-03-31 git 2 150 15 | 2 0 0", "2026-04-30 git 2 150 15 | 2 0 0"];
    assert_eq!(told[2..4], expected);
}

#[test]
fn many_at_once_agree() {
    let bench = repository();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| rows(&trend(&bench, &ASK)))).collect();
        runs.into_iter().for_each(|run| assert_eq!(run.join().unwrap(), MONTHS));
    });
    assert_eq!(cache(&bench).len(), 2);
}

#[test]
fn a_shallow_clone_says_so() {
    let bench = repository();
    let source = format!("file://{}", bench.root().display()).replace(' ', "%20");
    bench.git(&["clone", "--quiet", "--depth=1", &source, "shallow"]);
    let mut command = command();
    command.current_dir(bench.place("shallow")).args(["--today", "2026-06-01", "report", "--format", "json"]);
    let ran = Ran::of(command.args(ASK).output().unwrap());
    assert!(
        ran.err.contains("this clone is shallow: git tells nothing of the days before 2026-05-10"),
        "{ran:?}"
    );
    let sources: Vec<String> = ran.json()["pipelines"][0]["trend"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| point["source"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(sources, ["history", "history", "history", "history", "git", "files"]);
}

#[test]
fn people_read_it_in_both_languages() {
    let bench = repository();
    for format in ["markdown", "html", "text"] {
        for (language, words) in [
            (
                "en",
                [
                    "Open value rose to Rp380, from Rp150 on 31 March 2026",
                    "git knows since",
                    "dated leads were pushed",
                ],
            ),
            (
                "id",
                [
                    "Nilai terbuka naik menjadi Rp380, dari Rp150 pada 31 Maret 2026",
                    "git sejak",
                    "bertanggal diundur",
                ],
            ),
        ] {
            let args = [&["report", "--format", format, "--language", language], &ASK[..]].concat();
            let ran = june(&bench, &args);
            let text = ran.out.replace('\u{a0}', " ");
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(words[0]), "{text}");
            assert!(format != "html" || text.contains(words[1]), "{text}");
        }
    }
    let csv = june(&bench, &[&["report", "--table", "trend"], &ASK[..]].concat()).out;
    assert_eq!(csv.lines().nth(1).unwrap(), "sales,2026-01-31,history,,1,300,30");
    let stages = june(&bench, &[&["report", "--table", "trend.stages"], &ASK[..]].concat()).out;
    assert_eq!(stages.lines().nth(1).unwrap(), "sales,2026-01-31,prospect,Prospect,1,300");
}

#[test]
fn too_many_days_are_refused() {
    let bench = repository();
    let ran = june(&bench, &["report", "--trend", "weeks", "--from", "2001-01-01"]);
    assert!(ran.status == 2 && ran.err.contains("--trend months"), "{ran:?}");
    let explained = june(&bench, &["explain", "trend"]);
    assert!(explained.out.contains("# trend") && explained.out.contains("Counted, open"), "{explained:?}");
}
