//! Small drawings beside a figure; they only repeat what its text says.

use super::scale::Scale;
use super::svg::{El, line, percent, rect};
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
