//! Numbers, amounts, dates and rates as people write them.

use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::{Serde, Value};
use rust_decimal::prelude::ToPrimitive;

use super::{amount, day, filter, float, text};
use crate::pipeline::Decimal;
use crate::show::escape;
use crate::show::format::{NBSP, Style};
use crate::show::rows::{Days, Month, Rate, Stage};
use crate::show::titles;

pub(super) fn numbers(engine: &mut Environment<'_>, style: &Arc<Style>) {
    filter(engine, style, "count", |v| u64::try_from(v.clone()).ok(), |style, n| style.count(n));
    filter(engine, style, "money", amount, |style, v| style.money(v));
    filter(engine, style, "compact", amount, |style, v| style.compact(v));
    filter(engine, style, "percent", float, |style, v| style.percent(v));
    filter(engine, style, "days", float, |style, v| style.days(v));
    filter(engine, style, "date", day, |style, v| style.date(v));
    filter(engine, style, "date_short", day, |style, v| style.date_short(v));
    filter(engine, style, "month", text, |style, v| style.month(&v));
    filter(engine, style, "period", text, |style, v| style.period(&v));
    filter(engine, style, "month_of_year", text, |style, v| style.month_of_year(&v));
    filter(engine, style, "month_short", text, |style, v| style.month_short(&v));
    filter(engine, style, "number", text, |style, v| {
        v.parse().map_or_else(|_| v.clone(), |n| style.count(n))
    });
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
        escape::html(number, &mut html);
        if !unit.is_empty() {
            html.push_str(" <small>");
            escape::html(unit, &mut html);
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

pub(super) fn rates(engine: &mut Environment<'_>, style: &Arc<Style>) {
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
    engine.add_function("enough", titles::enough);
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
