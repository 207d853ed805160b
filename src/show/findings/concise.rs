//! One line a finding: `path:line:column: severity[rule] message`.

use std::fmt::Write;

use super::files::{SourceTexts, located};
use crate::finding::Finding;
use crate::source::Snapshot;
use crate::text::{Language, visible};

/// The lines of `findings`, which are sorted by path.
pub fn render(findings: &[Finding], snapshot: &dyn Snapshot, language: Language) -> String {
    let mut out = String::new();
    located(findings, &mut SourceTexts::new(snapshot), |at, _, _, _| {
        let Finding { path, severity, rule, message, .. } = at.finding;
        let (line, column) = (at.start.line, at.start.column);
        let (path, message) = (visible(path.as_str()), message.in_language(language));
        let message = visible(&message);
        let _ = writeln!(out, "{path}:{line}:{column}: {severity}[{rule}] {message}");
    });
    out
}
