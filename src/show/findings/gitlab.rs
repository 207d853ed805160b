//! Findings as GitLab's Code Quality report.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::files::{SourceTexts, located};
use crate::check::Checked;
use crate::finding::{Finding, Severity};
use crate::source::Snapshot;

/// One JSON document, with a line break at its end.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot) -> String {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let mut issues: Vec<Value> = Vec::with_capacity(checked.findings.len());
    located(&checked.findings, &mut SourceTexts::new(snapshot), |at, _, _, _| {
        let finding = at.finding;
        let print = fingerprint(finding);
        let before = seen.entry(print).or_default();
        let unique = format!("{print:016x}{before:04x}");
        *before += 1;
        issues.push(json!({
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": unique,
            "severity": if finding.severity == Severity::Error { "major" } else { "minor" },
            "location": {"path": finding.path.as_str(), "lines": {"begin": at.start.line}},
        }));
    });
    format!("{:#}\n", Value::Array(issues))
}

/// The same for a finding that only moved in its file: of rule, path and
/// message (64-bit FNV-1a).
fn fingerprint(finding: &Finding) -> u64 {
    let message = finding.message.to_string();
    let parts = [finding.rule, finding.path.as_str(), &message];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
