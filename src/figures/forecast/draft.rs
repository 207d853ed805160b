//! A pipeline's forecast before the trials.

use super::aimed::{Aim, WORTH_DAYS, credits, minor};
use super::chances::ForecastMethod;
use super::choice::WhyMethod;
use super::gather::{arrivals, days_to, number};
use super::ground::Ground;
use super::lead_chances::LeadChances;
use super::trials::TrialPipeline;
use crate::figures::{Tracked, View};
use crate::pipeline::{Config, Day};

/// What a forecast is asked for.
#[derive(Clone, Copy, Debug)]
pub struct ForecastOptions {
    /// The last day.
    pub until: Day,
    /// How many trials.
    pub runs: u32,
    /// What they begin with.
    pub seed: u64,
    /// The method; the best where absent.
    pub method: Option<ForecastMethod>,
}

/// A pipeline's forecast before the trials.
pub struct ForecastDraft<'v, 'w> {
    pub(super) view: &'v View<'w>,
    pub(super) until: Day,
    pub(super) method: ForecastMethod,
    pub(super) why: WhyMethod,
    pub(super) ground: &'v Ground,
    /// Whether there is a band.
    pub(super) enough: bool,
    pub(super) open: Vec<(&'v Tracked<'w>, usize)>,
    pub(super) trial: TrialPipeline,
    shift: f64,
}

impl<'v, 'w> ForecastDraft<'v, 'w> {
    /// The method that is taken.
    pub fn method(&self) -> ForecastMethod {
        self.method
    }

    /// What earlier misses shift chances by.
    pub fn shift(&self) -> f64 {
        self.shift
    }

    /// Of the leads a view is about.
    pub(super) fn of(
        view: &'v View<'w>,
        ground: &'v Ground,
        options: &ForecastOptions,
        aims: &[Aim<'_>],
        steps: &[i32],
    ) -> Self {
        let ahead = number(options.until) - number(view.as_of);
        let runs = &ground.runs;
        let (method, why) = match (options.method, runs.is_enough()) {
            (Some(method), _) => (method, WhyMethod::Asked),
            (None, true) => (runs.best(), WhyMethod::Backtest),
            (None, false) => (ForecastMethod::Base, WhyMethod::LittleHistory),
        };
        let nearest = runs.nearest(method, ahead);
        let adjustment = nearest.map(|run| run.adjustment).unwrap_or_default();
        let enough = nearest.is_some();
        let mut open: Vec<(&Tracked<'_>, usize)> = view.open().collect();
        // A lead's trials and its place in a sum are not those of its file's folder.
        open.sort_unstable_by_key(|(tracked, _)| tracked.lead.id.as_str());
        let chances = LeadChances { view, past: &ground.past, method, adjustment, steps };
        let leads = chances.leads(&open, aims);
        let config = &view.workspace.config;
        let largest = (0..leads.len())
            .filter(|at| leads[*at].value > 0)
            .max_by_key(|at| (leads[*at].value, std::cmp::Reverse(open[*at].0.lead.id.as_str())));
        let trial = TrialPipeline {
            leads,
            largest,
            arrivals: arrivals(view),
            worth: worth(view, aims, config),
            common: adjustment.common,
        };
        Self { view, until: options.until, method, why, ground, enough, open, trial, shift: adjustment.shift }
    }
}

/// What past wins of a view's leads were worth, and what they count for.
fn worth(view: &View<'_>, aims: &[Aim<'_>], config: &Config) -> Vec<(i128, Vec<(usize, i128)>)> {
    let past = view.over(days_to(view.as_of, WORTH_DAYS));
    let won = past.closings().filter(|closing| closing.outcome.won && !closing.superseded);
    let mut won: Vec<_> = won.collect();
    won.sort_by_key(|closing| closing.tracked.lead.id.as_str());
    let each = won.into_iter().map(|closing| {
        let value = closing.tracked.value.map_or(0, |value| minor(value, config));
        (value, credits(aims, &closing.tracked.lead.id))
    });
    each.collect()
}
