//! A figure against the same figure of other days: in words and an arrow.

use super::format::Style;
use crate::pipeline::Decimal;
use crate::report::{Difference, NowAndThen};

/// How a figure moved, from what, and whether that could be chance.
pub fn difference(style: &Style, of: Option<&Difference>) -> String {
    let Some(of) = of else { return style.words.t("change-none", &[]) };
    let (by, from) = match of.figures {
        NowAndThen::Money { now, then } => amount(style, now, then, |amount| style.compact(amount)),
        NowAndThen::Count { now, then } => {
            amount(style, now.into(), then.into(), |count| style.decimal(count, 0))
        }
        NowAndThen::Days { now, then } => (style.days((now - then).abs()), style.days(then)),
        NowAndThen::Percent { now, then } => {
            let points = ((now * 100.0).round() - (then * 100.0).round()).abs();
            (style.words.t("points", &[("n", (points as u64).into())]), style.percent(then))
        }
    };
    let id = match of.direction {
        "up" => "change-up",
        "down" => "change-down",
        _ => "change-same",
    };
    let said = style.words.t(id, &[("by", by.into()), ("from", from.into())]);
    match of.chance {
        Some(true) => style.words.t("change-chance", &[("change", said.into())]),
        _ => said,
    }
}

/// By how many percent, and from what: from nothing there is no percentage,
/// past tenfold it says little.
fn amount(style: &Style, now: Decimal, then: Decimal, write: impl Fn(Decimal) -> String) -> (String, String) {
    use rust_decimal::prelude::ToPrimitive;
    let share = (now - then).checked_div(then).and_then(|share| share.to_f64());
    let by = match share {
        None => write(now),
        Some(share) if share >= 9.0 => {
            let times = now.checked_div(then).unwrap_or_default();
            style.words.t("n-times", &[("n", style.decimal(times, 0).into())])
        }
        Some(share) => style.percent(share.abs()),
    };
    (by, write(then))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Rate;

    #[test]
    fn up_down_and_nothing_to_compare_with() {
        let en = Style::new("en", "USD");
        let say = |of: Option<Difference>| difference(&en, of.as_ref()).replace('\u{a0}', " ");
        assert_eq!(say(Some(Difference::count(150, 100))), "↑ 50% from 100");
        assert_eq!(say(Difference::money(Some(50.into()), Some(100.into()))), "↓ 50% from US$100");
        assert_eq!(say(Some(Difference::count(1, 0))), "↑ 1 from 0");
        assert_eq!(say(Difference::money(None, Some(0.into()))), "nothing to compare with");
        assert_eq!(say(Difference::days(Some(3.0), Some(3.0))), "as before, 3 days");
        let of = |now: (u64, u64), then: (u64, u64)| {
            say(Difference::rate(&Rate::new(now.0, now.1), &Rate::new(then.0, then.1)))
        };
        assert_eq!(of((6, 20), (5, 20)), "↑ 5 points from 25%; could be chance");
        assert_eq!(of((90, 100), (10, 100)), "↑ 80 points from 10%");
        assert_eq!(of((1, 2), (5, 20)), "nothing to compare with");
    }
}
