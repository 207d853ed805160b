//! What wins, from every side, and what of it is more than chance.

use std::collections::BTreeMap;

use chrono::Days;
use rayon::join;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::holm::holm;
use super::percentile::percentile;
use super::segments::{Add, Keys, Segment, SegmentSide, group, industry, owner, product, rows, source};
use super::{Total, Tracked, View};
use crate::pipeline::{Attempt, Choice, Criterion, Decimal, Level};

/// How many days from its start, that day included, are an attempt's first.
const EARLY_DAYS: u64 = 14;

/// Bands of how many people work for the customer: micro, small, medium and
/// large as the OECD and Eurostat part them. The first number of each.
const SIZES: [(u64, &str); 4] = [(0, "0-9"), (10, "10-49"), (50, "50-249"), (250, "250+")];

/// Bands of how many activities there were. The first number of each.
const EARLY: [(u64, &str); 4] = [(0, "0"), (1, "1-2"), (3, "3-5"), (6, "6+")];

/// Every breakdown of a pipeline by segments. A segment's win rate differs
/// beyond chance by Fisher's exact test of its won and lost against the rest,
/// corrected by Holm for all segments of all breakdowns that were tried, at 5 %.
#[derive(Clone, Debug)]
pub struct Breakdowns {
    /// By owner.
    pub by_owner: Vec<Segment>,
    /// By group; empty where the team has none.
    pub by_group: Vec<Segment>,
    /// By source.
    pub by_source: Vec<Segment>,
    /// By product.
    pub by_product: Vec<Segment>,
    /// By industry.
    pub by_industry: Vec<Segment>,
    /// The others.
    pub wins: Wins,
}

/// **Wins** by more than the owner, source, product and industry, which stand
/// beside it: rows as theirs, in order of the bands, what is unknown last.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Wins {
    /// How many segments of the pipeline were tried against chance.
    pub tried: u64,
    /// By how many people work for the customer: `0-9`, `10-49`, `50-249`, `250+`.
    pub by_size: Vec<Segment>,
    /// By each criterion of the qualification.
    pub by_qualification: Vec<CriterionWins>,
    /// By the reason the won attempts give, most first.
    pub by_reason: Vec<WonReason>,
    /// By the activities of the attempt's first 14 days, its start included
    /// and its closing the last: `0`, `1-2`, `3-5`, `6+`.
    pub by_early_activity: Vec<Segment>,
}

/// A criterion and the wins by how far it is met. It is judged once a lead, as
/// the file says now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CriterionWins {
    /// The criterion's id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// `met`, `partial`, `unmet`, and `null` where it was not judged.
    pub levels: Vec<Segment>,
}

/// A reason for winning. Only the won have one, so that there is no rate.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WonReason {
    /// The reason's id; `null` where none was given.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Attempts won for it.
    pub count: u64,
    /// Value of the leads won.
    pub value: Decimal,
    /// Value / won leads that have one.
    pub average: Option<Decimal>,
    /// Median days from start to won.
    pub cycle_median: Option<f64>,
}

/// Breaks a pipeline down from every side.
pub fn breakdowns(view: &View<'_>) -> Breakdowns {
    let config = &view.workspace.config;
    let criterion = |criterion: &Criterion| {
        let keys: &Keys<'_> = &|_, tracked, _, add| level(tracked, &criterion.id, add);
        let [levels] = rows(view, [plain(keys)]);
        let levels = in_order(levels, Level::ALL.iter().map(|level| level.word()));
        CriterionWins { id: criterion.id.clone(), label: criterion.label.clone(), levels }
    };
    let named = || {
        let owners = SegmentSide {
            keys: &owner,
            label: &|key| config.owner_name(key).to_owned(),
            people: Some(&|who, key| key == Some(who)),
        };
        let sources = SegmentSide {
            keys: &source,
            label: &|key| Choice::label_of(&config.sources, key).to_owned(),
            people: None,
        };
        let others = [&product as &Keys<'_>, &industry, &size, &early_activity].map(plain);
        let [products, industries, sizes, early] = others;
        rows(view, [owners, sources, products, industries, sizes, early])
    };
    let grouped = || {
        let groups = !config.groups().is_empty();
        groups
            .then(|| {
                rows(
                    view,
                    [SegmentSide { people: Some(&|who, key| config.group_of(who) == key), ..plain(&group) }],
                )
            })
            .map(|[by_group]| by_group)
            .unwrap_or_default()
    };
    let criteria = || config.qualification.par_iter().map(criterion).collect();
    let ((named, by_group), (by_qualification, by_reason)) =
        join(|| (named(), grouped()), || join(criteria, || by_reason(view)));
    let [by_owner, by_source, by_product, by_industry, by_size, early] = named;
    let wins = Wins {
        tried: 0,
        by_size: in_order(by_size, SIZES.iter().map(|(_, name)| *name)),
        by_qualification,
        by_reason,
        by_early_activity: in_order(early, EARLY.iter().map(|(_, name)| *name)),
    };
    let mut all = Breakdowns { by_owner, by_group, by_source, by_product, by_industry, wins };
    all.judge(view);
    all
}

impl Breakdowns {
    fn rows(&mut self) -> impl Iterator<Item = &mut Segment> {
        let wins = &mut self.wins;
        let criteria = wins.by_qualification.iter_mut().flat_map(|criterion| &mut criterion.levels);
        let owners = self.by_owner.iter_mut().chain(&mut self.by_group);
        let named = owners.chain(&mut self.by_source).chain(&mut self.by_product);
        let more = self.by_industry.iter_mut().chain(&mut wins.by_size).chain(&mut wins.by_early_activity);
        named.chain(more).chain(criteria)
    }

    /// Tries every row against the rest, all rows as one family.
    fn judge(&mut self, view: &View<'_>) {
        let closed = view.closings().count() as u64;
        let won = view.closings().filter(|closing| closing.outcome.won).count() as u64;
        self.rows().for_each(|row| row.try_against(won, closed - won));
        let tried: Vec<f64> = self.rows().filter_map(|row| row.p).collect();
        let adjusted = holm(&tried);
        self.rows().filter(|row| row.p.is_some()).zip(&adjusted).for_each(|(row, p)| row.adjust(*p));
        self.wins.tried = tried.len() as u64;
    }
}

fn band<'b>(bands: &[(u64, &'b str)], number: u64) -> Option<&'b str> {
    bands.iter().rev().find(|(first, _)| *first <= number).map(|(_, name)| *name)
}

/// Rows in the order of `keys`, then those without a key.
fn in_order<'k>(mut rows: Vec<Segment>, keys: impl Iterator<Item = &'k str> + Clone) -> Vec<Segment> {
    let place = |row: &Segment| {
        let key = row.key.as_deref();
        key.map_or(usize::MAX, |key| keys.clone().position(|k| k == key).unwrap_or(usize::MAX - 1))
    };
    rows.sort_by_key(place);
    rows
}

/// A side whose keys are what people call them.
fn plain<'s>(keys: &'s Keys<'s>) -> SegmentSide<'s> {
    SegmentSide { keys, label: &str::to_owned, people: None }
}

fn size<'v>(_: &View<'_>, tracked: &'v Tracked<'_>, _: &Attempt, add: &mut Add<'_, 'v>) {
    let size = tracked.lead.company.as_ref().and_then(|company| company.size);
    add(size.and_then(|size| band(&SIZES, size)), tracked.value.ok());
}

fn level(tracked: &Tracked<'_>, criterion: &str, add: &mut Add<'_, '_>) {
    let judged = tracked.lead.qualification.iter().find(|(id, _)| id == criterion);
    add(judged.map(|(_, level)| level.word()), tracked.value.ok());
}

fn early_activity<'v>(view: &View<'_>, tracked: &'v Tracked<'_>, attempt: &Attempt, add: &mut Add<'_, 'v>) {
    add(band(&EARLY, early(view, tracked, attempt)), tracked.value.ok());
}

/// The keys a lead's attempt, open or closed, counts under in every breakdown,
/// each with its side: `("source", "ads")`. Those that are unknown are not among them.
pub fn segments_of(view: &View<'_>, tracked: &Tracked<'_>, attempt: &Attempt) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut take = |side: &str, keys: &Keys<'_>| {
        keys(view, tracked, attempt, &mut |key, _| {
            found.extend(key.map(|key| (side.to_owned(), key.to_owned())));
        });
    };
    take("owner", &owner);
    take("group", &group);
    take("source", &source);
    take("product", &product);
    take("industry", &industry);
    take("size", &size);
    take("early activities", &early_activity);
    for criterion in &view.workspace.config.qualification {
        take(&criterion.id, &|_, tracked, _, add| level(tracked, &criterion.id, add));
    }
    found
}

/// The activities of an attempt's first days, up to its closing.
fn early(view: &View<'_>, tracked: &Tracked<'_>, attempt: &Attempt) -> u64 {
    let end = attempt.end().unwrap_or(view.as_of);
    let last = attempt.start.checked_add_days(Days::new(EARLY_DAYS - 1)).unwrap_or(end).min(end);
    let within = tracked.lead.activities.iter().filter(|a| attempt.start <= a.day && a.day <= last);
    within.count() as u64
}

/// What was won for one reason.
#[derive(Default)]
struct OfReason {
    count: u64,
    total: Total,
    cycles: Vec<i64>,
}

fn by_reason(view: &View<'_>) -> Vec<WonReason> {
    let mut reasons: BTreeMap<(bool, Option<&str>), OfReason> = BTreeMap::new();
    for closing in view.closings().filter(|closing| closing.outcome.won) {
        let key = closing.reason();
        let of = reasons.entry((key.is_none(), key)).or_default();
        of.count += 1;
        of.cycles.extend(closing.days());
        if !closing.superseded {
            of.total.add(closing.tracked.value.ok());
        }
    }
    let known = &view.workspace.config.won_reasons;
    let mut rows: Vec<WonReason> = Vec::with_capacity(reasons.len());
    for ((_, key), OfReason { count, total, mut cycles }) in reasons {
        cycles.sort_unstable();
        rows.push(WonReason {
            key: key.map(str::to_owned),
            label: key.map(|key| Choice::label_of(known, key).to_owned()),
            count,
            value: total.value(view),
            average: total.average(view),
            cycle_median: percentile(&cycles, 0.5),
        });
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.count, row.value)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Rate;
    use crate::figures::testing::{activity, company, workspace};

    fn counts(rows: &[Segment]) -> Vec<(Option<&str>, u64, u64, u64)> {
        rows.iter().map(|row| (row.key.as_deref(), row.open, row.won, row.lost)).collect()
    }

    #[test]
    fn bands_levels_and_reasons() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01, won 2026-01-11 price"),
            ("b", "prospect 2026-01-01, lost 2026-01-05 price"),
            ("c", "prospect 2026-01-01"),
            ("d", "prospect 2026-01-01, won 2026-02-11"),
            ("e", "prospect 2026-01-01, won 2026-02-01 price"),
        ]);
        workspace.config.qualification =
            vec![Criterion { id: "need".into(), label: "Need".into(), weight: Decimal::ONE }];
        for (id, size) in [("a", 9), ("b", 10), ("c", 249), ("d", 250)] {
            workspace.lead(id).company = company("PT A", None, Some(size));
        }
        workspace.lead("a").qualification = vec![("need".into(), Level::Met)];
        workspace.lead("b").qualification = vec![("need".into(), Level::Unmet)];
        workspace.value("a", 10);
        workspace.value("d", 30);
        let wins = breakdowns(&workspace.view()).wins;
        let sizes = [("0-9", 0, 1, 0), ("10-49", 0, 0, 1), ("50-249", 1, 0, 0), ("250+", 0, 1, 0)];
        let mut expected: Vec<_> = sizes.map(|(key, o, w, l)| (Some(key), o, w, l)).to_vec();
        expected.push((None, 0, 1, 0));
        assert_eq!(counts(&wins.by_size), expected);
        assert_eq!(wins.by_qualification[0].label, "Need");
        let expected = [(Some("met"), 0, 1, 0), (Some("unmet"), 0, 0, 1), (None, 1, 2, 0)];
        assert_eq!(counts(&wins.by_qualification[0].levels), expected);
        let reasons: Vec<_> = wins
            .by_reason
            .iter()
            .map(|r| (r.key.as_deref(), r.count, r.value.to_string(), r.cycle_median))
            .collect();
        let expected =
            [(Some("price"), 2, "10".to_owned(), Some(20.5)), (None, 1, "30".to_owned(), Some(41.0))];
        assert_eq!(reasons, expected);
    }

    /// Fourteen days from the start, that day included, and none after the closing.
    #[test]
    fn the_first_fourteen_days() {
        let mut workspace = workspace(&[
            ("none", "prospect 2026-01-05, won 2026-03-01"),
            ("two", "prospect 2026-01-05, won 2026-03-01"),
            ("closed", "prospect 2026-01-05, lost 2026-01-06"),
            ("again", "prospect 2025-01-05, lost 2025-01-06, prospect 2026-02-01"),
        ]);
        workspace.lead("none").activities = vec![activity("2026-01-04"), activity("2026-01-19")];
        workspace.lead("two").activities = vec![activity("2026-01-05"), activity("2026-01-18")];
        workspace.lead("closed").activities = vec![activity("2026-01-06"), activity("2026-01-07")];
        workspace.lead("again").activities = vec![activity("2025-01-05"); 9];
        let wins = breakdowns(&workspace.view()).wins;
        assert_eq!(counts(&wins.by_early_activity), [(Some("0"), 1, 1, 0), (Some("1-2"), 0, 1, 1)]);
    }

    /// 9 of 9 won by ads, 0 of 9 otherwise: p = 2 / C(18, 9) = 2 / 48,620; tried
    /// are two sources and no owner, product, industry, size or band, as each
    /// of those has all.
    #[test]
    fn beyond_chance_or_not() {
        let ids: Vec<String> = (0..18).map(|i| format!("lead-{i}")).collect();
        let history = |i: usize| {
            if i < 9 { "prospect 2026-01-01, won 2026-02-01" } else { "prospect 2026-01-01, lost 2026-02-01" }
        };
        let leads: Vec<(&str, &str)> =
            ids.iter().enumerate().map(|(i, id)| (id.as_str(), history(i))).collect();
        let mut workspace = workspace(&leads);
        for id in &ids[..9] {
            workspace.lead(id).source = Some("ads".into());
        }
        let all = breakdowns(&workspace.view());
        assert_eq!(all.wins.tried, 2);
        let p = 2.0 / 48_620.0;
        for row in &all.by_source {
            assert!((row.p.unwrap() - p).abs() < 1e-12 && (row.p_adjusted.unwrap() - 2.0 * p).abs() < 1e-12);
            assert!(row.differs);
        }
        let owner = &all.by_owner[0];
        assert_eq!((owner.p, owner.p_adjusted, owner.differs), (None, None, false));
        assert_eq!(owner.win_rate, Rate::new(9, 18));
    }
}
