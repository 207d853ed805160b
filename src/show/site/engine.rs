//! The site's templates: the built-in ones and the team's, and the helpers
//! that only pages of a site have.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use minijinja::value::Value;
use minijinja::{Environment, Error, State};

use super::super::format::Style;
use super::super::product_line::Terms;
use super::super::templates::{Given, Templates, fuel};
use super::mask::Mask;
use super::notes::is_safe;
use super::parts::Parts;
use super::{policy, style_block};
use crate::message;
use crate::text::{Message, escape_html};

/// Stands for the way to the site's top until the page is finished. Text that
/// comes from elsewhere never holds it: control characters are written visibly.
pub const TOP: char = '\u{1}';

/// The one style of all pages: the report's and the site's.
///
/// # Errors
/// Where one of the team's holds what no style may.
pub fn style_sheet(given: &Given) -> Result<String, Message> {
    let mut all = String::new();
    for name in ["report.css", "site/site.css"] {
        all.push_str(
            &style_block::fitting(given.get(name).unwrap_or_default())
                .map_err(|why| message!("{name}: {why}", name, why))?,
        );
    }
    Ok(all)
}

/// What links lead to, each from the site's top.
#[derive(Default)]
pub struct Targets {
    /// The page of a lead by its id.
    pub leads: HashMap<String, String>,
    /// The page of a file that is no lead, by its path.
    pub files: HashMap<String, String>,
    /// The page of an owner.
    pub owners: HashMap<String, String>,
    /// The place of a company by its name's key.
    pub companies: HashMap<String, String>,
}

/// The templates, read once.
///
/// # Errors
/// Where the engine cannot be set up.
pub fn templates(
    style: &Arc<Style>,
    given: Given,
    about: Value,
    live: bool,
    mask: &Mask,
    targets: Targets,
    parts: Parts,
) -> Result<Templates, Message> {
    let guard = mask.clone();
    let templates = Templates::new(style, given, Box::new(move |text| guard.of(text)), |engine| {
        engine.set_fuel(Some(fuel(targets.leads.len())));
        engine.add_global("site", about);
        engine.add_global("top", Value::from_safe_string(TOP.to_string()));
        engine.add_function("content_policy", move || policy(live));
        engine.add_function("shows", move |what: &str| {
            let unknown = || super::super::helpers::invalid(message!("there is no part `{what}`", what));
            parts.shows_word(what).ok_or_else(unknown)
        });
        engine.add_function("means_href", |id: &str| {
            Value::from_safe_string(format!("{TOP}index.html#means-{id}"))
        });
        once(engine);
        links(engine, targets, mask.clone());
        values(engine, style, mask.clone());
    });
    templates.map_err(|error| error.message())
}

/// `once(template)`: what is the same on all pages of one place at the head is
/// filled in once. Of the page the template sees its key and whether it is
/// inside of that.
fn once(engine: &mut Environment<'static>) {
    let made: RwLock<HashMap<(String, String, bool), Value>> = RwLock::default();
    engine.add_function("once", move |state: &State, name: &str| -> Result<Value, Error> {
        let page = state.lookup("page").unwrap_or_default();
        let (key, inside) = (page.get_attr("key")?, page.get_attr("inside")?.is_true());
        let known = (name.to_owned(), key.to_string(), inside);
        if let Some(made) = made.read().unwrap_or_else(PoisonError::into_inner).get(&known) {
            return Ok(made.clone());
        }
        let page = minijinja::context! { key, inside };
        let filled = state.env().get_template(name)?.render(minijinja::context! { page })?;
        let filled = Value::from_safe_string(filled);
        made.write().unwrap_or_else(PoisonError::into_inner).insert(known, filled.clone());
        Ok(filled)
    });
}

fn links(engine: &mut Environment<'static>, targets: Targets, mask: Mask) {
    let Targets { leads, files, owners, companies } = targets;
    let link = move |href: Option<&String>, words: &str, mask: &Mask| {
        let mut html = String::with_capacity(words.len() + 64);
        if let Some(href) = href {
            // Made of ids and digests, and of nothing else.
            html.push_str(&format!("<a href=\"{TOP}{href}\">"));
        }
        html.push_str(&escape_html(&mask.of(words)));
        if href.is_some() {
            html.push_str("</a>");
        }
        Value::from_safe_string(html)
    };
    let own = mask.clone();
    engine.add_function("lead_link", move |id: &str, words: &str| link(leads.get(id), words, &own));
    let own = mask.clone();
    engine.add_function("file_link", move |path: &str| link(files.get(path), path, &own));
    let own = mask.clone();
    engine.add_function("owner_link", move |id: &str, words: &str| link(owners.get(id), words, &own));
    let own = mask.clone();
    engine.add_function("company_link", move |name: &str| {
        link(companies.get(&crate::pipeline::company_key(name)), name, &own)
    });
    engine.add_function("web_link", move |url: &str| {
        let masked = mask.of(url);
        let shown = escape_html(&masked);
        let address = if url.contains("://") { url.to_owned() } else { format!("https://{url}") };
        let host = address.split_once("://").map_or("", |(_, rest)| rest);
        let plain = host.contains('.')
            && host.starts_with(char::is_alphanumeric)
            && !address.to_ascii_lowercase().starts_with("mailto:");
        if masked != url || !is_safe(&address) || !plain {
            return Value::from_safe_string(shown.into_owned());
        }
        let href = escape_html(&address);
        Value::from_safe_string(format!(
            "<a rel=\"nofollow noopener noreferrer\" href=\"{href}\">{shown}</a>"
        ))
    });
}

/// Values of a lead's file, written for people.
fn values(engine: &mut Environment<'static>, style: &Arc<Style>, mask: Mask) {
    // An address that the team lets in is not masked.
    engine.add_filter("contact", |text: &Value| {
        Value::from_safe_string(escape_html(&text.to_string()).into_owned())
    });
    engine.add_filter("plain", |value: &Value| plain(value));
    engine.add_filter("coded", move |text: &str| coded(text, &mask));
    let with = Arc::clone(style);
    engine.add_filter("day", move |text: &str| match text.get(..10).and_then(|day| day.parse().ok()) {
        Some(day) => with.date(day),
        None if text.is_empty() => "…".to_owned(),
        None => text.to_owned(),
    });
    let with = Arc::clone(style);
    engine.add_function("money_of", move |amount: &Value, currency: &str| {
        amount_of(&with, &amount.to_string(), currency)
    });
    let with = Arc::clone(style);
    engine.add_function("terms", move |price: String, product: &Value, own: &str| {
        terms(&with, product, own, price)
    });
    let with = Arc::clone(style);
    engine.add_function("price", move |price: &Value, own: &str| match price.get_attr("amount") {
        Ok(amount) if !amount.is_undefined() => {
            let currency = price.get_attr("currency").ok().and_then(|code| code.as_str().map(str::to_owned));
            amount_of(&with, &amount.to_string(), currency.as_deref().unwrap_or(own))
        }
        _ => amount_of(&with, &price.to_string(), own),
    });
}

/// How a line of what is sold is priced.
fn terms(style: &Style, product: &Value, own: &str, price: String) -> String {
    let text = |key: &str| product.get_attr(key).ok().filter(|value| !value.is_undefined());
    let [per, term, discount] =
        ["per", "term", "discount"].map(|key| text(key).map(|value| value.to_string()));
    let currency = product.get_attr("price").and_then(|price| price.get_attr("currency")).ok();
    let currency = currency.and_then(|code| code.as_str().map(str::to_owned));
    let terms = Terms {
        per: per.as_deref(),
        term: term.as_deref(),
        discount: discount.as_deref(),
        currency: currency.as_deref().unwrap_or(own),
    };
    terms.with(price, style)
}

/// A sentence of a rule's: what is between backticks is code.
fn coded(text: &str, mask: &Mask) -> Value {
    let masked = mask.of(text);
    // One that is alone at the end is a character like others.
    let paired = masked.matches('`').count() / 2 * 2;
    let mut html = String::with_capacity(masked.len() + 32);
    for (at, part) in masked.split('`').enumerate() {
        html.push_str(match at {
            0 => "",
            at if at > paired => "`",
            at if at % 2 == 1 => "<code>",
            _ => "</code>",
        });
        html.push_str(&escape_html(part));
    }
    Value::from_safe_string(html)
}

fn amount_of(style: &Style, amount: &str, currency: &str) -> String {
    amount.parse().map_or_else(|_| amount.to_owned(), |amount| style.money_in(amount, currency))
}

/// A value of the team's own field in one line.
fn plain(value: &Value) -> String {
    use minijinja::value::ValueKind;
    match value.kind() {
        ValueKind::Seq => {
            let items = value.try_iter().into_iter().flatten();
            items.map(|item| plain(&item)).collect::<Vec<_>>().join(", ")
        }
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            let pair = |key: Value| {
                format!("{key}: {}", value.get_item(&key).map(|inner| plain(&inner)).unwrap_or_default())
            };
            keys.map(pair).collect::<Vec<_>>().join(", ")
        }
        _ => value.to_string(),
    }
}
