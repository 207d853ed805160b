//! The pages of a site: the report, the boards, a page for each lead and what
//! leads there. Each page is made when it is asked for; what pages share is
//! computed once.
//!
//! Everything is made from the [`published`] workspace, which does not hold
//! what the configuration hides.

mod changed;
mod disclosed;
mod engine;
mod lead;
mod map;
mod mask;
mod mending;
mod month;
mod names;
mod notes;
mod owner;
mod pages;
mod parts;
mod published;
mod search;
mod secrets;
mod shared;
mod strip;
mod page_findings;
mod way;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::format::Style;
use super::style_block;
use super::templates::{Given, Templates};
use super::typed::Shown;
use super::words::Words;
use crate::check::Checked;
use crate::figures::ForecastGround;
use crate::message;
use crate::pipeline::{Day, Language};
use crate::report::lead_page::Links;
use crate::report::{FrozenForecasts, Stamp};
use crate::source::{LastChanges, Pages, Snapshot};
use crate::text::Message;
use crate::workspace::Workspace;
pub use disclosed::{Disclosed, disclosed};
use map::{Map, Route};
use parts::{Part, Parts};
use published::Published;
use shared::Shared;

/// What a site is made from.
pub struct SiteSource<'a> {
    /// The leads and the configuration.
    pub workspace: &'a Workspace,
    /// What a check found in them.
    pub checked: &'a Checked,
    /// Where the files are: the leads' notes.
    pub snapshot: &'a dyn Snapshot,
    /// The team's own templates.
    pub templates: Given,
    /// Which change of each file was the last one.
    pub last_changes: &'a dyn LastChanges,
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
    published: Published,
    style: Arc<Style>,
    templates: Templates,
    style_sheet: String,
    script: String,
    map: Map,
    links: Links,
    shared: OnceLock<Shared>,
    report: OnceLock<Value>,
    /// What forecasts of whoever's leads rest on.
    ground: OnceLock<ForecastGround>,
    /// The headline figures of each month, for the page of the next.
    heads: Vec<OnceLock<month::Heads>>,
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
    hidden: bool,
    /// Whether there is no lead at all.
    empty: bool,
    nav: &'s [map::NavGroup],
    /// The paths of the pages that ways lead to.
    pages: Vec<&'s str>,
}

impl<'a> Site<'a> {
    /// A site whose pages are made when they are asked for.
    ///
    /// # Errors
    /// Where a template of the team's is broken; for people.
    pub fn new(mut source: SiteSource<'a>) -> Result<Self, Message> {
        let config = &source.workspace.config;
        let style = Style::new(source.language.code(), config.currency.code());
        let style = style.with_working_days(config.calendar.has_days_off());
        let parts = Parts::of(&config.site, &source.workspace.leads);
        let style = if parts.shows(Part::Value) { style } else { style.without_amounts() };
        let style = Arc::new(if parts.shows(Part::Weighted) { style } else { style.without_weights() });
        let published = published::published(
            Cow::Borrowed(source.workspace),
            source.checked,
            source.snapshot,
            source.as_of,
            &style,
            parts,
        );
        let links = Links::of(&published.workspace);
        let map = Map::of(&published, source.as_of, &style);
        let left_out = left_out(config, &style.words);
        let about = About {
            name: &published.workspace.config.name,
            currency: config.currency.code(),
            as_of: source.as_of,
            stamp: &source.stamp,
            live: source.live,
            left_out: left_out.join(", "),
            hidden: published.hidden > 0,
            empty: published.workspace.leads.is_empty()
                && published.workspace.left_out.is_empty()
                && published.hidden == 0,
            nav: &map.nav,
            pages: map.nav.iter().flat_map(|group| &group.ways).map(|way| way.href.as_str()).collect(),
        };
        let about = Value::from(Serde(&about));
        let given = std::mem::take(&mut source.templates);
        let style_sheet = engine::style_sheet(&given)?;
        let script = given.get("site/site.js").unwrap_or_default().to_owned();
        let templates = Self::templates(&source, &published, &style, given, about, &map)?;
        let (shared, report, ground) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let heads = map.months.iter().map(|_| OnceLock::new()).collect();
        Ok(Self {
            source,
            published,
            style,
            templates,
            style_sheet,
            script,
            map,
            links,
            shared,
            report,
            ground,
            heads,
        })
    }

    fn templates(
        source: &SiteSource<'_>,
        published: &Published,
        style: &Arc<Style>,
        given: Given,
        about: Value,
        map: &Map,
    ) -> Result<Templates, Message> {
        engine::templates(
            style,
            given,
            about,
            source.live,
            &published.mask,
            map.targets(&published.mask),
            published.parts.clone(),
        )
    }

    /// What the pages do not show of the leads they are about, in a language:
    /// `contacts' e-mail`, `notes`, `fields value, owner`.
    pub fn left_out(&self, language: Language) -> Vec<String> {
        let config = &self.source.workspace.config;
        let mut all = left_out(config, &Words::of(language.code()));
        let (hidden, only) = (config.site.hide.fields.join(", "), config.site.only.fields.join(", "));
        let fields = [
            (!hidden.is_empty()).then(|| message!("fields {hidden}", hidden)),
            (!only.is_empty()).then(|| message!("all fields but {only}", only)),
        ];
        all.extend(fields.into_iter().flatten().map(|fields| fields.in_language(language)));
        all
    }

    /// How many leads and files the configuration keeps off the site.
    pub fn hidden(&self) -> usize {
        self.published.hidden
    }

    fn shared(&self) -> &Shared {
        self.shared.get_or_init(|| Shared::of(&self.published.workspace, &self.links, self.source.as_of))
    }

    fn report(&self) -> &Value {
        self.report.get_or_init(|| {
            let Published { workspace, parts, hidden, .. } = &self.published;
            let SiteSource { snapshot, as_of, language, .. } = self.source;
            // They are about all leads.
            let frozen =
                if *hidden == 0 { FrozenForecasts::of(snapshot) } else { FrozenForecasts::default() };
            shared::report(workspace, parts, (as_of, language), frozen).to_value()
        })
    }

    /// Works out what the pages share, on all cores; else the first pages do.
    pub fn prepare(&self) {
        rayon::join(|| self.shared(), || self.report());
    }

    fn make(&self, path: &str, route: Route) -> Result<Vec<u8>, Message> {
        match route {
            Route::Style => Ok(self.style_sheet.clone().into_bytes()),
            Route::Script => Ok(self.script.clone().into_bytes()),
            Route::Data => {
                let rows = &self.shared().rows;
                let config = &self.published.workspace.config;
                Ok(search::script(rows, config, &self.style, &self.published.mask).into_bytes())
            }
            route => self.filled(path, route),
        }
    }

    fn filled(&self, path: &str, route: Route) -> Result<Vec<u8>, Message> {
        let made = self.content(route)?;
        let inside = !matches!(
            route,
            Route::Overview
                | Route::Board(0)
                | Route::Agenda
                | Route::Leads(0)
                | Route::Owners
                | Route::Sources
                | Route::Companies(0)
                | Route::Wins
                | Route::Losses
                | Route::Targets
                | Route::Months
                | Route::Findings
        );
        let page = page(made.key, &made.title, inside);
        // A lead's page has it already: to look for each name in two maps takes time.
        let context = match made.context.get_attr("page") {
            Ok(own) if !own.is_undefined() => made.context,
            _ => minijinja::context! { page, ..made.context },
        };
        let filled = self.templates.render(made.template, &context).map_err(|error| error.message())?;
        let top = if path.contains('/') { "../" } else { "" };
        Ok(filled.replace(engine::TOP, top).into_bytes())
    }
}

/// What every page knows of itself.
fn page(key: &str, title: &str, inside: bool) -> Value {
    minijinja::context! { key, title, inside }
}

/// What stays private, in words.
fn left_out(config: &crate::pipeline::Config, words: &Words) -> Vec<String> {
    let private = config.site.kept_private().map(|word| match word {
        "contacts.email" => "site-private-email",
        "contacts.phone" => "site-private-phone",
        "costs" => "site-private-costs",
        _ => "site-private-notes",
    });
    private.map(|id| words.t(id, &[])).collect()
}

impl Pages for Site<'_> {
    fn paths(&self) -> Vec<String> {
        self.map.routes.keys().cloned().collect()
    }

    fn page(&self, path: &str) -> Result<Option<Vec<u8>>, Message> {
        self.map.routes.get(path).map(|route| self.make(path, *route)).transpose()
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
