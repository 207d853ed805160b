//! A figure against the same figure of other days: in words and an arrow.

use super::format::Style;
use crate::report::{Difference, NowAndThen};

/// How a figure moved, from what, and whether that could be chance.
pub fn difference(style: &Style, of: Option<&Difference>) -> String {
    let Some(of) = of else { return style.words.t("change-none", &[]) };
    let (by, from) = match of.figures {
        NowAndThen::Money { now, then } => {
            (share(style, of).unwrap_or_else(|| style.compact(now)), style.compact(then))
        }
        NowAndThen::Count { now, then } => {
            (share(style, of).unwrap_or_else(|| style.count(now)), style.count(then))
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

/// By how many percent: past tenfold they say little, and from nothing there are none.
fn share(style: &Style, of: &Difference) -> Option<String> {
    let share = of.share?;
    let times = || style.words.t("n-times", &[("n", style.count((share + 1.0).round() as u64).into())]);
    Some(if share >= 9.0 { times() } else { style.percent(share.abs()) })
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
