//! What a check found, said on a page: in the language of the page, and
//! without what is hidden.

use serde::Serialize;

use super::super::format::Style;
use super::super::words::sentence;
use super::published::{Published, hidden_places};
use crate::finding::Finding;
use crate::source::{LineIndex, RelPath};
use crate::yaml::Node;

/// A place in a file, and what is wrong there.
#[derive(Debug, Serialize)]
pub struct PageFinding {
    /// Which rule; not of a finding in a field that is hidden.
    rule: Option<&'static str>,
    severity: &'static str,
    message: String,
    help: Option<String>,
    line: u32,
}

/// Findings with their lines; what is in a hidden place is not repeated.
/// `root` is the file's, where it could be read.
pub fn page_findings(
    path: &RelPath,
    text: &str,
    root: Option<Node<'_>>,
    published: &Published,
    style: &Style,
) -> Vec<PageFinding> {
    let findings = published.checked.of(path);
    if findings.is_empty() {
        return Vec::new();
    }
    let rules = &published.workspace.config.site;
    let lines = LineIndex::new(text);
    let places = root.map(|root| hidden_places(root, rules)).unwrap_or_default();
    let secrets = &published.secrets;
    // What cannot be read has no fields, and may be quoted.
    let unread = root.is_none() && rules.chooses_fields();
    let one = |finding: &Finding| {
        let hidden = unread
            || places.iter().any(|place| place.start <= finding.span.end && finding.span.start <= place.end);
        let hidden = hidden || secrets.told_by_finding(finding);
        let said = |message| sentence(&style.message(message));
        let (message, help) = if hidden {
            (style.words.t("site-finding-hidden", &[]), None)
        } else {
            let help = finding.help.as_ref().filter(|help| !secrets.told_by_message(help));
            (said(&finding.message), help.map(said))
        };
        let (rule, severity) = ((!hidden).then_some(finding.rule), finding.severity.word());
        PageFinding { rule, severity, message, help, line: lines.place(finding.span.start).line }
    };
    findings.iter().map(one).collect()
}
