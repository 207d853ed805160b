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
pub mod exported;
pub mod findings;
pub mod format;
pub mod handbook;
pub mod lead;
pub mod list;
pub mod paint;
pub mod plain;
mod rows;
pub mod sentences;
pub mod site;
pub mod table;
pub mod templates;
pub mod words;
pub mod wrap;

pub mod changes;
mod corrected;
mod currency;
mod helpers;
mod plain_fields;
mod product_line;
mod shown;
mod style_block;
mod typed;

use std::borrow::Cow;
use std::sync::Arc;

use crate::report::{Forecast, Report};
use format::Style;
use templates::{Given, TemplateError, Templates};
use typed::Shown;

/// What templates render a report as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// GitHub-flavoured Markdown, by `report.md.j2`.
    Markdown,
    /// One self-contained page, by `report.html.j2`.
    Html,
}

/// What is told beside a forecast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ForecastParts {
    /// What was tried at past month ends.
    pub backtest: bool,
    /// How good past estimates were, in place of what is ahead.
    pub scored: bool,
}

/// Renders a forecast.
///
/// # Errors
/// Where a template is broken; the error points into it.
pub fn forecast(
    forecast: &Forecast,
    parts: ForecastParts,
    format: ReportFormat,
    given: Given,
) -> Result<String, TemplateError> {
    let name = match format {
        ReportFormat::Markdown => "forecast.md.j2",
        ReportFormat::Html => "forecast.html.j2",
    };
    let style = Arc::new(Style::new(forecast.language, &forecast.currency));
    let templates = Templates::new(&style, given, Box::new(|text| Cow::Borrowed(text)), |_| {})?;
    let ForecastParts { backtest, scored } = parts;
    templates.render(name, &minijinja::context! { backtest, scored, ..forecast.to_value() })
}

/// Renders a report, by the team's own templates where `given` has them. The
/// same report gives the same bytes.
///
/// # Errors
/// Where a template is broken; the error points into it.
pub fn report(report: &Report, format: ReportFormat, given: Given) -> Result<String, TemplateError> {
    let name = match format {
        ReportFormat::Markdown => "report.md.j2",
        ReportFormat::Html => "report.html.j2",
    };
    let style =
        Arc::new(Style::new(report.language, &report.currency).with_working_days(report.working_days));
    let templates = Templates::new(&style, given, Box::new(|text| Cow::Borrowed(text)), |_| {})?;
    templates.render(name, &report.to_value())
}
