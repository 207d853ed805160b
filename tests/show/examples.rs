//! Both examples, in every format, wherever they are made.

use crate::support::{Bench, TODAY, command};

const EXAMPLES: [&str; 2] = ["examples/nusantara", "examples/brightline"];
const FORMATS: [&str; 5] = ["markdown", "html", "json", "csv", "text"];

#[test]
fn brightline_is_checked_and_rendered() {
    let bench = Bench::copy_of("examples/brightline");
    let check = bench.run(&["check", "--format", "json"]).json();
    assert_eq!((&check["leads"], &check["errors"]), (&17.into(), &0.into()), "{check}");
    assert!(check["warnings"].as_u64().unwrap() <= 3);
    let report = bench.run(&["report", "--format", "json"]).json();
    assert_eq!(report["pipelines"].as_array().unwrap().len(), 2);
    assert_eq!(report["pipelines"][1]["retention"]["ending"].as_array().unwrap().len(), 2);
    let sum: u64 = (0..2).map(|at| report["pipelines"][at]["open"]["count"].as_u64().unwrap()).sum();
    assert_eq!(report["total"]["open"]["count"], sum);
    for format in FORMATS {
        for language in ["en", "id"] {
            let ran = bench.run(&["report", "--format", format, "--language", language]);
            assert_eq!(ran.status, 0, "{format}: {}", ran.err);
            assert!(ran.out.len() > 1000 && !ran.out.contains("N()"), "{format} {language}");
        }
    }
}

#[test]
fn the_same_bytes_in_every_time_zone() {
    for example in EXAMPLES {
        let bench = Bench::copy_of(example);
        for format in FORMATS {
            let made = |zone: &str| {
                let args = ["--today", TODAY, "report", "--format", format];
                let ran = command().env("TZ", zone).current_dir(bench.root()).args(args).output().unwrap();
                assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
                ran.stdout
            };
            assert_eq!(made("Pacific/Kiritimati"), made("America/Adak"), "{example} {format}");
        }
    }
}

#[test]
fn tables_for_spreadsheets() {
    let bench = Bench::copy_of("examples/nusantara");
    let json = bench.run(&["report", "--format", "json"]).json();
    let long = bench.run(&["report", "--format", "csv"]).out;
    assert!(long.starts_with("pipeline,table,key,label,measure,value\r\n"));
    let won = format!("sales,won,,,count,{}\r\n", json["pipelines"][0]["won"]["count"]);
    assert!(long.contains(&won), "{won}");
    let stages = bench.run(&["report", "--table", "stages"]).out;
    assert_eq!(stages.lines().count(), 1 + json["pipelines"][0]["stages"].as_array().unwrap().len());
    let mut reader = csv::Reader::from_reader(stages.as_bytes());
    let first = reader.records().next().unwrap().unwrap();
    assert_eq!((&first[0], &first[1]), ("sales", "prospect"));
    let wrong = bench.run(&["report", "--format", "csv", "--table", "stage"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("maksudnya `stages`?"), "{}", wrong.err);
    assert_eq!(bench.run(&["report", "--format", "html", "--table", "stages"]).status, 2);
    let file = bench.run(&["report", "-q", "-o", "out.csv"]);
    assert_eq!((file.status, bench.read("out.csv")), (0, long));
}

#[test]
fn a_formula_in_a_title_does_not_run() {
    let bench = Bench::new();
    let lead =
        "title: '=HYPERLINK(\"http://x\")'\nowner: siti\nhistory:\n  - {stage: prospect, at: 2026-10-01}\n";
    bench.write("pipeline/1-prospect/bad.yaml", lead);
    let csv = bench.run(&["report", "--format", "csv"]).out;
    assert!(csv.contains("'=HYPERLINK") && !csv.contains(",=HYPERLINK") && !csv.contains(",\"=HYPERLINK"));
}

#[test]
fn text_fits_its_terminal() {
    let bench = Bench::copy_of("examples/nusantara");
    let text = bench.run(&["report", "--format", "text"]).out;
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.contains('█') && !text.contains('\u{2060}') && !text.contains("U+"));
}

#[test]
fn text_says_what_the_page_says() {
    for (language, heads) in [
        ("en", ["What stands out", "Targets", "Effort", "Customers", "What was changed"]),
        ("id", ["Yang menonjol", "Target", "Kegiatan", "Pelanggan", "Yang diubah"]),
    ] {
        let bench = Bench::copy_of("examples/nusantara");
        for format in ["text", "markdown"] {
            let text = bench.run(&["report", "--format", format, "--language", language]).out;
            for head in heads {
                let found = text.lines().any(|line| line.trim_start_matches(['#', ' ']) == head);
                assert!(found, "{format} {language}: {head}");
            }
        }
    }
    let bench = Bench::copy_of("examples/brightline");
    let json = bench.run(&["report", "--format", "json"]).json();
    let text = bench.run(&["report", "--format", "text"]).out;
    let together = text.lines().find(|line| line.starts_with("Together")).unwrap();
    let open = json["total"]["open"]["count"].to_string();
    assert_eq!(together.split_whitespace().nth(1), Some(open.as_str()), "{together}");
}

#[test]
fn other_days_to_compare_with() {
    let bench = Bench::copy_of("examples/nusantara");
    let json = bench.run(&["report", "--format", "json", "--compare", "2026-01-01..2026-03-31"]).json();
    let last = json["compare"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["kind"], &last["period"]["to"]), (&"given".into(), &"2026-03-31".into()));
    assert_eq!(bench.run(&["report", "--compare", "2026-03-31..2026-01-01"]).status, 2);
    assert_eq!(bench.run(&["report", "--compare", "lately"]).status, 2);
}
