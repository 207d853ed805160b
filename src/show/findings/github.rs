//! Findings as annotations of GitHub Actions.
//!
//! GitHub shows ten errors and ten warnings a step and swallows the rest, so
//! that many are written as annotations, and then all of them as lines.

use std::fmt::Write;

use super::files::{Located, SourceTexts, located};
use super::{concise, text};
use crate::check::Checked;
use crate::finding::Severity;
use crate::source::Snapshot;
use crate::text::{Language, command_data, command_property, visible};

/// How many annotations of one severity a step shows.
const SHOWN: usize = 10;

/// The annotations, all findings in a group, and a line that sums them up.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot) -> String {
    let mut out = String::new();
    let (mut errors, mut warnings) = (0, 0);
    located(&checked.findings, &mut SourceTexts::new(snapshot), |at, _, _, _| {
        let count = if at.finding.severity == Severity::Error { &mut errors } else { &mut warnings };
        *count += 1;
        if *count <= SHOWN {
            annotation(&mut out, &at);
        }
    });
    if !checked.findings.is_empty() {
        out.push_str("::group::All findings\n");
        out.push_str(&concise::render(&checked.findings, snapshot, Language::En));
        out.push_str("::endgroup::\n");
    }
    if errors > SHOWN || warnings > SHOWN {
        let _ = writeln!(
            out,
            "GitHub shows {SHOWN} errors and {SHOWN} warnings of a step; all are listed above."
        );
    }
    let _ = writeln!(out, "{}", text::summary(checked));
    out
}

fn annotation(out: &mut String, at: &Located<'_>) {
    let finding = at.finding;
    let (path, line, column) =
        (command_property(&visible(finding.path.as_str())), at.start.line, at.start.column);
    let _ = write!(out, "::{} file={path},line={line},col={column}", finding.severity.word());
    if at.end.line == line {
        let _ = write!(out, ",endLine={line},endColumn={}", at.end.column.saturating_sub(1).max(column));
    }
    let _ = write!(
        out,
        ",title={}::{}",
        command_property(finding.rule),
        command_data(&visible(&finding.message.to_string()))
    );
    if let Some(help) = &finding.help {
        let _ = write!(out, "%0A{}", command_data(&visible(&help.to_string())));
    }
    out.push('\n');
}
