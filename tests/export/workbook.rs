//! The workbook, read back by another library.

use calamine::{DataType, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};

use super::engines::python;
use crate::support::{Bench, PROSPECT};

const WON: &str = "\
title: =HYPERLINK(\"http://x.example\")
owner: siti
source: event
value: {amount: 1000.50, currency: USD}
contacts:
  - {name: Andi, phone: \"+62 812 1234 5678\"}
history:
  - {stage: prospect, at: 2026-02-01, by: siti}
  - {stage: won, at: \"2026-03-01T10:30:00+07:00\", by: siti}
";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", PROSPECT);
    bench.write("pipeline/6-won/b.yaml", WON);
    bench
}

#[test]
fn one_file_is_the_same_bytes_and_nothing_else() {
    let bench = bench();
    assert_eq!(bench.run(&["export", "-o", "one.xlsx"]).status, 0);
    assert_eq!(bench.run(&["export", "two", "--format", "xlsx"]).status, 0);
    let bytes = |path: &str| std::fs::read(bench.place(path)).unwrap();
    assert!(bytes("one.xlsx").starts_with(b"PK") && bytes("one.xlsx") == bytes("two/test.xlsx"));
    let refused = |args: &[&str], says: &str| {
        let ran = bench.run(args);
        assert!(ran.status == 2 && ran.err.contains(says), "{ran:?}");
    };
    refused(
        &["export", "-o", "leads.csv"],
        "one file is for a workbook\n  help: name it .xlsx, or name a folder",
    );
    refused(&["export", "-o", "leads.xlsx", "--format", "csv"], "one file is for a workbook");
    refused(&["export", "x", "--append", "--format", "xlsx"], "leave out --append");
    refused(&["export"], "");
    assert_eq!(bench.run(&["export", "-o", "pipeline/x.yaml", "--format", "xlsx"]).status, 1);
}

#[test]
#[ignore = "needs openpyxl; tests/all runs it"]
fn another_library_reads_typed_cells() {
    let bench = bench();
    assert_eq!(bench.run(&["export", "-o", "leads.xlsx", "--private"]).status, 0);
    let script = format!("{}/tests/export/engines/workbook.py", env!("CARGO_MANIFEST_DIR"));
    let file = bench.place("leads.xlsx");
    let book: Value = serde_json::from_str(&python(&script, &[file.to_str().unwrap()])).unwrap();
    let sheets = book.as_array().unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet["name"].as_str().unwrap()).collect();
    assert_eq!(names[..4], ["Figures", "leads", "history", "attempts"]);
    assert_eq!(names.len(), 15);
    for sheet in &sheets[1..] {
        assert_eq!((&sheet["frozen"], &sheet["bold"]), (&json!("A2"), &json!(true)), "{}", sheet["name"]);
        assert!(sheet["width"].as_f64().unwrap() >= 9.0);
    }
    let cell = |sheet: usize, row: usize, column: &str| -> &Value {
        let rows = sheets[sheet]["rows"].as_array().unwrap();
        let at = rows[0].as_array().unwrap().iter().position(|head| head["value"] == column).unwrap();
        &rows[row][at]
    };
    let is = |cell: &Value, kind: &str, value: Value| {
        assert_eq!((&cell["type"], &cell["value"]), (&json!(kind), &value), "{cell}");
    };
    is(cell(1, 2, "id"), "s", json!("b"));
    is(cell(1, 2, "title"), "s", json!("=HYPERLINK(\"http://x.example\")"));
    is(cell(1, 2, "amount"), "n", json!(1000.5));
    is(cell(1, 2, "value"), "n", json!(16_258_125));
    assert_eq!(cell(1, 2, "value")["format"], "[$IDR] #,##0");
    is(cell(1, 2, "closed"), "d", json!("2026-03-01T00:00:00"));
    is(cell(1, 1, "closed"), "n", Value::Null);
    is(cell(2, 3, "moment"), "d", json!("2026-03-01T10:30:00"));
    is(cell(3, 2, "superseded"), "b", json!(false));
    is(cell(3, 2, "days"), "n", json!(28));
    let contacts = names.iter().position(|name| *name == "contacts").unwrap();
    is(cell(contacts, 1, "phone"), "s", json!("+62 812 1234 5678"));
    let figures = sheets[0]["rows"].as_array().unwrap();
    let of = |label: &str| {
        let row = figures.iter().find(|row| row[0]["value"] == label).unwrap_or_else(|| panic!("{label}"));
        (row[1]["value"].clone(), row[1]["format"].clone())
    };
    assert_eq!(of("New leads"), (json!(2), json!("0")));
    assert_eq!(of("Won value"), (json!(16_258_125), json!("[$IDR] #,##0")));
    assert_eq!(of("Win rate"), (json!(1), json!("0.0%")));
}

#[test]
fn many_rows_are_those_of_the_other_formats() {
    let bench = Bench::new();
    for n in 0..5_001 {
        bench.write(&format!("pipeline/1-prospect/lead-{n:04}.yaml"), PROSPECT);
    }
    assert_eq!(bench.run(&["export", "many.xlsx", "--format", "csv", "-q"]).status, 0);
    assert_eq!(bench.run(&["export", "-o", "leads.xlsx"]).status, 0);
    let mut book: Xlsx<_> = open_workbook(bench.place("leads.xlsx")).unwrap();
    for table in ["leads", "history", "attempts", "stays", "stages"] {
        let folder = bench.place(&format!("many.xlsx/{table}/workspace=test"));
        let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        let mut lines = csv::ReaderBuilder::new().has_headers(false).from_path(file).unwrap();
        let range = book.worksheet_range(table).unwrap();
        let mut rows = range.rows();
        for record in lines.records() {
            let (record, row) = (record.unwrap(), rows.next().unwrap());
            // Days are numbers in a workbook; texts are the same in both.
            let texts = record.iter().zip(row).filter(|(_, cell)| cell.is_string());
            assert!(texts.clone().all(|(text, cell)| Some(text) == cell.get_string()), "{record:?} {row:?}");
            assert!(texts.count() >= 2);
        }
        assert!(rows.next().is_none(), "{table}");
    }
}
