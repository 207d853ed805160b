//! A figure against the same figure of other days: in words and an arrow.

use rust_decimal::prelude::ToPrimitive;

use super::format::Style;
use crate::figures::{LEVEL, Rate, fisher};
use crate::pipeline::Decimal;

/// An amount, or a count: by how many percent, from what.
pub fn amount(style: &Style, now: Option<Decimal>, then: Option<Decimal>, money: bool) -> String {
    let (Some(now), Some(then)) = (now, then) else { return style.words.t("change-none", &[]) };
    let from = if money { style.compact(then) } else { style.decimal(then, 0) };
    let share = (now - then).checked_div(then).and_then(|share| share.to_f64());
    let by = match share {
        // From nothing there is no percentage; past tenfold it says little.
        None => {
            if money {
                style.compact(now)
            } else {
                style.decimal(now, 0)
            }
        }
        Some(share) if share >= 9.0 => style
            .words
            .t("n-times", &[("n", style.decimal(now.checked_div(then).unwrap_or_default(), 0).into())]),
        Some(share) => style.percent(share.abs()),
    };
    said(style, now.cmp(&then), by, from)
}

/// Days: by how many, from how many.
pub fn days(style: &Style, now: Option<f64>, then: Option<f64>) -> String {
    let (Some(now), Some(then)) = (now, then) else { return style.words.t("change-none", &[]) };
    said(style, now.total_cmp(&then), style.days((now - then).abs()), style.days(then))
}

/// A rate: by how many points, from what, and whether that could be chance
/// (Fisher's exact test, at 5 %). Nothing where either has too few.
pub fn rate(style: &Style, now: &Rate, then: &Rate) -> String {
    let (Some((value, ..)), Some((before, ..))) = (now.shown(), then.shown()) else {
        return style.words.t("change-none", &[]);
    };
    let hits = |rate: &Rate, value: f64| (value * rate.n as f64).round() as u64;
    let (a, b) = (hits(now, value), hits(then, before));
    let p = fisher(a, now.n - a.min(now.n), b, then.n - b.min(then.n));
    let points = ((value * 100.0).round() - (before * 100.0).round()).abs();
    let points = style.words.t("points", &[("n", (points as u64).into())]);
    let shown = (value * 100.0).round().total_cmp(&(before * 100.0).round());
    let said = said(style, shown, points, style.percent(before));
    if p > LEVEL { style.words.t("change-chance", &[("change", said.into())]) } else { said }
}

fn said(style: &Style, order: std::cmp::Ordering, by: String, from: String) -> String {
    let id = match order {
        std::cmp::Ordering::Less => "change-down",
        std::cmp::Ordering::Equal => "change-same",
        std::cmp::Ordering::Greater => "change-up",
    };
    style.words.t(id, &[("by", by.into()), ("from", from.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_down_and_nothing_to_compare_with() {
        let en = Style::new("en", "USD");
        let of = |n: i64| Some(Decimal::from(n));
        assert_eq!(amount(&en, of(150), of(100), false), "↑ 50% from 100");
        assert_eq!(amount(&en, of(50), of(100), true), "↓ 50% from US$100");
        assert_eq!(amount(&en, of(1), of(0), false), "↑ 1 from 0");
        assert_eq!(amount(&en, None, of(0), false), "nothing to compare with");
        assert_eq!(days(&en, Some(3.0), Some(3.0)).replace('\u{a0}', " "), "as before, 3 days");
        let of = |now: (u64, u64), then: (u64, u64)| {
            rate(&en, &Rate::new(now.0, now.1), &Rate::new(then.0, then.1))
        };
        assert_eq!(of((6, 20), (5, 20)), "↑ 5 points from 25%; could be chance");
        assert_eq!(of((90, 100), (10, 100)), "↑ 80 points from 10%");
        assert_eq!(of((1, 2), (5, 20)), "nothing to compare with");
    }
}
