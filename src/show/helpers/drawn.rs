//! Charts and small drawings.

use std::cell::Cell;
use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::{Serde, Value};

use super::amount;
use crate::pipeline::Decimal;
use crate::show::charts as draw;
use crate::show::format::Style;
use crate::show::rows::{
    AtDays, Bin, Bullet, Closing, CurvePoint, Cycle, Month, Rate, Reason, Segment, Span, Stage, TrendPoint,
};

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

pub(super) fn charts(engine: &mut Environment<'_>, style: &Arc<Style>) {
    macro_rules! chart {
        ($name:literal, $rows:ty, $draw:path) => {
            let with = Arc::clone(style);
            engine.add_function($name, move |rows: Serde<Vec<$rows>>, title: &str| {
                Value::from_safe_string($draw(&with, next_chart(), title, &rows.0))
            });
        };
    }
    chart!("funnel_chart", Stage, draw::funnel);
    chart!("stages_chart", Stage, draw::stages);
    chart!("owners_chart", Segment, draw::owners);
    chart!("losses_chart", Reason, draw::reasons);
    chart!("trend_chart", TrendPoint, draw::trend);
    macro_rules! months_chart {
        ($name:literal, $draw:path) => {
            let with = Arc::clone(style);
            engine.add_function($name, move |rows: Serde<Vec<Month>>, period: Serde<Span>, title: &str| {
                let id = next_chart();
                Value::from_safe_string($draw(&with, id, title, &rows.0, period.0))
            });
        };
    }
    months_chart!("closed_chart", draw::closed);
    months_chart!("won_chart", draw::won_value);
    let with = Arc::clone(style);
    engine.add_function("days_chart", move |rows: Serde<Vec<Stage>>, ages: bool, title: &str| {
        let id = next_chart();
        Value::from_safe_string(draw::days(&with, id, title, &rows.0, ages))
    });
    let with = Arc::clone(style);
    engine.add_function("closing_chart", move |closing: Serde<Closing>, title: &str| {
        let id = next_chart();
        Value::from_safe_string(draw::closing(&with, id, title, &closing.0))
    });
    let with = Arc::clone(style);
    engine.add_function("cycle_chart", move |bins: Serde<Vec<Bin>>, cycle: Serde<Cycle>, title: &str| {
        let id = next_chart();
        Value::from_safe_string(draw::cycle(&with, id, title, &bins.0, cycle.0))
    });
    let with = Arc::clone(style);
    engine.add_function(
        "curve_chart",
        move |points: Serde<Vec<CurvePoint>>, at: Serde<Vec<AtDays>>, title: &str| {
            let id = next_chart();
            Value::from_safe_string(draw::time_to_win(&with, id, title, &points.0, &at.0))
        },
    );
    let with = Arc::clone(style);
    engine.add_function("rates_chart", move |labels: Vec<String>, rates: Serde<Vec<Rate>>, title: &str| {
        let id = next_chart();
        let rows: Vec<(String, Rate)> = labels.into_iter().zip(rates.0).collect();
        Value::from_safe_string(draw::rates(&with, id, title, &rows))
    });
    chart!("targets_chart", Bullet, draw::targets);
    let with = Arc::clone(style);
    engine.add_function("segments_chart", move |rows: Serde<Vec<Segment>>, none: &str, title: &str| {
        let id = next_chart();
        Value::from_safe_string(draw::segments(&with, id, title, none, &rows.0))
    });
}

pub(super) fn minis(engine: &mut Environment<'_>) {
    engine.add_function("mini_value", |value: &Value, weighted: &Value| {
        let (value, weighted) = (amount(value).unwrap_or_default(), amount(weighted).unwrap_or_default());
        Value::from_safe_string(draw::mini_value(value, weighted))
    });
    engine.add_function("mini_rate", |rate: Serde<Rate>| {
        let mini = rate.0.shown().map(|(value, low, high)| draw::mini_rate(value, low, high));
        Value::from_safe_string(mini.unwrap_or_default())
    });
    engine.add_function("mini_columns", |values: Vec<Value>| {
        let values: Vec<Decimal> = values.iter().map(|v| amount(v).unwrap_or_default()).collect();
        Value::from_safe_string(draw::mini_columns(&values))
    });
    engine.add_function("mini_cycle", |median: f64, p75: f64, p90: f64| {
        Value::from_safe_string(draw::mini_cycle(median, p75, p90))
    });
    engine.add_function("idle_bar", |days: i64, limit: u32, longest: i64| {
        Value::from_safe_string(draw::idle(days, limit, longest))
    });
}
