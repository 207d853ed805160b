//! The report as a comment on a pull request.

use corong::report::json;
use corong::show::templates::Given;
use corong::show::{ReportFormat, report};

use super::fixture;

fn markdown(of: &corong::report::Report) -> String {
    report(of, ReportFormat::Markdown, Given::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_report_reads_well() {
    insta::assert_snapshot!("nusantara", markdown(&fixture::nusantara()));
    let mut english = fixture::nusantara();
    english.language = "en";
    insta::assert_snapshot!("english", markdown(&english));
    insta::assert_snapshot!("empty", markdown(&fixture::empty()));
}

#[test]
fn hostile_text_calls_nobody() {
    let text = markdown(&fixture::hostile());
    insta::assert_snapshot!("hostile", text);
    for bad in ["@everyone", "#1", "![", "<script", "<!--", "http://", "\u{202e}", " `c`"] {
        assert!(!text.contains(bad), "{bad}");
    }
    assert!(!text.lines().any(|line| line.trim_start().starts_with("::")));
}

#[test]
fn every_table_row_has_its_columns() {
    for of in [fixture::nusantara(), fixture::empty(), fixture::one(), fixture::hostile(), fixture::large()] {
        let text = markdown(&of);
        let mut columns = None;
        for line in text.lines() {
            let bars = line.replace("\\|", "").matches('|').count();
            columns = match (bars, columns) {
                (0, _) => None,
                (bars, None) => Some(bars),
                (bars, Some(expected)) => {
                    assert_eq!(bars, expected, "{line}");
                    Some(bars)
                }
            };
        }
        assert!(!text.contains("\n\n\n\n"), "gaps");
    }
}

#[test]
fn json_is_the_report_itself() {
    let text = json(&fixture::nusantara());
    assert!(text.starts_with("{\n  \"schema\": \"corong.report/1\"") && text.ends_with("}\n"));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["pipelines"][0]["open"]["value"], "5340000000");
}
