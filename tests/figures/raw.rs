//! Random leads as plain numbers, before they are anything of the crate's.

use proptest::prelude::*;

/// Open stages 0 to 3, then won and lost.
pub const OPEN: usize = 4;
pub const WON: usize = 4;
pub const LOST: usize = 5;

/// Days are counted from 1 January 2025, all of them before this one.
pub const DAYS: i64 = 700;

/// Percent times ten.
pub const STAGE_PROBABILITY: [Option<i128>; OPEN] = [Some(100), Some(255), None, Some(600)];
pub const MAX_DAYS: [Option<i64>; OPEN] = [Some(14), Some(30), None, Some(45)];
pub const STAGES: [&str; 6] = ["prospect", "qualified", "proposal", "negotiation", "won", "lost"];
pub const KINDS: [&str; 6] = ["open", "open", "open", "open", "won", "lost"];
pub const MODES: [&str; 3] = ["cohort", "entered", "period"];
pub const OWNERS: [&str; 3] = ["siti", "budi", "joko"];
pub const SOURCES: [&str; 2] = ["ads", "event"];
pub const REASONS: [&str; 4] = ["price", "timing", "competitor", "spam"];
/// The reason that does not count.
pub const SPAM: usize = 3;
pub const PRODUCTS: [&str; 3] = ["ERP", "CRM", "Helpdesk"];
pub const INDUSTRIES: [&str; 2] = ["retail", "health"];
pub const CURRENCIES: [&str; 3] = ["IDR", "USD", "EUR"];
pub const PIPELINES: [&str; 2] = ["sales", "renewals"];

/// (currency, first day, mantissa, decimals) of a rate into one currency.
pub type RawRate = (usize, i64, i128, u32);

/// What totals are in, by index into [`CURRENCIES`], with its decimals and rates.
#[derive(Clone, Debug)]
pub struct Base {
    pub currency: usize,
    pub decimals: u32,
    pub rates: Vec<RawRate>,
    /// Whether people are in groups, have days off, and make notes that no
    /// customer hears.
    pub office: bool,
}

/// The groups of the owners where there are any.
pub const GROUPS: [Option<&str>; 3] = [Some("west"), Some("east"), None];

impl Base {
    pub fn group(&self, owner: usize) -> Option<&'static str> {
        GROUPS[owner].filter(|_| self.office)
    }

    /// Whether a day is worked on: no Saturday, no Sunday, and none of every thirtieth.
    pub fn works(&self, day: i64) -> bool {
        // 1 January 2025 was a Wednesday.
        !self.office || ((day + 2).rem_euclid(7) < 5 && day % 30 != 0)
    }

    /// The second of its day when an entry of a day was made, where that is known.
    pub fn entered_at(&self, day: i64) -> Option<i64> {
        (self.office && day % 3 != 1).then_some(day * 7919 % 86_400)
    }

    /// The same of an activity.
    pub fn done_at(&self, day: i64) -> Option<i64> {
        (self.office && day % 8 != 2).then_some(day * 10_729 % 86_400)
    }

    /// Whether the customer heard from us by an activity of a day.
    pub fn is_contact(&self, day: i64) -> bool {
        !self.office || activity(day).0 != "demo"
    }
}

/// The targets where there are any: first and last day, of a group, of an industry.
pub const TARGETS: [(i64, i64, Option<&str>, Option<usize>); 3] =
    [(90, 454, Some("west"), None), (365, 454, None, Some(0)), (0, 364, None, None)];
/// What each is called, and the month its years begin in.
pub const TARGET_NAMES: [(&str, u32); 3] = [("FY2026", 4), ("FY2026-Q4", 4), ("2025", 1)];

pub fn rupiah() -> Base {
    Base { office: false, currency: 0, decimals: 0, rates: vec![(1, 400, 1_650_025, 2), (1, 100, 16_250, 0)] }
}

pub fn dollar() -> Base {
    Base {
        office: true,
        currency: 1,
        decimals: 2,
        rates: vec![(0, 0, 615, 7), (0, 300, 6, 5), (2, 200, 1_085, 3)],
    }
}

#[derive(Clone, Debug)]
pub struct RawEntry {
    /// The pipeline it is in, by index into [`PIPELINES`].
    pub pipeline: usize,
    pub stage: usize,
    pub day: i64,
    pub reason: Option<usize>,
    /// Who is credited with what it closes, by index into [`OWNERS`].
    pub owner: Option<usize>,
    /// Whether what was between the entry before and this one is not known.
    pub unknown: bool,
}

#[derive(Clone, Debug)]
pub struct RawLine {
    pub product: usize,
    pub quantity: i128,
    /// In hundredths.
    pub price: Option<i128>,
    /// How often a year it is due, and for how many months.
    pub recurs: Option<(i128, i128)>,
    /// Percent, or hundredths where it is none.
    pub discount: Option<(bool, i128)>,
}

#[derive(Clone, Debug)]
pub struct RawLead {
    pub id: String,
    pub counts: bool,
    pub owner: usize,
    /// Who shares the value, with their percent; nobody: it is not shared.
    pub split: Vec<(usize, i128)>,
    pub source: Option<usize>,
    /// (hundredths, currency)
    pub value: Option<(i128, usize)>,
    /// Percent times ten.
    pub probability: Option<i128>,
    pub lines: Vec<RawLine>,
    pub activities: Vec<i64>,
    pub due: Option<i64>,
    pub industry: Option<usize>,
    pub expected: Option<i64>,
    pub history: Vec<RawEntry>,
}

/// The last day on hold of every seventh lead or so, in terms of its number.
pub fn hold(lead: &RawLead) -> Option<i64> {
    let number = number(lead) as i64;
    (number % 7 == 3).then_some(number * 37 % DAYS)
}

/// The last day of its contract, of two of three.
pub fn contract_end(lead: &RawLead) -> Option<i64> {
    let number = number(lead) as i64;
    (number % 3 != 0).then_some(number * 53 % DAYS)
}

/// The numbers of the leads that it renews; one may be there twice.
pub fn renews(lead: &RawLead) -> Vec<usize> {
    before(lead, number(lead).is_multiple_of(2), &[1, 5, 1])
}

/// The numbers of the leads that it extends.
pub fn extends(lead: &RawLead) -> Vec<usize> {
    before(lead, number(lead).is_multiple_of(3), &[1, 2])
}

fn before(lead: &RawLead, does: bool, back: &[usize]) -> Vec<usize> {
    back.iter().filter(|_| does).filter_map(|back| number(lead).checked_sub(*back)).collect()
}

/// The id that a lead of a number took over, if any.
pub fn merged(number: usize) -> Option<String> {
    (number % 2 == 1).then(|| format!("gone-{number:05}"))
}

#[derive(Clone, Debug)]
pub struct RawOptions {
    pub as_of: i64,
    pub from: i64,
    pub to: i64,
    pub mode: usize,
    pub pipeline: Option<usize>,
    pub owner: Option<usize>,
    /// Whether the report is about the leads of one industry alone.
    pub sliced: bool,
}

/// The condition that says so.
pub const SLICE: &str = "company.industry == 'retail'";

impl RawOptions {
    /// Whether the report is about a lead.
    pub fn takes(&self, lead: &RawLead) -> bool {
        lead.counts && (!self.sliced || lead.industry == Some(0))
    }
}

/// The pipeline a lead is in at last.
pub fn pipeline(lead: &RawLead) -> usize {
    lead.history.last().unwrap().pipeline
}

/// The number in a lead's id, from which the fields below follow.
pub fn number(lead: &RawLead) -> usize {
    lead.id.trim_start_matches("lead-").parse().unwrap()
}

pub fn size(lead: &RawLead) -> Option<u64> {
    [None, Some(5), Some(10), Some(60), Some(300)][number(lead) % 5]
}

/// `met`, `partial`, `unmet` of the one criterion there is.
pub fn level(lead: &RawLead) -> Option<&'static str> {
    [Some("met"), Some("partial"), Some("unmet"), None][number(lead) / 2 % 4]
}

pub fn competitor(entry: &RawEntry) -> Option<&'static str> {
    (entry.stage == LOST && entry.day % 3 == 0).then_some("X")
}

/// Lost for the last of the reasons, it never was a lead.
pub fn disqualified(entry: &RawEntry) -> bool {
    entry.stage == LOST && entry.reason == Some(SPAM)
}

/// What an activity of a day was: kind, by whom, minutes, hundredths of cost.
pub fn activity(day: i64) -> (&'static str, Option<&'static str>, Option<i64>, Option<i128>) {
    let by = (day % 5 == 0).then_some(OWNERS[day as usize % 3]);
    let kind = if day % 2 == 0 { "call" } else { "demo" };
    (kind, by, (day % 3 != 0).then_some(day % 50), (day % 4 != 0).then_some(i128::from(day) * 37))
}

pub fn options() -> impl Strategy<Value = RawOptions> {
    let span = (50..DAYS, -20..400_i64, 0..400_i64);
    let one = |of: usize| prop::option::weighted(0.3, 0..of);
    let filters = (one(2), one(3), prop::bool::weighted(0.3));
    (span, 0..3_usize, filters).prop_map(|((as_of, back, length), mode, (pipeline, owner, sliced))| {
        RawOptions { as_of, from: as_of - back, to: as_of - back + length, mode, pipeline, owner, sliced }
    })
}

pub fn leads(count: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<RawLead>> {
    prop::collection::vec(lead(), count).prop_map(|mut leads| {
        leads.iter_mut().enumerate().for_each(|(index, lead)| lead.id = format!("lead-{index:05}"));
        leads
    })
}

fn lead() -> impl Strategy<Value = RawLead> {
    let pipelines = (0..2_usize, prop::bool::weighted(0.4));
    let who = (pipelines, prop::bool::weighted(0.95), (0..3_usize, split()), prop::option::of(0..2_usize));
    let value = prop::option::weighted(0.8, (0..=20_000_000_i128, 0..3_usize));
    let work = (prop::collection::vec(0..DAYS, 0..4), prop::option::of(0..DAYS));
    let rest = (work, prop::option::of(0..2_usize), prop::option::of(0..2 * DAYS));
    (who, value, prop::option::weighted(0.3, 0..=1000_i128), lines(), rest, history()).prop_map(
        |(
            ((pipeline, moves), counts, (owner, split), source),
            value,
            probability,
            lines,
            ((activities, due), industry, expected),
            mut history,
        )| {
            // Whoever moves does so with one entry of six.
            let mut other = 0;
            for (index, entry) in history.iter_mut().enumerate() {
                let goes = moves && index > 0 && (entry.day + index as i64) % 6 == 0;
                other = (other + usize::from(goes)) % 2;
                entry.pipeline = (pipeline + other) % 2;
            }
            RawLead {
                id: String::new(),
                counts,
                owner,
                split,
                source,
                value,
                probability,
                lines,
                activities,
                due,
                industry,
                expected,
                history,
            }
        },
    )
}

/// One lead in five is shared by two or three.
fn split() -> impl Strategy<Value = Vec<(usize, i128)>> {
    let two = (0..3_usize, 1..99_i128).prop_map(|(at, part)| vec![(at, part), ((at + 1) % 3, 100 - part)]);
    prop_oneof![8 => Just(Vec::new()), 1 => two, 1 => Just(vec![(2, 33), (0, 33), (1, 34)])]
}

fn lines() -> impl Strategy<Value = Vec<RawLine>> {
    let line = (0..3_usize, 1..9_i128, prop::option::weighted(0.8, 0..=1_000_000_i128));
    // Terms of which a year is a part that decimals hold.
    let term = prop_oneof![Just(1_i128), Just(6), Just(12), Just(24), Just(48)];
    let recurs = prop::option::weighted(0.4, (prop_oneof![Just(12_i128), Just(4), Just(1)], term));
    let discount = prop::option::weighted(0.3, (any::<bool>(), 0..=100_i128));
    let line = (line, recurs, discount).prop_map(|((product, quantity, price), recurs, discount)| {
        let price = price.map(|price| price + 1200);
        RawLine { product, quantity, price, recurs, discount }
    });
    prop::collection::vec(line, 0..4)
}

/// Either any stages in any order, or a way mostly forward: with skips,
/// returns, repeated entries, corrections and restarts.
fn history() -> impl Strategy<Value = Vec<RawEntry>> {
    let gap = prop_oneof![2 => Just(0_i64), 8 => 1..60_i64];
    let reason = prop::option::weighted(0.8, prop_oneof![7 => 0..3_usize, 1 => Just(SPAM)]);
    let wild = prop::collection::vec((0..6_usize, gap.clone(), reason.clone()), 1..9);
    let steps = prop_oneof![8 => Just(1_i64), 2 => Just(2_i64), 1 => Just(-1_i64), 1 => Just(0_i64), 3 => Just(9_i64)];
    let tame = prop::collection::vec((steps, gap, reason), 1..9).prop_map(|steps| {
        let mut stage = -1_i64;
        let entry = |(step, gap, reason): (i64, i64, Option<usize>)| {
            stage = match (stage, step) {
                (_, 9) => LOST as i64,
                (4.., step) => step.rem_euclid(3),
                (_, step) => (stage + step).clamp(0, WON as i64),
            };
            (stage as usize, gap, reason)
        };
        steps.into_iter().map(entry).collect::<Vec<_>>()
    });
    (0..DAYS - 100, prop_oneof![wild, tame]).prop_map(|(first, steps)| {
        let mut day = first;
        let entry = |(index, (stage, gap, reason)): (usize, (usize, i64, Option<usize>))| {
            day += if index == 0 { 0 } else { gap };
            // One entry of a dozen says that what was before it is not known.
            let unknown = (day + index as i64) % 12 == 5;
            // One closing of three was somebody else's.
            let owner = [Some(day as usize / 3 % 3), None, None][(day + index as i64) as usize % 3];
            let owner = owner.filter(|_| stage >= OPEN);
            RawEntry { pipeline: 0, stage, day, reason: reason.filter(|_| stage >= OPEN), owner, unknown }
        };
        steps.into_iter().enumerate().map(entry).collect()
    })
}
