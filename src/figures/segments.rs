//! The pipeline by owner, source, product and industry.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::fisher::fisher;
use super::holm::LEVEL;
use super::percentile::percentile;
use super::{Closing, NoValue, Rate, Total, Tracked, View, value_on};
use crate::pipeline::{Attempt, Decimal, Product};

/// A row of a breakdown: leads open at the as-of date and attempts closed in
/// the period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Segment {
    /// The owner's or source's id, the product's or industry's name; `null` where the lead has none.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Open leads.
    pub open: u64,
    /// Their value.
    pub open_value: Decimal,
    /// Their weighted value.
    pub open_weighted: Decimal,
    /// Attempts won.
    pub won: u64,
    /// Attempts lost.
    pub lost: u64,
    /// Won / closed.
    pub win_rate: Rate,
    /// Value of the leads won.
    pub won_value: Decimal,
    /// Value / won leads that have one.
    pub average: Option<Decimal>,
    /// Median days from start to won.
    pub cycle_median: Option<f64>,
    /// Two-sided p of Fisher's exact test of won and lost against all other
    /// attempts closed; `null` where there are none on either side.
    pub p: Option<f64>,
    /// The same by Holm's correction for all segments of the pipeline that were tried.
    pub p_adjusted: Option<f64>,
    /// Whether the win rate differs beyond chance: `p_adjusted` is at most 5 %.
    pub differs: bool,
}

impl Segment {
    /// Its p against the rest of `won` and `lost` attempts in all.
    pub(super) fn try_against(&mut self, won: u64, lost: u64) {
        let (other_won, other_lost) = (won - self.won, lost - self.lost);
        let both = self.won + self.lost > 0 && other_won + other_lost > 0;
        self.p = both.then(|| fisher(self.won, self.lost, other_won, other_lost));
    }

    /// Takes what its p became among all that were tried.
    pub(super) fn adjust(&mut self, p: f64) {
        self.p_adjusted = Some(p);
        self.differs = p <= LEVEL;
    }
}

/// Takes a key and the value under it.
pub(super) type Add<'a, 'v> = dyn FnMut(Option<&'v str>, Option<Decimal>) + 'a;

/// Gives the keys of a lead and one of its attempts, open or closed.
pub(super) type Keys<'k> = dyn for<'v> Fn(&'v View<'_>, &'v Tracked<'_>, &Attempt, &mut Add<'_, 'v>) + 'k;

/// **By owner**: everybody a lead counts for, each with their part of its value.
pub(super) fn owner<'v>(view: &View<'_>, tracked: &'v Tracked<'_>, attempt: &Attempt, add: &mut Add<'_, 'v>) {
    for who in tracked.counts_for(attempt) {
        add(Some(who), tracked.value_of(who, &view.workspace.config));
    }
}

/// **By group**: those of everybody a lead counts for, each with what counts for its people.
pub(super) fn group<'v>(
    view: &'v View<'_>,
    tracked: &'v Tracked<'_>,
    attempt: &Attempt,
    add: &mut Add<'_, 'v>,
) {
    let config = &view.workspace.config;
    let mut people: Vec<_> = tracked.counts_for(attempt).map(|who| (config.group_of(who), who)).collect();
    people.sort_by_key(|(group, _)| *group);
    for people in people.chunk_by(|a, b| a.0 == b.0) {
        add(people[0].0, people.iter().map(|(_, who)| tracked.value_of(who, config)).sum());
    }
}

/// **By source**.
pub(super) fn source<'v>(_: &View<'_>, tracked: &'v Tracked<'_>, _: &Attempt, add: &mut Add<'_, 'v>) {
    add(tracked.lead.source.as_deref(), tracked.value.ok());
}

/// **By industry** of the customer.
pub(super) fn industry<'v>(_: &View<'_>, tracked: &'v Tracked<'_>, _: &Attempt, add: &mut Add<'_, 'v>) {
    add(tracked.lead.industry(), tracked.value.ok());
}

/// What one row adds up.
#[derive(Default)]
struct Tally {
    open: Total,
    weighted: Decimal,
    won: u64,
    lost: u64,
    deals: Total,
    cycles: Vec<i64>,
}

impl Tally {
    fn close(&mut self, closing: &Closing<'_, '_>, value: Option<Decimal>) {
        if !closing.outcome.won {
            self.lost += 1;
            return;
        }
        self.won += 1;
        self.cycles.extend(closing.days());
        if !closing.superseded {
            self.deals.add(value);
        }
    }

    fn segment(mut self, view: &View<'_>, key: Option<String>, label: Option<String>) -> Segment {
        self.cycles.sort_unstable();
        Segment {
            key,
            label,
            open: self.open.valued + self.open.unvalued,
            open_value: self.open.value(view),
            open_weighted: view.round(self.weighted),
            won: self.won,
            lost: self.lost,
            win_rate: Rate::new(self.won, self.won + self.lost),
            won_value: self.deals.value(view),
            average: self.deals.average(view),
            cycle_median: percentile(&self.cycles, 0.5),
            p: None,
            p_adjusted: None,
            differs: false,
        }
    }
}

/// Whether a key is a person's.
pub(super) type IsOf<'s> = dyn Fn(&str, Option<&str>) -> bool + 's;

/// A side to break a pipeline down by: the keys of a lead, and what people call one.
pub(super) struct SegmentSide<'s> {
    pub keys: &'s Keys<'s>,
    pub label: &'s dyn Fn(&str) -> String,
    /// Where its keys are of people, who may share a lead, whether one is a person's.
    pub people: Option<&'s IsOf<'s>>,
}

/// For each side one row for each key that it gives for a lead and the attempt
/// that is open or closed, each key once an attempt; most won value first. Each
/// lead is looked at once for all sides.
pub(super) fn rows<const N: usize>(view: &View<'_>, sides: [SegmentSide<'_>; N]) -> [Vec<Segment>; N] {
    let mut sides = sides.map(|side| (side, Tallies::default()));
    for (tracked, _) in view.open() {
        let Some(attempt) = tracked.attempts.last() else { continue };
        for (side, tallies) in &mut sides {
            (side.keys)(view, tracked, attempt, &mut |key, value| {
                let tally = tallies.of(key);
                tally.open.add(value);
                tally.weighted += match side.people.filter(|_| tracked.is_shared()) {
                    Some(of) => {
                        let mine = tracked.counts_for(attempt).filter(|who| of(who, key));
                        mine.map(|who| tracked.weighted_of(who, &view.workspace.config)).sum()
                    }
                    None => view.weighted(value, tracked),
                };
            });
        }
    }
    for closing in view.closings() {
        for (side, tallies) in &mut sides {
            (side.keys)(view, closing.tracked, closing.attempt, &mut |key, value| {
                tallies.of(key).close(&closing, value);
            });
        }
    }
    sides.map(|(side, tallies)| tallies.rows(view, side.label))
}

#[derive(Default)]
struct Tallies<'v> {
    keyed: BTreeMap<&'v str, Tally>,
    without: Option<Tally>,
}

impl<'v> Tallies<'v> {
    fn of(&mut self, key: Option<&'v str>) -> &mut Tally {
        match key {
            Some(key) => self.keyed.entry(key).or_default(),
            None => self.without.get_or_insert_default(),
        }
    }

    fn rows(self, view: &View<'_>, label: &dyn Fn(&str) -> String) -> Vec<Segment> {
        let keyed = self.keyed.into_iter().map(|(key, tally)| (Some(key), tally));
        let all = keyed.chain(self.without.map(|tally| (None, tally)));
        let mut rows: Vec<Segment> =
            all.map(|(key, tally)| tally.segment(view, key.map(str::to_owned), key.map(label))).collect();
        // Stable: rows of one value stay in order of their keys, the one without last.
        rows.sort_by_key(|row| std::cmp::Reverse((row.won_value, row.open_value)));
        rows
    }
}

/// **By product**. A lead with several counts under each, with the lines' share
/// of the lead's value where all are priced, so that the shares add up to it;
/// where none is, with the lead's whole value. Beside lines without a price the
/// others have their own value, and those have none.
pub(super) fn product<'v>(view: &View<'_>, tracked: &'v Tracked<'_>, _: &Attempt, add: &mut Add<'_, 'v>) {
    let products = &tracked.lead.products;
    let mut names: Vec<&str> = products.iter().map(|product| product.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        add(None, tracked.value.ok());
    }
    if names.len() < 2 || products.iter().all(|product| product.price.is_none()) {
        names.into_iter().for_each(|name| add(Some(name), tracked.value.ok()));
        return;
    }
    let lines = |name: &&str| {
        let of_name = products.iter().filter(|product| product.name == **name);
        line_value(view, tracked, of_name)
    };
    let own: Vec<Option<Decimal>> = names.iter().map(lines).collect();
    let parts = shares(view, tracked.value.ok(), &own).unwrap_or(own);
    names.into_iter().zip(parts).for_each(|(name, part)| add(Some(name), part));
}

/// A whole in parts that are as its own ones are to each other, each a multiple
/// of the minor unit, which add up to it. `None` where one of them is not known;
/// of a whole that is not known no part is.
fn shares(view: &View<'_>, whole: Option<Decimal>, own: &[Option<Decimal>]) -> Option<Vec<Option<Decimal>>> {
    let mut own: Vec<Decimal> = own.iter().copied().collect::<Option<_>>()?;
    let Some(whole) = whole else { return Some(vec![None; own.len()]) };
    if own.iter().all(Decimal::is_zero) {
        own.fill(Decimal::ONE);
    }
    let sum = own.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
    let (mut upto, mut given) = (Decimal::ZERO, Decimal::ZERO);
    let part = |part: Decimal| {
        upto += part;
        let now = if upto == sum { whole } else { view.round(part_of(whole, upto, sum)?) };
        let part = now - given;
        given = now;
        Some(Some(part))
    };
    own.into_iter().map(part).collect()
}

/// Whole × part / sum; divided first where the product is past the range of decimals.
fn part_of(whole: Decimal, part: Decimal, sum: Decimal) -> Option<Decimal> {
    match whole.checked_mul(part) {
        Some(product) => product.checked_div(sum),
        None => part.checked_div(sum)?.checked_mul(whole),
    }
}

/// The value of all lines of one product; `None` where one of them has none.
fn line_value<'p>(
    view: &View<'_>,
    tracked: &Tracked<'_>,
    lines: impl Iterator<Item = &'p Product>,
) -> Option<Decimal> {
    let config = &view.workspace.config;
    let value = |line: &Product| {
        line.value().ok_or(NoValue::Absent).and_then(|money| value_on(money, tracked.valued_on, config))
    };
    let sum = lines.map(value).try_fold(Decimal::ZERO, |sum, value| value.map(|value| sum + value)).ok();
    sum.map(|sum| tracked.own(sum, config))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{company, product, workspace};
    use crate::figures::{Breakdowns, breakdowns};

    fn row(rows: &[Segment], key: Option<&str>) -> (u64, String, String, u64, u64, String) {
        let row = rows.iter().find(|row| row.key.as_deref() == key).expect("a row");
        let text = |d: Decimal| d.to_string();
        (row.open, text(row.open_value), text(row.open_weighted), row.won, row.lost, text(row.won_value))
    }

    fn by(view: &View<'_>, keys: &Keys<'_>) -> Vec<Segment> {
        let [rows] = rows(view, [SegmentSide { keys, label: &str::to_owned, people: None }]);
        rows
    }

    fn money(value: &str) -> String {
        value.to_owned()
    }

    #[test]
    fn by_owner_and_source() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01"),
            ("b", "prospect 2026-01-01, won 2026-01-11"),
            ("c", "prospect 2026-01-01, won 2026-01-21, prospect 2026-02-01"),
            ("d", "prospect 2026-01-01, lost 2026-01-21"),
        ]);
        for id in ["a", "b", "c", "d"] {
            workspace.value(id, 100);
            workspace.lead(id).source = Some("ads".into());
        }
        workspace.lead("d").owner = "joko".into();
        workspace.lead("d").source = None;
        let Breakdowns { by_owner: owners, by_source: sources, .. } = breakdowns(&workspace.view());
        assert_eq!(row(&owners, Some("siti")), (2, money("200"), money("20"), 2, 0, money("100")));
        assert_eq!(row(&owners, Some("joko")), (0, money("0"), money("0"), 0, 1, money("0")));
        assert_eq!(owners[0].label.as_deref(), Some("Siti Rahma"));
        assert_eq!((owners[0].average, owners[0].cycle_median), (Some(100.into()), Some(15.0)));
        assert_eq!((owners[1].average, owners[1].cycle_median), (None, None));
        assert_eq!(owners[0].win_rate, Rate::new(2, 2));
        assert_eq!(sources[0].label.as_deref(), Some("Iklan"));
        assert_eq!(row(&sources, None).4, 1);
    }

    #[test]
    fn by_the_customers_industry() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01, won 2026-01-11"),
            ("b", "prospect 2026-01-01"),
            ("c", "prospect 2026-01-01"),
        ]);
        let company = |industry| company("PT A", industry, None);
        workspace.value("a", 100);
        workspace.lead("a").company = company(Some("retail"));
        workspace.lead("b").company = company(None);
        let rows = by(&workspace.view(), &industry);
        assert_eq!(rows.len(), 2);
        assert_eq!(row(&rows, Some("retail")), (0, money("0"), money("0"), 1, 0, money("100")));
        assert_eq!(row(&rows, None).0, 2);
    }

    #[test]
    fn lines_carry_their_own_value() {
        let mut workspace = workspace(&[
            ("priced", "prospect 2026-01-01"),
            ("unpriced", "prospect 2026-01-01, won 2026-02-01"),
            ("mixed", "prospect 2026-01-01, won 2026-02-01"),
            ("one", "prospect 2026-01-01, won 2026-02-01"),
            ("none", "prospect 2026-01-01"),
        ]);
        workspace.lead("priced").products =
            vec![product("ERP", 2, Some(50)), product("CRM", 1, Some(15)), product("ERP", 1, Some(3))];
        workspace.lead("unpriced").products = vec![product("ERP", 1, None), product("CRM", 1, None)];
        workspace.lead("mixed").products = vec![product("ERP", 1, Some(7)), product("CRM", 1, None)];
        workspace.lead("one").products = vec![product("CRM", 1, Some(90))];
        for id in ["unpriced", "mixed", "one"] {
            workspace.value(id, 1000);
        }
        let rows = by(&workspace.view(), &super::product);
        assert_eq!(row(&rows, Some("ERP")), (1, money("103"), money("10"), 2, 0, money("1007")));
        assert_eq!(row(&rows, Some("CRM")), (1, money("15"), money("2"), 3, 0, money("2000")));
        assert_eq!(row(&rows, None), (1, money("0"), money("0"), 0, 0, money("0")));
        let order: Vec<_> = rows.iter().map(|row| row.key.as_deref()).collect();
        assert_eq!(order, [Some("CRM"), Some("ERP"), None]);
    }
}
