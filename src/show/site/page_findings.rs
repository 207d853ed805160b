//! What a check found, said on a page: in the language of the page, and
//! without what is hidden.

use serde::Serialize;

use super::super::format::Style;
use super::super::words::{Arg, Words, sentence};
use super::published::{Published, hidden_places};
use crate::finding::{Fact, Finding};
use crate::source::{LineIndex, RelPath};
use crate::yaml::Node;

/// The language that rules speak themselves.
const OWN: &str = "en";

/// A place in a file, and what is wrong there.
#[derive(Debug, Serialize)]
pub struct PageFinding {
    /// Which rule; not of a finding in a field that is hidden.
    rule: Option<&'static str>,
    severity: &'static str,
    message: String,
    help: Option<String>,
    /// The rule's own words, where those of the page do not say all.
    detail: Option<String>,
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
        let (message, help, detail) = if hidden {
            (style.words.t("site-finding-hidden", &[]), None, None)
        } else {
            said(finding, finding.help.as_deref().filter(|help| !secrets.told_by(help)), style)
        };
        let (rule, severity) = ((!hidden).then_some(finding.rule), finding.severity.word());
        PageFinding { rule, severity, message, help, detail, line: lines.place(finding.span.start).line }
    };
    findings.iter().map(one).collect()
}

/// The message, the help, and the rule's own words where those do not say all.
fn said(finding: &Finding, help: Option<&str>, style: &Style) -> (String, Option<String>, Option<String>) {
    let own = || (sentence(&finding.message), help.map(sentence), None);
    if style.words.language() == OWN {
        return own();
    }
    let mut args: Vec<(&str, Arg)> =
        finding.facts.iter().map(|(name, fact)| (*name, arg(fact, style))).collect();
    let meant = finding.meant.as_deref().filter(|_| help.is_some());
    args.extend(meant.map(|meant| ("meant", meant.into())));
    let words = &style.words;
    let (told, advice) = message(words, finding, &args);
    let advice = if meant.is_some() { words.say("finding-meant", &args) } else { advice };
    match (told, advice) {
        (Some(message), None) if finding.sentence.is_none() => {
            let detail: Vec<&str> = std::iter::once(finding.message.as_str()).chain(help).collect();
            (message, None, Some(sentence(&detail.join("; "))))
        }
        (Some(message), advice) => (message, advice, None),
        (None, _) => own(),
    }
}

/// What the words of a language say of a finding, and what to do about it: of a
/// sentence of its rule, where that has several, else of the rule.
fn message(words: &Words, finding: &Finding, args: &[(&str, Arg)]) -> (Option<String>, Option<String>) {
    let rule = finding.rule;
    let id = match finding.sentence {
        Some(sentence) => format!("finding-{rule}-{sentence}"),
        None => format!("finding-{rule}"),
    };
    let help = words.say(&format!("{id}-help"), args).filter(|help| !help.is_empty());
    (words.say(&id, args), help)
}

fn arg(fact: &Fact, style: &Style) -> Arg {
    match fact {
        Fact::Count(count) => Arg::Count(*count),
        Fact::Day(day) => Arg::Text(style.date(*day)),
        Fact::Text(text) => Arg::Text(text.clone()),
    }
}
