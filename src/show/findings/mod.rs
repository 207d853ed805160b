//! Findings for people and machines: one file a format.
//!
//! A finding holds bytes; whoever shows it reads its file again, once. What
//! comes from a lead is made visible first: no control character, no change of
//! direction and no line break of a lead's reaches a terminal, and no line of
//! output begins with a lead's text.

pub mod concise;
mod excerpt;
mod files;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod text;

pub use text::TextStyle;

use crate::check::Checked;
use crate::source::Snapshot;

/// The ways findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line, a mark under the characters, what to do
    #[default]
    Text,
    /// One line a finding: path:line:column: severity[rule] message
    Concise,
    /// JSON, described by corong.check/1
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions, and a summary of all
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// JUnit's XML, a test for each finding
    Junit,
}

/// What a run found, in a format. What people read is in the language of `look`, what
/// programs read in English; the rest of `look` is for text alone. Files are read
/// again from `snapshot` for the places.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot, format: Format, look: TextStyle) -> String {
    match format {
        Format::Text => text::render(checked, snapshot, look),
        Format::Concise => concise::render(&checked.findings, snapshot, look.language),
        Format::Json => json::render(checked, snapshot),
        Format::Sarif => sarif::render(checked, snapshot),
        Format::Github => github::render(checked, snapshot),
        Format::Gitlab => gitlab::render(checked, snapshot),
        Format::Junit => junit::render(checked, snapshot),
    }
}
