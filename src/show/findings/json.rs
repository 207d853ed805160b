//! Findings as JSON: `corong.check/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::files::{Located, SourceTexts, located};
use crate::check::Checked;
use crate::source::Snapshot;
use crate::text::Message;

/// The name of the format.
pub const SCHEMA: &str = "corong.check/1";

/// What `check` found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Check")]
pub struct FindingsReport<'f> {
    /// The name and version of this form.
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// How many leads were looked at.
    leads: usize,
    /// How many errors are among the findings.
    errors: usize,
    /// How many warnings are among the findings.
    warnings: usize,
    /// What was found, by path and place.
    findings: Vec<Shown<'f>>,
}

/// One defect at one place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct Shown<'f> {
    /// The rule's name, as `corong explain` takes it.
    rule: &'f str,
    /// What it weighs for the team.
    #[schemars(extend("enum" = ["warning", "error"]))]
    severity: &'static str,
    /// What is wrong.
    message: &'f Message,
    /// What to do about it.
    help: Option<&'f Message>,
    /// The file, relative to the workspace.
    path: &'f str,
    /// Where it begins, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// Where it begins, in characters from 1.
    #[schemars(range(min = 1))]
    column: u32,
    /// The line it ends in.
    #[schemars(range(min = 1))]
    end_line: u32,
    /// The column after its last character.
    #[schemars(range(min = 1))]
    end_column: u32,
    /// Other places that disagree with this one.
    related: Vec<Related<'f>>,
    /// How it could be mended.
    fix: Option<Fix<'f>>,
}

/// A further place of a finding.
#[derive(Serialize, JsonSchema)]
struct Related<'f> {
    /// The file, relative to the workspace.
    path: &'f str,
    /// Where it begins, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// Where it begins, in characters from 1.
    #[schemars(range(min = 1))]
    column: u32,
    /// What is there.
    message: &'f Message,
}

/// A mend of the file a finding is in.
#[derive(Serialize, JsonSchema)]
struct Fix<'f> {
    /// What it does, as an order.
    title: &'f Message,
    /// Whether it is certain and changes text only.
    safe: bool,
}

/// One JSON document, with a line break at its end.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot) -> String {
    let mut findings = Vec::with_capacity(checked.findings.len());
    located(&checked.findings, &mut SourceTexts::new(snapshot), |at, _, _, _| findings.push(shown(at)));
    let report = FindingsReport {
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
        help: finding.help.as_ref(),
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
