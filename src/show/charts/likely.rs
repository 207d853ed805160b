//! A target as one bar: what was won, what is likely in the end with its band, and the
//! target as a mark.

use rust_decimal::prelude::ToPrimitive;

use super::super::format::Style;
use super::svg::{line, rect, text};
use super::{finish, frame};
use crate::figures::{TargetAhead, WinsBelow};
use crate::pipeline::Decimal;

/// The bar of a target; nothing where it has no band.
pub fn likely(style: &Style, id: usize, title: &str, target: &TargetAhead) -> String {
    let (Some(low), Some(high)) = (target.p10, target.p90) else { return String::new() };
    let valued = target.value.is_some();
    let whole = target.value.unwrap_or_else(|| target.deals.unwrap_or_default().into());
    let below = |of: WinsBelow| if valued { of.value } else { of.count.into() };
    let mean = Decimal::try_from(target.expected.count).unwrap_or_default().round_dp(1);
    let mean = if valued { target.expected.value } else { mean };
    let said = |amount: Decimal| match valued {
        true => style.compact(amount),
        false => style.decimal(amount, amount.normalize().scale()),
    };
    let parts = [below(target.won), mean, below(low), below(high), whole];
    let [won, end, least, most, goal] = parts.map(|part| part.to_f64().unwrap_or(0.0).max(0.0));
    let widest = goal.max(most).max(end).max(f64::MIN_POSITIVE);
    let at = |part: f64| (part / widest * 100.0).clamp(0.0, 100.0);
    let labelled = |word: &str, part: Decimal| format!("{} {}", style.words.t(word, &[]), said(part));
    let [reached, probable, to_reach] =
        [("won", 0), ("fc-likely", 1), ("opening-target", 4)].map(|(word, part)| labelled(word, parts[part]));
    let range = [("low", said(parts[2]).into()), ("high", said(parts[3]).into())];
    let range = style.words.t("fc-likely-range", &range);
    let data = format!("{reached}; {probable}; {range}; {to_reach}.");
    let mut chart = frame(id, "goal", 62.0, title, &data);
    let anchor = if at(goal) < 60.0 { "start" } else { "end" };
    chart.push(text(0.0, 0.0, 12.0, "k", &reached));
    // Beside what was won, where there is room for both.
    if at(end) > 55.0 {
        chart.push(text(at(end), 0.0, 12.0, "ta", &probable).at("text-anchor", "end"));
    }
    chart.push(rect(0.0, 100.0, 20.0, 16.0, "hair"));
    chart.push(rect(at(won), at(end.max(won)) - at(won), 20.0, 16.0, "b"));
    chart.push(rect(0.0, at(won), 20.0, 16.0, "a"));
    chart.push(rect(at(least), at(most) - at(least), 17.0, 22.0, "dash"));
    chart.push(line(at(goal), 14.0, at(goal), 42.0, "wh"));
    chart.push(text(0.0, 0.0, 56.0, "m w", &range));
    chart.push(text(at(goal), 0.0, 56.0, "k", &to_reach).at("text-anchor", anchor));
    finish(&chart)
}
