//! What was won and lost.

use std::borrow::Borrow;

use super::open::total;
use crate::figures::{LossReason, Month, Retention};
use crate::report::{Said, Sentence};

/// The month with most wins.
pub fn closed<M: Borrow<Month>>(months: &[M]) -> Sentence {
    let months = || months.iter().map(Borrow::borrow);
    let most = months().map(|m| m.won).max().unwrap_or(0);
    if most == 0 {
        let lost: u64 = months().map(|m| m.lost).sum();
        let say = if lost == 0 { "closed-title-none" } else { "closed-title-lost" };
        return Sentence::new(say, [("n", lost.into())]);
    }
    let best: Vec<&Month> = months().filter(|m| m.won == most).collect();
    let say = match best.len() {
        1 => "closed-title",
        2 => "closed-title-tie",
        _ => "closed-title-many",
    };
    let month = |at: usize| best.get(at).map_or_else(|| "".into(), |m| Said::Month(m.month.clone()));
    let won: u64 = months().map(|m| m.won).sum();
    let with = [
        ("month", month(0)),
        ("other", month(1)),
        ("n", most.into()),
        ("total", won.into()),
        ("months", best.len().into()),
    ];
    Sentence::new(say, with)
}

/// The month that brought most value.
pub fn won<M: Borrow<Month>>(months: &[M]) -> Sentence {
    let months = || months.iter().map(Borrow::borrow);
    let largest = months().map(|m| m.won_value).max().unwrap_or_default();
    let best: Vec<&Month> = months().filter(|m| m.won_value == largest && !largest.is_zero()).collect();
    let Some(first) = best.first() else { return Sentence::new("won-title-none", []) };
    let total = total(months().map(|m| m.won_value));
    let say = match best.len() {
        1 if largest == total => "won-title-all",
        1 => "won-title",
        _ => "won-title-tie",
    };
    let with = [
        ("month", Said::Month(first.month.clone())),
        ("value", largest.into()),
        ("total", total.into()),
        ("months", best.len().into()),
    ];
    Sentence::new(say, with)
}

/// The reason for losing given most often.
pub fn losses<R: Borrow<LossReason>>(reasons: &[R]) -> Sentence {
    let reasons = || reasons.iter().map(Borrow::borrow);
    let name = |row: &LossReason| Said::name(row.label.as_deref(), row.key.as_deref(), "no-reason");
    let most = reasons().map(|row| row.count).max().unwrap_or(0);
    let mut best = reasons().filter(|row| row.count == most && most > 0);
    let Some(first) = best.next() else { return Sentence::new("loss-title-none", []) };
    let second = best.next();
    let total: u64 = reasons().map(|row| row.count).sum();
    let with = [
        ("label", name(first)),
        ("other", second.map_or_else(|| "".into(), name)),
        ("n", most.into()),
        ("total", total.into()),
    ];
    Sentence::new(if second.is_some() { "loss-title-tie" } else { "loss-title" }, with)
}

/// How much of the recurring contracts that ended goes on.
pub fn retained(of: &Retention) -> Option<Sentence> {
    let (gross, net) = (&of.gross, &of.net);
    let percents = gross.value.zip(net.value)?;
    let say = if gross.few { "retained-few" } else { "retained" };
    let with = [
        ("n", gross.n.into()),
        ("ended", gross.ended.into()),
        ("kept", gross.kept.into()),
        ("grown", net.kept.into()),
        ("gross", Said::Percent(percents.0)),
        ("net", Said::Percent(percents.1)),
    ];
    Some(Sentence::new(say, with))
}
