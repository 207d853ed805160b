//! The template engine as corong sets it up: strict, fuelled, escaping by the
//! template's name, with the helpers that `templates/README.md` lists.
//!
//! It opens no file: a template is built in, or the caller hands it over.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::Environment as Engine;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};

use super::findings::visible;
use super::format::Style;
use super::{escape, helpers, style_block};
use crate::source::RelPath;

/// The templates that are built in, by name.
pub const BUILT_IN: [(&str, &str); 48] = [
    ("advice.en.md.j2", include_str!("../../templates/advice.en.md.j2")),
    ("advice.id.md.j2", include_str!("../../templates/advice.id.md.j2")),
    ("contents.html.j2", include_str!("../../templates/contents.html.j2")),
    ("customers.html.j2", include_str!("../../templates/customers.html.j2")),
    ("effort.html.j2", include_str!("../../templates/effort.html.j2")),
    ("figures.html.j2", include_str!("../../templates/figures.html.j2")),
    ("funnel.html.j2", include_str!("../../templates/funnel.html.j2")),
    ("losses.html.j2", include_str!("../../templates/losses.html.j2")),
    ("now.html.j2", include_str!("../../templates/now.html.j2")),
    ("parts.html.j2", include_str!("../../templates/parts.html.j2")),
    ("parts.md.j2", include_str!("../../templates/parts.md.j2")),
    ("quality.html.j2", include_str!("../../templates/quality.html.j2")),
    ("reading.html.j2", include_str!("../../templates/reading.html.j2")),
    ("report.css", include_str!("../../templates/report.css")),
    ("report.html.j2", include_str!("../../templates/report.html.j2")),
    ("report.md.j2", include_str!("../../templates/report.md.j2")),
    ("results.html.j2", include_str!("../../templates/results.html.j2")),
    ("rotting.html.j2", include_str!("../../templates/rotting.html.j2")),
    ("sections.html.j2", include_str!("../../templates/sections.html.j2")),
    ("segments.html.j2", include_str!("../../templates/segments.html.j2")),
    ("site/agenda.html.j2", include_str!("../../templates/site/agenda.html.j2")),
    ("site/board.html.j2", include_str!("../../templates/site/board.html.j2")),
    ("site/companies.html.j2", include_str!("../../templates/site/companies.html.j2")),
    ("site/file.html.j2", include_str!("../../templates/site/file.html.j2")),
    ("site/findings.html.j2", include_str!("../../templates/site/findings.html.j2")),
    ("site/foot.html.j2", include_str!("../../templates/site/foot.html.j2")),
    ("site/index.html.j2", include_str!("../../templates/site/index.html.j2")),
    ("site/lead.html.j2", include_str!("../../templates/site/lead.html.j2")),
    ("site/leads.html.j2", include_str!("../../templates/site/leads.html.j2")),
    ("site/losses.html.j2", include_str!("../../templates/site/losses.html.j2")),
    ("site/month.html.j2", include_str!("../../templates/site/month.html.j2")),
    ("site/months.html.j2", include_str!("../../templates/site/months.html.j2")),
    ("site/owner.html.j2", include_str!("../../templates/site/owner.html.j2")),
    ("site/owners.html.j2", include_str!("../../templates/site/owners.html.j2")),
    ("site/page.html.j2", include_str!("../../templates/site/page.html.j2")),
    ("site/parts.html.j2", include_str!("../../templates/site/parts.html.j2")),
    ("site/place.html.j2", include_str!("../../templates/site/place.html.j2")),
    ("site/site.css", include_str!("../../templates/site/site.css")),
    ("site/site.js", include_str!("../../templates/site/site.js")),
    ("site/sources.html.j2", include_str!("../../templates/site/sources.html.j2")),
    ("site/targets.html.j2", include_str!("../../templates/site/targets.html.j2")),
    ("site/ways.html.j2", include_str!("../../templates/site/ways.html.j2")),
    ("site/wins.html.j2", include_str!("../../templates/site/wins.html.j2")),
    ("standing.html.j2", include_str!("../../templates/standing.html.j2")),
    ("targets.html.j2", include_str!("../../templates/targets.html.j2")),
    ("times.html.j2", include_str!("../../templates/times.html.j2")),
    ("total.html.j2", include_str!("../../templates/total.html.j2")),
    ("trend.html.j2", include_str!("../../templates/trend.html.j2")),
];

/// What a template may use up: instructions, and 64 bytes of text each.
const FUEL: u64 = 20_000_000;
/// The name of the page's style.
const STYLE: &str = "report.css";
/// How many templates of the team's own one output may draw in.
const MOST: usize = 64;

/// Says that a template of the team's own cannot be used.
pub fn refused(path: &RelPath, why: &dyn fmt::Display) -> String {
    format!("the template `{}` cannot be used: {why}", visible(path.as_str()))
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's name, such as `report.html.j2`.
    pub name: String,
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.name, self.message),
            line => write!(f, "{}:{line}: {}", self.name, self.message),
        }
    }
}

impl std::error::Error for TemplateError {}

/// The templates of one output: the built-in ones, and in their place or
/// beside them those that `overrides` gives.
pub struct Environment<'a> {
    overrides: &'a dyn Fn(&str) -> Option<String>,
    style: Arc<Style>,
}

/// The templates that were handed over, and the names that were asked for in vain.
#[derive(Default)]
struct Shelf {
    given: BTreeMap<String, Option<String>>,
    missed: BTreeSet<String>,
}

impl<'a> Environment<'a> {
    /// Templates that write in a style.
    pub fn new(style: Style, overrides: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { overrides, style: Arc::new(style) }
    }

    /// Fills in a template. `context` is made of plain data: nothing in it can
    /// become markup.
    ///
    /// # Errors
    /// Where a template, the caller's or one it draws in, is missing, broken,
    /// names what does not exist or uses up its fuel.
    pub fn render(&self, name: &str, context: &Value) -> Result<String, TemplateError> {
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        // A template names others only while it is filled in: so it is filled
        // in again until all that it named have been asked for.
        loop {
            helpers::number_charts_from_one();
            let rendered = self.attempt(name, context, &shelf);
            let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
            let missed = std::mem::take(&mut shelf.missed);
            if missed.is_empty() {
                return rendered;
            }
            if shelf.given.len() + missed.len() > MOST {
                let message = format!("it draws in more than {MOST} templates");
                return Err(TemplateError { name: name.to_owned(), line: 0, message });
            }
            for name in missed {
                let source = (self.overrides)(&name);
                shelf.given.insert(name, source);
            }
        }
    }

    fn attempt(
        &self,
        name: &str,
        context: &Value,
        shelf: &Arc<Mutex<Shelf>>,
    ) -> Result<String, TemplateError> {
        let css = take(shelf, STYLE).unwrap_or_default();
        let css = style_block::minified(&css).map_err(|message| TemplateError {
            name: STYLE.to_owned(),
            line: 0,
            message,
        })?;
        self.engine(&css, shelf)
            .and_then(|engine| engine.get_template(name)?.render(context))
            .map_err(|error| explain(name, &error))
    }

    fn engine(&self, css: &str, shelf: &Arc<Mutex<Shelf>>) -> Result<Engine<'static>, Error> {
        let loader = Arc::clone(shelf);
        let mut engine = engine(move |name| take(&loader, name))?;
        engine.set_formatter(|out, state, value| write_escaped(out, state, value, &as_it_is));
        helpers::add(&mut engine, &self.style, css);
        Ok(engine)
    }
}

/// What happens to every text before it is escaped and written.
pub type Guard = dyn Fn(&str) -> Cow<'_, str> + Send + Sync;

fn as_it_is(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// Templates that are read once and filled in many times, from any thread.
pub struct Compiled(Engine<'static>);

impl Compiled {
    /// The built-in templates, and in their place or beside them the `given`
    /// ones. `guard` sees every text that is written; `add` adds helpers.
    ///
    /// # Errors
    /// Where the engine cannot be set up.
    pub fn new(
        style: &Arc<Style>,
        given: BTreeMap<String, String>,
        guard: Box<Guard>,
        add: impl FnOnce(&mut Engine<'static>),
    ) -> Result<Self, TemplateError> {
        let wrong = |error: Error| explain("", &error);
        let mut engine =
            engine(move |name| given.get(name).cloned().or_else(|| built_in(name).map(str::to_owned)))
                .map_err(wrong)?;
        engine.set_formatter(move |out, state, value| write_escaped(out, state, value, &*guard));
        helpers::add(&mut engine, style, "");
        add(&mut engine);
        Ok(Self(engine))
    }

    /// Fills in a template, as [`Environment::render`] does.
    ///
    /// # Errors
    /// As there.
    pub fn render(&self, name: &str, context: &Value) -> Result<String, TemplateError> {
        helpers::number_charts_from_one();
        let filled = self.0.get_template(name).and_then(|template| template.render(context));
        filled.map_err(|error| explain(name, &error))
    }
}

/// The engine of every output, without helpers.
fn engine(load: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Result<Engine<'static>, Error> {
    let mut engine = Engine::new();
    engine.set_loader(move |name| Ok(load(name)));
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_fuel(Some(FUEL));
    engine.set_debug(false);
    engine.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?,
    );
    engine.set_auto_escape_callback(|name| match name {
        name if name.ends_with(".html.j2") => AutoEscape::Html,
        name if name.ends_with(".md.j2") => AutoEscape::Custom("markdown".into()),
        _ => AutoEscape::None,
    });
    Ok(engine)
}

/// The built-in template of that name.
pub fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
}

/// The caller's template of that name, else the built-in one; a name nobody has
/// asked the caller for yet is noted.
fn take(shelf: &Mutex<Shelf>, name: &str) -> Option<String> {
    let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    let built_in = built_in(name).map(str::to_owned);
    match shelf.given.get(name) {
        Some(given) => given.clone().or(built_in),
        None => {
            shelf.missed.insert(name.to_owned());
            built_in
        }
    }
}

fn write_escaped(
    out: &mut Output,
    state: &mut State,
    value: &Value,
    guard: &dyn Fn(&str) -> Cow<'_, str>,
) -> Result<(), Error> {
    let custom = matches!(state.auto_escape(), AutoEscape::Custom(_));
    if value.is_undefined() || (value.is_safe() && !custom) {
        // It also refuses what is undefined.
        return escape_formatter(out, state, value);
    }
    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    if value.is_safe() {
        return put(out, &text);
    }
    let text = guard(&text);
    let mut escaped = String::new();
    match state.auto_escape() {
        AutoEscape::Html if escape::is_plain(&text) => return put(out, &text),
        AutoEscape::Html => escape::html(&text, &mut escaped),
        AutoEscape::Custom(_) => escape::markdown(&text, &mut escaped),
        _ => escaped = text.into_owned(),
    }
    put(out, &escaped)
}

fn put(out: &mut Output, text: &str) -> Result<(), Error> {
    out.write_str(text).map_err(|_| Error::new(ErrorKind::WriteFailure, "could not write"))
}

fn explain(name: &str, error: &Error) -> TemplateError {
    // The innermost place is the one to mend.
    let mut at = (error.name().unwrap_or(name).to_owned(), error.line().unwrap_or(0));
    let mut message = message(error);
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if let Some(inner) = inner.downcast_ref::<Error>() {
            if let (Some(name), Some(line)) = (inner.name(), inner.line()) {
                at = (name.to_owned(), line);
            }
            message = self::message(inner);
        }
        source = inner.source();
    }
    TemplateError { name: at.0, line: at.1, message }
}

fn message(error: &Error) -> String {
    let kind = error.kind().to_string();
    match error.detail() {
        Some(detail) => format!("{kind}: {detail}"),
        None => kind,
    }
}
