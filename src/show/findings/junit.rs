//! Findings as JUnit's XML: a suite for each file, a test for each finding. An
//! error is a failed test, a warning one that passed and has something to say.

use std::fmt::Write;

use super::files::{Located, SourceTexts, located};
use crate::check::Checked;
use crate::finding::{Finding, Severity};
use crate::source::Snapshot;
use crate::text::escape_xml;

/// One XML document.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot) -> String {
    let tests = checked.findings.len().max(1);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let failures = checked.errors();
    let _ = writeln!(out, r#"<testsuites name="corong check" tests="{tests}" failures="{failures}">"#);
    if checked.findings.is_empty() {
        out.push_str("  <testsuite name=\"corong check\" tests=\"1\" failures=\"0\">\n");
        let _ = writeln!(out, r#"    <testcase name="{} leads" classname="corong"/>"#, checked.leads);
        out.push_str("  </testsuite>\n");
    }
    let mut suite: Option<&Finding> = None;
    located(&checked.findings, &mut SourceTexts::new(snapshot), |at, _, _, _| {
        if suite.is_none_or(|open| open.path != at.finding.path) {
            if suite.is_some() {
                out.push_str("  </testsuite>\n");
            }
            begin(&mut out, at.finding, &checked.findings);
            suite = Some(at.finding);
        }
        case(&mut out, &at);
    });
    if suite.is_some() {
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn begin(out: &mut String, first: &Finding, all: &[Finding]) {
    let from = all.partition_point(|finding| finding.path < first.path);
    let of_file = all[from..].iter().take_while(|finding| finding.path == first.path);
    let (tests, failures) = of_file.fold((0, 0), |(tests, failures), finding| {
        (tests + 1, failures + usize::from(finding.severity == Severity::Error))
    });
    let path = escape_xml(first.path.as_str());
    let _ = writeln!(out, r#"  <testsuite name="{path}" tests="{tests}" failures="{failures}">"#);
}

fn case(out: &mut String, at: &Located<'_>) {
    let finding = at.finding;
    let (path, message) = (escape_xml(finding.path.as_str()), escape_xml(&finding.message.to_string()));
    let (line, column) = (at.start.line, at.start.column);
    let _ = write!(out, r#"    <testcase name="{}:{line}:{column}" classname="{path}">"#, finding.rule);
    let help =
        finding.help.as_ref().map(|help| format!("\n{}", escape_xml(&help.to_string()))).unwrap_or_default();
    let place = format!("{path}:{line}:{column}: {message}{help}");
    let _ = if finding.severity == Severity::Error {
        write!(out, r#"<failure type="{}" message="{message}">{place}</failure>"#, finding.rule)
    } else {
        write!(out, "<system-out>{place}</system-out>")
    };
    out.push_str("</testcase>\n");
}
