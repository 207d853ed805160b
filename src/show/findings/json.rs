//! Findings as JSON: `corong.check/1`.

use serde::Serialize;

use super::files::{Files, Located, located};
use crate::check::Checked;
use crate::source::Snapshot;

/// The name of the format.
pub const SCHEMA: &str = "corong.check/1";

#[derive(Serialize)]
struct Report<'f> {
    schema: &'static str,
    leads: usize,
    errors: usize,
    warnings: usize,
    findings: Vec<Shown<'f>>,
}

#[derive(Serialize)]
struct Shown<'f> {
    rule: &'f str,
    severity: &'static str,
    message: &'f str,
    help: Option<&'f str>,
    path: &'f str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    related: Vec<Related<'f>>,
    fix: Option<Fix<'f>>,
}

#[derive(Serialize)]
struct Related<'f> {
    path: &'f str,
    line: u32,
    column: u32,
    message: &'f str,
}

#[derive(Serialize)]
struct Fix<'f> {
    title: &'f str,
    safe: bool,
}

/// One JSON document, with a line break at its end.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot) -> String {
    let mut findings = Vec::with_capacity(checked.findings.len());
    located(&checked.findings, &mut Files::new(snapshot), |at, _, _, _| findings.push(shown(at)));
    let report = Report {
        schema: SCHEMA,
        leads: checked.leads,
        errors: checked.errors(),
        warnings: checked.warnings(),
        findings,
    };
    // Only maps with keys that are no text cannot be written; there is none.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn shown(at: Located<'_>) -> Shown<'_> {
    let finding = at.finding;
    Shown {
        rule: finding.rule,
        severity: finding.severity.word(),
        message: &finding.message,
        help: finding.help.as_deref(),
        path: finding.path.as_str(),
        line: at.start.line,
        column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
        related: at
            .related
            .iter()
            .map(|(r, place)| Related {
                path: r.path.as_str(),
                line: place.line,
                column: place.column,
                message: &r.message,
            })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| Fix { title: &fix.title, safe: fix.is_safe() }),
    }
}
