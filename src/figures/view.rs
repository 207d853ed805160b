//! A pipeline as of a day, prepared once for all figures.

use std::sync::Arc;

use rayon::prelude::*;

use super::value::{NoValue, value_on};
use super::weight::{Chance, Learnt, chance};
use crate::pipeline::{
    Attempt, Config, Day, Decimal, Lead, Outcome, Period, Pipeline, Text, attempts, round_minor,
};
use crate::workspace::Workspace;

/// A lead that existed on the as-of date, with what the figures ask of it.
#[derive(Clone, Debug)]
pub struct Tracked<'w> {
    /// The lead.
    pub lead: &'w Lead,
    /// Its attempts as of the date, oldest first; never empty.
    pub attempts: Vec<Attempt>,
    /// The day its money is converted on: its closing, or the as-of date where
    /// it is open.
    pub valued_on: Day,
    /// Its value in the workspace's currency.
    pub value: Result<Decimal, NoValue>,
    /// How likely it is won; `None` where it is closed.
    pub chance: Option<Chance>,
}

impl<'w> Tracked<'w> {
    fn new(lead: &'w Lead, workspace: &Workspace, pipeline: &Pipeline, as_of: Day) -> Option<Self> {
        let attempts = attempts(&lead.history, pipeline, as_of);
        let valued_on = attempts.last()?.outcome.map_or(as_of, |outcome| outcome.day);
        let value =
            lead.worth().ok_or(NoValue::Absent).and_then(|m| value_on(m, valued_on, &workspace.config));
        Some(Self { lead, attempts, valued_on, value, chance: None })
    }

    /// The stage it is in, where its latest attempt is open.
    pub fn open_stage(&self) -> Option<usize> {
        self.attempts.last().and_then(Attempt::open_stage)
    }

    /// The outcome of its latest attempt; `None` where that is open.
    pub fn outcome(&self) -> Option<Outcome> {
        self.attempts.last().and_then(|attempt| attempt.outcome)
    }

    /// Whether any of its attempts was won.
    pub fn ever_won(&self) -> bool {
        self.attempts.iter().any(Attempt::is_won)
    }
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

/// One pipeline as of a day: what every figure is a function of.
#[derive(Clone, Debug)]
pub struct View<'w> {
    /// Where the leads come from.
    pub workspace: &'w Workspace,
    /// The pipeline looked at.
    pub pipeline: &'w Pipeline,
    /// Nothing after this day exists.
    pub as_of: Day,
    /// The days events are counted over. Where it has begun by then, it ends on
    /// or before the as-of date.
    pub period: Period,
    /// Shared by the views that differ in period and owner only.
    all: Arc<Vec<Tracked<'w>>>,
    owner: Option<Text>,
}

impl<'w> View<'w> {
    /// The pipeline at `index` of the configuration as of a day; the period is
    /// cut there. With an owner, figures take that owner's leads only.
    pub fn new(
        workspace: &'w Workspace,
        index: usize,
        as_of: Day,
        period: Period,
        owner: Option<&str>,
    ) -> Option<Self> {
        let pipeline = workspace.config.pipelines.get(index)?;
        let leads = workspace.leads.par_iter().zip(&workspace.counts);
        let mine = leads.filter(|(lead, counts)| **counts && usize::from(lead.at.pipeline) == index);
        let tracked = mine.filter_map(|(lead, _)| Tracked::new(lead, workspace, pipeline, as_of));
        let mut all: Vec<Tracked<'w>> = tracked.collect();
        let learnt = Learnt::of(all.iter().flat_map(|tracked| &tracked.attempts), pipeline, as_of);
        for tracked in &mut all {
            let open = tracked.open_stage().and_then(|at| Some((at, pipeline.stages.get(at)?)));
            tracked.chance =
                open.map(|(at, stage)| chance(tracked.lead.probability, stage, learnt.percent(at)));
        }
        let view = Self { workspace, pipeline, as_of, period, all: Arc::new(all), owner: None };
        Some(view.over(period).of(owner))
    }

    /// The same over other days, cut at the as-of date.
    pub fn over(&self, period: Period) -> Self {
        Self { period: period.cut_at(self.as_of).unwrap_or(period), ..self.clone() }
    }

    /// The same over the leads of an owner, or of everybody.
    pub fn of(&self, owner: Option<&str>) -> Self {
        Self { owner: owner.map(Text::new), ..self.clone() }
    }

    /// Whose leads the figures are about; `None`: everybody's.
    pub fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
    }

    /// The leads of every owner: what history is learnt from, whatever the filters.
    pub fn all(&self) -> &[Tracked<'w>] {
        &self.all
    }

    /// The leads the figures are about.
    pub fn leads(&self) -> impl Iterator<Item = &Tracked<'w>> {
        let owner = self.owner.as_ref();
        self.all.iter().filter(move |tracked| owner.is_none_or(|owner| tracked.lead.owner == *owner))
    }

    /// The leads open at the as-of date, each with the index of its stage.
    pub fn open(&self) -> impl Iterator<Item = (&Tracked<'w>, usize)> {
        self.leads().filter_map(|tracked| Some((tracked, tracked.open_stage()?)))
    }

    /// The attempts begun in the period.
    pub fn begun(&self) -> impl Iterator<Item = (&Tracked<'w>, &Attempt)> {
        let attempts = self.leads().flat_map(|tracked| tracked.attempts.iter().map(move |a| (tracked, a)));
        attempts.filter(|(_, attempt)| self.period.contains(attempt.start))
    }

    /// The attempts closed in the period.
    pub fn closings(&self) -> impl Iterator<Item = Closing<'_, 'w>> {
        let closing = |tracked, attempt: &'_ Attempt, last| {
            let outcome = attempt.outcome.filter(|outcome| self.period.contains(outcome.day))?;
            Some((tracked, outcome, attempt.number < last))
        };
        self.leads().flat_map(move |tracked| {
            let last = tracked.attempts.len() - 1;
            tracked.attempts.iter().filter_map(move |attempt| {
                let (tracked, outcome, superseded) = closing(tracked, attempt, last)?;
                Some(Closing { tracked, attempt, outcome, superseded })
            })
        })
    }

    /// An amount of the workspace's currency, rounded half to even to its minor unit.
    pub fn round(&self, amount: Decimal) -> Decimal {
        round_minor(amount, self.workspace.config.currency)
    }

    /// Value × chance of an open lead, or of a part of it, rounded to the minor
    /// unit; zero where either is unknown.
    pub fn weighted(&self, value: Option<Decimal>, chance: Option<Chance>) -> Decimal {
        self.round(exact(value, chance))
    }
}

/// Value × chance, not yet rounded; zero where either is unknown.
pub(super) fn exact(value: Option<Decimal>, chance: Option<Chance>) -> Decimal {
    let percent = chance.and_then(|chance| chance.percent);
    let product = value.zip(percent).and_then(|(value, percent)| value.checked_mul(percent));
    product.unwrap_or_default() / Decimal::ONE_HUNDRED
}

/// What knows the currency sums are in.
pub trait Rounds {
    /// Rounds half to even to the currency's minor unit.
    fn round(&self, amount: Decimal) -> Decimal;
}

impl Rounds for Config {
    fn round(&self, amount: Decimal) -> Decimal {
        round_minor(amount, self.currency)
    }
}

impl Rounds for View<'_> {
    fn round(&self, amount: Decimal) -> Decimal {
        self.workspace.config.round(amount)
    }
}

/// Several pipelines of one workspace.
impl Rounds for [View<'_>] {
    fn round(&self, amount: Decimal) -> Decimal {
        self.first().map_or(amount, |view| view.round(amount))
    }
}
