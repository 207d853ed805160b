//! What figures of a past day ask of a lead, small enough to be kept: whose it
//! was, what it was worth, how likely, by when, and its history.

use serde::{Deserialize, Serialize};

use crate::pipeline::{Currency, Day, Decimal, Entered, Lead, LeadSpans, Money, StageRef, Text};
use crate::source::RelPath;

/// A lead in brief. The names are short because thousands are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Its owner.
    #[serde(rename = "o")]
    pub owner: String,
    /// Its worth and the currency of that, ISO 4217.
    #[serde(rename = "v")]
    worth: Option<(Decimal, String)>,
    /// Its own probability, percent.
    #[serde(rename = "p")]
    probability: Option<Decimal>,
    /// When it was expected to close.
    #[serde(rename = "e")]
    pub expected: Option<Day>,
    /// Stage, day and moment of each history entry; never empty.
    #[serde(rename = "h")]
    history: Vec<(u16, Day, Option<i64>)>,
}

impl Brief {
    /// What is kept of a lead.
    pub fn of(lead: &Lead) -> Self {
        Self {
            owner: lead.owner.to_string(),
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

    /// The lead again, without what was not kept.
    pub fn lead(&self, path: &RelPath, pipeline: u16) -> Lead {
        let worth = self.worth.as_ref();
        let money = |(amount, code): &(Decimal, String)| {
            Some(Money { amount: *amount, currency: Currency::from_code(code)? })
        };
        let entered = |(stage, day, instant): &(u16, Day, Option<i64>)| Entered {
            stage: *stage,
            day: *day,
            instant: *instant,
            by: None,
            reason: None,
            competitor: None,
        };
        Lead {
            id: Text::new(path.stem()),
            path: path.clone(),
            at: StageRef { pipeline, stage: self.stage() },
            title: Text::default(),
            company: None,
            value: worth.and_then(money),
            products: Vec::new(),
            owner: Text::new(&self.owner),
            source: None,
            expected_close: self.expected,
            probability: self.probability,
            qualification: Vec::new(),
            next_step: None,
            activities: Vec::new(),
            contract: None,
            renews: None,
            history: self.history.iter().map(entered).collect(),
            phones: Box::default(),
            spans: LeadSpans::default(),
        }
    }
}
