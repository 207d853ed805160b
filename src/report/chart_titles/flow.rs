//! How leads go through the stages, and how long that takes.

use std::borrow::Borrow;

use crate::figures::{AtDays, CycleDays, ENOUGH, StageFigures, TimeToWin};
use crate::report::{Said, Sentence};

pub(super) fn open<S: Borrow<StageFigures>>(stages: &[S]) -> impl Iterator<Item = &StageFigures> {
    stages.iter().map(Borrow::borrow).filter(|stage| stage.is_open())
}

/// Where the settled conversion of the funnel is lowest.
pub fn funnel<S: Borrow<StageFigures>>(stages: &[S]) -> Sentence {
    let flows = || open(stages).filter_map(|stage| Some((stage, stage.flow?)));
    let shown = || flows().filter_map(|(stage, flow)| Some((stage, flow.settled.n, flow.settled.shown()?.0)));
    let Some((stage, n, least)) = shown().min_by(|a, b| a.2.total_cmp(&b.2)) else {
        let most = flows().map(|(_, flow)| flow.total()).max().unwrap_or(0);
        let say = if most == 0 { "funnel-title-none" } else { "funnel-title-few" };
        return Sentence::new(say, [("n", most.into())]);
    };
    let others = shown().filter(|row| row.2 <= least).count() - 1;
    let say = match (shown().count(), others) {
        (1, _) => "funnel-title-one",
        (_, 0) => "funnel-title-lowest",
        _ => "funnel-title-tie",
    };
    let stage = stage.label.as_str().into();
    let with = [("stage", stage), ("rate", Said::Percent(least)), ("n", n.into()), ("others", others.into())];
    Sentence::new(say, with)
}

/// The stage whose stays, or present ages, have the longest median.
pub fn days<S: Borrow<StageFigures>>(stages: &[S], ages: bool) -> Sentence {
    let of = |stage: &StageFigures| stage.days(ages);
    let which = |stays: &'static str, present: &'static str| if ages { present } else { stays };
    let shown = open(stages).filter_map(|stage| Some((stage, of(stage).shown()?)));
    let Some((stage, (median, p90))) = shown.max_by(|a, b| a.1.0.total_cmp(&b.1.0)) else {
        let none = open(stages).all(|stage| of(stage).n == 0);
        let say = if none { which("stay-title-none", "age-title-none") } else { "days-title-few" };
        return Sentence::new(say, []);
    };
    let with = [
        ("stage", stage.label.as_str().into()),
        ("median", Said::Days(median)),
        ("p90", Said::Days(p90)),
        ("n", of(stage).n.into()),
    ];
    Sentence::new(which("stay-title", "age-title"), with)
}

/// How long half of the wins, and nine of ten, took.
pub fn cycle(cycle: &CycleDays) -> Sentence {
    let Some((median, p90)) = cycle.median.zip(cycle.p90).filter(|_| !cycle.few) else {
        let say = if cycle.n == 0 { "cycle-title-none" } else { "cycle-title-few" };
        return Sentence::new(say, [("n", cycle.n.into())]);
    };
    Sentence::new("cycle-title", [("median", Said::Days(median)), ("p90", Said::Days(p90.round()))])
}

/// How many are won and lost after 90 days, or as many as enough are followed
/// for; with too few wins it says so, as that of the wins' own days does.
pub fn curve(of: &TimeToWin) -> Sentence {
    let followed = |at: &AtDays| at.shown().map(|(won, lost)| (at.days, won, lost));
    let known = of.at_days.iter().filter_map(followed).rfind(|at| at.0 <= 90);
    let Some((days, won, lost)) = known.filter(|_| of.won >= ENOUGH) else {
        let say = if of.n == 0 { "curve-title-none" } else { "curve-title-few" };
        return Sentence::new(say, [("n", of.won.into())]);
    };
    let with =
        [("days", Said::Days(days as f64)), ("won", Said::Percent(won)), ("lost", Said::Percent(lost))];
    Sentence::new("curve-title", with)
}
