//! Findings as SARIF 2.1.0, with the rules' pages and the mends.

use std::fmt::Write;

use serde_json::{Value, json};

use super::files::{Located, SourceTexts, located};
use crate::check::{Checked, RULES, Rule};
use crate::finding::{Fix, Severity};
use crate::source::{LineIndex, Place, Snapshot, Span};
use crate::text::Language;

/// One JSON document, with a line break at its end.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot) -> String {
    let mut results = Vec::with_capacity(checked.findings.len());
    located(&checked.findings, &mut SourceTexts::new(snapshot), |at, _, lines, _| {
        results.push(result(&at, lines))
    });
    let driver = json!({
        "name": "corong",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"WORKSPACE": {"description": {"text": "The folder that corong.yaml lies in"}}},
        "results": results,
    });
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{report:#}\n")
}

fn rule(rule: &Rule) -> Value {
    let page = rule.page.in_language(Language::En);
    let level = if rule.severity == Severity::Error { "error" } else { "warning" };
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"enabled": rule.severity != Severity::Off, "level": level},
    })
}

fn result(at: &Located<'_>, lines: &LineIndex<'_>) -> Value {
    let finding = at.finding;
    let path = finding.path.as_str();
    let text = match &finding.help {
        Some(help) => format!("{}. {help}", finding.message),
        None => finding.message.to_string(),
    };
    let mut result = json!({
        "ruleId": finding.rule,
        "level": finding.severity.word(),
        "message": {"text": text},
        "locations": [{"physicalLocation": physical(path, region(at.start, at.end))}],
    });
    if let Ok(index) = RULES.binary_search_by(|rule| rule.name.cmp(finding.rule)) {
        result["ruleIndex"] = index.into();
    }
    if !at.related.is_empty() {
        let related = at.related.iter().map(|(related, place)| {
            let place = physical(related.path.as_str(), region(*place, *place));
            json!({"physicalLocation": place, "message": {"text": related.message}})
        });
        result["relatedLocations"] = related.collect();
    }
    // The format knows no fix that moves or deletes a file.
    if let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.text_edits().is_empty()) {
        result["fixes"] = json!([mend(path, fix, lines)]);
    }
    result
}

fn mend(path: &str, fix: &Fix, lines: &LineIndex<'_>) -> Value {
    let place = |span: Span| region(lines.place(span.start), lines.place(span.end));
    let replacement = |edit: &crate::finding::TextEdit| json!({"deletedRegion": place(edit.span), "insertedContent": {"text": edit.text}});
    let replacements: Vec<Value> = fix.text_edits().iter().map(replacement).collect();
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": artifact(path), "replacements": replacements}],
    })
}

fn physical(path: &str, region: Value) -> Value {
    json!({"artifactLocation": artifact(path), "region": region})
}

fn artifact(path: &str) -> Value {
    json!({"uri": uri(path), "uriBaseId": "WORKSPACE"})
}

fn region(start: Place, end: Place) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("pipeline/1 é/x.yaml"), "pipeline/1%20%C3%A9/x.yaml");
    }
}
