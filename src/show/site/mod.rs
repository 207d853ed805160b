//! The pages of a site: the report, the boards, a page for each lead and what
//! leads there. Each page is made when it is asked for; what pages share is
//! computed once.

mod engine;
mod mask;

use std::sync::OnceLock;

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::style_block;
use super::templates::Compiled;
use crate::check::Checked;
use crate::pipeline::{Day, Language};
use crate::report::{self, Options, Stamp};
use crate::source::{Pages, Snapshot};
use crate::workspace::Workspace;

/// What a site is made from.
pub struct SiteSource<'a> {
    /// The leads and the configuration.
    pub workspace: &'a Workspace,
    /// What a check found in them.
    pub checked: &'a Checked,
    /// Where the files lie: the leads' notes and the team's templates.
    pub snapshot: &'a dyn Snapshot,
    /// The day the leads are looked at.
    pub as_of: Day,
    /// The language of the pages.
    pub language: Language,
    /// What the pages were made from.
    pub stamp: Stamp,
    /// Whether somebody serves the pages and answers `/-/live.js` and `/-/events`.
    pub live: bool,
}

/// A site. The same source gives the same bytes.
pub struct Site<'a> {
    source: SiteSource<'a>,
    compiled: Compiled,
    style_sheet: String,
    left_out: Vec<String>,
    report: OnceLock<Value>,
}

/// What every page knows of the site.
#[derive(Serialize)]
struct About<'s> {
    name: &'s str,
    currency: &'s str,
    as_of: Day,
    stamp: &'s Stamp,
    live: bool,
    left_out: String,
    nav: Vec<Link>,
}

/// A way to another page, relative to the site's top.
#[derive(Serialize)]
struct Link {
    key: &'static str,
    href: String,
    label: String,
}

/// What a template knows of the page it makes.
#[derive(Serialize)]
struct Page {
    key: &'static str,
    title: String,
    /// The way from the page to the site's top: empty, or `../`.
    root: &'static str,
}

impl<'a> Site<'a> {
    /// A site whose pages are made when they are asked for. The team's own
    /// templates are those in the snapshot's `templates/`.
    ///
    /// # Errors
    /// Where a template of the team's cannot be read or is broken; for people.
    pub fn new(source: SiteSource<'a>) -> Result<Self, String> {
        let config = &source.workspace.config;
        let style = super::format::Style::new(source.language.code(), config.currency.code());
        let words = |id: &str| style.words.t(id, &[]);
        let left_out = Vec::new();
        let nav = vec![Link { key: "index", href: "index.html".to_owned(), label: words("site-overview") }];
        let about = About {
            name: &config.name,
            currency: config.currency.code(),
            as_of: source.as_of,
            stamp: &source.stamp,
            live: source.live,
            left_out: left_out.join(", "),
            nav,
        };
        let about = Value::from(Serde(&about));
        let given = engine::given(source.snapshot)?;
        let style_sheet = engine::style_sheet(&given)?;
        let compiled = engine::compiled(style, given, about, source.live)?;
        Ok(Self { source, compiled, style_sheet, left_out, report: OnceLock::new() })
    }

    /// What the pages do not show of the leads they are about, in the language
    /// of the site: `contacts' e-mail and phone`, `notes`.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    fn report(&self) -> &Value {
        self.report.get_or_init(|| {
            let options = Options::as_of(self.source.as_of, self.source.language);
            Value::from(Serde(&report::build(self.source.workspace, &options)))
        })
    }

    fn render(&self, template: &str, page: &Page, context: &Value) -> Result<Vec<u8>, String> {
        let context = minijinja::context! { page => Value::from(Serde(page)), ..context.clone() };
        let filled = self.compiled.render(template, &context).map_err(|error| error.to_string())?;
        Ok(filled.into_bytes())
    }
}

impl Pages for Site<'_> {
    fn paths(&self) -> Vec<String> {
        ["index.html", "site.css", "site.js"].map(str::to_owned).to_vec()
    }

    fn page(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        match path {
            "site.css" => Ok(Some(self.style_sheet.clone().into_bytes())),
            "site.js" => self
                .compiled
                .render("site/site.js", &Value::UNDEFINED)
                .map(|js| Some(js.into_bytes()))
                .map_err(|e| e.to_string()),
            "index.html" => {
                let title = "corong".to_owned();
                self.render("site/index.html.j2", &Page { key: "index", title, root: "" }, self.report())
                    .map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// The content policy of the pages: nothing from elsewhere, no script or style
/// but the site's own files, which is how it works from a folder too.
fn policy(live: bool) -> String {
    let live = if live { " connect-src 'self';" } else { "" };
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self';{live} base-uri 'none'; form-action 'none'"
    )
}
