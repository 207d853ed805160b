//! A lead as the figures see it, and the attempts it closed.

use std::borrow::Cow;
use std::sync::Arc;

use super::rounds::{Rounds, exact};
use super::value::{NoValue, value_on};
use super::weight::{Chance, Learnt, chance};
use crate::pipeline::{Attempt, Config, Day, Decimal, Lead, Outcome, Pipeline, Text, part};

/// A lead that was in a pipeline by the as-of date, with what the figures ask of it.
#[derive(Clone, Debug)]
pub struct Tracked<'w> {
    /// The lead.
    pub lead: &'w Lead,
    /// Its attempts in the pipeline as of the date, oldest first; empty where none of
    /// them counts.
    pub attempts: Cow<'w, [Attempt]>,
    /// Those that were lost for a reason that does not count.
    pub disqualified: Vec<Attempt>,
    /// The day its money is converted on: its closing, or the as-of date where
    /// it is open.
    pub valued_on: Day,
    /// Its value in the workspace's currency.
    pub value: Result<Decimal, NoValue>,
    /// How likely it is won; `None` where it is closed.
    pub chance: Option<Chance>,
    /// Value × chance, rounded to the minor unit; zero where either is unknown.
    pub weighted: Decimal,
    open_stage: Option<usize>,
    /// The number of its latest attempt that counts, in whatever pipeline.
    latest: Option<usize>,
    /// Whether the as-of date finds it in this pipeline: not where it went to another.
    is_here: bool,
    /// Whether an attempt was won or is open, in whatever pipeline.
    anywhere: Anywhere,
    /// Where this is not the whole: what that is worth, and whose this is.
    part: Option<Arc<Part>>,
    /// The days of its first history entry, and of the last one that is known.
    pub(super) days: (Day, Day),
}

/// What became of a lead in all pipelines.
#[derive(Clone, Copy, Debug)]
struct Anywhere {
    won: bool,
    open: bool,
    closed: bool,
}

/// A part of a lead whose value is shared.
#[derive(Debug)]
struct Part {
    /// The value of the whole.
    value: Result<Decimal, NoValue>,
    /// The same weighted.
    weighted: Decimal,
    /// Whose this is.
    people: Vec<Text>,
}

impl<'w> Tracked<'w> {
    pub(super) fn new(lead: &'w Lead, config: &Config, pipeline: u16, as_of: Day) -> Option<Self> {
        let all = lead.history.attempts(as_of);
        let first = all.iter().find(|attempt| attempt.pipeline == pipeline)?;
        let days = (first.start, lead.history.on(as_of)?.day);
        let is_here = all.last().is_some_and(|last| last.pipeline == pipeline);
        let last = all.iter().rfind(|attempt| !attempt.disqualified);
        let latest = last.map(|last| last.number);
        let open = last.filter(|last| last.end().is_none());
        let open_stage = open.filter(|last| last.pipeline == pipeline).and_then(Attempt::open_stage);
        let won = all.iter().any(|attempt| attempt.is_won() && !attempt.disqualified);
        let anywhere =
            Anywhere { won, open: open.is_some(), closed: last.is_some_and(|last| last.outcome.is_some()) };
        let valued_on = last.and_then(|last| last.outcome).map_or(as_of, |outcome| outcome.day);
        let (attempts, disqualified) = apart(of_pipeline(all, pipeline));
        let value = value(lead, valued_on, config);
        let (chance, weighted) = (None, Decimal::ZERO);
        let part = None;
        Some(Self {
            lead,
            attempts,
            disqualified,
            valued_on,
            value,
            chance,
            weighted,
            open_stage,
            latest,
            is_here,
            anywhere,
            part,
            days,
        })
    }

    /// The same as of a day before, not weighed.
    pub(super) fn before(&self, config: &Config, pipeline: u16, as_of: Day) -> Option<Self> {
        let (first, last) = self.days;
        if as_of < first {
            return None;
        }
        if as_of < last {
            return Self::new(self.lead, config, pipeline, as_of);
        }
        let valued_on = if self.anywhere.closed { self.valued_on } else { as_of };
        let is_own = self.lead.worth().is_none_or(|worth| worth.currency == config.rates.currency());
        let value = if is_own || valued_on == self.valued_on {
            self.value
        } else {
            value(self.lead, valued_on, config)
        };
        let (chance, weighted) = (None, Decimal::ZERO);
        let (attempts, disqualified) = (self.attempts.clone(), self.disqualified.clone());
        Some(Self { attempts, disqualified, valued_on, value, chance, weighted, part: None, ..*self })
    }

    /// Says how likely it is won, where it is open.
    pub(super) fn weigh(&mut self, config: &Config, pipeline: &Pipeline, learnt: &Learnt) {
        let open = self.open_stage().and_then(|at| Some((at, pipeline.stages.get(at)?)));
        self.chance = open.map(|(at, stage)| chance(self.lead.probability, stage, learnt.percent(at)));
        self.weighted = config.round(exact(self.value.ok(), self.chance));
    }

    /// The stage it is in, where its latest attempt is open.
    pub fn open_stage(&self) -> Option<usize> {
        self.open_stage
    }

    /// What twelve months of its recurring lines are worth, in the workspace's currency.
    pub fn annual(&self, config: &Config) -> Decimal {
        self.own(self.lead.annual(self.valued_on, &config.rates), config)
    }

    /// Its latest attempt that counts; `None` where that is in another pipeline, or
    /// was left for one.
    pub fn latest(&self) -> Option<&Attempt> {
        self.attempts.last().filter(|last| Some(last.number) == self.latest && last.transferred.is_none())
    }

    /// Who is responsible for it; `None` where no attempt counts.
    pub(super) fn holder(&self) -> Option<&Text> {
        self.latest.map(|latest| self.lead.credited_of(latest))
    }

    /// Whether a later attempt, in whatever pipeline, carries its value.
    pub fn is_superseded(&self, attempt: &Attempt) -> bool {
        self.latest > Some(attempt.number)
    }

    /// Whether the as-of date finds it in this pipeline: not where it went to another.
    pub fn is_here(&self) -> bool {
        self.is_here
    }

    /// Whether it is carried here: by its latest attempt that counts, else by the one
    /// that the as-of date finds it in. Of a lead in several pipelines that is so in one.
    pub(super) fn is_carried_here(&self) -> bool {
        self.latest
            .map_or(self.is_here, |latest| self.attempts.last().is_some_and(|own| own.number == latest))
    }

    /// The outcome of its latest attempt; `None` where that is open, or in another pipeline.
    pub fn outcome(&self) -> Option<Outcome> {
        self.latest().and_then(|attempt| attempt.outcome)
    }

    /// Whether its latest attempt was lost, here, for a reason that does not count.
    pub fn ended_disqualified(&self) -> bool {
        self.is_here && self.disqualified.last().map(|never| never.number) > self.latest
    }

    /// Whether several share its value.
    pub fn is_shared(&self) -> bool {
        !self.lead.split.is_empty()
    }

    /// Everybody an attempt counts for; of a part, those whose it is.
    pub fn counts_for(&self, attempt: &Attempt) -> impl Iterator<Item = &Text> {
        let all = if self.part.is_none() { Some(self.lead.counts_for(attempt)) } else { None };
        self.part.iter().flat_map(|part| &part.people).chain(all.into_iter().flatten())
    }

    /// What of its value counts for somebody.
    pub fn value_of(&self, who: &str, config: &Config) -> Option<Decimal> {
        let whole = self.part.as_ref().map_or(self.value, |part| part.value).ok()?;
        Some(part(whole, &self.lead.split, who, config.currency).unwrap_or(whole))
    }

    /// What of its weighted value counts for somebody.
    pub fn weighted_of(&self, who: &str, config: &Config) -> Decimal {
        let whole = self.part.as_ref().map_or(self.weighted, |part| part.weighted);
        part(whole, &self.lead.split, who, config.currency).unwrap_or(whole)
    }

    /// What of an amount of its is in this: all of it, or the part of those whose this is.
    pub fn own(&self, amount: Decimal, config: &Config) -> Decimal {
        let Some(own) = &self.part else { return amount };
        let each = own.people.iter().filter_map(|who| part(amount, &self.lead.split, who, config.currency));
        each.sum()
    }

    /// The same lead with what counts for some of those who share it; `None` where none of them does.
    pub(super) fn part_of(&self, takes: &dyn Fn(&str) -> bool, config: &Config) -> Option<Self> {
        let people = self.lead.split.iter().map(|(who, _)| who).filter(|who| takes(who));
        let people: Vec<Text> = people.cloned().collect();
        let part = Part { value: self.value, weighted: self.weighted, people };
        let (whole, none) = (Self { part: Some(part.into()), ..self.clone() }, self.lead.split.is_empty());
        let value = self.value.map(|value| whole.own(value, config));
        let weighted = whole.own(self.weighted, config);
        let empty = none || whole.part.as_ref().is_none_or(|part| part.people.is_empty());
        (!empty).then_some(Self { value, weighted, ..whole })
    }

    /// Whether any of its attempts was won, in whatever pipeline.
    pub fn ever_won(&self) -> bool {
        self.anywhere.won
    }

    /// Whether work on it goes on, in whatever pipeline.
    pub fn is_open_anywhere(&self) -> bool {
        self.anywhere.open
    }
}

/// The attempts in one pipeline.
fn of_pipeline(all: Cow<'_, [Attempt]>, pipeline: u16) -> Cow<'_, [Attempt]> {
    match all.iter().all(|attempt| attempt.pipeline == pipeline) {
        true => all,
        false => all.iter().filter(|attempt| attempt.pipeline == pipeline).cloned().collect(),
    }
}

/// Those that count, and the others.
fn apart(attempts: Cow<'_, [Attempt]>) -> (Cow<'_, [Attempt]>, Vec<Attempt>) {
    if attempts.iter().all(|attempt| !attempt.disqualified) {
        return (attempts, Vec::new());
    }
    let (never, counted) = attempts.into_owned().into_iter().partition(|attempt| attempt.disqualified);
    (Cow::Owned(counted), never)
}

fn value(lead: &Lead, day: Day, config: &Config) -> Result<Decimal, NoValue> {
    lead.worth().ok_or(NoValue::Absent).and_then(|worth| value_on(worth, day, config))
}

/// An attempt that closed in the period.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'v, 'w> {
    /// Its lead.
    pub tracked: &'v Tracked<'w>,
    /// The attempt.
    pub attempt: &'v Attempt,
    /// How it closed.
    pub outcome: Outcome,
    /// Whether a later attempt of the lead took over: then it is counted, not valued.
    pub superseded: bool,
}

impl<'w> Closing<'_, 'w> {
    /// Why it closed, where its entry says.
    pub fn reason(&self) -> Option<&'w str> {
        self.tracked.lead.history.get(self.outcome.entry)?.reason.as_deref()
    }

    /// Everybody it counts for.
    pub fn counts_for(&self) -> impl Iterator<Item = &Text> {
        self.tracked.counts_for(self.attempt)
    }

    /// Whom it was lost to, where its entry says.
    pub fn competitor(&self) -> Option<&'w str> {
        self.tracked.lead.history.get(self.outcome.entry)?.competitor.as_deref()
    }

    /// The lead's value, where this attempt carries it and there is one.
    pub fn value(&self) -> Option<Decimal> {
        self.tracked.value.ok().filter(|_| !self.superseded)
    }

    /// Days from its start to its closing; `None` where the lead was created
    /// closed, so that no way led there.
    pub fn days(&self) -> Option<i64> {
        let began = !self.attempt.stays.is_empty();
        began.then(|| (self.outcome.day - self.attempt.start).num_days())
    }
}
