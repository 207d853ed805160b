//! What figures of a past day ask of a lead, small enough to be kept: whose it
//! was, what it was worth, how likely, by when, and its history.

use serde::{Deserialize, Serialize};

use crate::pipeline::{Currency, Day, Decimal, Entered, History, Lead, Money, part};

/// A lead in brief. The names are short because thousands are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Its owner.
    #[serde(rename = "o")]
    pub owner: String,
    /// Who shares its worth, percent.
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    split: Vec<(String, Decimal)>,
    /// Its worth and the currency of that, ISO 4217.
    #[serde(rename = "v")]
    worth: Option<(Decimal, String)>,
    /// Its own probability, percent.
    #[serde(rename = "p")]
    pub probability: Option<Decimal>,
    /// When it was expected to close.
    #[serde(rename = "e")]
    pub expected: Option<Day>,
    /// Stage, day and moment of each history entry; never empty.
    #[serde(rename = "h")]
    history: Vec<(u16, Day, Option<i64>)>,
    /// The entries before which stages are not known.
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<u32>,
    /// The entries that were lost for a reason that does not count.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    disqualified: Vec<u32>,
}

impl Brief {
    /// What is kept of a lead.
    pub fn of(lead: &Lead) -> Self {
        let those = |is: fn(&Entered) -> bool| {
            (0..).zip(lead.history.iter()).filter(|(_, entry)| is(entry)).map(|(at, _)| at).collect()
        };
        Self {
            unknown: those(|entry| entry.path_unknown),
            disqualified: those(|entry| entry.disqualified),
            owner: lead.owner.to_string(),
            split: lead.split.iter().map(|(who, part)| (who.to_string(), *part)).collect(),
            worth: lead.worth().map(|worth| (worth.amount, worth.currency.code().to_owned())),
            probability: lead.probability,
            expected: lead.expected_close,
            history: lead.history.iter().map(|entry| (entry.stage, entry.day, entry.instant)).collect(),
        }
    }

    /// The stage of its last history entry.
    pub fn stage(&self) -> u16 {
        self.history.last().map_or(0, |(stage, ..)| *stage)
    }

    /// What it was worth in its own currency.
    pub fn worth(&self) -> Option<Money> {
        let (amount, code) = self.worth.as_ref()?;
        Some(Money { amount: *amount, currency: Currency::from_code(code)? })
    }

    /// Everybody it counts for while it is open.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        let owner = self.split.is_empty().then_some(self.owner.as_str());
        self.split.iter().map(|(who, _)| who.as_str()).chain(owner)
    }

    /// What of an amount counts for some of them.
    pub fn part(&self, amount: Decimal, takes: &dyn Fn(&str) -> bool, currency: Currency) -> Decimal {
        let mine = self.people().filter(|who| takes(who));
        mine.map(|who| part(amount, &self.split, who, currency).unwrap_or(amount)).sum()
    }

    /// Stage, day and moment of each history entry.
    pub(super) fn steps(&self) -> impl ExactSizeIterator<Item = (u16, Day, Option<i64>)> {
        self.history.iter().copied()
    }

    /// Its history in a pipeline of so many open stages, without people and reasons.
    pub fn history(&self, open_stages: usize) -> History {
        let entered = |(at, (stage, day, instant)): (u32, &(u16, Day, Option<i64>))| Entered {
            stage: *stage,
            day: *day,
            instant: *instant,
            by: None,
            reason: None,
            competitor: None,
            owner: None,
            path_unknown: self.unknown.contains(&at),
            disqualified: self.disqualified.contains(&at),
        };
        History::new((0..).zip(&self.history).map(entered).collect(), open_stages)
    }
}
