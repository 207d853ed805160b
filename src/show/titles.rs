//! The message of each chart in words and numbers, with a variant for every
//! case that has none. They tell what is, never why.

use std::collections::BTreeMap;

use super::format::Style;
use super::rows::{AtDays, Closing, Cycle, FEW, Month, Reason, Said, Segment, Stage, Stamp, name};
use super::words::{Arg, sentence};
use crate::pipeline::Decimal;

/// A sentence of what stands out; `None` where there is no such message.
pub fn standing(style: &Style, say: &str, given: &BTreeMap<String, Said>) -> Option<String> {
    let arg = |said: &Said| match said {
        Said::Text(text) => Arg::Text(text.clone()),
        Said::Word(word) => Arg::Text(style.words.t(word, &[])),
        Said::Count(count) => Arg::Count(*count),
        Said::Percent(share) => Arg::Text(style.percent(*share)),
        Said::Days(days) => Arg::Text(style.days(*days)),
        Said::Money(amount) => Arg::Text(style.compact(*amount)),
        Said::Period(label) => Arg::Text(style.period(label)),
    };
    let args: Vec<(&str, Arg)> = given.iter().map(|(name, said)| (name.as_str(), arg(said))).collect();
    style.words.say(say, &args)
}

/// Where the settled conversion of the funnel is lowest.
pub fn funnel(style: &Style, stages: &[Stage]) -> String {
    let open: Vec<&Stage> = stages.iter().filter(|stage| stage.is_open()).collect();
    let most = open.iter().map(|stage| stage.total()).max().unwrap_or(0);
    let shown = |stage: &&Stage| Some((stage.label.clone(), stage.settled.n, stage.settled.shown()?.0));
    let shown: Vec<(String, u64, f64)> = open.iter().filter_map(shown).collect();
    let Some(least) = shown.iter().min_by(|a, b| a.2.total_cmp(&b.2)) else {
        let id = if most == 0 { "funnel-title-none" } else { "funnel-title-few" };
        return style.words.t(id, &[("n", most.into())]);
    };
    let ties = shown.iter().filter(|row| row.2 <= least.2).count();
    let id = match (shown.len(), ties) {
        (1, _) => "funnel-title-one",
        (_, 1) => "funnel-title-lowest",
        _ => "funnel-title-tie",
    };
    let args = [
        ("stage", least.0.as_str().into()),
        ("rate", style.percent(least.2).into()),
        ("n", least.1.into()),
        ("others", (ties - 1).into()),
    ];
    style.words.t(id, &args)
}

/// Which stage holds most of the open value.
pub fn stages(style: &Style, stages: &[Stage]) -> String {
    let mut rows: Vec<(&str, Decimal)> =
        stages.iter().filter(|s| s.is_open()).map(|s| (s.label.as_str(), s.value)).collect();
    let count: u64 = stages.iter().filter(|s| s.is_open()).map(|s| s.count).sum();
    // Stable: of equal ones the earlier stage is named first.
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let total = total(rows.iter().map(|row| row.1));
    let Some((label, value)) = rows.first().copied().filter(|_| !total.is_zero()) else {
        let id = if count == 0 { "stage-title-none" } else { "stage-title-unvalued" };
        return style.words.t(id, &[("n", count.into())]);
    };
    let second = rows.get(1).copied().filter(|(_, second)| *second == value);
    let args = [
        ("stage", label.into()),
        ("share", share(style, value, total).into()),
        ("other", second.map_or("", |(label, _)| label).into()),
    ];
    let id = match second {
        Some(_) => "stage-title-tie",
        None if value == total => "stage-title-all",
        None => "stage-title",
    };
    style.words.t(id, &args)
}

/// Who holds most of the open value.
pub fn owners(style: &Style, owners: &[Segment]) -> String {
    let none = style.words.t("no-owner", &[]);
    let row = |s: &Segment| (name(s.label.as_deref(), s.key.as_deref(), &none).to_owned(), s.open_value);
    let mut rows: Vec<(String, Decimal)> = owners.iter().map(row).collect();
    let count: u64 = owners.iter().map(|s| s.open).sum();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let total = total(rows.iter().map(|row| row.1));
    let Some((owner, value)) = rows.first().filter(|_| !total.is_zero()) else {
        let id = if count == 0 { "stage-title-none" } else { "stage-title-unvalued" };
        return style.words.t(id, &[("n", count.into())]);
    };
    // Two together, where one alone holds less than half and there are more to compare.
    let half = *value + *value >= total;
    let (id, other, part) = match rows.get(1) {
        _ if *value == total => ("owner-title-all", "", *value),
        Some((other, second)) if !half && rows.len() > 2 => {
            ("owner-title-two", other.as_str(), value.saturating_add(*second))
        }
        _ => ("owner-title", "", *value),
    };
    let args = [
        ("owner", owner.as_str().into()),
        ("other", other.into()),
        ("share", share(style, part, total).into()),
    ];
    style.words.t(id, &args)
}

/// The month with most wins.
pub fn closed(style: &Style, months: &[Month]) -> String {
    let most = months.iter().map(|m| m.won).max().unwrap_or(0);
    let (won, lost) = months.iter().fold((0, 0), |sum, m| (sum.0 + m.won, sum.1 + m.lost));
    if most == 0 {
        let id = if lost == 0 { "closed-title-none" } else { "closed-title-lost" };
        return style.words.t(id, &[("n", lost.into())]);
    }
    let best: Vec<String> = months.iter().filter(|m| m.won == most).map(|m| style.month(&m.month)).collect();
    let id = match best.len() {
        1 => "closed-title",
        2 => "closed-title-tie",
        _ => "closed-title-many",
    };
    let args = [
        ("month", best[0].as_str().into()),
        ("other", best.get(1).map_or("", String::as_str).into()),
        ("n", most.into()),
        ("total", won.into()),
        ("months", best.len().into()),
    ];
    style.words.t(id, &args)
}

/// The month that brought most value.
pub fn won_value(style: &Style, months: &[Month]) -> String {
    let total = total(months.iter().map(|m| m.won_value));
    let largest = months.iter().map(|m| m.won_value).max().unwrap_or_default();
    if largest.is_zero() {
        return style.words.t("won-title-none", &[]);
    }
    let best: Vec<&Month> = months.iter().filter(|m| m.won_value == largest).collect();
    let id = match best.len() {
        1 if largest == total => "won-title-all",
        1 => "won-title",
        _ => "won-title-tie",
    };
    let args = [
        ("month", style.month(&best[0].month).into()),
        ("value", style.compact(largest).into()),
        ("total", style.compact(total).into()),
        ("months", best.len().into()),
    ];
    style.words.t(id, &args)
}

/// Which segment wins most often, and whether its interval stands clear of the
/// lowest one's. `of` says what of, where the segments' names alone do not.
pub fn segments(style: &Style, none: &str, segments: &[Segment], of: Option<&str>) -> String {
    let title = segments_alone(style, none, segments, of.is_none());
    match of {
        Some(of) => style.words.t("segment-title-of", &[("of", of.into()), ("title", title.into())]),
        None => sentence(&title),
    }
}

fn segments_alone(style: &Style, none: &str, segments: &[Segment], begins: bool) -> String {
    let closed: u64 = segments.iter().map(|s| s.win_rate.n).sum();
    let mut shown: Vec<&Segment> = segments.iter().filter(|s| s.win_rate.shown().is_some()).collect();
    shown.sort_by(|a, b| {
        let value = |s: &Segment| s.win_rate.value.unwrap_or(0.0);
        value(b).total_cmp(&value(a)).then(b.win_rate.n.cmp(&a.win_rate.n))
    });
    let Some(best) = shown.first() else {
        let id = if closed == 0 { "segment-title-none" } else { "segment-title-few" };
        return style.words.t(id, &[("begins", if begins { "yes" } else { "no" }.into())]);
    };
    let second = shown.get(1).filter(|second| second.win_rate.value == best.win_rate.value);
    let ties = shown.iter().filter(|row| row.win_rate.value == best.win_rate.value).count();
    let id = match shown.len() {
        1 => "segment-title-one",
        _ if best.differs => "segment-title",
        _ if ties > 2 => "segment-title-ties",
        _ if ties > 1 => "segment-title-tie",
        _ => "segment-title-chance",
    };
    let label = |row: &Segment| name(row.label.as_deref(), row.key.as_deref(), none).to_owned();
    let args: [(&str, Arg); 5] = [
        ("label", label(best).into()),
        ("other", second.map_or_else(String::new, |row| label(row)).into()),
        ("ties", ties.into()),
        ("rate", style.percent(best.win_rate.value.unwrap_or(0.0)).into()),
        ("n", best.win_rate.n.into()),
    ];
    style.words.t(id, &args)
}

/// The stage whose stays, or present ages, have the longest median.
pub fn days(style: &Style, stages: &[Stage], ages: bool) -> String {
    let of = |stage: &Stage| if ages { stage.age_days } else { stage.stay_days };
    let which = |stays: &'static str, present: &'static str| if ages { present } else { stays };
    let open = || stages.iter().filter(|stage| stage.is_open());
    let shown = open().filter_map(|stage| Some((stage, of(stage).shown()?)));
    let Some((stage, (median, p90))) = shown.max_by(|a, b| a.1.0.total_cmp(&b.1.0)) else {
        let none = open().all(|stage| of(stage).n == 0);
        let id = if none { which("stay-title-none", "age-title-none") } else { "days-title-few" };
        return style.words.t(id, &[]);
    };
    let args = [
        ("stage", stage.label.as_str().into()),
        ("median", style.days(median).into()),
        ("p90", style.days(p90).into()),
        ("n", of(stage).n.into()),
    ];
    style.words.t(which("stay-title", "age-title"), &args)
}

/// Which month ahead is expected to bring most, and what is overdue.
pub fn closing(style: &Style, closing: &Closing) -> String {
    let count: u64 = closing.months.iter().map(|month| month.expected.count).sum();
    let best = closing.months.iter().max_by(|a, b| {
        // Of equal ones the earlier.
        a.expected.value.cmp(&b.expected.value).then_with(|| b.month.cmp(&a.month))
    });
    let args = [
        ("n", closing.overdue.count.into()),
        ("value", style.compact(closing.overdue.value).into()),
        ("month", best.map(|month| style.month(&month.month)).unwrap_or_default().into()),
        ("most", best.map(|month| style.compact(month.expected.value)).unwrap_or_default().into()),
    ];
    let id = match (count, closing.overdue.count, closing.undated.count) {
        (0, 0, 0) => "stage-title-none",
        (0, 0, _) => "closing-title-undated",
        (0, _, _) => "closing-title-late",
        (_, 0, _) => "closing-title",
        _ => "closing-title-both",
    };
    style.words.t(id, &args)
}

/// What a report was made from.
pub fn stamp(style: &Style, stamp: &Stamp) -> String {
    let short = |id: &str, digits: usize| id.get(..digits).unwrap_or(id).to_owned();
    let id = match (&stamp.commit, stamp.changed) {
        (None, _) => "stamp-files",
        (Some(_), false) => "stamp-commit",
        (Some(_), true) => "stamp-changed",
    };
    let args = [
        ("commit", short(stamp.commit.as_deref().unwrap_or_default(), 7).into()),
        ("configuration", short(&stamp.configuration, 8).into()),
        ("version", stamp.version.as_str().into()),
    ];
    style.words.t(id, &args)
}

/// How long half of the wins, and nine of ten, took.
pub fn cycle(style: &Style, cycle: Cycle) -> String {
    let shown = cycle.median.zip(cycle.p90).filter(|_| cycle.n >= FEW);
    let Some((median, p90)) = shown else {
        let id = if cycle.n == 0 { "cycle-title-none" } else { "cycle-title-few" };
        return style.words.t(id, &[("n", cycle.n.into())]);
    };
    let args = [("median", style.days(median).into()), ("p90", style.days(p90.round()).into())];
    style.words.t("cycle-title", &args)
}

/// How many are won and lost after 90 days, or as many as are followed.
pub fn curve(style: &Style, at: &[AtDays]) -> String {
    let mut followed = at.iter().filter_map(|at| Some((at.days, at.won?, at.lost?)));
    let Some((days, won, lost)) = followed.rfind(|at| at.0 <= 90) else {
        return style.words.t("curve-title-none", &[]);
    };
    let args = [
        ("days", style.days(days as f64).into()),
        ("won", style.percent(won).into()),
        ("lost", style.percent(lost).into()),
    ];
    style.words.t("curve-title", &args)
}

/// The reason given most often.
pub fn reasons(style: &Style, reasons: &[Reason]) -> String {
    let none = style.words.t("no-reason", &[]);
    let label = |r: &Reason| name(r.label.as_deref(), r.key.as_deref(), &none).to_owned();
    let total: u64 = reasons.iter().map(|r| r.count).sum();
    let most = reasons.iter().map(|r| r.count).max().unwrap_or(0);
    let mut best = reasons.iter().filter(|r| r.count == most && most > 0);
    let Some(first) = best.next() else { return style.words.t("loss-title-none", &[]) };
    let second = best.next();
    let args = [
        ("label", sentence(&label(first)).into()),
        ("other", second.map(label).unwrap_or_default().into()),
        ("n", most.into()),
        ("total", total.into()),
    ];
    style.words.t(if second.is_some() { "loss-title-tie" } else { "loss-title" }, &args)
}

fn total(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, Decimal::saturating_add)
}

fn share(style: &Style, part: Decimal, total: Decimal) -> String {
    use rust_decimal::prelude::ToPrimitive;
    let share = part.checked_div(total).unwrap_or_default();
    style.percent(share.to_f64().unwrap_or(0.0))
}

/// Whether a rate over so many is shown as a number.
pub fn enough(n: u64) -> bool {
    n >= FEW
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::rows::Rate;

    fn stage(label: &str, count: u64, value: i64, advanced: u64, lost: u64) -> Stage {
        let n = advanced + lost;
        let rate = (n > 0).then(|| advanced as f64 / n as f64);
        Stage {
            label: label.into(),
            kind: "open".into(),
            count,
            value: value.into(),
            weighted: Decimal::ZERO,
            carried_in: None,
            entered: n,
            advanced,
            lost,
            open_here: 0,
            moved_back: 0,
            settled: Rate { value: rate, n, low: rate, high: rate },
            stay_days: Default::default(),
            age_days: Default::default(),
        }
    }

    #[test]
    fn every_case_of_the_funnel_has_its_words() {
        let en = Style::new("en", "USD");
        let say = |rows: &[Stage]| funnel(&en, rows);
        assert_eq!(say(&[]), "No lead entered the funnel in this period");
        assert_eq!(say(&[stage("A", 0, 0, 1, 2)]), "3 leads entered the funnel: too few to compare stages");
        assert_eq!(say(&[stage("A", 0, 0, 3, 3)]), "50% advanced from A, of 6 settled");
        let rows = [stage("A", 0, 0, 9, 1), stage("B", 0, 0, 6, 4)];
        assert_eq!(say(&rows), "Settled conversion is lowest at B: 60% of 10 settled");
        let rows = [stage("A", 0, 0, 5, 5), stage("B", 0, 0, 5, 5)];
        assert_eq!(say(&rows), "The lowest settled conversion is 50%, at A and 1 other stage");
    }

    #[test]
    fn value_by_stage_with_none_one_and_equal() {
        let id = Style::new("id", "IDR");
        let say = |rows: &[Stage]| stages(&id, rows);
        assert_eq!(say(&[]), "Tidak ada peluang terbuka");
        assert_eq!(say(&[stage("A", 2, 0, 0, 0)]), "2 peluang terbuka, belum ada yang bernilai");
        assert_eq!(say(&[stage("A", 2, 9, 0, 0)]), "Semua nilai terbuka ada di A");
        let rows = [stage("A", 2, 4, 0, 0), stage("B", 2, 6, 0, 0)];
        assert_eq!(say(&rows), "60% nilai terbuka ada di B");
        let rows = [stage("A", 2, 5, 0, 0), stage("B", 2, 5, 0, 0)];
        assert_eq!(say(&rows), "A dan B bernilai terbuka terbesar, masing-masing 50%");
    }

    #[test]
    fn months_with_and_without_wins() {
        let en = Style::new("en", "USD");
        let month = |month: &str, won, lost| Month {
            month: month.into(),
            new: 0,
            won,
            lost,
            won_value: Decimal::from(won * 1000),
        };
        let plain = |text: String| text.replace('\u{a0}', " ");
        assert_eq!(closed(&en, &[]), "Nothing closed in this period yet");
        assert_eq!(closed(&en, &[month("2026-01", 0, 2)]), "None won yet; 2 lost");
        let rows = [month("2026-01", 3, 2), month("2026-02", 1, 0)];
        assert_eq!(plain(closed(&en, &rows)), "Most wins in January 2026: 3 of 4 in the period");
        assert_eq!(plain(won_value(&en, &rows)), "January 2026 was highest: US$3.00K of US$4.00K");
        assert_eq!(won_value(&en, &[]), "No won value in this period yet");
    }
}
