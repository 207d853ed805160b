//! The template engine as corong sets it up: strict, fuelled, escaping by the
//! template's name, with the helpers that `templates/README.md` lists.
//!
//! It opens no file: a template is built in, or the team's own that were read before.

mod built_in;
mod given;

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::Environment as Engine;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};

use super::format::Style;
use super::{helpers, style_block};
use crate::expr::{TEMPLATE, engine_words};
use crate::finding::cut;
use crate::source::RelPath;
use crate::text::Message;
use crate::text::{escape_html, escape_markdown};
use crate::{message, said_by_message};
pub use built_in::{BUILT_IN, built_in};
pub use given::Given;

/// What a template may use up: instructions, and 64 bytes of text each.
const FUEL: u64 = 3_000_000;
/// The same for each lead of a site, whose pages list them.
const FUEL_A_LEAD: u64 = 60;
/// Bytes of a value that is no text, written as one.
const MOST_TEXT: usize = 64 << 10;
/// The name of the page's style.
const STYLE: &str = "report.css";
/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's name, such as `report.html.j2`.
    pub name: String,
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// What is wrong.
    pub message: Message,
}

impl TemplateError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self.line {
            0 => message!("{name}: {message}", name = self.name, message = self.message),
            line => message!("{name}:{line}: {message}", name = self.name, line, message = self.message),
        }
    }
}

said_by_message!(TemplateError);

impl std::error::Error for TemplateError {}

/// What happens to every text before it is escaped and written.
pub type Guard = dyn Fn(&str) -> Cow<'_, str> + Send + Sync;

/// Templates that are read once and filled in many times, from any thread.
pub struct Templates(Engine<'static>);

impl Templates {
    /// The built-in templates, and in their place or beside them the `given`
    /// ones. `guard` sees every text that is written; `add` adds helpers.
    ///
    /// # Errors
    /// Where the team's style holds what no style may.
    pub fn new(
        style: &Arc<Style>,
        given: Given,
        guard: Box<Guard>,
        add: impl FnOnce(&mut Engine<'static>),
    ) -> Result<Self, TemplateError> {
        let css = style_block::fitting(given.get(STYLE).unwrap_or_default());
        let css = css.map_err(|message| TemplateError { name: STYLE.to_owned(), line: 0, message })?;
        let mut engine = engine(given).map_err(|error| explain("", &error, None))?;
        engine.set_formatter(move |out, state, value| write_escaped(out, state, value, &*guard));
        helpers::add(&mut engine, style, &css);
        add(&mut engine);
        Ok(Self(engine))
    }

    /// Fills in a template. `context` is made of plain data: nothing in it can
    /// become markup.
    ///
    /// # Errors
    /// Where a template, the caller's or one it draws in, is missing, broken,
    /// names what does not exist or uses up its fuel.
    pub fn render(&self, name: &str, context: &Value) -> Result<String, TemplateError> {
        let filled = self.0.get_template(name).and_then(|template| template.render(context));
        filled.map_err(|error| explain(name, &error, self.0.fuel()))
    }
}

/// What a page of so many leads may use up.
pub fn fuel(leads: usize) -> u64 {
    FUEL + FUEL_A_LEAD * leads as u64
}

/// The engine of every output, without helpers.
fn engine(given: Given) -> Result<Engine<'static>, Error> {
    let mut engine = Engine::new();
    let syntax =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
    engine.set_syntax(syntax.clone());
    engine.set_loader(move |name| {
        let refused = |kind: ErrorKind, why: Message| Err(Error::from(kind).with_source(why));
        if name.starts_with('/') || !RelPath::new(name).is_inside() {
            let why = message!("the template `{name}` leads outside the workspace", name);
            return refused(ErrorKind::InvalidOperation, why);
        }
        let source = given.get(name);
        if let Some(own) = source.filter(|_| source != built_in(name))
            && let Err(why) = TEMPLATE.count(own, false, syntax.clone())
        {
            return refused(ErrorKind::SyntaxError, why);
        }
        Ok(source.map(str::to_owned))
    });
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_fuel(Some(fuel(0)));
    engine.set_debug(false);
    engine.set_auto_escape_callback(|name| match name {
        name if name.ends_with(".html.j2") => AutoEscape::Html,
        name if name.ends_with(".md.j2") => AutoEscape::Custom("markdown".into()),
        _ => AutoEscape::None,
    });
    Ok(engine)
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
    let text = value.as_str().map_or_else(|| whole(value).map(Cow::Owned), |text| Ok(Cow::Borrowed(text)))?;
    if value.is_safe() {
        return put(out, &text);
    }
    let text = guard(&text);
    match state.auto_escape() {
        AutoEscape::Html => put(out, &escape_html(&text)),
        AutoEscape::Custom(_) => put(out, &escape_markdown(&text)),
        _ => put(out, &text),
    }
}

/// What is no text, as text: a list or mapping may be endless.
fn whole(value: &Value) -> Result<String, Error> {
    cut(value, MOST_TEXT).map_err(|_| {
        let why = message!(
            "a list or mapping is written with at most {most} bytes: write parts of it",
            most = MOST_TEXT
        );
        Error::from(ErrorKind::InvalidOperation).with_source(why)
    })
}

fn put(out: &mut Output, text: &str) -> Result<(), Error> {
    out.write_str(text).map_err(|_| Error::from(ErrorKind::WriteFailure))
}

fn explain(name: &str, error: &Error, fuel: Option<u64>) -> TemplateError {
    // The innermost place is the one to mend.
    let mut at = (error.name().unwrap_or(name).to_owned(), error.line().unwrap_or(0));
    let mut message = message(error, fuel);
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if let Some(inner) = inner.downcast_ref::<Error>() {
            if let (Some(name), Some(line)) = (inner.name(), inner.line()) {
                at = (name.to_owned(), line);
            }
            message = self::message(inner, fuel);
        }
        source = inner.source();
    }
    TemplateError { name: at.0, line: at.1, message }
}

fn message(error: &Error, fuel: Option<u64>) -> Message {
    if let Some(steps) = fuel.filter(|_| error.kind() == ErrorKind::OutOfFuel) {
        return message!("it takes more than the {steps} steps (fuel) of a page: make it simpler", steps);
    }
    engine_words(error)
}
