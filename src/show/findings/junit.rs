//! Findings as JUnit's XML: a suite for each file, a test for each finding. An
//! error is a failed test, a warning one that passed and has something to say.

use std::fmt::Write;

use super::files::{Files, Located, located};
use super::visible;
use crate::check::Checked;
use crate::finding::{Finding, Severity};
use crate::source::Snapshot;

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
    located(&checked.findings, &mut Files::new(snapshot), |at, _, _, _| {
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
    let path = escaped(first.path.as_str());
    let _ = writeln!(out, r#"  <testsuite name="{path}" tests="{tests}" failures="{failures}">"#);
}

fn case(out: &mut String, at: &Located<'_>) {
    let finding = at.finding;
    let (path, message) = (escaped(finding.path.as_str()), escaped(&finding.message));
    let (line, column) = (at.start.line, at.start.column);
    let _ = write!(out, r#"    <testcase name="{}:{line}:{column}" classname="{path}">"#, finding.rule);
    let help = finding.help.as_deref().map(|help| format!("\n{}", escaped(help))).unwrap_or_default();
    let place = format!("{path}:{line}:{column}: {message}{help}");
    let _ = if finding.severity == Severity::Error {
        write!(out, r#"<failure type="{}" message="{message}">{place}</failure>"#, finding.rule)
    } else {
        write!(out, "<system-out>{place}</system-out>")
    };
    out.push_str("</testcase>\n");
}

/// Text in XML: what XML 1.0 cannot hold is made visible first.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
