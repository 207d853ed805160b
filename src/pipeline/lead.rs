//! A lead as the figures need it: compact, with its long texts left on disk.

use super::{Attempt, Day, Decimal, History, Hold, Money, Product, Rates, Text, company_key};
use crate::source::{RelPath, Span};
use crate::text::Phone;

/// Which pipeline and stage, as indices into the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageRef {
    /// Index into `Config::pipelines`.
    pub pipeline: u16,
    /// Index into `Pipeline::stages`.
    pub stage: u16,
}

/// One lead. Summaries, notes and contacts stay in its file.
#[derive(Clone, Debug)]
pub struct Lead {
    /// The file's stem.
    pub id: Text,
    /// The file.
    pub path: RelPath,
    /// The stage whose folder it is in.
    pub at: StageRef,
    /// What it is about.
    pub title: Text,
    /// The customer.
    pub company: Option<Company>,
    /// The value written down; beats the products.
    pub value: Option<Money>,
    /// What is sold.
    pub products: Vec<Product>,
    /// Whose it is.
    pub owner: Text,
    /// Who shares the value, each with their percent, 100 together; empty where
    /// all is the owner's.
    pub split: Vec<(Text, Decimal)>,
    /// Until when it is parked, and why.
    pub hold: Option<Hold>,
    /// Where it came from.
    pub source: Option<Text>,
    /// When it is expected to close.
    pub expected_close: Option<Day>,
    /// The lead's own chance of winning, percent.
    pub probability: Option<Decimal>,
    /// The judgement on each criterion that was judged.
    pub qualification: Vec<(Text, Level)>,
    /// What happens next.
    pub next_step: Option<NextStep>,
    /// What happened.
    pub activities: Vec<Activity>,
    /// What was agreed.
    pub contract: Option<Contract>,
    /// The won leads whose contracts this one continues.
    pub renews: Vec<Reference>,
    /// The won leads that this one adds to while their contracts run.
    pub extends: Vec<Reference>,
    /// Where it was imported from: the CRM and its id there.
    pub imported: Option<Box<Imported>>,
    /// The ids of leads that this one took over.
    pub merged: Box<[Text]>,
    /// Every stage entered.
    pub history: History,
    /// Whether an activity cannot be read, so that nobody knows how long nothing
    /// has happened.
    pub unread_activities: bool,
    /// The indices of the targets whose conditions hold for it.
    pub targets: Box<[u16]>,
    /// The companies of its contacts that are not the customer's, where they say.
    pub contact_companies: Box<[ContactCompany]>,
    /// The telephone numbers of its contacts.
    pub phones: Box<[Phone]>,
    /// The places of the fields that rules across files point at.
    pub spans: LeadSpans,
}

impl Lead {
    /// The day of its first history entry.
    pub fn created(&self) -> Day {
        self.history.first().map_or(Day::MIN, |entry| entry.day)
    }

    /// When one of its attempts began, in seconds since 1970, where a time of day
    /// was given.
    pub fn started_at(&self, attempt: &Attempt) -> Option<i64> {
        self.history.get(attempt.entry)?.instant
    }

    /// Whether it is parked on a day, its last day on hold included: then it neither
    /// rots nor is anything of it overdue. Only work that goes on is parked.
    pub fn is_held(&self, as_of: Day) -> bool {
        self.hold.as_ref().is_some_and(|hold| as_of <= hold.until) && self.is_open(as_of)
    }

    /// Whether work on it goes on as of a day.
    pub fn is_open(&self, as_of: Day) -> bool {
        self.history.attempts(as_of).last().is_some_and(|latest| latest.outcome.is_none())
    }

    /// The customer's line of business.
    pub fn industry(&self) -> Option<&str> {
        self.company.as_ref()?.industry.as_deref()
    }

    /// Whether it names the lead of an id as one that it renews or extends.
    pub fn refers_to(&self, id: &str) -> bool {
        self.renews.iter().chain(&self.extends).any(|own| own.id == id)
    }

    /// Whether it adds to what was won before and continues nothing.
    pub fn only_extends(&self) -> bool {
        self.renews.is_empty() && !self.extends.is_empty()
    }

    /// What it is worth in its own currency: the value, else the sum of its
    /// products where each has a price and all are in one currency.
    pub fn worth(&self) -> Option<Money> {
        self.value.or_else(|| Product::sum(&self.products))
    }

    /// What twelve months of its recurring lines are worth on a day, in the
    /// workspace's currency; zero where nothing recurs. What cannot be converted
    /// is not in it.
    pub fn annual(&self, day: Day, rates: &Rates) -> Decimal {
        let sums = Product::annual_sums(&self.products);
        let sums = sums.into_iter().filter_map(|sum| rates.convert(sum, day));
        sums.fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

/// Where a lead was imported from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The CRM.
    pub from: Text,
    /// The lead's id there.
    pub id: Text,
}

/// The id of another lead, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The id.
    pub id: Text,
    /// Its place.
    pub span: Span,
}

/// Byte places of the fields that rules across files point at; empty where the
/// field is absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct LeadSpans {
    /// The company's name.
    pub company: Span,
    /// The value of `merged`.
    pub merged: Span,
    /// The stage of the last history entry.
    pub last_stage: Span,
    /// The amount, or the whole value.
    pub value: Span,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its name.
    pub name: Text,
    /// What its spellings share; see [`company_key`].
    pub key: Text,
    /// Its line of business.
    pub industry: Option<Text>,
    /// How many people work there.
    pub size: Option<u64>,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: Option<Text>,
}

impl Company {
    /// A customer of that name.
    pub fn new(name: Text, industry: Option<Text>, size: Option<u64>, country: Option<Text>) -> Self {
        let key = company_key(&name).into();
        Self { name, key, industry, size, country }
    }
}

/// The company of a contact, such as a reseller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactCompany {
    /// Its name.
    pub name: Text,
    /// What its spellings share; see [`company_key`].
    pub key: Text,
    /// Where it is named.
    pub span: Span,
}

/// How far a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// Fully.
    Met,
    /// In part.
    Partial,
    /// Not.
    Unmet,
}

impl Level {
    /// All of them, best first.
    pub const ALL: [Self; 3] = [Self::Met, Self::Partial, Self::Unmet];

    /// The word used in leads.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Unmet => "unmet",
        }
    }
}

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What.
    pub what: Text,
    /// By when.
    pub due: Option<Day>,
    /// By whom; the owner where not said.
    pub by: Option<Text>,
}

/// Something done with a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The day.
    pub day: Day,
    /// Seconds since 1970, where a time of day was given.
    pub instant: Option<i64>,
    /// Its kind.
    pub kind: Text,
    /// Whether the customer heard from us by it.
    pub contact: bool,
    /// Who did it.
    pub by: Option<Text>,
    /// How long it took.
    pub minutes: Option<u32>,
    /// What it cost, in the workspace's currency.
    pub cost: Option<Decimal>,
}

/// What was agreed with a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Its first day.
    pub start: Option<Day>,
    /// Its last day.
    pub end: Option<Day>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::testing::{day, history, lead};

    #[test]
    fn the_last_day_belongs_to_a_hold_and_closing_ends_it() {
        let mut lead = lead("a", history(&[(0, 1), (3, 20)]));
        assert!(!lead.is_held(day(2)));
        lead.hold = Some(Hold { until: day(10), why: None });
        assert!(lead.is_held(day(10)) && !lead.is_held(day(11)));
        lead.hold = Some(Hold { until: day(31), why: None });
        assert!(lead.is_held(day(19)) && !lead.is_held(day(20)));
    }
}
