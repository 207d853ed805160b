//! Small drawings beside a figure; they only repeat what its text says.

use super::scale::Scale;
use super::svg::{El, line, number, percent, rect};
use super::{finish, ornament};
use crate::pipeline::Decimal;

/// Their height, px.
const HEIGHT: f64 = 28.0;

/// The weighted part of a value.
pub fn mini_value(value: Decimal, weighted: Decimal) -> String {
    let mut chart = ornament("mini", HEIGHT);
    let part = Scale::to_amount(Some(value)).amount(weighted);
    chart.push(rect(0.0, 100.0, 14.0, 10.0, if value.is_zero() { "e" } else { "c" }));
    if part > 0.0 {
        chart.push(rect(0.0, part, 14.0, 10.0, "a"));
    }
    finish(&chart)
}

/// A rate and its interval between 0 and 100 %.
pub fn mini_rate(value: f64, low: f64, high: f64) -> String {
    let mut chart = ornament("mini", HEIGHT);
    chart.push(line(0.0, 19.0, 100.0, 19.0, "ax"));
    for x in [0.0, 50.0, 100.0] {
        chart.push(line(x, 15.0, x, 23.0, "ax"));
    }
    chart.push(rect(low * 100.0, (high - low) * 100.0, 15.0, 8.0, "c"));
    chart.push(El::new("circle").at("cx", percent(value * 100.0)).at("cy", 19).at("r", 5).class("a sep"));
    finish(&chart)
}

/// A column for each value.
pub fn mini_columns(values: &[Decimal]) -> String {
    let mut chart = ornament("mini", HEIGHT);
    let scale = Scale::to_amount(values.iter().max().copied());
    let step = 100.0 / values.len().max(1) as f64;
    for (at, value) in values.iter().enumerate() {
        let tall = scale.amount(*value) / 100.0 * (HEIGHT - 2.0);
        if tall > 0.0 {
            let class = if at + 1 == values.len() { "a" } else { "b" };
            chart.push(rect(step * (at as f64 + 0.1), step * 0.8, HEIGHT - 1.0 - tall, tall, class));
        }
    }
    chart.push(line(0.0, HEIGHT - 0.5, 100.0, HEIGHT - 0.5, "ax"));
    finish(&chart)
}

/// The median, the third quartile and the ninetieth percentile of a cycle, from day 0.
pub fn mini_cycle(median: f64, p75: f64, p90: f64) -> String {
    let mut chart = ornament("mini", HEIGHT);
    let scale = Scale::to(p90);
    chart.push(rect(0.0, 100.0, 14.0, 10.0, "hair"));
    chart.push(rect(0.0, scale.at(p75), 14.0, 10.0, "c"));
    chart.push(rect(0.0, scale.at(median), 14.0, 10.0, "a"));
    finish(&chart)
}

/// A line of values, oldest first, its last point marked. It shows the shape:
/// it does not start at 0. What is unknown leaves a gap.
pub fn sparkline(values: &[Option<f64>]) -> String {
    let known = || values.iter().copied().flatten();
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    if known().count() < 2 {
        return String::new();
    }
    let mut chart = ornament("mini spark", HEIGHT);
    let last = values.len().saturating_sub(1).max(1) as f64;
    let (x, y) = (
        |at: usize| at as f64 / last * 100.0,
        |value: f64| if high > low { 100.0 - (value - low) / (high - low) * 100.0 } else { 50.0 },
    );
    let mut path = String::new();
    let mut pen = 'M';
    for (at, value) in values.iter().enumerate() {
        match value {
            Some(value) => {
                path.push_str(&format!("{pen}{} {}", number(x(at)), number(y(*value))));
                pen = 'L';
            }
            None => pen = 'M',
        }
    }
    let line = El::new("path").class("ps").at("d", path);
    chart.push(
        El::new("svg")
            .at("y", 4)
            .at("width", "100%")
            .at("height", 20)
            .at("viewBox", "0 0 100 100")
            .at("preserveAspectRatio", "none")
            .at("overflow", "visible")
            .with(line),
    );
    if let Some(Some(value)) = values.last() {
        let cy = 4.0 + y(*value) / 5.0;
        chart.push(El::new("circle").at("cx", "100%").at("cy", number(cy)).at("r", 3.5).class("a sep"));
    }
    finish(&chart)
}

/// Days idle: up to the limit grey, beyond it in the colour of what must be acted on.
pub fn idle(days: i64, limit: u32, longest: i64) -> String {
    let mut chart = ornament("idle", 12.0);
    let scale = Scale::to(longest.max(days) as f64);
    let (all, allowed) = (scale.at(days as f64), scale.at(f64::from(limit)));
    chart.push(rect(0.0, allowed.min(all), 1.0, 10.0, "e"));
    if all > allowed {
        chart.push(rect(allowed, all - allowed, 1.0, 10.0, "r"));
    }
    finish(&chart)
}
