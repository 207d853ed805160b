//! Findings for people: the line, a mark under the exact characters, what to
//! do, and the other places that disagree. Drawn by miette.

use std::fmt::{self, Display};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::excerpt::{Excerpt, excerpt};
use super::files::{Located, SourceTexts, located};
use crate::check::Checked;
use crate::finding::{Finding, Related, Severity};
use crate::message;
use crate::source::{LineIndex, RelPath, Snapshot, Span};
use crate::text::{Language, Message, visible};

/// Places of one file so many lines apart are shown in one piece.
const NEAR: u32 = 6;

/// How text is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Whether it may hold colours.
    pub color: bool,
    /// The columns of the terminal.
    pub width: usize,
    /// The language it is in.
    pub language: Language,
}

impl Default for TextStyle {
    /// No colours, 100 columns, in English.
    fn default() -> Self {
        Self { color: false, width: 100, language: Language::En }
    }
}

/// All findings of a run and a line that sums them up.
pub fn render(checked: &Checked, snapshot: &dyn Snapshot, look: TextStyle) -> String {
    let mut out = findings(&checked.findings, snapshot, look);
    out.push_str(&summary(checked).in_language(look.language));
    out.push('\n');
    out
}

/// Findings one after the other, such as those of a configuration.
pub fn findings(findings: &[Finding], snapshot: &dyn Snapshot, look: TextStyle) -> String {
    let theme = if look.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(look.width.max(40))
        .with_links(false)
        .without_syntax_highlighting()
        .with_context_lines(2 * NEAR as usize);
    let mut out = String::new();
    located(findings, &mut SourceTexts::new(snapshot), |at, text, lines, files| {
        for view in views(&at, (text, lines), files, look) {
            let mut drawn = String::new();
            // Writing into text does not fail, and every place is in its excerpt.
            let _ = handler.render_report(&mut drawn, &view);
            out.push_str(&helped(drawn, &view, look.language));
        }
        out.push('\n');
    });
    out
}

/// "3 errors, 1 warning in 2 of 80 leads".
pub fn summary(checked: &Checked) -> Message {
    let leads = match checked.leads {
        1 => message!("1 lead"),
        n => message!("{n} leads", n),
    };
    if checked.findings.is_empty() {
        return message!("nothing found in {leads}", leads);
    }
    let files = checked.findings.chunk_by(|a, b| a.path == b.path).count();
    let errors = match checked.errors() {
        0 => None,
        1 => Some(message!("1 error")),
        n => Some(message!("{n} errors", n)),
    };
    let warnings = match checked.warnings() {
        0 => None,
        1 => Some(message!("1 warning")),
        n => Some(message!("{n} warnings", n)),
    };
    let found = Message::list(errors.into_iter().chain(warnings), ", ");
    message!("{found} in {files} of {leads}", found, files, leads)
}

/// What was drawn, with the library's word for help in the language.
fn helped(drawn: String, view: &View, language: Language) -> String {
    const HELP: &str = "  help: ";
    let word = format!("{:>1$}: ", message!("help").in_language(language), HELP.len() - 2);
    // It is at the beginning of a line, behind nothing but its colour.
    let begins = |at: &usize| {
        let before = drawn[..*at].rsplit('\n').next().unwrap_or_default();
        before.is_empty() || (before.starts_with('\u{1b}') && !before.contains(' '))
    };
    let at = drawn.rmatch_indices(HELP).map(|(at, _)| at).find(begins);
    match at.filter(|_| view.help.is_some() && word != HELP) {
        Some(at) => format!("{}{word}{}", &drawn[..at], &drawn[at + HELP.len()..]),
        None => drawn,
    }
}

/// What is drawn: a finding with the places near it, then each place elsewhere.
fn views(
    at: &Located<'_>,
    here: (&str, &LineIndex<'_>),
    files: &mut SourceTexts<'_>,
    look: TextStyle,
) -> Vec<View> {
    // The gutter holds a number of up to five digits, a bar and the marks of cuts.
    let width = look.width.max(40) - 12;
    let say = |message: &Message| message.in_language(look.language);
    let finding = at.finding;
    let is_near = |related: &Related, line: u32| {
        related.path == finding.path && !names_file(related.span) && line.abs_diff(at.start.line) <= NEAR
    };
    let (near, far): (Vec<_>, Vec<_>) =
        at.related.iter().partition(|(related, place)| is_near(related, place.line));
    let severity = match finding.severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning | Severity::Off => miette::Severity::Warning,
    };
    let mut marks = vec![(finding.span, finding.rule.to_owned())];
    marks.extend(near.iter().map(|(related, _)| (related.span, say(&related.message))));
    let mut first = View::new((severity, &finding.path, &say(&finding.message)), here, marks, width);
    first.help = finding.help.as_ref().map(|help| visible(&say(help)).into_owned());
    if first.source.is_none() {
        first.message = format!("{} ({})", first.message, finding.rule);
    }
    let mut views = vec![first];
    for (related, _) in far {
        let text = files.text(&related.path);
        let lines = LineIndex::new(&text);
        let marks = vec![(related.span, String::new())];
        let message = say(&related.message);
        let words = (miette::Severity::Advice, &related.path, message.as_str());
        views.push(View::new(words, (&text, &lines), marks, width));
    }
    views
}

/// Whether a span says nothing but which file is meant.
fn names_file(span: Span) -> bool {
    span == Span::default()
}

/// One piece of drawing.
#[derive(Debug)]
struct View {
    severity: miette::Severity,
    message: String,
    help: Option<String>,
    source: Option<Excerpt>,
    labels: Vec<LabeledSpan>,
}

impl View {
    /// A message with marks in a text; where the first mark says nothing but
    /// which file is meant, or nothing can be shown, the message names it.
    fn new(
        (severity, path, message): (miette::Severity, &RelPath, &str),
        here: (&str, &LineIndex<'_>),
        marks: Vec<(Span, String)>,
        width: usize,
    ) -> Self {
        let message = visible(message).into_owned();
        if here.0.is_empty() || marks.first().is_none_or(|(span, _)| names_file(*span)) {
            let message = format!("{}: {message}", visible(path.as_str()));
            return Self { severity, message, help: None, source: None, labels: Vec::new() };
        }
        let spans: Vec<Span> = marks.iter().map(|(span, _)| *span).collect();
        let (source, places) = excerpt(path.as_str(), here, &spans, width);
        let label = |(at, ((_, words), place)): (usize, (&(Span, String), &miette::SourceSpan))| {
            let words = (!words.is_empty()).then(|| visible(words).into_owned());
            if at == 0 {
                LabeledSpan::new_primary_with_span(words, *place)
            } else {
                LabeledSpan::new_with_span(words, *place)
            }
        };
        let labels = marks.iter().zip(&places).enumerate().map(label).collect();
        Self { severity, message, help: None, source: Some(source), labels }
    }
}

impl Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for View {}

impl Diagnostic for View {
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.source.is_some().then(|| Box::new(self.labels.iter().cloned()) as Box<_>)
    }
}
