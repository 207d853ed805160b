//! The tables: what is in them, who may see it, and where they are written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Bench, PROSPECT, Ran, TODAY, command};

/// Every file below a folder that engines look at, by its path in it.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn gather(folder: &Path, above: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let place: PathBuf = entry.unwrap().path();
            let name = format!("{above}{}", place.file_name().unwrap().to_str().unwrap());
            if name == ".leads" {
                continue;
            }
            if place.is_dir() {
                gather(&place, &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(place).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(folder, "", &mut found);
    found
}

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

/// The rows of a table that was written as NDJSON.
fn rows(bench: &Bench, folder: &str, table: &str) -> Vec<Value> {
    let files = files(&bench.place(folder).join(table));
    assert_eq!(files.len(), 1, "{files:?}");
    let text = String::from_utf8(files.into_values().next().unwrap()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const CLOSED: &str = "\
title: ERP
owner: siti
source: event
value: {amount: 1000.50, currency: USD}
split: {siti: 60, joko: 40}
contacts:
  - {name: Andi, role: CFO, email: andi@karya.example, phone: \"+62 812 1234 5678\"}
activities:
  - {at: 2026-02-02, kind: call, by: siti, summary: =1+1, minutes: 30, cost: 5000}
history:
  - {stage: prospect, at: 2026-02-01, by: siti}
  - {stage: won, at: \"2026-03-01T10:30:00+07:00\", by: siti}
  - {stage: lost, at: 2026-03-05, reason: price, note: They called again}
  - {stage: qualified, at: 2026-04-01}
notes: Call andi@karya.example
";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", PROSPECT);
    bench.write("pipeline/2-qualified/b.yaml", CLOSED);
    bench
}

/// b: won on 1 March, which was corrected on the 5th, and taken up again in April.
#[test]
fn attempts_are_told_so_that_any_day_can_be_looked_at() {
    let bench = bench();
    done(bench.run(&["export", "out", "--format", "ndjson"]));
    let of = |table, keys: &[&str]| -> Vec<Value> {
        let rows = rows(&bench, "out", table);
        let mine = rows.iter().filter(|row| row["lead"] == "b" || row["id"] == "b");
        mine.map(|row| keys.iter().map(|key| row[*key].clone()).collect()).collect()
    };
    let attempts = of("attempts", &["attempt", "outcome", "closed", "superseded", "days", "value"]);
    let value = Value::from("16258125");
    assert_eq!(
        attempts,
        [json!([0, "lost", "2026-03-05", true, 32, null]), json!([1, "open", null, false, null, value])]
    );
    let closings = of("closings", &["attempt", "outcome", "day", "corrected"]);
    assert_eq!(
        closings,
        [json!([0, "won", "2026-03-01", "2026-03-05"]), json!([0, "lost", "2026-03-05", null])]
    );
    let entries = of("stage_entries", &["attempt", "stage", "entered", "skipped", "withdrawn", "fate"]);
    assert_eq!(
        entries,
        [
            json!([0, "prospect", "2026-02-01", false, null, "lost"]),
            json!([0, "qualified", "2026-03-01", true, "2026-03-05", null]),
            json!([0, "proposal", "2026-03-01", true, "2026-03-05", null]),
            json!([1, "qualified", "2026-04-01", false, null, "open_here"]),
        ]
    );
    let shares = of("lead_shares", &["owner", "percent", "from_day", "value"]);
    assert_eq!(
        shares,
        [json!(["siti", "60", "2026-02-01", "9754875"]), json!(["joko", "40", "2026-02-01", "6503250"])]
    );
    let lead = of("leads", &["stage", "kind", "amount", "currency", "value", "weighted", "weighted_by"]);
    assert_eq!(lead, [json!(["qualified", "open", "1000.50", "USD", value, "4877438", "stage"])]);
    let history = of("history", &["n", "attempt", "stage", "day", "moment"]);
    assert_eq!(history[1], json!([2, 0, "won", "2026-03-01", "2026-03-01T10:30:00+07:00"]));
    assert_eq!(history[3], json!([4, 1, "qualified", "2026-04-01", null]));
}

#[test]
fn what_is_later_than_the_day_is_not_there() {
    let bench = bench();
    done(bench.run(&["export", "out", "--format", "ndjson", "--as-of", "2026-02-01"]));
    assert_eq!(rows(&bench, "out", "leads").len(), 1);
    assert_eq!(rows(&bench, "out", "history").len(), 1);
    assert_eq!(rows(&bench, "out", "activities").len(), 0);
    assert_eq!(rows(&bench, "out", "workspaces")[0]["as_of"], "2026-02-01");
}

#[test]
fn what_a_site_does_not_show_is_there_with_private_alone() {
    let secret = ["andi@karya.example", "812 1234 5678", "They called again", "5000\""];
    let bench = bench();
    for format in ["ndjson", "csv"] {
        done(bench.run(&["export", "out", "--format", format]));
        let all: Vec<u8> = files(&bench.place("out")).into_values().flatten().collect();
        let all = String::from_utf8_lossy(&all).into_owned();
        assert!(secret.iter().all(|secret| !all.contains(secret)), "{all}");
        assert!(all.contains("Andi") && all.contains("CFO"));
        done(bench.run(&["export", "out", "--format", format, "--private"]));
        let all: Vec<u8> = files(&bench.place("out")).into_values().flatten().collect();
        let all = String::from_utf8_lossy(&all).into_owned();
        let known = &secret[..3];
        assert!(known.iter().all(|secret| all.contains(secret)), "{all}");
    }
    let config = bench.read("corong.yaml");
    bench.write(
        "corong.yaml",
        format!("{config}site: {{hide: {{fields: [value, source], owners: [joko]}}}}\n"),
    );
    done(bench.run(&["export", "out", "--format", "ndjson"]));
    let all: Vec<u8> = files(&bench.place("out")).into_values().flatten().collect();
    let all = String::from_utf8_lossy(&all).into_owned();
    for hidden in ["1000.50", "16258125", "\"event\"", "joko"] {
        assert!(!all.contains(hidden), "{hidden} in {all}");
    }
}

#[test]
fn the_same_files_give_the_same_bytes_and_an_older_export_is_replaced() {
    let bench = bench();
    for format in ["parquet", "csv", "ndjson"] {
        done(bench.run(&["export", "one", "--format", format]));
        done(bench.run(&["export", "two", "--format", format]));
        let (one, two) = (files(&bench.place("one")), files(&bench.place("two")));
        assert_eq!(one, two);
        assert!(one.keys().all(|name| name.ends_with(format) || name.ends_with(".sql")), "{one:?}");
    }
    let before = files(&bench.place("one"));
    bench.write("pipeline/1-prospect/c.yaml", PROSPECT);
    done(bench.run(&["export", "one", "--format", "ndjson"]));
    let after = files(&bench.place("one"));
    assert_eq!(before.len(), after.len());
    assert_ne!(before, after);
}

#[test]
fn nobody_elses_files_are_touched() {
    let bench = bench();
    bench.write("mine/notes.txt", "keep");
    let ran = bench.run(&["export", "mine"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("holds something else: `notes.txt`"), "{ran:?}");
    assert_eq!(files(&bench.place("mine")).len(), 1);
    for kept in ["pipeline", "templates", "schemas/x", "."] {
        assert_ne!(bench.run(&["export", kept]).status, 0, "{kept}");
    }
    done(bench.run(&["export", "lake"]));
    let first = files(&bench.place("lake"));
    bench.write("corong.yaml", bench.read("corong.yaml").replace("name: Test", "name: 2nd team"));
    let ran = bench.run(&["export", "lake"]);
    assert!(ran.status == 1 && ran.err.contains("--append writes beside it"), "{ran:?}");
    assert_eq!(files(&bench.place("lake")), first);
    let ran = bench.run(&["export", "lake", "--append", "--format", "csv"]);
    assert!(ran.status == 1 && ran.err.contains("another format"), "{ran:?}");
    done(bench.run(&["export", "lake", "--append"]));
    let both = files(&bench.place("lake"));
    assert!(first.iter().all(|(name, bytes)| both.get(name) == Some(bytes)));
    assert!(both.contains_key("workspaces/workspace=w-2nd-team/workspace.parquet"), "{:?}", both.keys());
}

/// Two teams may call themselves the same.
#[test]
fn an_export_of_other_leads_is_not_replaced() {
    let (one, other) = (bench(), Bench::new());
    other.write("pipeline/1-prospect/elsewhere.yaml", PROSPECT);
    let lake = one.place("lake").display().to_string();
    done(one.run(&["export", &lake, "--append"]));
    let first = files(&one.place("lake"));
    for args in [&["export", lake.as_str(), "--append"][..], &["export", lake.as_str()]] {
        let ran = other.run(args);
        assert!(ran.status == 1 && ran.err.contains("none of these leads: `workspace=test`"), "{ran:?}");
    }
    assert_eq!(files(&one.place("lake")), first);
    done(other.run(&["export", &lake, "--append", "--name", "other"]));
    other.write("corong.yaml", other.read("corong.yaml").replace("name: Test", "name: 東京"));
    let ran = other.run(&["export", &lake, "--append"]);
    assert!(ran.status == 2 && ran.err.contains("--name names it"), "{ran:?}");
    // Leads come and go.
    fs::remove_file(one.place("pipeline/1-prospect/a.yaml")).unwrap();
    one.write("pipeline/1-prospect/new.yaml", PROSPECT);
    done(one.run(&["export", &lake, "--append"]));
}

/// Many at once, two of them of one workspace: each is whole, and of one there is one.
#[test]
fn many_write_to_one_folder_at_once() {
    let bench = bench();
    let start = |name: &str| {
        let mut started = command();
        started
            .current_dir(bench.root())
            .args(["--today", TODAY, "export", "lake", "--append", "--name", name]);
        started.stderr(std::process::Stdio::null()).spawn().unwrap()
    };
    let names = ["team-a", "team-b", "team-c", "team-a", "team-b", "team-d"];
    let all: Vec<_> = names.iter().map(|name| start(name)).collect();
    all.into_iter().for_each(|mut one| assert!(one.wait().unwrap().success()));
    let files = files(&bench.place("lake"));
    let mut parts: Vec<&str> = files.keys().filter_map(|name| name.split('/').nth(1)).collect();
    parts.sort_unstable();
    let counts: Vec<(&str, usize)> =
        parts.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    let expected = ["team-a", "team-b", "team-c", "team-d"].map(|name| (format!("workspace={name}"), 14));
    let expected: Vec<(&str, usize)> = expected.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(counts, expected);
    assert!(files.keys().all(|name| !name.contains("/.corong")), "{files:?}");
}

#[test]
fn no_cell_of_csv_runs_and_spreadsheets_are_told_that_it_is_utf_8() {
    let bench = bench();
    done(bench.run(&["export", "out", "--format", "csv", "--bom", "--private"]));
    let all = files(&bench.place("out"));
    assert!(
        all.iter()
            .filter(|(name, _)| name.ends_with(".csv"))
            .all(|(_, bytes)| bytes.starts_with(b"\xef\xbb\xbf"))
    );
    let text = |table: &str| {
        let (_, bytes) = all.iter().find(|(name, _)| name.starts_with(table)).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    assert!(text("activities/").contains(",'=1+1,"), "{}", text("activities/"));
    assert!(text("contacts/").contains(",+62 812 1234 5678,"), "{}", text("contacts/"));
    let ran = bench.run(&["export", "other", "--bom"]);
    assert!(ran.status == 2 && ran.err.contains("--bom is for CSV"), "{ran:?}");
}

#[test]
fn a_condition_and_a_pipeline_choose_leads() {
    let bench = bench();
    done(bench.run(&["export", "out", "--format", "ndjson", "--where", "source == \"event\""]));
    let leads = rows(&bench, "out", "leads");
    assert_eq!(leads.iter().map(|lead| &lead["id"]).collect::<Vec<_>>(), ["b"]);
    assert_eq!(rows(&bench, "out", "workspaces")[0]["condition"], "source == \"event\"");
    let listed = done(bench.run(&["export", "none", "-n"])).out;
    assert!(listed.contains("write leads/workspace=test/2026-11-23-"), "{listed}");
    assert!(!bench.place("none").exists());
    assert_eq!(bench.run(&["export", "none", "--pipeline", "x"]).status, 2);
}

/// Every row of every table is what its schema says.
#[test]
fn the_schema_describes_what_is_written() {
    let bench = bench();
    let schema = done(bench.run(&["schema", "export"])).json();
    done(bench.run(&["export", "out", "--format", "ndjson", "--private"]));
    let tables = schema["properties"].as_object().unwrap();
    let written: serde_json::Map<String, Value> =
        tables.keys().map(|table| (table.clone(), rows(&bench, "out", table).into())).collect();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(&written.into())
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
    let page = done(bench.run(&["explain", "export"])).out;
    for (table, described) in tables {
        assert!(page.contains(&format!("## {table}\n")));
        for column in described["items"]["properties"].as_object().unwrap().keys() {
            assert!(page.contains(&format!("- `{column}` (")), "{column}");
        }
    }
}
