//! A report made visible: words in two languages, charts, Markdown, HTML, JSON.
//!
//! Renderers only format; every figure is computed before. Templates decide
//! the look, and a workspace can put its own in their place.

pub mod agenda;
pub mod board;
pub mod calendar;
pub mod charts;
pub mod csv;
pub mod diff;
pub mod findings;
pub mod format;
pub mod lead;
pub mod list;
pub mod paint;
pub mod plain;
pub mod rows;
pub mod sheet;
pub mod site;
pub mod table;
pub mod templates;
pub mod titles;
pub mod words;
pub mod wrap;

mod changes;
mod escape;
mod helpers;
mod history;
mod style_block;

use minijinja::value::{Serde, Value};

use crate::report::{Report, json};
use format::Style;
use templates::{Environment, TemplateError};

/// What a report is rendered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// GitHub-flavoured Markdown, by `report.md.j2`.
    Markdown,
    /// One self-contained page, by `report.html.j2`.
    Html,
    /// The report's data, pretty-printed.
    Json,
}

/// Renders a report. `overrides` gives the workspace's own template of a name
/// (`report.html.j2`, `report.css`…), where it has one. The same report gives
/// the same bytes.
///
/// # Errors
/// Where a template is broken; the error points into it.
pub fn report(
    report: &Report,
    format: ReportFormat,
    overrides: &dyn Fn(&str) -> Option<String>,
) -> Result<String, TemplateError> {
    let name = match format {
        ReportFormat::Json => return Ok(json(report)),
        ReportFormat::Markdown => "report.md.j2",
        ReportFormat::Html => "report.html.j2",
    };
    let style = Style::new(report.language, &report.currency);
    let context = Value::from(Serde(report));
    Environment::new(style, overrides).render(name, &context)
}
