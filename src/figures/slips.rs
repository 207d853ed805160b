//! How far expected dates were pushed later, as the commits tell it.

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use super::closing::closing_by;
use super::{ClosingAhead, ENOUGH, View, percentile};
use crate::pipeline::{Day, Decimal, Period, Text};

/// How many leads are named.
const NAMED: usize = 10;

/// What a commit of the line said of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The lead's id.
    pub id: Text,
    /// The day of the commit.
    pub day: Day,
    /// Whose it was.
    pub owner: Text,
    /// Everybody it counted for: who shared its value, else its owner.
    pub people: Vec<Text>,
    /// The index of the stage it was in.
    pub stage: usize,
    /// When it was expected to close.
    pub expected: Option<Day>,
    /// Its own probability, percent.
    pub probability: Option<Decimal>,
    /// Until when it was on hold.
    pub held: Option<Day>,
}

/// An expected date that was set later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// The lead's id.
    pub id: Text,
    /// The day of the commit that did it.
    pub day: Day,
    /// Whose it was then.
    pub owner: Text,
    /// Everybody it counted for then, of those the view is about.
    pub people: Vec<Text>,
    /// The index of the stage it was in before.
    pub stage: usize,
    /// The date before.
    pub from: Day,
    /// The date after.
    pub to: Day,
}

impl Push {
    /// By how many days.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days()
    }
}

/// **Slips**: how often and how far expected dates were pushed later in the
/// period, by the commits on the line of first parents. A push is a commit that
/// sets the date of a lead that is open before and after it to a later day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Slips {
    /// The day of the first commit that is known; `null` where there is none.
    pub since: Option<Day>,
    /// Pushes.
    pub pushes: u64,
    /// Leads that were pushed at least once.
    pub leads: u64,
    /// Leads that were open with an expected date at some time of the period.
    pub of: u64,
    /// The days of all pushes together.
    pub days: i64,
    /// The median days of a push.
    pub median_days: Option<f64>,
    /// By whom the lead counted for then, most days first; a push of a lead that
    /// several share counts under each.
    pub by_owner: Vec<SlipRow>,
    /// By the stage the lead was in then, in order.
    pub by_stage: Vec<SlipRow>,
    /// The leads that were pushed furthest, at most ten.
    pub worst: Vec<SlippedLead>,
    /// How late wins came, against the date first expected.
    pub typical: Typical,
    /// The open leads by the month they are expected in once corrected by the
    /// typical slip; `null` where that is not reported.
    pub corrected: Option<ClosingAhead>,
}

/// The pushes of an owner or in a stage.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SlipRow {
    /// The id.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// Leads pushed.
    pub leads: u64,
    /// Pushes.
    pub pushes: u64,
    /// Their days together.
    pub days: i64,
    /// The median days of one.
    pub median_days: Option<f64>,
}

/// A lead whose date was pushed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SlippedLead {
    /// Its id.
    pub id: String,
    /// What it is about; its id where it is gone.
    pub title: String,
    /// Whose it was at the last push.
    pub owner: String,
    /// The stage it was in at the last push.
    pub stage: String,
    /// Pushes.
    pub pushes: u64,
    /// Their days together.
    pub days: i64,
    /// The date before the first push.
    pub from: Day,
    /// The date at the end of the period, while it was open.
    pub to: Day,
    /// Days from the one to the other: less than those of the pushes where the
    /// date was pulled in between.
    pub later: i64,
}

/// Days from the date that was first expected to the day it was won, over leads
/// won in the period whose first expected date is known: the median. Negative
/// where wins come early.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Typical {
    /// How many there are.
    pub n: u64,
    /// The median; `null` below five.
    pub days: Option<f64>,
}

/// The pushes of the view's period and owner, oldest first. `told` is in order.
pub fn pushes(view: &View<'_>, told: &[Expectation]) -> Vec<Push> {
    let mut last: HashMap<&str, &Expectation> = HashMap::new();
    let mut found = Vec::new();
    for now in told.iter().filter(|told| told.day <= view.as_of) {
        let before = last.insert(&now.id, now);
        let open = |told: &Expectation| told.stage < view.pipeline.open_stages();
        let Some(before) = before.filter(|before| open(before) && open(now)) else { continue };
        let (Some(from), Some(to)) = (before.expected, now.expected) else { continue };
        let people: Vec<Text> = about(view, now).cloned().collect();
        if from < to && !people.is_empty() && view.period.contains(now.day) {
            let (id, owner) = (now.id.clone(), now.owner.clone());
            found.push(Push { id, day: now.day, owner, people, stage: before.stage, from, to });
        }
    }
    found
}

/// Whom a lead counted for, of those the view is about.
fn about<'t>(view: &View<'_>, told: &'t Expectation) -> impl Iterator<Item = &'t Text> {
    told.people.iter().filter(|who| view.is_about(&told.id, who))
}

/// Sums up what the commits told; `since` is the day of the first.
pub fn slips(view: &View<'_>, told: &[Expectation], since: Option<Day>) -> Slips {
    let all = pushes(view, told);
    let config = &view.workspace.config;
    let first = first_expected(view, told);
    let typical = typical(view, &first);
    let people = all.iter().flat_map(|push| push.people.iter().map(move |who| (who.as_str(), push)));
    let mut by_owner = rows(people, |owner| config.owner_name(owner).to_owned());
    by_owner.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.key.cmp(&b.key)));
    let mut by_stage = Vec::new();
    for (at, stage_then) in view.pipeline.stages.iter().enumerate() {
        let there = all.iter().filter(|push| push.stage == at).map(|push| (stage_then.id.as_str(), push));
        by_stage.extend(rows(there, |_| stage_then.label.clone()));
    }
    let leads: std::collections::HashSet<&str> = all.iter().map(|push| push.id.as_str()).collect();
    Slips {
        since,
        pushes: all.len() as u64,
        leads: leads.len() as u64,
        of: looked_at(view, told),
        days: all.iter().map(Push::days).sum(),
        median_days: median(all.iter().map(Push::days)),
        by_owner,
        by_stage,
        worst: worst(view, &all, told),
        typical,
        corrected: typical.days.map(|days| {
            let slip = chrono::Duration::days(days.round() as i64);
            closing_by(view, &|tracked| {
                let expected = tracked.lead.expected_close?;
                let first = first.get(tracked.lead.id.as_str()).copied().unwrap_or(expected);
                Some(first.checked_add_signed(slip).map_or(expected, |corrected| corrected.max(expected)))
            })
        }),
    }
}

/// The first date that each lead was expected on while it was open: what a
/// lead says that came into git closed is no forecast.
fn first_expected<'t>(view: &View<'_>, told: &'t [Expectation]) -> HashMap<&'t str, Day> {
    let mut first = HashMap::new();
    let open = |told: &&Expectation| told.day <= view.as_of && told.stage < view.pipeline.open_stages();
    for told in told.iter().filter(open) {
        if let Some(expected) = told.expected {
            first.entry(told.id.as_str()).or_insert(expected);
        }
    }
    first
}

fn typical(view: &View<'_>, first: &HashMap<&str, Day>) -> Typical {
    let won = view.closings().filter(|closing| closing.outcome.won && !closing.superseded);
    let late = won.filter_map(|closing| {
        let first = first.get(closing.tracked.lead.id.as_str())?;
        Some((closing.outcome.day - *first).num_days())
    });
    let late: Vec<i64> = late.collect();
    let days = if (late.len() as u64) < ENOUGH { None } else { median(late.iter().copied()) };
    Typical { n: late.len() as u64, days }
}

/// How many leads were open with an expected date at some time of the period.
fn looked_at(view: &View<'_>, told: &[Expectation]) -> u64 {
    let mut by_id: HashMap<&str, Vec<&Expectation>> = HashMap::new();
    for told in told.iter().filter(|told| told.day <= view.as_of) {
        by_id.entry(&told.id).or_default().push(told);
    }
    let Period { from, to } = view.period;
    let counts = |told: &&Vec<&Expectation>| {
        told.iter().enumerate().any(|(at, now)| {
            let until = told.get(at + 1).map_or(Day::MAX, |next| next.day);
            let mine = about(view, now).next().is_some();
            let dated = now.expected.is_some() && now.stage < view.pipeline.open_stages();
            mine && dated && now.day <= to && until >= from
        })
    };
    by_id.values().filter(counts).count() as u64
}

fn rows<'p>(
    pushes: impl Iterator<Item = (&'p str, &'p Push)>,
    label: impl Fn(&str) -> String,
) -> Vec<SlipRow> {
    let mut by_key: BTreeMap<&str, Vec<&Push>> = BTreeMap::new();
    for (key, push) in pushes {
        by_key.entry(key).or_default().push(push);
    }
    let row = |(key, pushes): (&str, Vec<&Push>)| {
        let leads: std::collections::HashSet<&str> = pushes.iter().map(|push| push.id.as_str()).collect();
        SlipRow {
            key: key.to_owned(),
            label: label(key),
            leads: leads.len() as u64,
            pushes: pushes.len() as u64,
            days: pushes.iter().map(|push| push.days()).sum(),
            median_days: median(pushes.iter().map(|push| push.days())),
        }
    };
    by_key.into_iter().map(row).collect()
}

fn worst(view: &View<'_>, all: &[Push], told: &[Expectation]) -> Vec<SlippedLead> {
    let titles: HashMap<&str, &str> =
        view.all().iter().map(|tracked| (tracked.lead.id.as_str(), tracked.lead.title.as_str())).collect();
    let mut by_id: BTreeMap<&str, Vec<&Push>> = BTreeMap::new();
    for push in all {
        by_id.entry(&push.id).or_default().push(push);
    }
    let lead = |(id, pushes): (&str, Vec<&Push>)| {
        let (first, last) = (pushes.first()?, pushes.last()?);
        let stage = view.pipeline.stages.get(last.stage);
        let open = |now: &&Expectation| {
            now.id == id
                && now.day <= view.period.to.min(view.as_of)
                && now.stage < view.pipeline.open_stages()
        };
        let to = told.iter().rfind(open).and_then(|now| now.expected).unwrap_or(last.to);
        Some(SlippedLead {
            id: id.to_owned(),
            title: titles.get(id).copied().filter(|title| !title.is_empty()).unwrap_or(id).to_owned(),
            owner: last.owner.to_string(),
            stage: stage.map(|stage| stage.id.clone()).unwrap_or_default(),
            pushes: pushes.len() as u64,
            days: pushes.iter().map(|push| push.days()).sum(),
            from: first.from,
            to,
            later: (to - first.from).num_days(),
        })
    };
    let mut leads: Vec<SlippedLead> = by_id.into_iter().filter_map(lead).collect();
    leads.sort_by(|a, b| b.later.cmp(&a.later).then_with(|| a.id.cmp(&b.id)));
    leads.truncate(NAMED);
    leads
}

fn median(days: impl Iterator<Item = i64>) -> Option<f64> {
    let mut days: Vec<i64> = days.collect();
    days.sort_unstable();
    percentile(&days, 0.5)
}

#[cfg(test)]
mod tests;
