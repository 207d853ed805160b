//! What figures of a past day ask of a lead, small enough to be kept: whose it
//! was, what it was worth, how likely, by when, and its history.

use serde::{Deserialize, Serialize};

use crate::pipeline::{Config, Currency, Day, Decimal, Entered, History, Lead, Money, StageKind, part};

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
    /// Until when it was on hold.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Day>,
    /// Stage, day and moment of each history entry; never empty.
    #[serde(rename = "h")]
    history: Vec<(u16, Day, Option<i64>)>,
    /// The pipeline of each entry; nothing where all are in the one whose folder it is in.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pipelines: Vec<u16>,
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
        let elsewhere = lead.history.iter().any(|entry| entry.pipeline != lead.at.pipeline);
        let pipelines = lead.history.iter().filter(|_| elsewhere).map(|entry| entry.pipeline);
        Self {
            pipelines: pipelines.collect(),
            unknown: those(|entry| entry.path_unknown),
            disqualified: those(|entry| entry.disqualified),
            owner: lead.owner.to_string(),
            split: lead.split.iter().map(|(who, part)| (who.to_string(), *part)).collect(),
            worth: lead.worth().map(|worth| (worth.amount, worth.currency.code().to_owned())),
            probability: lead.probability,
            expected: lead.expected_close,
            held: lead.hold.as_ref().map(|hold| hold.until),
            history: lead.history.iter().map(|entry| (entry.stage, entry.day, entry.instant)).collect(),
        }
    }

    /// The stage of its last history entry; `None` where that is not in the pipeline
    /// whose folder it is in.
    pub fn stage_in(&self, folder: u16) -> Option<u16> {
        let (pipeline, stage, ..) = self.steps(folder).last()?;
        (pipeline == folder).then_some(stage)
    }

    /// Whether it was ever in a pipeline.
    pub fn was_in(&self, pipeline: u16, folder: u16) -> bool {
        if self.pipelines.is_empty() { pipeline == folder } else { self.pipelines.contains(&pipeline) }
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

    /// Pipeline, stage, day and moment of each history entry; `folder` is the
    /// pipeline whose folder it is in.
    pub(super) fn steps(&self, folder: u16) -> impl ExactSizeIterator<Item = (u16, u16, Day, Option<i64>)> {
        self.history.iter().enumerate().map(move |(at, &(stage, day, instant))| {
            (self.pipelines.get(at).copied().unwrap_or(folder), stage, day, instant)
        })
    }

    /// Its history by the stages of a configuration, without people and reasons.
    pub fn history(&self, folder: u16, config: &Config) -> History {
        let kind = |pipeline: u16, stage: u16| {
            let pipeline = config.pipelines.get(usize::from(pipeline));
            let stage = pipeline.and_then(|own| own.stages.get(usize::from(stage)));
            stage.map_or(StageKind::Open, |stage| stage.kind)
        };
        let entered = |(at, (pipeline, stage, day, instant))| Entered {
            pipeline,
            stage,
            kind: kind(pipeline, stage),
            day,
            instant,
            by: None,
            reason: None,
            competitor: None,
            owner: None,
            path_unknown: self.unknown.contains(&at),
            disqualified: self.disqualified.contains(&at),
        };
        History::new((0..).zip(self.steps(folder)).map(entered).collect())
    }
}
