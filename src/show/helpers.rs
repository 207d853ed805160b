//! What templates can call: words, numbers, charts and titles.
//! `templates/README.md` tells people of each.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value as Json};

use super::format::{NBSP, Style};
use super::rows::{
    AtDays, Bin, Bullet, Closing, CurvePoint, Cycle, Days, Month, Rate, Reason, Said, Segment, Span, Stage,
    Stamp,
};
use super::words::Arg;
use super::{changes, charts, style_block, titles};
use crate::pipeline::{Day, Decimal};

/// Adds all helpers; `css` is the minified style of the page.
pub fn add(engine: &mut Environment<'_>, style: &Arc<Style>, css: &str) {
    words(engine, style);
    numbers(engine, style);
    rates(engine, style);
    title_functions(engine, style);
    stamp_function(engine, style);
    comparing(engine, style);
    chart_functions(engine, style);
    minis(engine);
    page(engine, css);
    alone(engine);
}

/// What a page that stands alone says instead of a site's helpers: nothing to
/// lead to, everything shown.
fn alone(engine: &mut Environment<'_>) {
    let words = |_: &str, words: &str| -> Value {
        let mut html = String::new();
        super::escape::html(words, &mut html);
        Value::from_safe_string(html)
    };
    engine.add_function("lead_link", words);
    engine.add_function("owner_link", words);
    engine.add_function("file_link", move |path: &str| words("", path));
    engine.add_function("means_href", |id: &str| format!("#means-{id}"));
    engine.add_function("shows", |_: &str| true);
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn words(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("t", move |id: &str, args: Kwargs| -> Result<String, Error> {
        let mut given = Vec::new();
        for name in args.args() {
            let value: Value = args.get(name)?;
            given.push((name, arg(&value, name)?));
        }
        with.words.say(id, &given).ok_or_else(|| invalid(format!("there is no message `{id}`")))
    });
    let with = Arc::clone(style);
    engine.add_function("levels", move |rows: Serde<Vec<Map<String, Json>>>| {
        Value::from(Serde(&levels(&with, rows.0)))
    });
    engine.add_global("language", style.words.language());
}

/// Rows of a criterion's levels, each called by its word.
fn levels(style: &Style, mut rows: Vec<Map<String, Json>>) -> Vec<Map<String, Json>> {
    for row in &mut rows {
        let word = row
            .get("key")
            .and_then(Json::as_str)
            .and_then(|key| style.words.say(&format!("lead-{key}"), &[]));
        row.insert("label".to_owned(), word.map_or(Json::Null, Json::from));
    }
    rows
}

fn arg(value: &Value, name: &str) -> Result<Arg, Error> {
    match value.kind() {
        ValueKind::Number => {
            let count = u64::try_from(value.clone());
            Ok(Arg::Count(count.map_err(|_| invalid(format!("`{name}` is no count: {value}")))?))
        }
        ValueKind::String => Ok(Arg::Text(value.to_string())),
        other => Err(invalid(format!("`{name}` is neither text nor a count: {other}"))),
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
        let read = read(value).ok_or_else(|| invalid(format!("`{name}` cannot write {value}")))?;
        Ok(write(&style, read))
    });
}

fn amount(value: &Value) -> Option<Decimal> {
    value.to_string().parse().ok()
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

fn numbers(engine: &mut Environment<'_>, style: &Arc<Style>) {
    filter(engine, style, "count", |v| u64::try_from(v.clone()).ok(), |style, n| style.count(n));
    filter(engine, style, "money", amount, |style, v| style.money(v));
    filter(engine, style, "compact", amount, |style, v| style.compact(v));
    filter(engine, style, "percent", float, |style, v| style.percent(v));
    filter(engine, style, "days", float, |style, v| style.days(v));
    filter(engine, style, "date", day, |style, v| style.date(v));
    filter(engine, style, "date_short", day, |style, v| style.date_short(v));
    filter(engine, style, "month", text, |style, v| style.month(&v));
    filter(engine, style, "month_of_year", text, |style, v| style.month_of_year(&v));
    filter(engine, style, "month_short", text, |style, v| style.month_short(&v));
    filter(engine, style, "sample", |v| u64::try_from(v.clone()).ok(), |style, n| style.sample(n));
    engine.add_filter("is_zero", |v: &Value| amount(v).is_none_or(|v| v.is_zero()));
    engine.add_filter("blocks", |share: &Value, length: u32| blocks(float(share).unwrap_or(0.0), length));
    engine.add_filter("share_of", |part: &Value, whole: &Value| {
        let share = amount(part).zip(amount(whole)).and_then(|(part, whole)| part.checked_div(whole));
        share.and_then(|share| share.to_f64()).unwrap_or(0.0)
    });
    engine.add_function("total_value", |rows: Vec<Value>| {
        let values = rows.iter().filter_map(|row| amount(&row.get_attr("value").ok()?));
        values.fold(Decimal::ZERO, Decimal::saturating_add).to_string()
    });
    engine.add_function("largest_value", |rows: Vec<Value>| {
        let values = rows.iter().filter_map(|row| amount(&row.get_attr("value").ok()?));
        values.max().unwrap_or_default().to_string()
    });
    engine.add_function("won_lost_bar", |won: u64, lost: u64, most: u64| {
        let part = |n: u64| (n as f64 / most.max(1) as f64 * 10.0).ceil().min(10.0) as usize;
        format!("{}{}", "█".repeat(part(won)), "░".repeat(part(lost)))
    });
    engine.add_function("funnel_total", |rows: Serde<Vec<Stage>>| {
        rows.0.iter().filter(|stage| stage.is_open()).map(Stage::total).max().unwrap_or(0)
    });
    // The number large, its unit small.
    engine.add_filter("big", |v: &str| {
        let mut html = String::new();
        let (number, unit) = v.split_once(NBSP).unwrap_or((v, ""));
        super::escape::html(number, &mut html);
        if !unit.is_empty() {
            html.push_str(" <small>");
            super::escape::html(unit, &mut html);
            html.push_str("</small>");
        }
        Value::from_safe_string(html)
    });
    let with = Arc::clone(style);
    engine.add_function("chart_unit", move |months: Serde<Vec<Month>>| {
        let largest = months.0.iter().map(|m| m.won_value).max().unwrap_or_default();
        with.chart_unit(largest).map_or_else(|| with.symbol().to_owned(), |(_, unit)| unit)
    });
}

/// A bar of plain characters; what is not nothing shows at least one.
fn blocks(share: f64, length: u32) -> String {
    let length = length.min(100) as usize;
    let full = (share.clamp(0.0, 1.0) * length as f64).round() as usize;
    let full = if share > 0.0 { full.max(1) } else { 0 };
    format!("{}{}", "█".repeat(full), "░".repeat(length - full.min(length)))
}

fn rates(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_filter("rate", move |rate: Serde<Rate>| match rate.0.shown() {
        Some((value, ..)) => with.percent(value),
        None if rate.0.n == 0 => with.words.t("none", &[]),
        None => with.words.t("too-few", &[]),
    });
    let with = Arc::clone(style);
    engine.add_filter("interval", move |rate: Serde<Rate>| {
        rate.0.shown().map_or_else(|| with.words.t("none", &[]), |(_, low, high)| with.range(low, high))
    });
    engine.add_filter("is_shown", |rate: Serde<Rate>| rate.0.shown().is_some());
    for (name, which) in [("median", 0), ("p90", 1)] {
        let with = Arc::clone(style);
        engine.add_filter(name, move |days: Serde<Days>| match days.0.shown() {
            Some((median, p90)) => with.days(if which == 0 { median } else { p90 }),
            None if days.0.n == 0 => with.words.t("none", &[]),
            None => with.words.t("too-few", &[]),
        });
    }
}

fn title_functions(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("funnel_title", move |rows: Serde<Vec<Stage>>| titles::funnel(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("stages_title", move |rows: Serde<Vec<Stage>>| titles::stages(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("owners_title", move |rows: Serde<Vec<Segment>>| titles::owners(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("closed_title", move |rows: Serde<Vec<Month>>| titles::closed(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("won_title", move |rows: Serde<Vec<Month>>| titles::won_value(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("losses_title", move |rows: Serde<Vec<Reason>>| titles::reasons(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("days_title", move |rows: Serde<Vec<Stage>>, ages: bool| {
        titles::days(&with, &rows.0, ages)
    });
    let with = Arc::clone(style);
    engine.add_function("closing_title", move |closing: Serde<Closing>| titles::closing(&with, &closing.0));
    let with = Arc::clone(style);
    engine.add_function("cycle_title", move |cycle: Serde<Cycle>| titles::cycle(&with, cycle.0));
    let with = Arc::clone(style);
    engine.add_function("curve_title", move |at: Serde<Vec<AtDays>>| titles::curve(&with, &at.0));
    let with = Arc::clone(style);
    engine.add_function("segments_title", move |rows: Serde<Vec<Segment>>, none: &str| {
        titles::segments(&with, none, &rows.0)
    });
}

/// What the report was made from, in a sentence.
fn stamp_function(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("stamp_line", move |stamp: Serde<Stamp>| titles::stamp(&with, &stamp.0));
}

fn comparing(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("change", move |kind: &str, now: &Value, then: &Value| {
        let known = |value: &Value| if value.is_none() { None } else { amount(value) };
        match kind {
            "money" => Ok(changes::amount(&with, known(now), known(then), true)),
            "count" => Ok(changes::amount(&with, known(now), known(then), false)),
            "days" => Ok(changes::days(&with, float(now), float(then))),
            "rate" => {
                let rate = |value: &Value| {
                    let rate = <Rate as serde::Deserialize>::deserialize(value);
                    rate.map_err(|error| invalid(format!("no rate: {error}")))
                };
                Ok(changes::rate(&with, rate(now)?, rate(then)?))
            }
            other => Err(invalid(format!("`change` knows no `{other}`"))),
        }
    });
    let with = Arc::clone(style);
    engine.add_function("standing", move |say: &str, given: Serde<BTreeMap<String, Said>>| {
        let said = titles::standing(&with, say, &given.0);
        said.ok_or_else(|| invalid(format!("there is no message `{say}`")))
    });
    engine.add_function("sparkline", |values: Vec<Value>| {
        let values: Vec<Option<f64>> =
            values.iter().map(|value| if value.is_none() { None } else { amount(value)?.to_f64() }).collect();
        Value::from_safe_string(charts::sparkline(&values))
    });
    engine.add_function("days_between", |from: &str, to: &str| -> Result<i64, Error> {
        let day = |text: &str| text.parse::<Day>().map_err(|_| invalid(format!("`{text}` is no date")));
        Ok((day(to)? - day(from)?).num_days())
    });
    let with = Arc::clone(style);
    engine.add_filter("p_value", move |p: &Value| match float(p) {
        Some(p) if p < 0.005 => format!("<{}", with.decimal(Decimal::new(1, 2), 2)),
        Some(p) => with.decimal(Decimal::try_from(p).unwrap_or_default(), 2),
        None => with.words.t("none", &[]),
    });
}

thread_local! {
    /// How many charts the page that this thread fills in has.
    static CHARTS: Cell<usize> = const { Cell::new(0) };
}

/// A new page begins on this thread.
pub fn number_charts_from_one() {
    CHARTS.set(0);
}

/// Charts number themselves, so that no two ids of a page are the same.
fn next_chart() -> usize {
    CHARTS.set(CHARTS.get() + 1);
    CHARTS.get()
}

fn chart_functions(engine: &mut Environment<'_>, style: &Arc<Style>) {
    macro_rules! chart {
        ($name:literal, $rows:ty, $draw:path) => {
            let with = Arc::clone(style);
            engine.add_function($name, move |rows: Serde<Vec<$rows>>, title: &str| {
                Value::from_safe_string($draw(&with, next_chart(), title, &rows.0))
            });
        };
    }
    chart!("funnel_chart", Stage, charts::funnel);
    chart!("stages_chart", Stage, charts::stages);
    chart!("owners_chart", Segment, charts::owners);
    chart!("losses_chart", Reason, charts::reasons);
    macro_rules! months_chart {
        ($name:literal, $draw:path) => {
            let with = Arc::clone(style);
            engine.add_function($name, move |rows: Serde<Vec<Month>>, period: Serde<Span>, title: &str| {
                let id = next_chart();
                Value::from_safe_string($draw(&with, id, title, &rows.0, period.0))
            });
        };
    }
    months_chart!("closed_chart", charts::closed);
    months_chart!("won_chart", charts::won_value);
    let with = Arc::clone(style);
    engine.add_function("days_chart", move |rows: Serde<Vec<Stage>>, ages: bool, title: &str| {
        let id = next_chart();
        Value::from_safe_string(charts::days(&with, id, title, &rows.0, ages))
    });
    let with = Arc::clone(style);
    engine.add_function("closing_chart", move |closing: Serde<Closing>, title: &str| {
        let id = next_chart();
        Value::from_safe_string(charts::closing(&with, id, title, &closing.0))
    });
    let with = Arc::clone(style);
    engine.add_function("cycle_chart", move |bins: Serde<Vec<Bin>>, cycle: Serde<Cycle>, title: &str| {
        let id = next_chart();
        Value::from_safe_string(charts::cycle(&with, id, title, &bins.0, cycle.0))
    });
    let with = Arc::clone(style);
    engine.add_function(
        "curve_chart",
        move |points: Serde<Vec<CurvePoint>>, at: Serde<Vec<AtDays>>, title: &str| {
            let id = next_chart();
            Value::from_safe_string(charts::time_to_win(&with, id, title, &points.0, &at.0))
        },
    );
    let with = Arc::clone(style);
    engine.add_function("rates_chart", move |labels: Vec<String>, rates: Serde<Vec<Rate>>, title: &str| {
        let id = next_chart();
        let rows: Vec<(String, Rate)> = labels.into_iter().zip(rates.0).collect();
        Value::from_safe_string(charts::rates(&with, id, title, &rows))
    });
    chart!("targets_chart", Bullet, charts::targets);
    let with = Arc::clone(style);
    engine.add_function("segments_chart", move |rows: Serde<Vec<Segment>>, none: &str, title: &str| {
        let id = next_chart();
        Value::from_safe_string(charts::segments(&with, id, title, none, &rows.0))
    });
}

fn minis(engine: &mut Environment<'_>) {
    engine.add_function("mini_value", |value: &Value, weighted: &Value| {
        let (value, weighted) = (amount(value).unwrap_or_default(), amount(weighted).unwrap_or_default());
        Value::from_safe_string(charts::mini_value(value, weighted))
    });
    engine.add_function("mini_rate", |rate: Serde<Rate>| {
        let mini = rate.0.shown().map(|(value, low, high)| charts::mini_rate(value, low, high));
        Value::from_safe_string(mini.unwrap_or_default())
    });
    engine.add_function("mini_columns", |values: Vec<Value>| {
        let values: Vec<Decimal> = values.iter().map(|v| amount(v).unwrap_or_default()).collect();
        Value::from_safe_string(charts::mini_columns(&values))
    });
    engine.add_function("mini_cycle", |median: f64, p75: f64, p90: f64| {
        Value::from_safe_string(charts::mini_cycle(median, p75, p90))
    });
    engine.add_function("idle_bar", |days: i64, limit: u32, longest: i64| {
        Value::from_safe_string(charts::idle(days, limit, longest))
    });
}

fn page(engine: &mut Environment<'_>, css: &str) {
    let (css, policy) = (css.to_owned(), style_block::policy(css));
    engine.add_function("style_block", move || Value::from_safe_string(css.clone()));
    engine.add_function("content_policy", move || policy.clone());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_plain_characters() {
        assert_eq!(blocks(0.5, 4), "██░░");
        assert_eq!(blocks(0.001, 4), "█░░░");
        assert_eq!((blocks(0.0, 4), blocks(7.0, 4)), ("░░░░".into(), "████".into()));
    }
}
