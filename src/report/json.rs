//! A report as JSON.

use super::Report;

/// The report as JSON, indented, with a newline at its end.
pub fn json(report: &Report) -> String {
    // A report holds no map with keys that are not text and nothing that fails
    // to serialise, so the empty case cannot happen.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
