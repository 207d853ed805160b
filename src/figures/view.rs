//! A pipeline as of a day, prepared once for all figures.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::rounds::{Rounds, exact};
use super::tracked::{Closing, Tracked};
use super::weight::Learnt;
use crate::pipeline::{Attempt, Config, Day, Decimal, Lead, Period, Pipeline, Text, round_minor};
use crate::workspace::Workspace;

/// One pipeline as of a day: what every figure is a function of.
#[derive(Clone, Debug)]
pub struct View<'w> {
    /// Where the leads come from.
    pub workspace: &'w Workspace,
    /// The pipeline looked at.
    pub pipeline: &'w Pipeline,
    /// The index of the pipeline in the configuration.
    pub(super) index: u16,
    /// Nothing after this day exists.
    pub as_of: Day,
    /// The days events are counted over. Where it has begun by then, it ends on
    /// or before the as-of date.
    pub period: Period,
    /// Shared by the views that differ in period and owner only.
    all: Arc<Vec<Tracked<'w>>>,
    filter: ViewFilter,
    /// What counts for the filter's people of leads whose value is shared, by their indices.
    parts: Arc<HashMap<u32, Tracked<'w>>>,
    found: Arc<OnceLock<Found>>,
}

/// Which leads, by their ids.
pub type LeadIds = Arc<HashSet<Text>>;

/// Which leads figures are about; all of what is set has to hold.
#[derive(Clone, Debug, Default)]
pub struct ViewFilter {
    /// Only what this owner is credited with.
    pub owner: Option<Text>,
    /// Only what owners of this group are credited with.
    pub group: Option<Text>,
    /// Only these leads.
    pub only: Option<LeadIds>,
    /// Only leads that the target of this index is about.
    pub target: Option<u16>,
}

impl ViewFilter {
    /// The filter of an owner, or of nobody.
    pub fn owner(owner: Option<&str>) -> Self {
        Self { owner: owner.map(Text::new), ..Self::default() }
    }

    /// Whether everybody's leads are among them.
    fn takes_everybody(&self) -> bool {
        self.owner.is_none() && self.group.is_none()
    }

    /// Whether a person's leads are among them.
    pub(super) fn takes_owner(&self, owner: &str, config: &Config) -> bool {
        self.owner.as_ref().is_none_or(|own| own == owner)
            && self.group.as_deref().is_none_or(|own| config.group_of(owner) == Some(own))
    }

    /// Whether a lead is among them, whoever has it.
    fn takes_lead(&self, lead: &Lead) -> bool {
        self.target.is_none_or(|target| lead.targets.contains(&target)) && self.takes_id(&lead.id)
    }

    /// Whether a lead of that id, while it was that owner's, is among them.
    pub fn takes(&self, id: &str, owner: &str, config: &Config) -> bool {
        self.takes_id(id) && self.takes_owner(owner, config)
    }

    pub(super) fn takes_id(&self, id: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }
}

/// Where what most figures look at is: indices of leads, and what of them.
#[derive(Debug, Default)]
struct Found {
    leads: Vec<u32>,
    /// Those that are open, and their stages.
    open: Vec<(u32, u32)>,
    /// Those with an attempt begun in the period, and which.
    begun: Vec<(u32, u32)>,
    /// Those with an attempt closed in the period, and which.
    closings: Vec<(u32, u32)>,
    /// Those disqualified in the period, once for each attempt that was.
    disqualified: Vec<u32>,
}

impl<'w> View<'w> {
    /// The pipeline at `index` of the configuration as of a day; the period is
    /// cut there. Figures take the leads that the filter leaves.
    pub fn new(
        workspace: &'w Workspace,
        index: usize,
        as_of: Day,
        period: Period,
        filter: ViewFilter,
    ) -> Option<Self> {
        let pipeline = workspace.config.pipelines.get(index)?;
        let index = u16::try_from(index).ok()?;
        let leads = workspace.leads.par_iter().zip(&workspace.counts).filter(|(_, counts)| **counts);
        let tracked = leads.filter_map(|(lead, _)| Tracked::new(lead, &workspace.config, index, as_of));
        let (all, parts, found) = (Arc::new(tracked.collect()), Arc::default(), Arc::default());
        let view = Self { workspace, pipeline, index, as_of, period, all, filter, parts, found };
        Some(view.weighed().over(period))
    }

    /// The same as of a day before, without chances: for figures that weigh nothing.
    pub fn before(&self, as_of: Day, period: Period) -> Self {
        let config = &self.workspace.config;
        let mut all = Vec::with_capacity(self.all.len());
        all.extend(self.all.iter().filter_map(|tracked| tracked.before(config, self.index, as_of)));
        Self { as_of, all: Arc::new(all), ..self.clone() }.parted().over(period)
    }

    /// The same with chances, learnt from everybody's leads.
    pub fn weighed(mut self) -> Self {
        let (config, pipeline) = (&self.workspace.config, self.pipeline);
        let attempts = self.all.par_iter().flat_map_iter(|tracked| tracked.attempts.iter());
        let learnt = Learnt::of(attempts, pipeline, self.as_of);
        if let Some(all) = Arc::get_mut(&mut self.all) {
            all.par_iter_mut().for_each(|tracked| tracked.weigh(config, pipeline, &learnt));
        }
        self.parted()
    }

    /// The same over other days, cut at the as-of date.
    pub fn over(&self, period: Period) -> Self {
        let period = period.cut_at(self.as_of).unwrap_or(period);
        Self { period, found: Arc::default(), ..self.clone() }
    }

    /// The same over the leads of an owner, or of everybody.
    pub fn of(&self, owner: Option<&str>) -> Self {
        self.filtered(ViewFilter { owner: owner.map(Text::new), ..self.filter.clone() })
    }

    /// The same over other leads.
    pub fn filtered(&self, filter: ViewFilter) -> Self {
        Self { filter, found: Arc::default(), ..self.clone() }.parted()
    }

    /// Which leads the figures are about.
    pub fn filter(&self) -> &ViewFilter {
        &self.filter
    }

    /// The same with what counts for the filter's people of what is shared.
    fn parted(mut self) -> Self {
        let config = &self.workspace.config;
        let everybody = self.filter.takes_everybody();
        let takes = |who: &str| self.filter.takes_owner(who, config);
        let shared = (0..).zip(self.all.iter()).filter(|(_, tracked)| !everybody && tracked.is_shared());
        let part = |(at, tracked): (u32, &Tracked<'w>)| Some((at, tracked.part_of(&takes, config)?));
        self.parts = Arc::new(shared.filter_map(part).collect());
        self
    }

    /// Whose leads the figures are about; `None`: everybody's.
    pub fn owner(&self) -> Option<&str> {
        self.filter.owner.as_deref()
    }

    /// Whether a lead of that id, while it was that owner's, is among them.
    pub fn is_about(&self, id: &str, owner: &str) -> bool {
        self.filter.takes(id, owner, &self.workspace.config)
    }

    /// The leads of every owner: what history is learnt from, whatever the filters.
    pub fn all(&self) -> &[Tracked<'w>] {
        &self.all
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(|| {
            let mut found = Found::default();
            let taken = |(_, tracked): &(u32, &Tracked<'_>)| self.filter.takes_lead(tracked.lead);
            for (at, tracked) in (0..).zip(self.all.iter()).filter(taken) {
                let mine = |attempt: &&Attempt| self.counts(tracked, attempt);
                let never = tracked.disqualified.iter().filter(mine).filter_map(|attempt| attempt.outcome);
                let never = never.filter(|outcome| self.period.contains(outcome.day)).count();
                found.disqualified.extend(std::iter::repeat_n(at, never));
                if tracked.latest().is_some_and(|latest| mine(&latest)) {
                    found.leads.push(at);
                    found.open.extend(tracked.open_stage().map(|stage| (at, stage as u32)));
                }
                let (first, last) = tracked.days;
                if last < self.period.from || self.period.to < first {
                    continue;
                }
                for (number, attempt) in (0..).zip(tracked.attempts.iter()).filter(|(_, own)| mine(own)) {
                    let closed = attempt.outcome.is_some_and(|outcome| self.period.contains(outcome.day));
                    found.begun.extend(self.period.contains(attempt.start).then_some((at, number)));
                    found.closings.extend(closed.then_some((at, number)));
                }
            }
            found
        })
    }

    /// The leads the figures are about.
    pub fn leads(&self) -> impl Iterator<Item = &Tracked<'w>> {
        self.found().leads.iter().map(|at| self.tracked(*at))
    }

    /// Every lead, in the order of [`View::all`]; [`View::is_mine`] says which of
    /// their attempts the figures are about.
    pub fn each(&self) -> impl Iterator<Item = &Tracked<'w>> {
        (0..).zip(self.all.iter()).map(|(at, _)| self.tracked(at))
    }

    /// Whether the figures are about an attempt.
    pub fn is_mine(&self, tracked: &Tracked<'_>, attempt: &Attempt) -> bool {
        self.filter.takes_lead(tracked.lead) && self.counts(tracked, attempt)
    }

    /// Whether an attempt counts for the filter's people.
    fn counts(&self, tracked: &Tracked<'_>, attempt: &Attempt) -> bool {
        let config = &self.workspace.config;
        let takes = |who: &Text| self.filter.takes_owner(who, config);
        self.filter.takes_everybody() || tracked.counts_for(attempt).any(takes)
    }

    /// Whether somebody responsible for a lead is among the filter's people.
    pub(super) fn takes_holder(&self, tracked: &Tracked<'_>) -> bool {
        let counts = !tracked.attempts.is_empty() && self.filter.takes_lead(tracked.lead);
        let holder = tracked.holder().filter(|_| counts);
        holder.is_some_and(|holder| self.filter.takes_owner(holder, &self.workspace.config))
    }

    /// The leads open at the as-of date, each with the index of its stage.
    pub fn open(&self) -> impl Iterator<Item = (&Tracked<'w>, usize)> {
        self.found().open.iter().map(|(at, stage)| (self.tracked(*at), *stage as usize))
    }

    /// The attempts begun in the period.
    pub fn begun(&self) -> impl Iterator<Item = (&Tracked<'w>, &Attempt)> {
        self.found().begun.iter().map(|found| self.attempt(*found))
    }

    /// The attempts closed in the period.
    pub fn closings(&self) -> impl Iterator<Item = Closing<'_, 'w>> {
        self.found().closings.iter().filter_map(|found| {
            let (tracked, attempt) = self.attempt(*found);
            let superseded = tracked.is_superseded(attempt);
            Some(Closing { tracked, attempt, outcome: attempt.outcome?, superseded })
        })
    }

    /// The leads with an attempt that was disqualified in the period, once for each.
    pub fn disqualified(&self) -> impl Iterator<Item = &Tracked<'w>> {
        self.found().disqualified.iter().map(|at| self.tracked(*at))
    }

    /// A lead, with the owner's part of its value.
    fn tracked(&self, at: u32) -> &Tracked<'w> {
        self.parts.get(&at).unwrap_or(&self.all[at as usize])
    }

    fn attempt(&self, (lead, attempt): (u32, u32)) -> (&Tracked<'w>, &Attempt) {
        let tracked = self.tracked(lead);
        (tracked, &tracked.attempts[attempt as usize])
    }

    /// An amount of the workspace's currency, rounded half to even to its minor unit.
    pub fn round(&self, amount: Decimal) -> Decimal {
        round_minor(amount, self.workspace.config.currency)
    }

    /// A part of a lead's value × its chance, rounded to the minor unit; zero
    /// where either is unknown.
    pub fn weighted(&self, value: Option<Decimal>, tracked: &Tracked<'_>) -> Decimal {
        match value == tracked.value.ok() {
            true => tracked.weighted,
            false => self.round(exact(value, tracked.chance)),
        }
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
