//! The target that leads as one bar: what was won, what is expected to close in
//! its time, and the target as a mark.

use rust_decimal::prelude::ToPrimitive;

use super::super::format::Style;
use super::svg::{line, rect, text};
use super::{finish, frame};
use crate::pipeline::Decimal;
use crate::report::Opening;

/// The bar of an opening; nothing where it has no target.
pub fn goal(style: &Style, id: usize, title: &str, opening: &Opening) -> String {
    let Some(target) = &opening.target else { return String::new() };
    let (won, ahead, whole, valued) = match (&target.value, &target.deals) {
        (Some(value), _) => (value.won, opening.ahead.value, value.target, true),
        (None, Some(deals)) => (deals.won.into(), opening.ahead.count.into(), deals.target.into(), false),
        (None, None) => return String::new(),
    };
    let [won_, ahead_, whole_] = [won, ahead, whole].map(|part| part.to_f64().unwrap_or(0.0).max(0.0));
    let most = whole_.max(won_ + ahead_);
    let at = |part: f64| if most > 0.0 { (part / most * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    let said = |part: Decimal| match valued {
        true => style.compact(part),
        false => style.count(part.to_u64().unwrap_or(0)),
    };
    let labelled = |word: &str, part: Decimal| format!("{} {}", style.words.t(word, &[]), said(part));
    let (reached, to_reach) = (labelled("won", won), labelled("opening-target", whole));
    let data = format!("{reached}, {}, {to_reach}.", labelled("opening-ahead", ahead));
    let mut chart = frame(id, "goal", 42.0, title, &data);
    let mark = at(whole_);
    chart.push(text(0.0, 0.0, 12.0, "ta", &reached));
    let anchor = if mark < 60.0 { "start" } else { "end" };
    chart.push(text(mark, 0.0, 12.0, "k", &to_reach).at("text-anchor", anchor));
    chart.push(rect(0.0, 100.0, 20.0, 16.0, "hair"));
    chart.push(rect(at(won_), at(won_ + ahead_) - at(won_), 20.0, 16.0, "c"));
    chart.push(rect(0.0, at(won_), 20.0, 16.0, "a"));
    chart.push(line(mark, 16.0, mark, 40.0, "wh"));
    finish(&chart)
}
