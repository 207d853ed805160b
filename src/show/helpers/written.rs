//! Numbers, amounts, dates and rates as people write them.

use std::sync::Arc;

use minijinja::value::Value;
use minijinja::{Environment, Error};
use rust_decimal::prelude::ToPrimitive;

use super::{amount, day, field, filter, float, known, money, rate_of, text};
use crate::figures::{Days, ENOUGH, Flow, Month, StageFigures};
use crate::pipeline::Decimal;
use crate::show::format::{NBSP, Style};
use crate::show::shown;
use crate::show::typed::{Rows, one};
use crate::show::words::sentence;
use crate::text::escape_html;

pub(super) fn numbers(engine: &mut Environment<'_>, style: &Arc<Style>) {
    filter(engine, style, "count", |v| u64::try_from(v.clone()).ok(), |style, n| style.count(n));
    let with = Arc::clone(style);
    engine.add_filter("money", move |v: &Value, places: Option<u32>| -> Result<String, Error> {
        let Some(amount) = known(v)? else { return Ok(with.words.t("none", &[])) };
        Ok(with.money_to(amount, places.unwrap_or_else(|| with.decimals(amount)).min(28)))
    });
    let with = Arc::clone(style);
    engine.add_function("places", move |amounts: Vec<Value>| {
        let amounts = amounts.iter().map(known).collect::<Result<Vec<_>, Error>>()?;
        Ok::<_, Error>(amounts.into_iter().flatten().map(|amount| with.decimals(amount)).max().unwrap_or(0))
    });
    filter(engine, style, "compact", amount, |style, v| style.compact(v));
    filter(engine, style, "percent", float, |style, v| style.percent(v));
    filter(engine, style, "tenths", float, |style, v| {
        style.decimal(Decimal::try_from(v).unwrap_or_default(), 1)
    });
    let with = Arc::clone(style);
    engine.add_filter("decimals", move |v: &Value, places: u32| match float(v) {
        Some(v) => with.decimal(Decimal::try_from(v).unwrap_or_default(), places.min(28)),
        None => with.words.t("none", &[]),
    });
    filter(engine, style, "signed", float, |style, v| style.signed_percent(v));
    filter(engine, style, "days", float, |style, v| style.days(v));
    filter(engine, style, "idle", float, |style, v| style.idle(v));
    filter(engine, style, "hours", float, |style, v| style.hours(v));
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
    engine.add_filter("sentence", |v: &str| sentence(v));
    engine.add_filter("is_zero", |v: &Value| amount(v).is_none_or(|v| v.is_zero()));
    engine.add_filter("blocks", |share: &Value, length: u32| blocks(float(share).unwrap_or(0.0), length));
    engine.add_filter("share_of", |part: &Value, whole: &Value| {
        let share = money(part)?.checked_div(money(whole)?).and_then(|share| share.to_f64());
        Ok::<_, Error>(share.unwrap_or(0.0))
    });
    engine.add_function("total_value", |rows: Vec<Value>| {
        let values = values(&rows)?.into_iter().flatten();
        Ok::<_, Error>(values.fold(Decimal::ZERO, Decimal::saturating_add).to_string())
    });
    engine.add_function("largest_value", |rows: Vec<Value>| {
        Ok::<_, Error>(values(&rows)?.into_iter().flatten().max().unwrap_or_default().to_string())
    });
    engine.add_function("won_lost_bar", |won: u64, lost: u64, most: u64| {
        let part = |n: u64| (n as f64 / most.max(1) as f64 * 10.0).ceil().min(10.0) as usize;
        format!("{}{}", "█".repeat(part(won)), "░".repeat(part(lost)))
    });
    engine.add_function("funnel_total", |rows: &Value| {
        let flows = Rows::<StageFigures>::of(rows)?;
        let totals = flows.figures().into_iter().filter_map(|stage| stage.flow.as_ref()).map(Flow::total);
        Ok::<_, Error>(totals.max().unwrap_or(0))
    });
    // The number large, its unit small.
    engine.add_filter("big", |v: &str| {
        let (number, unit) = v.split_once(NBSP).unwrap_or((v, ""));
        let unit =
            if unit.is_empty() { unit.to_owned() } else { format!(" <small>{}</small>", escape_html(unit)) };
        Value::from_safe_string(format!("{}{unit}", escape_html(number)))
    });
    let with = Arc::clone(style);
    engine.add_function("chart_unit", move |months: &Value| {
        let months = Rows::<Month>::of(months)?;
        let largest = months.figures().iter().map(|month| month.won_value).max().unwrap_or_default();
        Ok::<_, Error>(with.chart_unit(largest).map_or_else(|| with.symbol().to_owned(), |(_, unit)| unit))
    });
}

/// The `value` of each row, where it is known.
fn values(rows: &[Value]) -> Result<Vec<Option<Decimal>>, Error> {
    rows.iter().map(|row| known(&field(row, "value")?)).collect()
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
    engine.add_filter("rate", move |rate: &Value| Ok::<_, Error>(shown::rate(&with, rate_of(rate)?)));
    let with = Arc::clone(style);
    engine.add_filter("interval", move |rate: &Value| Ok::<_, Error>(shown::interval(&with, rate_of(rate)?)));
    engine.add_filter("is_shown", |rate: &Value| Ok::<_, Error>(rate_of(rate)?.shown().is_some()));
    engine.add_function("enough", |n: u64| n >= ENOUGH);
    let with = Arc::clone(style);
    engine.add_filter("median", move |days: &Value| Ok::<_, Error>(shown::days(&with, one::<Days>(days)?).0));
    let with = Arc::clone(style);
    engine.add_filter("p90", move |days: &Value| Ok::<_, Error>(shown::days(&with, one::<Days>(days)?).1));
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
