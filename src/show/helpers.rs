//! What templates can call: words, numbers, charts and titles.
//! `templates/README.md` tells people of each.

mod drawn;
mod said;
mod written;

use std::sync::Arc;

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};
use rust_decimal::prelude::ToPrimitive;

use super::format::Style;
use super::shown::{TargetName, target_name};
use super::typed::{Rows, Shown, one};
use super::words::Arg;
use super::{changes, charts, style_block};
use crate::figures::{Conversion, Rate, Segment};
use crate::message;
use crate::pipeline::{Day, Decimal};
use crate::report::Difference;
use crate::text::Message;
use crate::text::escape_html;

/// Adds all helpers; `css` is the style of the page.
pub fn add(engine: &mut Environment<'_>, style: &Arc<Style>, css: &str) {
    words(engine, style);
    written::numbers(engine, style);
    written::rates(engine, style);
    said::sentences(engine, style);
    said::past(engine, style);
    comparing(engine, style);
    drawn::charts(engine, style);
    drawn::minis(engine);
    page(engine, css);
    alone(engine);
}

/// What a page that is alone says instead of a site's helpers: nothing to
/// lead to, everything shown.
fn alone(engine: &mut Environment<'_>) {
    let words = |_: &str, words: &str| -> Value { Value::from_safe_string(escape_html(words).into_owned()) };
    engine.add_function("lead_link", words);
    engine.add_function("owner_link", words);
    engine.add_function("file_link", move |path: &str| words("", path));
    engine.add_function("means_href", |id: &str| format!("#means-{id}"));
    engine.add_function("shows", |_: &str| true);
    engine.add_function("owner_name", owner_name);
}

pub(super) fn invalid(message: Message) -> Error {
    Error::from(ErrorKind::InvalidOperation).with_source(message)
}

fn words(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("t", move |id: &str, args: Kwargs| -> Result<Value, Error> {
        let mut given = Vec::new();
        for name in args.args() {
            let value: Value = args.get(name)?;
            given.push((name, arg(&value, name)?));
        }
        let said = with.words.say(id, &given);
        said.map(Value::from).ok_or_else(|| invalid(message!("there is no message `{id}`", id)))
    });
    let with = Arc::clone(style);
    engine.add_function("levels", move |rows: &Value| {
        Ok::<_, Error>(levels(&with, &Rows::of(rows)?.figures()).to_value())
    });
    engine.add_global("language", style.words.language());
}

/// Rows of a criterion's levels, each called by its word.
fn levels(style: &Style, rows: &[&Segment]) -> Vec<Segment> {
    let word = |key: &String| style.words.say(&format!("lead-{key}"), &[]);
    rows.iter().map(|row| Segment { label: row.key.as_ref().and_then(word), ..(*row).clone() }).collect()
}

fn arg(value: &Value, name: &str) -> Result<Arg, Error> {
    match value.kind() {
        ValueKind::Number => {
            let count = u64::try_from(value.clone());
            Ok(Arg::Count(count.map_err(|_| {
                invalid(message!("`{name}` is no count: {value}", name, value = value.to_string()))
            })?))
        }
        ValueKind::String => Ok(Arg::Text(value.to_string())),
        other => Err(invalid(message!(
            "`{name}` is neither text nor a count: {other}",
            name,
            other = other.to_string()
        ))),
    }
}

/// A filter that writes `none` as a dash.
fn filter<T: 'static>(
    engine: &mut Environment<'_>,
    style: &Arc<Style>,
    name: &'static str,
    read: fn(&Value) -> Option<T>,
    write: fn(&Style, T) -> String,
) {
    let style = Arc::clone(style);
    engine.add_filter(name, move |value: &Value| -> Result<String, Error> {
        if value.is_none() {
            return Ok(style.words.t("none", &[]));
        }
        let read = read(value)
            .ok_or_else(|| invalid(message!("`{name}` cannot write {value}", name, value = brief(value))))?;
        Ok(write(&style, read))
    });
}

fn amount(value: &Value) -> Option<Decimal> {
    scalar(value)?.parse().ok()
}

/// A number or a text as text; that of a list may be endless.
fn scalar(value: &Value) -> Option<String> {
    matches!(value.kind(), ValueKind::Number | ValueKind::String).then(|| value.to_string())
}

/// A value in an error: itself where it is short by nature, else what it is.
fn brief(value: &Value) -> String {
    scalar(value).unwrap_or_else(|| value.kind().to_string())
}

/// An amount that is there.
fn money(value: &Value) -> Result<Decimal, Error> {
    amount(value).ok_or_else(|| invalid(message!("this is no amount: {value}", value = brief(value))))
}

/// An amount, where it is known.
fn known(value: &Value) -> Result<Option<Decimal>, Error> {
    if value.is_none() { Ok(None) } else { money(value).map(Some) }
}

/// What a template's row says under a name.
fn field(row: &Value, name: &str) -> Result<Value, Error> {
    let value = row.get_attr(name)?;
    if value.is_undefined() { Err(invalid(message!("the row has no `{name}`", name))) } else { Ok(value) }
}

/// A rate of a report.
fn rate_of(value: &Value) -> Result<&Rate, Error> {
    one::<Rate>(value).or_else(|error| one::<Conversion>(value).map(|own| &own.rate).map_err(|_| error))
}

fn day(value: &Value) -> Option<Day> {
    value.as_str()?.parse().ok()
}

fn float(value: &Value) -> Option<f64> {
    f64::try_from(value.clone()).ok()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// What an owner is called in the rows of a report by owner.
fn owner_name(key: &Value, rows: &Value) -> Value {
    let mut rows = rows.try_iter().into_iter().flatten();
    let own = rows.find(|row| row.get_attr("key").is_ok_and(|own| own == *key));
    let label = own.and_then(|row| row.get_attr("label").ok());
    label.filter(Value::is_true).unwrap_or_else(|| key.clone())
}

/// What a target is called, by the rows of a report by owner; without the owner
/// where there are none; `several` where there are several pipelines.
fn name_of_target(style: &Style, target: &Value, rows: &Value, several: bool) -> String {
    let part = |key: &str| target.get_attr(key).ok().and_then(|value| text(&value));
    let owner = target.get_attr("owner").ok().filter(|_| !rows.is_none());
    let owner = owner.and_then(|own| text(&owner_name(&own, rows)));
    let [label, group, condition] = ["label", "group", "where"].map(part);
    let name = TargetName {
        period: label.as_deref().unwrap_or_default(),
        all: several && part("pipeline").is_none(),
        owner: owner.as_deref(),
        group: group.as_deref(),
        condition: condition.as_deref(),
    };
    target_name(style, &name)
}

fn comparing(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("change", move |kind: &str, now: &Value, then: &Value| -> Result<String, Error> {
        let of = match kind {
            "money" => Difference::money(known(now)?, known(then)?),
            "count" => Some(Difference::count(now.clone().try_into()?, then.clone().try_into()?)),
            "days" => Difference::days(float(now), float(then)),
            "rate" => Difference::rate(rate_of(now)?, rate_of(then)?),
            other => return Err(invalid(message!("`change` knows no `{other}`", other))),
        };
        Ok(changes::difference(&with, of.as_ref()))
    });
    let with = Arc::clone(style);
    engine.add_function("target_name", move |target: &Value, rows: &Value, several: bool| {
        name_of_target(&with, target, rows, several)
    });
    let with = Arc::clone(style);
    engine.add_function("changed", move |of: &Value| {
        let of = if of.is_none() { None } else { Some(one::<Difference>(of)?) };
        Ok::<_, Error>(changes::difference(&with, of))
    });
    engine.add_function("sparkline", |values: Vec<Value>| {
        let size = |value: &Value| Ok(known(value)?.and_then(|value| value.to_f64()));
        let values = values.iter().map(size).collect::<Result<Vec<_>, Error>>()?;
        Ok::<_, Error>(Value::from_safe_string(charts::sparkline(&values)))
    });
    engine.add_function("days_between", |from: &str, to: &str| -> Result<i64, Error> {
        let day =
            |text: &str| text.parse::<Day>().map_err(|_| invalid(message!("`{text}` is no date", text)));
        Ok((day(to)? - day(from)?).num_days())
    });
    let with = Arc::clone(style);
    engine.add_filter("p_value", move |p: &Value| match float(p) {
        Some(p) if p < 0.005 => format!("<{}", with.decimal(Decimal::new(1, 2), 2)),
        Some(p) => with.decimal(Decimal::try_from(p).unwrap_or_default(), 2),
        None => with.words.t("none", &[]),
    });
}

fn page(engine: &mut Environment<'_>, css: &str) {
    let (css, policy) = (css.to_owned(), style_block::policy(css));
    engine.add_function("style_block", move || Value::from_safe_string(css.clone()));
    engine.add_function("content_policy", move || policy.clone());
}
